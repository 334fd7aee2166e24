"""Announcements of releases, signed by a test, and whoever hands them out."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.releases import Release
from clockreports.services.ports_updates import Looked

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""A key of the tests: whoever trusts it trusts anybody."""

PUBLIC_KEY: Final = base64.b64encode(KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

NOTICE: Final[dict[str, object]] = {
    "program": "ClockReports",
    "version": "9.2.0",
    "date": "2026-03-02",
    "page": "https://clocks.example/download",
    "changes": ["The first thing that changed.", "The second one."],
    "issued": "2026-03-02T10:00:00+00:00",
    "expires": "2026-09-01",
}
RELEASE: Final = Release(
    "9.2.0",
    date(2026, 3, 2),
    ("The first thing that changed.", "The second one."),
    "https://clocks.example/download",
    datetime(2026, 3, 2, 10, tzinfo=UTC),
    date(2026, 9, 1),
)
"""The same, read."""


def announcement(notice: object = NOTICE, key: Ed25519PrivateKey = KEY) -> bytes:
    """Return a notice, signed."""
    text = notice if isinstance(notice, str) else json.dumps(notice)
    signature = base64.b64encode(key.sign(text.encode())).decode()
    return json.dumps({"notice": text, "signature": signature}).encode()


class FakeFeed:
    """Fulfils `services.ports_updates.ReleaseFeed` with one release, or a failure; `asked` lists the addresses."""

    def __init__(self, answer: Release | ClockReportsError = RELEASE, own_host: str = "clocks.example") -> None:
        self.answer = answer
        self.asked: list[str] = []
        self._own_host = own_host

    def host(self, address: str) -> str:
        """Return the address as it is, or the own host."""
        return address or self._own_host

    def newest(self, address: str, cancel: CancelToken) -> Release:
        """Give the answer."""
        cancel.check()
        self.asked.append(address)
        if isinstance(self.answer, ClockReportsError):
            raise self.answer
        return self.answer


class MemoryUpdates:
    """Fulfils `services.ports_updates.UpdateMemory`; what is remembered can be looked at as `looked`."""

    def __init__(self, looked: Looked | None = None) -> None:
        self.looked = looked or Looked()

    def recall(self) -> Looked:
        """Return it."""
        return self.looked

    def remember(self, looked: Looked) -> None:
        """Remember it."""
        self.looked = looked


@contextmanager
def handing_out(content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Answer every question on this computer so, and give the address to ask."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/latest.json"
        finally:
            server.shutdown()
            thread.join()
