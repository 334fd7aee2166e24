"""A period is a first and a last day, both included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clockreports.base.errors import UnusableError

EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2199, 12, 31)
"""No clock log and no timesheet is older or younger; anything else was mistyped."""

# Plain digits only: int() would also take 1_0, and the digits of every script there is.
_DAYS_AGO: Final = re.compile(r"-(\d+)", re.ASCII)
_BRITISH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; raises `UnusableError` when it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnusableError(
                "The period ends before it begins.",
                f"It runs from {self.first:%d/%m/%Y} to {self.last:%d/%m/%Y}: put the earlier day first.",
            )

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for offset in range(self.days):
            yield self.first + timedelta(days=offset)

    @property
    def days(self) -> int:
        """How many days it counts."""
        return (self.last - self.first).days + 1

    def parts(self, most_days: int) -> Iterator["Period"]:
        """Cut it into periods of at most so many days, in their order."""
        first = self.first
        while first <= self.last:
            last = min(first + timedelta(days=most_days - 1), self.last)
            yield Period(first, last)
            first = last + timedelta(days=1)


def last_week(today: date) -> Period:
    """Return the last complete week, Monday to Sunday."""
    monday = today - timedelta(days=today.weekday() + 7)
    return Period(monday, monday + timedelta(days=6))


def parse_day(text: str, today: date) -> date:
    """Read a day as typed: ISO, dd/mm/yyyy, `today`, `yesterday`, or `-7` for seven days ago.

    Raises `UnusableError` with the ways that work when it is none of them.
    """
    word = text.strip().casefold()
    try:
        day = _day(word, today)
    except (ValueError, OverflowError):
        day = date.min
    if not EARLIEST <= day <= LATEST:
        raise UnusableError(
            f"“{text}” is not a day.",
            "Write it as 2026-03-09 or 09/03/2026, or as today, yesterday, or -7 for seven days ago.",
        )
    return day


def _day(word: str, today: date) -> date:
    if word in {"today", "yesterday"}:
        return today - timedelta(days=word == "yesterday")
    if ago := _DAYS_AGO.fullmatch(word):
        return today - timedelta(days=int(ago[1]))
    if found := _BRITISH.fullmatch(word):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    return date.fromisoformat(word)
