"""How work days become timesheets: whole minutes, truncated, and night shifts split at midnight.

Source of the rules: reference, People HR API, "safest assumptions" 2 and 3.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from operator import le
from typing import Final

from clockreports.domain.pairing import Interval
from clockreports.domain.timesheets import Pair, Timesheet, shared_pair
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
    sheets: defaultdict[date, _Draft] = defaultdict(_Draft)
    employee = 0
    for work_day in work_days:
        employee = work_day.employee
        for shift in work_day.shifts:
            for interval in shift.intervals:
                _place(interval, sheets, split_at_midnight=split_at_midnight)
        for day, sentence in _kept_back(work_day):
            sheets[day].attention.append(sentence)
    return [
        Timesheet(employee, day, tuple(draft.pairs), draft.why(split_at_midnight=split_at_midnight))
        for day, draft in sorted(sheets.items())
    ]


class _Draft:
    """A date's timesheet in the making."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.attention: list[str] = []

    def why(self, *, split_at_midnight: bool) -> str:
        if self.attention:
            return " ".join(dict.fromkeys(self.attention))
        return "" if in_sequence(self.pairs, may_cross_midnight=not split_at_midnight) else CLOCKS_WENT_BACK


def in_sequence(pairs: Sequence[Pair], *, may_cross_midnight: bool = False) -> bool:
    """Whether every time is at or after the one before it; the last out may lie on the next day when allowed."""
    times = [moment for pair in pairs for moment in (pair.time_in, pair.time_out) if moment is not None]
    if may_cross_midnight:
        times = times[:-1]
    return all(map(le, times, times[1:]))


def _place(interval: Interval, sheets: defaultdict[date, _Draft], *, split_at_midnight: bool) -> None:
    start, end = interval.start.event.at, interval.end.event.at
    parts = _parts(start, end, split_at_midnight=split_at_midnight)
    for day, pair in parts:
        sheets[day].pairs.append(pair)
    if parts and start <= end:
        return
    went_back = interval.length > end - start
    if went_back or not parts:
        sheets[start.date()].attention.append(CLOCKS_WENT_BACK if went_back else NO_WHOLE_MINUTE)


def _parts(start: datetime, end: datetime, *, split_at_midnight: bool) -> list[tuple[date, Pair]]:
    """Cut an interval at midnight, to whole minutes, without the parts of no length."""
    day, last_day = start.date(), end.date()
    time_in, time_out = time(start.hour, start.minute), time(end.hour, end.minute)
    if day == last_day or not split_at_midnight:
        cut = [(day, time_in, time_out)]
    else:
        cut = [(day, time_in, LAST_MINUTE), (last_day, MIDNIGHT, time_out)]
    return [(day, shared_pair(first, last)) for day, first, last in cut if first != last]


def _kept_back(work_day: WorkDay) -> Iterator[tuple[date, str]]:
    """Tell which dates a work day's exceptions keep back, and why."""
    for exception in work_day.exceptions:
        for day in () if exception.settles_itself else exception.dates:
            own = day == work_day.day
            yield day, exception.sentence if own else f"Shift of {work_day.day:%d/%m/%Y}: {exception.sentence}"
