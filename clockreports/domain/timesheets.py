"""A timesheet is what People HR holds for an employee and a date: up to fifteen in/out pairs of wall-clock times.

Owns the value itself, its one canonical text (which the ledger keeps and compares), and People HR's limits on it.
How work days become timesheets is in `splitting`.
"""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Final

MOST_PAIRS: Final = 15
"""Source: reference, People HR API, timesheets."""

MOST_DAYS_READ: Final = 31
"""So many days of an employee are read in one call. Source: likewise: a year is used in practice, this is safe."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One in and its out, in the site's wall clock; `time_out` is None for an open pair, which only People HR holds."""

    time_in: time
    time_out: time | None

    def texts(self) -> tuple[str, str]:
        """Return both times as shown: "09:00", with seconds only where there are any, "" for a missing out."""
        return _text(self.time_in), "" if self.time_out is None else _text(self.time_out)

    def in_minutes(self) -> "Pair":
        """Return the pair as it is written to People HR: without seconds."""
        out = None if self.time_out is None else self.time_out.replace(second=0)
        return Pair(self.time_in.replace(second=0), out)


Pairs = tuple[Pair, ...]


@lru_cache(maxsize=4096)  # a firm's months are made of few: less to keep, and to compare
def shared_pair(time_in: time, time_out: time | None) -> Pair:
    """Return a pair, mostly one that is there already: for those who make very many."""
    return Pair(time_in, time_out)


def to_text(pairs: Pairs) -> str:
    """Return the canonical text of a day's pairs, "09:00-12:03 12:41-17:12"; equal pairs have equal texts."""
    return " ".join("-".join(pair.texts()) for pair in pairs)


def from_text(text: str) -> Pairs:
    """Read the canonical text back; the inverse of `to_text`."""
    return tuple(_pair(word) for word in text.split())


@lru_cache(maxsize=4096)
def _pair(word: str) -> Pair:
    time_in, _, time_out = word.partition("-")
    return shared_pair(time.fromisoformat(time_in), time.fromisoformat(time_out) if time_out else None)


def _text(moment: time) -> str:
    return moment.isoformat("seconds" if moment.second else "minutes")


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in People HR on a day: its pairs, none where there is only a comment, and whether it has one."""

    pairs: Pairs
    commented: bool = False


@dataclass(frozen=True, slots=True)
class Timesheet:
    """What ought to stand in People HR for an employee (`Employee.number`) and a day.

    `attention` is not empty when a person has to settle something first; then `pairs` is only what is known so far.
    """

    employee: int
    day: date
    pairs: Pairs
    attention: str = ""
