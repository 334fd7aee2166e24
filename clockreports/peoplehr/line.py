"""The line to People HR: one exchange at a time, which a person can stop within a second however silent the other end.

The blocking exchange runs in a thread of its own; this module waits for it, and decides what an exchange that was
given up means. Knows nothing of HTTP and JSON.
"""

import threading
from collections.abc import Callable
from typing import Final, Protocol

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.peoplehr.exchange import Body, Patience, Reply
from clockreports.peoplehr.failures import unanswered, unreachable

_LOOK_SECONDS: Final = 0.1
_GRACE_SECONDS: Final = 0.5
_IDLE_SECONDS: Final = 15.0


class Exchanging(Protocol):
    """What the line needs from a transport; fulfilled by `transport.Transport`."""

    def exchange(self, path: str, body: Body, patience: Patience) -> Reply:
        """Post a body and return the reply, blocking."""
        ...

    def close(self) -> None:
        """Close the connections that are not in use."""
        ...


class Line:
    """Carries one conversation's exchanges; `sent` counts the requests that left, `abandoned` tells of the last one."""

    def __init__(self, connect: Callable[[], Exchanging], clock: Clock, cancel: CancelToken) -> None:
        self.sent = 0
        self.abandoned = False
        self._connect = connect
        self._clock = clock
        self._cancel = cancel
        self._transport: Exchanging | None = None
        self._used = 0.0

    def post(self, path: str, body: Body, patience: Patience) -> Reply:
        """Post a body and return the reply.

        Raises `UnreachableError` when the body did not leave and `UnansweredError` when it may have arrived. Asked to
        stop, it raises `CancelledError` for a body that did not leave, and `UnansweredError` for one that did:
        `abandoned` then tells whether the exchange may still be going on.
        """
        self.abandoned = False
        self._cancel.check()
        transport = self._fresh_enough()
        deadline = self._clock.monotonic() + patience.whole
        exchange = _Exchange(lambda: transport.exchange(path, body, patience))
        try:
            self._wait(exchange, body, deadline)
        finally:
            self._settle(exchange, body)
        return exchange.reply()

    def close(self) -> None:
        """Close the connection; the next exchange opens a new one."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def _fresh_enough(self) -> Exchanging:
        # A connection that was silent for a while may be dead without either end knowing: a write on it would end
        # as "unknown" for no good reason.
        if self._clock.monotonic() - self._used > _IDLE_SECONDS:
            self.close()
        if self._transport is None:
            self._transport = self._connect()
        return self._transport

    def _wait(self, exchange: "_Exchange", body: Body, deadline: float) -> None:
        while not exchange.over(_LOOK_SECONDS):
            if self._cancel.asked:
                self._stop(exchange, body)
            if self._clock.monotonic() > deadline:
                raise (
                    unreachable("The connection could not be made in time: check this computer's connection.")
                    if body.withdraw()
                    else unanswered("People HR did not answer in time.")
                )

    def _stop(self, exchange: "_Exchange", body: Body) -> None:
        """Give an exchange up at a person's wish, unless its answer comes within a moment."""
        if body.withdraw():
            self._cancel.check()
        if not exchange.over(_GRACE_SECONDS):
            raise unanswered("You stopped before People HR answered.")

    def _settle(self, exchange: "_Exchange", body: Body) -> None:
        has_left = not body.withdraw()
        self.sent += has_left
        self._used = self._clock.monotonic()
        given_up = not exchange.over(0)
        self.abandoned = given_up and has_left
        if given_up:
            self.close()


class _Exchange:
    """One blocking call in a thread of its own, whose end can be waited for, and its result or error fetched."""

    def __init__(self, call: Callable[[], Reply]) -> None:
        self._call = call
        self._over = threading.Event()
        self._reply: Reply | None = None
        self._error: Exception | None = None
        threading.Thread(target=self._run, name="peoplehr-exchange", daemon=True).start()

    def over(self, seconds: float) -> bool:
        """Wait up to so many seconds for the end, and say whether it has come."""
        return self._over.wait(seconds)

    def reply(self) -> Reply:
        """Return the reply, or raise what the exchange raised."""
        if self._reply is None:
            raise self._error or RuntimeError("The exchange is not over.")
        return self._reply

    def _run(self) -> None:
        try:
            self._reply = self._call()
        except Exception as error:  # noqa: BLE001 - not swallowed: it is raised in the thread that waits
            self._error = error
        finally:
            self._over.set()
