"""Reads what people write for the practice server as JSON: company files, and orders given while it runs.

Knows nothing of what the fields mean. Calls to the API are not read here: People HR answers them in its own words.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

Fields = Mapping[str, object]
"""One JSON object."""

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_HOUR: Final = 3600
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class FieldError(Exception):
    """Something is written wrongly; the message is a whole sentence that names it."""


def iso_day(value: object) -> date | None:
    """Return the day written as YYYY-MM-DD, or None when it is anything else."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def an_object(value: object, what: str, known: Collection[str]) -> Fields:
    """Return a JSON object that has no other fields than the known ones, so that a misspelt one is not lost."""
    if not isinstance(value, dict):
        raise FieldError(f"{what} must be an object in braces.")
    for name in value:
        if name not in known:
            raise FieldError(f"{what} has an unknown field {name!r}; known are {', '.join(known)}.")
    return value


def a_list(fields: Fields, name: str) -> list[object]:
    """Return a list; an absent one is empty."""
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise FieldError(f"{name} must be a list in brackets.")
    return value


def text(fields: Fields, name: str) -> str:
    """Return a text without blanks around it; an absent one, and null, are empty."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(f"{name} must be a text in quotation marks.")
    return value.strip()


def needed_text(fields: Fields, name: str) -> str:
    """Return a text that must not be empty."""
    value = text(fields, name)
    if not value:
        raise FieldError(f"{name} is missing.")
    return value


def whole_number(fields: Fields, name: str, default: int, least: int = 0, most: int = 9999) -> int:
    """Return a whole number from the least to the most, both included."""
    value = fields.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise FieldError(f"{name} must be a whole number from {least} to {most}.")
    return value


def seconds(fields: Fields, name: str) -> float | None:
    """Return seconds, up to an hour, or None when there are none."""
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _HOUR:
        raise FieldError(f"{name} must be a number of seconds from 0 to {_HOUR}.")
    return float(value)


def day(fields: Fields, name: str, today: date) -> date | None:
    """Return a day written as "YYYY-MM-DD" or as {"weeks_ago": 1, "weekday": "Friday"}; None when it is empty.

    Weeks begin on Monday, and 0 weeks ago is the week of `today`.
    """
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        return _weeks_ago(value, name, today)
    found = iso_day(value)
    if found is None:
        raise FieldError(f'{name} must be a day such as "2026-03-02", or weeks_ago and weekday.')
    return found


def needed_day(fields: Fields, name: str, today: date) -> date:
    """Return a day that must be given."""
    value = day(fields, name, today)
    if value is None:
        raise FieldError(f"{name} is missing.")
    return value


def _weeks_ago(value: object, name: str, today: date) -> date:
    relative = an_object(value, name, ("weeks_ago", "weekday"))
    weekday = text(relative, "weekday")
    if weekday not in WEEKDAYS:
        raise FieldError(f"The weekday of {name} must be one of {', '.join(WEEKDAYS)}.")
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=WEEKDAYS.index(weekday) - 7 * whole_number(relative, "weeks_ago", 0))
