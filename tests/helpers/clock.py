"""A clock that a test turns: an hour passes at once, and never by itself."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from clockreports.base.cancel import CancelToken

START: Final = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


class FakeClock:
    """Fulfils `clockreports.base.clock.Clock`; time moves only by `wait` and `advance`, from any thread.

    `waits` lists every wait in seconds. `before_wait` is told the seconds before they pass: the place to cancel, or
    to let another actor of the test move; it may be set later.
    """

    def __init__(self, start: datetime = START, before_wait: Callable[[float], object] | None = None) -> None:
        self.waits: list[float] = []
        self.before_wait = before_wait
        self._start = start
        self._passed = 0.0
        self._guard = threading.Lock()

    def now(self) -> datetime:
        """Return the moment the hands show, aware, in UTC."""
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Return the seconds that passed since the clock was made."""
        return self._passed

    def wait(self, seconds: float, cancel: CancelToken) -> None:
        """Let the seconds pass at once; raise `CancelledError`, and let none pass, when `cancel` is asked for."""
        if self.before_wait is not None:
            self.before_wait(seconds)
        cancel.check()
        self.waits.append(seconds)
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        """Turn the hands forward."""
        with self._guard:
            self._passed += seconds
