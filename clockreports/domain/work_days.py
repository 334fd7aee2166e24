"""A work day is an employee's shifts dated by their start, with the exceptions a person should know of.

Owns which exceptions there are, what they are called and which of them keep a day from being sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import Direction
from clockreports.domain.local_time import is_missing
from clockreports.domain.pairing import Interval, PairingRules, Shift, Tap

FIRST_PLAUSIBLE_YEAR: Final = 2003
"""A terminal that lost its battery begins again at its factory's date, 2000-01-01 in most families."""


class ExceptionKind(StrEnum):
    """What can be odd about a work day, in the words of the trade."""

    MISSING_TAP = "missing tap"
    DOUBLE_TAP = "double tap"
    TOO_LONG = "too long"
    CLOCK_NOT_SET = "clock not set"
    CLOCK_NOT_MOVED = "terminal clock not moved"


@dataclass(frozen=True, slots=True)
class DayException:
    """Something odd about a work day, in a sentence; `dates` are those on which taps of its shift fall."""

    kind: ExceptionKind
    sentence: str
    dates: frozenset[date]

    @property
    def settles_itself(self) -> bool:
        """Whether the day may go out all the same."""
        return self.kind is ExceptionKind.DOUBLE_TAP


@dataclass(frozen=True, slots=True)
class WorkDay:
    """All shifts of one employee (`Employee.number`) that began on one day, in order."""

    employee: int
    day: date
    shifts: tuple[Shift, ...]
    exceptions: tuple[DayException, ...]

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The day's intervals of work, in order, never overlapping."""
        return tuple(interval for shift in self.shifts for interval in shift.intervals)

    @property
    def minutes(self) -> int:
        """Minutes worked, from whole minute to whole minute."""
        return sum(interval.minutes for interval in self.intervals)

    @property
    def needs_a_person(self) -> bool:
        """Whether an exception keeps the day from being sent."""
        return any(not exception.settles_itself for exception in self.exceptions)


def work_days_of(employee: int, shifts: Iterable[Shift], zone: ZoneInfo, rules: PairingRules) -> list[WorkDay]:
    """Gather one employee's shifts into work days, in order."""
    by_day: dict[date, list[Shift]] = {}
    for shift in shifts:
        by_day.setdefault(shift.day, []).append(shift)
    return [
        WorkDay(
            employee,
            day,
            tuple(of_day),
            tuple(exception for shift in of_day for exception in exceptions_of(shift, zone, rules)),
        )
        for day, of_day in sorted(by_day.items())
    ]


def exceptions_of(shift: Shift, zone: ZoneInfo, rules: PairingRules) -> Iterator[DayException]:
    """Tell everything odd about a shift."""
    for kind, sentence in _oddities(shift, zone, rules):
        yield DayException(kind, sentence, shift.dates)


def _oddities(shift: Shift, zone: ZoneInfo, rules: PairingRules) -> Iterator[tuple[ExceptionKind, str]]:
    for tap in shift.loose:
        yield ExceptionKind.MISSING_TAP, _missing(shift, tap)
    for interval in shift.intervals:
        if interval.length > rules.longest_interval:
            span = f"{_clock(interval.start)} to {_clock(interval.end)}"
            yield ExceptionKind.TOO_LONG, f"{span} is too long to be one stretch of work: a tap may be missing."
    for tap in shift.taps:
        at = tap.event.at
        if at.year < FIRST_PLAUSIBLE_YEAR:
            yield ExceptionKind.CLOCK_NOT_SET, f"The terminal's clock was not set at {_clock(tap)}."
        elif is_missing(at, zone):
            sentence = f"The clocks went forward and there was no {_clock(tap)}: the terminal's clock was not moved."
            yield ExceptionKind.CLOCK_NOT_MOVED, sentence
    for tap in shift.repeats:
        yield ExceptionKind.DOUBLE_TAP, f"The tap at {tap.event.at:%H:%M:%S} repeats the one before."


def _missing(shift: Shift, tap: Tap) -> str:
    """Say on which side of a loose tap another is missing: before an out, after an in."""
    came_out = tap.direction is Direction.OUT
    if len(shift.taps) == 1 and tap.direction is None:
        return f"There is only one tap, at {_clock(tap)}: another is missing."
    return f"A tap is missing {'before' if came_out else 'after'} {_clock(tap)}."


def _clock(tap: Tap) -> str:
    return f"{tap.event.at:%H:%M}"
