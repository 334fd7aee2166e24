"""Values as a person reads them: states, days, hours and counts, in UK English; ISO stays for files and JSON."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from clockreports.domain.drift import Drift
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs
from clockreports.domain.undo_plan import UndoState

STATES: Final[Mapping[DayState, str]] = {
    DayState.SENT: "Sent",
    DayState.UPDATED: "Updated",
    DayState.UNCHANGED: "Unchanged",
    DayState.ALREADY_THERE: "Already in People HR",
    DayState.REFUSED: "Refused",
    DayState.CONFLICT: "Conflict",
    DayState.UNKNOWN: "Not known yet",
    DayState.NOT_SENT: "Not sent",
    DayState.UNDONE: "Undone",
    DayState.NEEDS_ATTENTION: "Needs attention",
}
"""The states of a day after an export, in the order in which they are told. Everywhere the same words."""

PLANNED_STATES: Final[Mapping[DayState, str]] = {**STATES, DayState.SENT: "New", DayState.UPDATED: "Changed"}
"""The same before an export."""

DRIFTS: Final[Mapping[Drift, str]] = {
    Drift.MISSING_THERE: "Missing there",
    Drift.DIFFERENT_THERE: "Different there",
    Drift.ONLY_THERE: "Only there",
}
"""How a day in People HR differs from what was left there, in the order in which it is told."""

UNDO_STATES: Final[Mapping[UndoState, str]] = {
    UndoState.PUT_BACK: "Put back",
    UndoState.DELETED: "Deleted",
    UndoState.TO_DELETE: "To be deleted",
    UndoState.LEFT: "Left alone",
    UndoState.AS_BEFORE: "As before already",
    UndoState.ALREADY: "Undone already",
    UndoState.REFUSED: "Refused",
    UndoState.UNKNOWN: "Not known yet",
    UndoState.NOT_DONE: "Not undone",
}
"""The states of a day after a run was undone, in the order in which they are told."""

PLANNED_UNDO_STATES: Final[Mapping[UndoState, str]] = {
    **UNDO_STATES,
    UndoState.PUT_BACK: "To be put back",
}
"""The same before it is undone."""

_SEVERAL: Final = {STATES[DayState.CONFLICT]: "conflicts", STATES[DayState.NEEDS_ATTENTION]: "need attention"}
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE


def day(value: date) -> str:
    """Return "Mon 09/03/2026"; the weekday is English whatever language this computer speaks."""
    return f"{_WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}"


def short_day(value: date | None) -> str:
    """Return "09/03/2026", and "" for no day."""
    return "" if value is None else f"{value:%d/%m/%Y}"


def span(period: Period) -> str:
    """Return "Mon 09/03/2026 to Sun 15/03/2026, 7 days"."""
    if period.days == 1:
        return f"{day(period.first)}, 1 day"
    return f"{day(period.first)} to {day(period.last)}, {count(period.days, 'day')}"


def days_between(period: Period) -> str:
    """Return "09/03/2026 – 15/03/2026", or the one day."""
    return short_day(period.first) + ("" if period.days == 1 else f" – {short_day(period.last)}")


def moment(value: datetime | None) -> str:
    """Return a wall time as "09/03/2026 08:58", and "" for none."""
    return "" if value is None else f"{value:%d/%m/%Y %H:%M}"


def hours(minutes: int) -> str:
    """Return "7:36"."""
    return f"{minutes // 60}:{minutes % 60:02}"


def times(pairs: Pairs) -> str:
    """Return "08:58–12:03  12:41–17:12"."""
    return stretches(pair.texts() for pair in pairs)


def stretches(pairs: Iterable[tuple[str, str]]) -> str:
    """Return pairs of times as text, one after the other."""
    return "  ".join(f"{time_in}–{time_out}" for time_in, time_out in pairs)


def count(number: int, word: str, words: str = "") -> str:
    """Return "1 day", "2 days" or "24,162 rows"; `words` is for what takes more than an s."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def counted(number: int, state: str) -> str:
    """Return a count with the word of a state: "149 sent", "2 conflicts"."""
    several = _SEVERAL.get(state) if number != 1 else None
    return f"{number:,} {several or state[0].lower() + state[1:]}"


def about(seconds: float) -> str:
    """Return a time to come as one would say it: "a few seconds", "about 40 seconds", "about 12 minutes"."""
    if seconds < 10:  # noqa: PLR2004 - less is not worth a number
        return "a few seconds"
    if seconds < 1.5 * _MINUTE:
        return f"about {round(seconds / 10) * 10} seconds"
    if seconds < 1.5 * _HOUR:
        return f"about {round(seconds / _MINUTE)} minutes"
    return f"about {hours(round(seconds / _MINUTE))} hours"


def listed(words: Iterable[str], most: int = 20) -> str:
    """Return words with commas between them, and how many more there are than a person would read."""
    everything = list(words)
    more = len(everything) - most
    return ", ".join(everything[:most]) + (f" and {more} more" if more > 0 else "")


def duration(seconds: float) -> str:
    """Return a time that passed: "0.4 s", "12 s", "5 min 20 s"."""
    if seconds < 10:  # noqa: PLR2004 - only then tenths tell something
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
