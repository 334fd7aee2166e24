"""A schedule, its runs and how they left things, as a person reads them: the window and the command line say the same.

All moments given here are already in the zone in which they are told.
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Final

from clockreports.domain.schedules import EVERY_DAY, WORKING_DAYS, RunState, Schedule, Standing, Verdict
from clockreports.domain.words import count, day

WEEKDAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

STATES: Final[Mapping[RunState, str]] = {
    RunState.RUNNING: "running",
    RunState.DONE: "done",
    RunState.NEEDS_A_PERSON: "done, and something needs a person",
    RunState.FAILED: "failed",
}

_ENDED: Final[Mapping[Verdict, str]] = {
    Verdict.DONE: "done on {}",
    Verdict.NEEDS_A_PERSON: "done on {}, and something needs a person",
    Verdict.FAILED: "failed on {}",
    Verdict.INTERRUPTED: "cut off, began {}",
}

BAD: Final = frozenset({Verdict.FAILED, Verdict.INTERRUPTED, Verdict.MISSED, Verdict.TIMER_GONE})
"""What nobody may overlook: days have not gone out as they should, or will not."""

BY_OTHERS: Final = "The system has no timer for it: something else has to start `clockreports schedule run`."
"""What is told of a schedule that was set without a timer."""


def schedule_words(schedule: Schedule) -> str:
    """Return "every working day at 06:30, the last 7 days"."""
    days = f"the last {count(schedule.days_back, 'day')}" if schedule.days_back > 1 else "the day before"
    return f"{weekday_words(schedule.weekdays)} at {schedule.at:%H:%M}, {days}"


def weekday_words(weekdays: tuple[int, ...]) -> str:
    """Return "every day", "every working day", "Tuesday to Saturday" or "Monday, Wednesday and Friday"."""
    if weekdays == EVERY_DAY:
        return "every day"
    if weekdays == WORKING_DAYS:
        return "every working day"
    names = [WEEKDAY_NAMES[weekday] for weekday in weekdays]
    if len(names) > 2 and all(later - sooner == 1 for sooner, later in pairwise(weekdays)):  # noqa: PLR2004 - no stretch
        return f"{names[0]} to {names[-1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def when(at: datetime) -> str:
    """Return "Mon 09/03/2026 06:30"."""
    return f"{day(at.date())} {at:%H:%M}"


def standing_words(standing: Standing) -> str:
    """Return one line on how things stand: "next Tue 10/03/2026 06:30", or what went wrong."""
    if standing.schedule is None or standing.next is None:
        return "off"
    following = f"next {when(standing.next)}"
    verdict, last = standing.verdict, standing.last
    if verdict is Verdict.TIMER_GONE:
        return "not set on this computer any more"
    if verdict is Verdict.MISSED and standing.missed is not None:
        return f"missed on {when(standing.missed)}; {following}"
    if last is None:
        return following
    started = when(last.started.astimezone(standing.next.tzinfo))
    if verdict is Verdict.RUNNING:
        return f"running since {started}"
    return f"{_ENDED[verdict].format(started)}; {following}"


def told(standing: Standing) -> tuple[str, ...]:
    """Return all there is to say of how things stand, in lines: the state, what became of the run, what to do."""
    last, now, hint = standing.last, f"Scheduled export: {standing_words(standing)}.", advice(standing)
    if last is None or standing.verdict is Verdict.INTERRUPTED:  # then nothing came of it that still holds
        return tuple(filter(None, (now, hint)))
    if standing.verdict in {Verdict.MISSED, Verdict.TIMER_GONE} and standing.next is not None:
        before = f"Before that: {STATES[last.state]} on {when(last.started.astimezone(standing.next.tzinfo))}."
        return (now, hint, before, *last.sentences)
    return tuple(filter(None, (now, *last.sentences, hint)))


def advice(standing: Standing) -> str:
    """Return what to do when things are not as they should be, in whole sentences; "" when they are."""
    match standing.verdict:
        case Verdict.MISSED:
            return (
                "This computer may have been off, or nobody was signed in. Nothing is lost: the next run reaches back "
                "over the missed days. To send them now, export them in the People HR Export window."
            )
        case Verdict.TIMER_GONE:
            return (
                "Its timer was removed, or never came to this computer: nothing starts by itself. Open Data Manager › "
                "Schedule and save it again. Nothing is lost: the next run reaches back over the missed days."
            )
        case Verdict.INTERRUPTED:
            return "The run was cut off, as by a shutdown. Nothing is lost: the next run goes on from there."
        case Verdict.FAILED:
            return "Mend the cause; the next run goes on from there. To go on now, use the People HR Export window."
        case _:
            return ""
