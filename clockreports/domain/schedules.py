"""When exports run by themselves: a schedule, the moments at which it is due, and how its last run left things.

All times of day are those of the terminals' zone. Owns the two nights a year that make a difference, and what counts
as missed; how a system is asked to keep the times is not its business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.base.errors import UnusableError
from clockreports.domain.local_time import moment
from clockreports.domain.periods import Period

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As they are typed and stored; a weekday is its place here, Monday 0."""

WORKING_DAYS: Final = (0, 1, 2, 3, 4)
EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)
MOST_DAYS_BACK: Final = 92
"""A quarter of a year: whatever was missed for longer, a person looks at."""

GRACE: Final = timedelta(hours=2)
"""So much later than due a run may start before it is said to be missed, and so much earlier for it not to be:
a computer wakes up late, and one whose clock is of another zone is an hour off for some weeks of the year."""

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Export by itself: at a time of day, on some weekdays, always the last so many days, yesterday included.

    `import_folder`, when it names one, is read before; `since` (aware, UTC) is when this was set: nothing was due
    before. Its runs are started by the system's timer or, not `with_timer`, by something else. Raises `UnusableError`
    for what cannot be kept.
    """

    at: time
    weekdays: tuple[int, ...]
    days_back: int
    since: datetime
    sync_employees: bool = True
    import_folder: str = ""
    with_timer: bool = True

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise UnusableError("The schedule has no day.", "Choose at least one day of the week.")
        if list(self.weekdays) != sorted(set(self.weekdays) & set(EVERY_DAY)):
            raise UnusableError("The days of the schedule are not days of the week.", "Choose from Monday to Sunday.")
        if not 1 <= self.days_back <= MOST_DAYS_BACK:
            raise UnusableError(
                f"The last {self.days_back} days cannot be scheduled.", f"Choose from 1 to {MOST_DAYS_BACK} days."
            )

    def period(self, today: date, covered: date | None = None) -> Period:
        """Return the days that a run of today exports.

        They reach further back where runs were missed: to the day after `covered`, up to which the last one went.
        """
        days = self.days_back
        if covered is not None:
            days = min(max(days, (today - covered).days - 1), MOST_DAYS_BACK)
        return Period(today - days * _ONE_DAY, today - _ONE_DAY)


class RunState(StrEnum):
    """How a run of the schedule stands, or ended."""

    RUNNING = "running"
    DONE = "done"
    NEEDS_A_PERSON = "needs_a_person"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run of the schedule; moments are aware. `sentences` tell, one line each, what became of it.

    `run` is the number of its export, None while there was none. `covered` is the day up to which some run has gone
    through, whichever it was.
    """

    started: datetime
    state: RunState
    sentences: tuple[str, ...] = ()
    finished: datetime | None = None
    run: int | None = None
    covered: date | None = None


class Verdict(StrEnum):
    """How things stand with the schedule, in one word."""

    OFF = "off"
    NOT_YET = "not_yet"
    RUNNING = "running"
    DONE = "done"
    NEEDS_A_PERSON = "needs_a_person"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    MISSED = "missed"
    TIMER_GONE = "timer_gone"


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand: the schedule if there is one, its last run and the next moment (aware), and what was missed.

    `alive` says whether a run that has not ended is still at work; not `armed` is a schedule whose timer is not there.
    """

    schedule: Schedule | None = None
    last: LastRun | None = None
    next: datetime | None = None
    missed: datetime | None = None
    alive: bool = False
    armed: bool = True

    @property
    def verdict(self) -> Verdict:
        """The word for it: a run at work goes before a timer that is gone, before what was missed, before the last run.

        Whoever knows that the timer is gone knows why runs were missed.
        """
        if self.schedule is None:
            return Verdict.OFF
        if self.alive:
            return Verdict.RUNNING
        if not self.armed:
            return Verdict.TIMER_GONE
        if self.missed is not None:
            return Verdict.MISSED
        if self.last is None:
            return Verdict.NOT_YET
        return Verdict.INTERRUPTED if self.last.state is RunState.RUNNING else Verdict(self.last.state.value)


def standing(
    schedule: Schedule | None, last: LastRun | None, now: datetime, zone: ZoneInfo, *, alive: bool
) -> Standing:
    """Return how things stand now; `alive` says whether a run is at work."""
    if schedule is None:
        return Standing(last=last)
    alive = alive and last is not None and last.state is RunState.RUNNING
    return Standing(schedule, last, next_due(schedule, now, zone), missed(schedule, last, now, zone), alive)


def next_due(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment after `after` at which the schedule is due, in the zone."""
    return next(due for due in _dues(schedule, after, zone, 1) if due > after)


def last_due(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the last moment up to now at which the schedule was due, in the zone; None when it never was."""
    due = next(due for due in _dues(schedule, now, zone, -1) if due <= now)
    return due if due > schedule.since else None


def missed(schedule: Schedule, last: LastRun | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment at which a run was due last and none has started about then or since; None without one.

    A run from before the schedule was set was none of its own.
    """
    due = last_due(schedule, now - GRACE, zone)
    if due is None or (last is not None and last.started >= max(due - GRACE, schedule.since)):
        return None
    return due


def is_due(schedule: Schedule, last: LastRun | None, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a run was due and none has started since, so that each moment gets its run, and only one.

    There is no grace: a run from shortly before, by hand or to make up for another moment, is none for this one.
    """
    due = last_due(schedule, now, zone)
    return due is not None and (last is None or last.started < due)


def parse_time(text: str) -> time:
    """Read a time of day as typed, such as 06:30; raises `UnusableError` when it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise UnusableError(f"“{text}” is not a time of day.", "Write it with 24 hours, such as 06:30 or 18:00.")
    return time(int(found[1]), int(found[2]))


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week as typed: `mon-fri`, `mon,wed,fri`, `sat-mon` or `daily`.

    Raises `UnusableError` with the ways that work when they are none of these.
    """
    word = text.strip().casefold()
    try:
        chosen = EVERY_DAY if word == "daily" else tuple(day for part in word.split(",") for day in _stretch(part))
    except ValueError:
        raise UnusableError(
            f"“{text}” are not days of the week.", "Write them as mon-fri, as mon,wed,fri, or as daily."
        ) from None
    return tuple(sorted(set(chosen)))


def _dues(schedule: Schedule, start: datetime, zone: ZoneInfo, step: int) -> Iterator[datetime]:
    """Yield the moments at which the schedule is due, from about `start` on, forwards or backwards.

    A time that comes twice counts when it comes first; one that never comes counts as long after midnight as usual.
    """
    day = start.astimezone(zone).date() - step * _ONE_DAY
    while True:
        if day.weekday() in schedule.weekdays:
            yield moment(datetime.combine(day, schedule.at), zone).astimezone(zone)
        day += step * _ONE_DAY


def _stretch(part: str) -> Iterator[int]:
    """Yield the weekdays of "mon" or of "mon-fri", over the end of the week if need be."""
    first, dash, last = (word.strip() for word in part.partition("-"))
    begin = _weekday(first)
    end = _weekday(last) if dash else begin
    for number in range((end - begin) % 7 + 1):
        yield (begin + number) % 7


def _weekday(word: str) -> int:
    """Return the place of a day by its first three letters or its whole name; raises `ValueError`."""
    place = WEEKDAYS.index(word[:3])
    if not _LONG_NAMES[place].startswith(word):
        raise ValueError(word)
    return place


_LONG_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
