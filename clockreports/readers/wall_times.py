"""Dates and times as clocks and offices write them, turned into wall times.

Owns which ways of writing are understood. Must not judge whether a time is likely: a clock that was reset to the year
2000 still made an event.
"""

import re
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from clockreports.readers.rows import BadRowError

_ISO_SEPARATORS: Final = ("-- ::", "--T::")
_YEAR_DIGITS: Final = 4
_HOURS_ON_THE_DIAL: Final = 12
_NO_SUCH_TIME: Final = "There is no such date or time."

_DAY: Final = re.compile(r"(\d+)[-/](\d+)[-/](\d+)", re.ASCII)
_AFTER_DAY: Final = re.compile(r"[ T]")
_CLOCK: Final = re.compile(
    r"(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:([AP])\.?M\.?)?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)


class DayOrder(StrEnum):
    """How a date of three numbers is read; one that begins with a year of four digits is understood in every order."""

    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def wall_time(text: str, order: DayOrder) -> datetime:
    """Return the naive time that `text` says: a date, blanks or a T, and a time of day; fractions of a second go.

    Dates are three numbers joined by "-" or "/"; times are H:MM or H:MM:SS, also with AM, PM, a.m. or p.m. behind them.
    Raises `BadRowError`.
    """
    # This slice holds the five separators of 2026-03-02 09:00:00 and nothing else. Where they stand so, `fromisoformat`
    # takes the digits of a plain date and time only: no week, fraction or offset fits in between.
    if text[4::3] not in _ISO_SEPARATORS:
        text = _in_iso(text, order)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadRowError(_NO_SUCH_TIME) from None


def possible_orders(text: str) -> tuple[DayOrder, ...]:
    """Return the orders that make the date at the start of `text` a real one: none, one, or both with the year last."""
    return _orders_of(_AFTER_DAY.split(text.strip(), maxsplit=1)[0])


@lru_cache(maxsize=4096)
def _orders_of(day: str) -> tuple[DayOrder, ...]:
    orders = (DayOrder.YEAR_FIRST,) if _begins_with_year(day) else (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
    return tuple(order for order in orders if _is_real(day, order))


def _is_real(day: str, order: DayOrder) -> bool:
    try:
        date.fromisoformat(_iso_day(day, order))
    except (BadRowError, ValueError):
        return False
    return True


def _in_iso(text: str, order: DayOrder) -> str:
    day, _, clock = text.partition(" ")
    if clock[2::3] == "::":  # HH:MM:SS, or something that `fromisoformat` does not take: the usual case, without delay
        return f"{_iso_day(day, order)} {clock}"
    day, *rest = _AFTER_DAY.split(text.strip(), maxsplit=1)
    if not rest:
        raise BadRowError("The date or the time of day is missing.")
    return f"{_iso_day(day, order)} {_iso_clock(''.join(rest[0].split()))}"


def _begins_with_year(day: str) -> bool:
    return day[:_YEAR_DIGITS].isdecimal() and not day[_YEAR_DIGITS : _YEAR_DIGITS + 1].isdecimal()


@lru_cache(maxsize=4096)  # a log has many taps on each of few days
def _iso_day(day: str, order: DayOrder) -> str:
    parts = _DAY.fullmatch(day)
    if not parts:
        raise BadRowError(_NO_SUCH_TIME)
    first, second, third = parts.groups()
    if _begins_with_year(day):
        return f"{first}-{second:0>2}-{third:0>2}"
    if len(third) != _YEAR_DIGITS:
        raise BadRowError("The year must have four digits.")
    if order is DayOrder.YEAR_FIRST:
        raise BadRowError("The date does not begin with the year, as it must in this file.")
    month, day_of_month = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
    return f"{third}-{month:0>2}-{day_of_month:0>2}"


@lru_cache(maxsize=4096)  # times without seconds come again and again
def _iso_clock(clock: str) -> str:
    """Return HH:MM:SS; whether there is such a time of day is seen by the caller."""
    parts = _CLOCK.fullmatch(clock.upper())
    if not parts:
        raise BadRowError(_NO_SUCH_TIME)
    hour, minute, second, half, zone = parts.groups()
    if zone:
        raise BadRowError("The time names a time zone; only the wall time of the clock can be used.")
    if half:
        if not 1 <= int(hour) <= _HOURS_ON_THE_DIAL:
            raise BadRowError(_NO_SUCH_TIME)
        hour = str(int(hour) % _HOURS_ON_THE_DIAL + (_HOURS_ON_THE_DIAL if half == "P" else 0))
    return f"{hour:0>2}:{minute}:{second or '00'}"
