"""The limit on calls per minute (reference: People HR API, pace). Owns the times of the calls let through."""

from collections import deque
from typing import Final

MINUTE: Final = 60.0
DEFAULT_CALLS_PER_MINUTE: Final = 30


class Pace:
    """Lets so many calls through in any rolling 60 s; None or 0 means any number. A call sent away does not count."""

    def __init__(self, calls_per_minute: int | None) -> None:
        self._most = calls_per_minute or None
        self._calls: deque[float] = deque()

    def admit(self, now: float) -> bool:
        """Say whether a call may pass now, and count it if so; `now` in seconds that never go back."""
        if self._most is None:
            return True
        while self._calls and now - self._calls[0] >= MINUTE:
            self._calls.popleft()
        if len(self._calls) >= self._most:
            return False
        self._calls.append(now)
        return True
