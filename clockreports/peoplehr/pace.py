"""The pace: at most so many calls in any rolling 60 s, over restarts and over every program that shares the call log.

Owns all waiting, its reasons in words, and the reading of `Retry-After`. The count itself is the call log's.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.services.failures import TooLateError
from clockreports.services.ports_calls import CallLog

MOST_RESTS: Final = 3
"""How often a call is tried again because People HR asked to slow down (source: reference, pace)."""

_USUAL_REST: Final = 60.0
_LONGEST_REST: Final = 300.0
_SHORTEST_WAIT: Final = 0.1
_SLICE: Final = 1.0


class Pace:
    """Lets one conversation's calls begin when they may.

    `waiting` is told the seconds left and the reason, at least once a second while it waits.
    """

    def __init__(
        self,
        call_log: CallLog,
        clock: Clock,
        calls_per_minute: int,
        cancel: CancelToken,
        waiting: Callable[[float, str], None],
    ) -> None:
        self._log = call_log
        self._clock = clock
        self._most = calls_per_minute
        self._cancel = cancel
        self._waiting = waiting

    def begin(self, latest: float = inf) -> int:
        """Wait until a call may start, note it in the call log and return its number there.

        Raises `CancelledError` as soon as somebody asks to stop, and `TooLateError`, without waiting, once it is plain
        that the call may not start by `latest` (monotonic seconds).
        """
        wait = 0.0
        while True:
            self._cancel.check()
            if self._clock.monotonic() + wait > latest:
                raise TooLateError
            if wait:
                self._wait(wait, f"People HR takes {self._most} calls a minute")
            call, seconds = self._log.reserve(self._clock.now().timestamp(), self._most)
            if call is not None:
                return call
            wait = max(seconds, _SHORTEST_WAIT)

    def finished(self, call: int) -> None:
        """Note that a call is over. Never to be called for one that may still be on its way."""
        self._log.finished(call, self._clock.now().timestamp())

    def rest(self, retry_after: str) -> None:
        """Wait as long as People HR asked for in its `Retry-After`, 60 s when it did not say."""
        self._wait(read_retry_after(retry_after, self._clock.now()), "People HR asked to slow down")

    def _wait(self, seconds: float, reason: str) -> None:
        left = seconds
        while left > 0:
            self._waiting(left, reason)
            self._clock.wait(min(left, _SLICE), self._cancel)
            left -= _SLICE


def read_retry_after(text: str, now: datetime) -> float:
    """Return the seconds that a `Retry-After` asks for, as a number or as a date; 60 when it is neither.

    Never under a second, and never over five minutes: a wrong clock on either side must not stop a run for hours.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        moment = _http_date(text)
        seconds = _USUAL_REST if moment is None else (moment - now).total_seconds()
    return min(max(seconds, _SLICE), _LONGEST_REST)


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
