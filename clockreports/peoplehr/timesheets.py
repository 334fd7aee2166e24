"""People HR's timesheet as fields: fifteen numbered slots of wall-clock times, read and written.

What we write is `HH:MM` in slots from 1 upwards; what we read is `HH:MM:SS` in 5 or 15 slots. Comments are never
written. Comparing the two is not decided here.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Final

from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_DAYS_READ, MOST_PAIRS, Pair, Pairs, Standing
from clockreports.peoplehr.failures import unanswered
from clockreports.peoplehr.values import Row, read_day, read_rows, read_text
from clockreports.services.failures import RefusedError

_SLOTS: Final = tuple(f"Time{way}{number}" for number in range(1, MOST_PAIRS + 1) for way in ("In", "Out"))
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?", re.ASCII)


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


def questions(employee_id: str, period: Period) -> Iterator[dict[str, str]]:
    """Cut a period into questions of at most 31 days and return the fields of each."""
    for part in period.parts(MOST_DAYS_READ):
        yield {"EmployeeId": employee_id, "StartDate": part.first.isoformat(), "EndDate": part.last.isoformat()}


def read_timesheets(result: object) -> dict[date, Standing]:
    """Return what a `GetTimesheetDetail` found, by day; a day that has only a comment has no pairs.

    Pairs come in the order of their slots, with seconds where there are any. An out without its in becomes a pair
    that begins and ends at it: we never write such a pair, so the day differs from anything of ours, as it must.
    Were a day to come twice, its pairs would be joined, for the same reason.
    Raises `UnansweredError` when a row has no readable day, or a slot no readable time.
    """
    days: dict[date, Standing] = {}
    for row in read_rows(result):
        day = read_day(row.get("timesheetdate"))
        if day is None:
            raise unanswered("People HR's answer holds a timesheet without a day.")
        earlier = days.get(day, Standing(()))
        commented = earlier.commented or bool(read_text(row.get("comments")))
        days[day] = Standing(earlier.pairs + tuple(_pairs(row)), commented)
    return days


def _used_slots(pairs: Pairs) -> dict[str, str]:
    if len(pairs) > MOST_PAIRS:
        raise RefusedError(f"The day has {len(pairs)} pairs of times, but People HR takes only {MOST_PAIRS}.")
    times = (moment for pair in pairs for moment in (pair.time_in, pair.time_out))
    return {slot: f"{moment:%H:%M}" for slot, moment in zip(_SLOTS, times, strict=False) if moment is not None}


def _pairs(row: Row) -> Iterator[Pair]:
    for number in range(1, MOST_PAIRS + 1):
        time_in, time_out = (_time(row.get(f"time{way}{number}")) for way in ("in", "out"))
        if time_in is not None:
            yield Pair(time_in, time_out)
        elif time_out is not None:
            yield Pair(time_out, time_out)


def _time(value: object) -> time | None:
    text = read_text(value)
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        raise unanswered("People HR's answer holds a time that cannot be read.")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)
