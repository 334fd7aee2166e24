"""The listening socket on this computer, its threads and its connections. Knows nothing of what is said on them."""

import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, close, create_connection, socket
from socketserver import BaseServer, TCPServer
from typing import Final
from weakref import WeakSet

from typing_extensions import override

from clockreports.base.errors import CancelledError, UnusableError

LOOPBACK: Final = "127.0.0.1"

MakeHandler = Callable[[socket, object, BaseServer], BaseHTTPRequestHandler]


class LoopbackServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 from the moment it is made; one thread per connection, all of which `server_close` awaits.

    Raises `UnusableError` when the port cannot be had; 0 takes any free one.
    """

    daemon_threads = False
    request_queue_size = 64
    allow_reuse_address = sys.platform != "win32"  # on Windows it would let two servers share one port

    def __init__(self, port: int, make_handler: MakeHandler) -> None:
        self._connections: WeakSet[socket] = WeakSet()
        self._ending = False
        try:
            super().__init__((LOOPBACK, port), make_handler)
        except (OSError, OverflowError):
            raise UnusableError(
                f"Port {port} of this computer cannot be opened.",
                "Another program uses it, or it is reserved: give another port, or none to take any free one.",
            ) from None

    @override
    def server_bind(self) -> None:
        """Bind without asking the network for this computer's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    @override
    def get_request(self) -> tuple[socket, object]:
        """Accept a connection and remember it for as long as it lasts."""
        connection, caller = super().get_request()
        self._connections.add(connection)
        return connection, caller

    def serve(self) -> None:
        """Accept connections until `stop_accepting`; it waits for them without waking up in between."""
        while not self._ending:
            self.handle_request()

    def stop_accepting(self) -> None:
        """Let `serve` return: a last connection wakes it."""
        self._ending = True
        create_connection((LOOPBACK, self.server_port)).close()

    def hang_up(self) -> None:
        """End every connection, so that no thread waits for a caller any more; call it when `serve` has returned."""
        for connection in self._connections:
            with suppress(OSError):  # it may have ended by itself
                connection.shutdown(SHUT_RDWR)
            if sys.platform == "win32":  # where a thread that is waiting already may go on to wait
                with suppress(OSError):
                    close(connection.detach())

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over callers who hung up and calls cut short by the end of the server; anything else is a bug."""
        error = sys.exception()
        if not isinstance(error, OSError | CancelledError):
            logging.getLogger(__name__).error("A request could not be answered.", exc_info=error)
