"""Looking at what stands in People HR for one employee: one call reads a month, and what was seen grows old.

Owns how old a look may be. What is found is judged elsewhere.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from math import inf
from typing import Final, Generic, TypeVar

from clockreports.base.clock import Clock
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_DAYS_READ
from clockreports.services.failures import NotUnderstoodError

T = TypeVar("T")

LOOK_SECONDS: Final = 10.0
"""So long a look may be relied upon. People HR has no “change only if”: whatever a person does there between our look
and our change is lost. One second would cost a call for each day; this serves a few days, and is soon over."""

MOST_LOOKS: Final = 4
"""So often a day is looked at before one change, when the pace keeps that from leaving in time."""

_MINUTE: Final = 60.0


def look_seconds(calls_per_minute: int) -> float:
    """Return how long a look may be relied upon; at a very slow pace until the next two calls could have left."""
    return max(LOOK_SECONDS, 2 * _MINUTE / calls_per_minute)


class Looks(Generic[T]):
    """What was seen of one employee's days, up to the last one that matters. `read` is a question of `PeopleHr`."""

    def __init__(
        self,
        read: Callable[[str, Period], Mapping[date, T]],
        employee_id: str,
        last: date,
        clock: Clock,
        seconds: float,
    ) -> None:
        self._read = read
        self._employee_id = employee_id
        self._last = last
        self._clock = clock
        self._seconds = seconds
        self._seen: dict[date, tuple[float, T | None]] = {}

    def at(self, day: date, *, afresh: bool = False) -> T | None:
        """Return what stands there, None for no timesheet; one call reads the days that follow along with it.

        When an answer cannot be understood, each day is read alone from then on, so that it spoils no other.
        """
        if afresh or self._clock.monotonic() > self.latest(day):
            last = max(day, min(self._last, day + timedelta(days=MOST_DAYS_READ - 1)))
            try:
                self._look(Period(day, last))
            except NotUnderstoodError:
                if last == day:
                    raise
                self._last = day
                self._look(Period(day, day))
        return self._seen[day][1]

    def _look(self, period: Period) -> None:
        found = self._read(self._employee_id, period)
        now = self._clock.monotonic()
        self._seen.update({each: (now, found.get(each)) for each in period})

    def latest(self, day: date) -> float:
        """Return until when, in monotonic seconds, a change may rest on what was seen of a day."""
        return self._seen[day][0] + self._seconds if day in self._seen else -inf

    def saw(self, day: date) -> bool:
        """Whether a timesheet was seen there, however long ago."""
        return day in self._seen and self._seen[day][1] is not None

    def forget(self) -> None:
        """Rely on nothing that was seen so far."""
        self._seen.clear()
