"""Time as a port, so that a test can make an hour pass at once."""

import time
from datetime import UTC, datetime
from typing import Protocol

from clockreports.base.cancel import CancelToken


class Clock(Protocol):
    """Tells the time and waits; the program asks for the time in no other way."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back, from an arbitrary start."""
        ...

    def wait(self, seconds: float, cancel: CancelToken) -> None:
        """Wait so many seconds; raise `CancelledError` at once when `cancel` is asked for meanwhile."""
        ...


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back, from an arbitrary start."""
        return time.monotonic()

    def wait(self, seconds: float, cancel: CancelToken) -> None:
        """Wait so many seconds; raise `CancelledError` at once when `cancel` is asked for meanwhile."""
        cancel.wait(seconds)
