"""HTTP on one connection: reads requests, finds who answers them, and sends the replies, whole or spoilt.

Owns the addresses and HTTP itself. Writes no log of its own, since a request's body holds the key.
"""

import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socket import socket
from socketserver import BaseServer
from typing import Final

from typing_extensions import override

from clockreports.practice.control import Control
from clockreports.practice.keys import Area
from clockreports.practice.service import PracticePeopleHr
from clockreports.practice.wire import Cut, Reply, as_page

_LENGTH: Final = re.compile(r"\d{1,6}", re.ASCII)  # in bytes: a real call is below 3,000
_CLOSE: Final = (("Connection", "close"),)
_AREAS: Final = {area.casefold(): area for area in Area}


class Router:
    """Finds who answers a request, by its path."""

    def __init__(self, service: PracticePeopleHr, control: Control) -> None:
        self._service = service
        self._control = control

    def reply(self, method: str, target: str, body: bytes) -> Reply:
        """Answer a request; what follows a question mark in its target is neither read nor logged."""
        path = target.partition("?")[0]
        first, _, rest = path.strip("/").partition("/")
        if first == "practice":
            return self._control.reply(method, rest, body)
        area = _AREAS.get(first.casefold())
        if area is None:
            return self._service.turn_away(path, as_page(HTTPStatus.NOT_FOUND))
        if method != "POST":
            return self._service.turn_away(path, as_page(HTTPStatus.METHOD_NOT_ALLOWED, (("Allow", "POST"),)))
        return self._service.call(path, area, body)


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 with one caller for as long as the connection lasts."""

    protocol_version = "HTTP/1.1"
    server_version = "PracticePeopleHR"
    sys_version = ""
    wbufsize = -1  # a reply leaves as one packet, or else it waits for the caller's acknowledgement
    disable_nagle_algorithm = True

    def __init__(self, router: Router, connection: socket, caller: object, server: BaseServer) -> None:
        self._router = router  # first, because the base class answers all requests while it is made
        super().__init__(connection, caller, server)

    def do_POST(self) -> None:
        """Answer a request of any method: which one it is, the router asks."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not _LENGTH.fullmatch(length):
            self._send(as_page(HTTPStatus.BAD_REQUEST, _CLOSE))
        else:
            self._send(self._router.reply(self.command, self.path, self.rfile.read(int(length))))

    do_GET = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815 - http.server finds them by these names

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: the practice server keeps its own log."""

    def _send(self, reply: Reply) -> None:
        if reply.cut is not Cut.NOTHING:
            self.close_connection = True
        if reply.cut is Cut.ALL:
            return
        self.send_response(reply.code)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body[: len(reply.body) // 2] if reply.cut is Cut.HALF else reply.body)
        self.wfile.flush()
