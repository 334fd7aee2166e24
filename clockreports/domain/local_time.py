"""Wall time and the moments behind it: terminals know wall time only, durations are true only in UTC.

Owns the two nights a year when that differs: the hour that comes twice and the hour that never comes.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import ClockEvent

_ONE_HOUR: Final = timedelta(hours=1)


def moment(at: datetime, zone: ZoneInfo, *, second_pass: bool = False) -> datetime:
    """Return the moment (aware, in UTC) of a naive wall time.

    A wall time in the missing hour is read as if the terminal's clock had not been moved yet.
    """
    return at.replace(tzinfo=zone, fold=second_pass).astimezone(UTC)


def is_repeated(at: datetime, zone: ZoneInfo) -> bool:
    """Whether this wall time came twice, because the clocks went back."""
    return _offset(at, zone, 0) > _offset(at, zone, 1)


def is_missing(at: datetime, zone: ZoneInfo) -> bool:
    """Whether this wall time never came, because the clocks went forward."""
    return _offset(at, zone, 0) < _offset(at, zone, 1)


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
        self._last: dict[str, tuple[datetime, bool, bool]] = {}  # wall time, second pass, step not backwards
        self._nights: dict[date, bool] = {}

    def mark(self, event: ClockEvent) -> ClockEvent:
        """Return the event, marked when it belongs to the second pass."""
        at = event.at
        last, was_second, forwards = self._last.get(event.terminal, (at, False, True))
        second = False
        if self._night(at.date()) and is_repeated(at, self._zone):
            went_back = forwards and timedelta(0) < last - at <= _ONE_HOUR
            second = went_back or (was_second and last.date() == at.date())
        self._last[event.terminal] = at, second, last <= at
        return replace(event, second_pass=True) if second else event

    def _night(self, day: date) -> bool:
        """Whether the clocks go back on that day: worth looking closer at its taps."""
        known = self._nights.get(day)
        if known is None:
            midnight = datetime.combine(day, time())
            known = _offset(midnight, self._zone, 0) > _offset(midnight + timedelta(days=1), self._zone, 1)
            self._nights[day] = known
        return known
