"""Taps in a short notation, and what the domain makes of them, shown as short: for tables of hard cases."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import Interval, PairingRules, Shift, shifts_of, taps_of
from clockreports.domain.splitting import timesheets_of
from clockreports.domain.timesheets import Timesheet, to_text
from clockreports.domain.work_days import WorkDay, work_days_of

LONDON: Final = ZoneInfo("Europe/London")
RULES: Final = PairingRules()
EMPLOYEE: Final = 7

SPRING: Final = date(2026, 3, 29)
"""The clocks go forward at 01:00."""
AUTUMN: Final = date(2026, 10, 25)
"""The clocks go back at 02:00."""


def taps(text: str) -> list[ClockEvent]:
    """Read taps: "2026-03-09 09:00 12:00:59/1 13:00@Gate | 2026-03-10 …".

    A date holds until the next one. `/1` is the status, `@Gate` the terminal (else "1"), and `*` at the end marks the
    second pass of a repeated hour. Bars are only there for the eye.
    """
    events: list[ClockEvent] = []
    day = date.min
    for word in text.replace("|", " ").split():
        if word.count("-") == 2:
            day = date.fromisoformat(word)
            continue
        rest, _, terminal = word.removesuffix("*").partition("@")
        clock, _, status = rest.partition("/")
        at = datetime.combine(day, time.fromisoformat(clock))
        events.append(ClockEvent(terminal or "1", str(EMPLOYEE), at, status, word.endswith("*")))
    return events


def shifts(events: Iterable[ClockEvent], rules: PairingRules = RULES, zone: ZoneInfo = LONDON) -> list[Shift]:
    """Pair one person's events."""
    return shifts_of(taps_of(events, zone, rules), rules)


def work_days(events: Iterable[ClockEvent], rules: PairingRules = RULES, zone: ZoneInfo = LONDON) -> list[WorkDay]:
    """Make one person's work days."""
    return work_days_of(EMPLOYEE, shifts(events, rules, zone), zone, rules)


def timesheets(events: Iterable[ClockEvent], rules: PairingRules = RULES, *, split: bool = True) -> list[Timesheet]:
    """Make one person's timesheets."""
    return timesheets_of(work_days(events, rules), split_at_midnight=split)


def shown_intervals(intervals: Iterable[Interval]) -> str:
    """Show intervals as "09:00-12:00", with seconds only where there are any."""
    return " ".join(f"{_clock(each.start.event.at)}-{_clock(each.end.event.at)}" for each in intervals)


def shown_day(day: WorkDay) -> str:
    """Show a work day as "2026-03-09 09:00-12:00 13:00-17:00 = 7:00", and its exceptions: "! missing tap"."""
    kinds = "".join(f" ! {exception.kind}" for exception in day.exceptions)
    worked = shown_intervals(day.intervals) or "nothing"
    return f"{day.day} {worked} = {day.minutes // 60}:{day.minutes % 60:02}{kinds}"


def shown_sheet(sheet: Timesheet) -> str:
    """Show a timesheet as "2026-03-09 09:00-12:00", with "!" when a person has to settle something first."""
    return f"{sheet.day} {to_text(sheet.pairs) or 'nothing'}{' !' if sheet.attention else ''}"


def sheet_minutes(sheet: Timesheet) -> int:
    """Add up a timesheet's pairs as People HR does: by the wall clock, whatever night it is."""
    return sum(
        (datetime.combine(sheet.day, pair.time_out) - datetime.combine(sheet.day, pair.time_in)) // timedelta(minutes=1)
        for pair in sheet.pairs
        if pair.time_out is not None
    )


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
