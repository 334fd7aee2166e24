"""Wall time and the moments behind it: terminals know wall time only, durations are true only in UTC.

Owns the two nights a year when that differs: the hour that comes twice and the hour that never comes.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import ClockEvent

_ONE_HOUR: Final = timedelta(hours=1)


def moment(at: datetime, zone: ZoneInfo, *, second_pass: bool = False) -> datetime:
    """Return the moment (aware, in UTC) of a naive wall time.

    A wall time in the missing hour is read as if the terminal's clock had not been moved yet.
    """
    steady = _steady_day(at.date(), zone)
    if steady is None:
        return at.replace(tzinfo=zone, fold=second_pass).astimezone(UTC)
    midnight, its_moment = steady
    return its_moment + (at - midnight)


def is_repeated(at: datetime, zone: ZoneInfo) -> bool:
    """Whether this wall time came twice, because the clocks went back."""
    return _steady_day(at.date(), zone) is None and _offset(at, zone, 0) > _offset(at, zone, 1)


def is_missing(at: datetime, zone: ZoneInfo) -> bool:
    """Whether this wall time never came, because the clocks went forward."""
    return _steady_day(at.date(), zone) is None and _offset(at, zone, 0) < _offset(at, zone, 1)


@lru_cache(maxsize=4096)  # many taps fall on few days, and the zone takes its time over each
def _steady_day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return a day's midnight by the wall and its moment in UTC; None for a day on which the clocks change.

    The clocks change twice on no day in any zone, so that both ends of a day tell.
    """
    midnight = datetime.combine(day, time.min)
    offset = _offset(midnight, zone, 0)
    if offset != _offset(datetime.combine(day, time.max), zone, 1):
        return None
    return midnight, midnight.replace(tzinfo=UTC) - offset


def _offset(at: datetime, zone: ZoneInfo, fold: int) -> timedelta:
    offset = at.replace(tzinfo=zone, fold=fold).utcoffset()
    return timedelta(0) if offset is None else offset


class SecondPassMarker:
    """Marks the taps of the second pass of a repeated hour, from the order in which terminals kept them.

    Feed it a log's events in the order of the file. In the repeated hour a step backwards of up to an hour means
    that the terminal's clock has gone back; everything after it in that hour belongs to the second pass. A step that
    follows another backwards means nothing: such a log is not in the order of time.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._steady = _SteadyDays(zone)
        self._last: dict[str, tuple[datetime, bool, bool]] = {}  # wall time, second pass, step not backwards

    def mark(self, event: ClockEvent) -> ClockEvent:
        """Return the event, marked when it belongs to the second pass."""
        terminal, _, at, _, _ = event
        last, was_second, forwards = self._last.get(terminal) or (at, False, True)
        second = False
        if not self._steady[at.toordinal()] and is_repeated(at, self._zone):
            went_back = forwards and timedelta(0) < last - at <= _ONE_HOUR
            second = went_back or (was_second and last.date() == at.date())
        self._last[terminal] = at, second, last <= at
        return event._replace(second_pass=True) if second else event


class _SteadyDays(dict[int, bool]):
    """Whether the clocks stay as they are on a day, by its ordinal: the quickest there is to ask of every tap."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, day: int) -> bool:
        steady = self[day] = _steady_day(date.fromordinal(day), self._zone) is not None
        return steady
