"""People HR's timesheet as fields: fifteen numbered slots of wall-clock times, read and written.

What we write is `HH:MM` in slots from 1 upwards; what we read is `HH:MM:SS` in 5 or 15 slots. Comments are never
written. Comparing the two is not decided here.
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_PAIRS, Pair, Pairs, Standing
from clockreports.domain.words import short_day
from clockreports.peoplehr.failures import not_understood, shown
from clockreports.peoplehr.values import Row, is_certain, read_day, read_rows, read_text, read_time
from clockreports.services.failures import RefusedError

_SLOTS: Final = tuple(f"Time{way}{number}" for number in range(1, MOST_PAIRS + 1) for way in ("In", "Out"))
_LOOK: Final = "Look at the timesheets in People HR."


def the_day(employee_id: str, day: date) -> dict[str, str]:
    """Return the fields that name an employee's day."""
    return {"EmployeeId": employee_id, "TimesheetDate": day.isoformat()}


def new_day(employee_id: str, day: date, pairs: Pairs) -> dict[str, str]:
    """Return the fields that make a timesheet: only the slots in use. Raises `RefusedError` for a 16th pair."""
    return the_day(employee_id, day) | _used_slots(pairs)


def whole_day(employee_id: str, day: date, pairs: Pairs) -> dict[str, str]:
    """Return the fields that rewrite a timesheet: all fifteen slots, `""` clearing those not in use.

    Raises `RefusedError` for a 16th pair.
    """
    return dict.fromkeys(_SLOTS, "") | new_day(employee_id, day, pairs)


def question(employee_id: str, period: Period) -> dict[str, str]:
    """Return the fields that ask for an employee's days, 31 at most."""
    return {"EmployeeId": employee_id, "StartDate": period.first.isoformat(), "EndDate": period.last.isoformat()}


def read_timesheets(result: object, period: Period) -> dict[date, Standing]:
    """Return what a `GetTimesheetDetail` of a period found, by day; a day that has only a comment has no pairs.

    Pairs come in the order of their slots, with seconds where there are any. An out without its in becomes a pair
    that begins and ends at it: we never write such a pair, so the day differs from anything of ours, as it must.
    Were a day to come twice, its pairs would be joined, for the same reason; a row that only repeats an earlier one is
    left out, and so is one of a day that was not asked for. Raises `NotUnderstoodError` when a row has no readable
    day, or a slot no readable time, or when a day that was not asked for is written so that it can mean another one:
    then nothing can be said of those that were, for the server may mean other days than we do.
    """
    days: dict[date, Standing] = {}
    seen: set[tuple[date, Pairs]] = set()
    for row in read_rows(result):
        day = _day(row, period)
        if day is None:
            continue
        pairs = tuple(_pairs(row, day))
        earlier = days.get(day, Standing(()))
        commented = earlier.commented or bool(read_text(row.get("comments")))
        days[day] = Standing(earlier.pairs if (day, pairs) in seen else earlier.pairs + pairs, commented)
        seen.add((day, pairs))
    return days


def _used_slots(pairs: Pairs) -> dict[str, str]:
    if len(pairs) > MOST_PAIRS:
        raise RefusedError(f"The day has {len(pairs)} pairs of times, but People HR takes only {MOST_PAIRS}.")
    times = (moment for pair in pairs for moment in (pair.time_in, pair.time_out))
    return {slot: f"{moment:%H:%M}" for slot, moment in zip(_SLOTS, times, strict=False) if moment is not None}


def _day(row: Row, period: Period) -> date | None:
    """Return the day of a row; None when it was certainly not asked for."""
    text = read_text(row.get("timesheetdate"))
    day = read_day(text)
    if day is None:
        raise not_understood(f"it holds a timesheet whose day is {shown(text)}", _LOOK)
    if day in period:
        return day
    if is_certain(text):
        return None
    raise not_understood(f"it tells of {short_day(day)} ({shown(text)}), which was not asked for", _LOOK)


def _pairs(row: Row, day: date) -> Iterator[Pair]:
    for number in range(1, MOST_PAIRS + 1):
        time_in, time_out = (_time(row.get(f"time{way}{number}"), day) for way in ("in", "out"))
        if time_in is not None:
            yield Pair(time_in, time_out)
        elif time_out is not None:
            yield Pair(time_out, time_out)


def _time(value: object, day: date) -> time | None:
    text = read_text(value)
    if not text:
        return None
    moment = read_time(text, day)
    if moment is None:
        raise not_understood(f"on {short_day(day)} it holds the time {shown(text)}", "Look at that day in People HR.")
    return moment
