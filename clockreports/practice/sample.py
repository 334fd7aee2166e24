"""The sample company, and a made-up clock log of its last four weeks with everything that goes wrong in a real one.

Everything here is invented. The same day and seed always give the same log, and a log of the next day repeats nearly
all of it, as the log of a real clock does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from clockreports.base.resources import resource
from clockreports.practice.company import Company, read_company
from clockreports.practice.shifts import SHIFTS

CONTRACTOR: Final = "901"
"""The clock id of somebody who works here and is not in People HR."""

UNKNOWN: Final = "977"
"""A clock id that nobody can explain."""

_DAYS: Final = 28
_WEEK: Final = timedelta(days=7)
_FRIDAY: Final = 4
_OFF: Final = 6 * 60  # seconds: so much too early or too late, at most
_AWAY: Final = 0.04  # of all shifts
_TWICE: Final = 0.04  # of all taps


@dataclass(frozen=True, slots=True)
class _Shift:
    """What one person tapped on one work day, in and out by turns."""

    clock_id: str
    name: str
    day: date
    taps: tuple[datetime, ...]


def sample_company(today: date) -> Company:
    """Return the sample company as it is on that day; its first key may do everything."""
    return read_company(resource("sample-company.json"), today)


def sample_log(company: Company, today: date, seed: int = 1) -> str:
    """Return the clock log, in attlog format, of four weeks up to yesterday.

    In it are lunch breaks, days off and double taps; in the last complete week (Monday to Sunday) a forgotten last tap,
    a leaver's visit, and a user whom nobody knows; and a contractor throughout. Who works when is said by the `shift`
    of the company's employees: without one, or without a number to enrol, nobody taps.
    """
    monday = today - timedelta(days=today.weekday() + 7)
    shifts = [
        *_forgotten(list(_staff(company, today, seed)), monday, seed),
        *_worked(CONTRACTOR, "day", today, seed),
        *(_visit(clock_id, monday) for clock_id in _leavers(company, monday)),
        _visit(UNKNOWN, monday + timedelta(days=1)),
    ]
    rows = sorted(row for shift in shifts for row in _rows(shift, seed) if row[0].date() < today)
    return "".join(f"{clock_id:>9}\t{at:%Y-%m-%d %H:%M:%S}\t1\t{status}\t1\t0\n" for at, clock_id, status in rows)


def _staff(company: Company, today: date, seed: int) -> Iterator[_Shift]:
    for employee in company.employees:
        if employee.shift and employee.clock_id:
            first, last = employee.start_date or date.min, employee.leaving_date or date.max
            worked = _worked(employee.clock_id, employee.shift, today, seed)
            yield from (shift for shift in worked if first <= shift.day <= last)


def _leavers(company: Company, monday: date) -> Iterator[str]:
    for employee in company.employees:
        if employee.clock_id and employee.leaving_date and employee.leaving_date < monday:
            yield employee.clock_id


def _worked(clock_id: str, name: str, today: date, seed: int) -> Iterator[_Shift]:
    for days_ago in range(_DAYS, 0, -1):
        day = today - timedelta(days=days_ago)
        dice = _dice(seed, clock_id, day)
        if day.weekday() <= _FRIDAY and dice.random() >= _AWAY:
            seconds = (minute * 60 + dice.randint(-_OFF, _OFF) for minute in SHIFTS[name])
            yield _Shift(clock_id, name, day, tuple(_midnight(day) + timedelta(seconds=second) for second in seconds))


def _forgotten(shifts: list[_Shift], monday: date, seed: int) -> list[_Shift]:
    """Take the last tap from one day shift of the week that begins on that Monday."""
    week = [n for n, shift in enumerate(shifts) if shift.name == "day" and monday <= shift.day < monday + _WEEK]
    if week:
        chosen = _dice(seed, "forgotten", monday).choice(week)
        shifts[chosen] = replace(shifts[chosen], taps=shifts[chosen].taps[:-1])
    return shifts


def _visit(clock_id: str, day: date) -> _Shift:
    return _Shift(clock_id, "visit", day, (_midnight(day) + timedelta(hours=10), _midnight(day) + timedelta(hours=11)))


def _rows(shift: _Shift, seed: int) -> Iterator[tuple[datetime, str, int]]:
    dice = _dice(seed, "twice", shift.clock_id, shift.day)
    for number, at in enumerate(shift.taps):
        yield at, shift.clock_id, number % 2
        if dice.random() < _TWICE:
            yield at + timedelta(seconds=dice.randint(3, 40)), shift.clock_id, number % 2


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _dice(*what_for: object) -> Random:
    """Return dice of their own for everything, so that what happens to one person on one day moves nothing else."""
    return Random("/".join(map(str, what_for)))  # noqa: S311 - a sample, no secret
