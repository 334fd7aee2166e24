"""A timesheet is what People HR holds for an employee and a date: up to fifteen in/out pairs of wall-clock times.

Owns the value itself, its one canonical text (which the ledger keeps and compares), and People HR's limits on it.
How work days become timesheets is in `splitting`.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

MOST_PAIRS: Final = 15
"""Source: reference, People HR API, timesheets."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One in and its out, in the site's wall clock; `time_out` is None for an open pair, which only People HR holds."""

    time_in: time
    time_out: time | None

    def texts(self) -> tuple[str, str]:
        """Return both times as shown: "09:00", with seconds only where there are any, "" for a missing out."""
        return _text(self.time_in), "" if self.time_out is None else _text(self.time_out)


Pairs = tuple[Pair, ...]


def to_text(pairs: Pairs) -> str:
    """Return the canonical text of a day's pairs, "09:00-12:03 12:41-17:12"; equal pairs have equal texts."""
    return " ".join("-".join(pair.texts()) for pair in pairs)


def from_text(text: str) -> Pairs:
    """Read the canonical text back; the inverse of `to_text`."""
    return tuple(_pair(word) for word in text.split())


def _pair(word: str) -> Pair:
    time_in, _, time_out = word.partition("-")
    return Pair(time.fromisoformat(time_in), time.fromisoformat(time_out) if time_out else None)


def _text(moment: time) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class Timesheet:
    """What ought to stand in People HR for an employee (`Employee.number`) and a day.

    `attention` is not empty when a person has to settle something first; then `pairs` is only what is known so far.
    """

    employee: int
    day: date
    pairs: Pairs
    attention: str = ""
