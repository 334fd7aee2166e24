"""A server on the loopback that says exactly what a test scripted, byte by byte, and keeps what it was sent."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

Connection = socket.socket
Play = Callable[[Connection, threading.Event], bool]
"""Answers a request on a connection; the event is set when the test is over. Returns whether to keep it open."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: its first line, its headers by lower-case name, and its body."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, object]:
        """The JSON object in the body."""
        fields = json.loads(self.body)
        assert isinstance(fields, dict)
        return fields


def http(body: bytes = b"", status: str = "200 OK", **headers: str) -> Play:
    """Answer with a whole HTTP response and keep the connection open."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *lines])
    return raw(f"{head}\r\n\r\n".encode() + body, keep=True)


def envelope(
    result: object = None, *, status: object = 0, message: str = "", error: object = False, **headers: str
) -> Play:
    """Answer with an envelope, with HTTP 200."""
    fields = {"isError": error, "Status": status, "Message": message, "Result": result}
    return http(json.dumps(fields).encode(), **headers)


def raw(content: bytes, *, keep: bool = False) -> Play:
    """Answer with these bytes, then close the connection unless told to keep it."""

    def play(connection: Connection, _over: threading.Event) -> bool:
        connection.sendall(content)
        return keep

    return play


def silence(connection: Connection, over: threading.Event) -> bool:
    """Say nothing until the test is over."""
    del connection
    over.wait()
    return False


HANG_UP: Final = raw(b"")


class RawServer:
    """Plays its script, one item per request, on whatever connection the request comes; `with` starts and stops it.

    `requests` holds what came, `connections` counts the connections. `arrived` is set with the first request.
    A `greeting` is sent to whoever connects, before they say anything.
    """

    def __init__(self, *script: Play, greeting: bytes = b"") -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.arrived = threading.Event()
        self._script = iter(script)
        self._greeting = greeting
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._sockets: list[Connection] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.05)

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._listening.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """Its address, as one would write it in the settings."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._threads[0].join()
        self._listening.close()
        for connection in self._sockets:
            connection.close()
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[..., None], *about: Connection) -> None:
        thread = threading.Thread(target=work, args=about, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except TimeoutError:
                continue
            connection.settimeout(0.05)
            self.connections += 1
            self._sockets.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: Connection) -> None:
        with connection:
            keep = not self._greeting
            connection.sendall(self._greeting)
            while keep and (request := self._read(connection)):
                self.requests.append(request)
                self.arrived.set()
                keep = next(self._script)(connection, self._over)

    def _read(self, connection: Connection) -> Request | None:
        head, _, body = self._receive(connection, b"", lambda got: b"\r\n\r\n" in got).partition(b"\r\n\r\n")
        line, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (text.partition(":") for text in rest)}
        length = int(headers.get("content-length", "0"))
        body = self._receive(connection, body, lambda got: len(got) >= length)
        return Request(line, headers, body) if line else None

    def _receive(self, connection: Connection, got: bytes, enough: Callable[[bytes], bool]) -> bytes:
        while not enough(got) and not self._over.is_set():
            try:
                more = connection.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                return b""
            if not more:
                return b""
            got += more
        return got
