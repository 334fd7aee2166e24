"""How work days become timesheets: whole minutes, truncated, and night shifts split at midnight.

Source of the rules: reference, People HR API, "safest assumptions" 2 and 3.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Final

from clockreports.domain.pairing import Interval
from clockreports.domain.timesheets import Pair, Pairs, Timesheet
from clockreports.domain.work_days import WorkDay

LAST_MINUTE: Final = time(23, 59)
MIDNIGHT: Final = time(0, 0)

CLOCKS_WENT_BACK: Final = (
    "The clocks went back during this work, and its times cannot be written as one day's timesheet: "
    "enter it in People HR by hand."
)
NO_WHOLE_MINUTE: Final = "The taps leave no whole minute of work: look at the day's taps."


def timesheets_of(work_days: Iterable[WorkDay], *, split_at_midnight: bool = True) -> list[Timesheet]:
    """Return one employee's timesheets, one per date, in order.

    A date gets the work that falls on it, whichever day the shift began. A shift that needs a person keeps back every
    date one of its taps falls on: what is known of that date so far is not sent.
    """
    sheets: dict[date, _Draft] = {}
    employee = 0
    for work_day in work_days:
        employee = work_day.employee
        for shift in work_day.shifts:
            for day in shift.dates:
                sheets.setdefault(day, _Draft())
            for interval in shift.intervals:
                _place(interval, sheets, split_at_midnight=split_at_midnight)
        for day, sentence in _kept_back(work_day):
            sheets[day].attention.append(sentence)
    return [
        Timesheet(employee, day, tuple(draft.pairs), draft.why(split_at_midnight=split_at_midnight))
        for day, draft in sorted(sheets.items())
        if draft.pairs or draft.attention
    ]


class _Draft:
    """A date's timesheet in the making."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.attention: list[str] = []

    def why(self, *, split_at_midnight: bool) -> str:
        sentences = list(dict.fromkeys(self.attention))
        if not sentences and not in_sequence(tuple(self.pairs), may_cross_midnight=not split_at_midnight):
            sentences = [CLOCKS_WENT_BACK]
        return " ".join(sentences)


def in_sequence(pairs: Pairs, *, may_cross_midnight: bool = False) -> bool:
    """Whether every time is at or after the one before it; the last out may lie on the next day when allowed."""
    times = [moment for pair in pairs for moment in (pair.time_in, pair.time_out) if moment is not None]
    if may_cross_midnight:
        times = times[:-1]
    return all(earlier <= later for earlier, later in pairwise(times))


def _place(interval: Interval, sheets: dict[date, _Draft], *, split_at_midnight: bool) -> None:
    start, end = interval.start.event.at, interval.end.event.at
    parts = list(_parts(start, end, split_at_midnight=split_at_midnight))
    for day, pair in parts:
        sheets[day].pairs.append(pair)
    went_back = interval.length > end - start
    if went_back and (end < start or not parts):
        sheets[start.date()].attention.append(CLOCKS_WENT_BACK)
    elif not parts:
        sheets[start.date()].attention.append(NO_WHOLE_MINUTE)


def _parts(start: datetime, end: datetime, *, split_at_midnight: bool) -> Iterator[tuple[date, Pair]]:
    """Cut an interval at midnight, to whole minutes, without the parts of no length."""
    time_in, time_out = _minute(start), _minute(end)
    if start.date() == end.date() or not split_at_midnight:
        cut = [(start.date(), time_in, time_out)]
    else:
        cut = [(start.date(), time_in, LAST_MINUTE), (end.date(), MIDNIGHT, time_out)]
    for day, first, last in cut:
        if first != last:
            yield day, Pair(first, last)


def _minute(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)


def _kept_back(work_day: WorkDay) -> Iterator[tuple[date, str]]:
    """Tell which dates a work day's exceptions keep back, and why."""
    for exception in work_day.exceptions:
        for day in () if exception.settles_itself else exception.dates:
            own = day == work_day.day
            yield day, exception.sentence if own else f"Shift of {work_day.day:%d/%m/%Y}: {exception.sentence}"
