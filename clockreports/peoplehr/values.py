"""Reads single values out of People HR's answers, whose spelling of names, numbers and days varies.

Everything a later module keeps passes through here, as plain text and days; nothing here knows what it is for.
"""

import re
from datetime import date
from typing import Final

from clockreports.peoplehr.failures import unanswered

Row = dict[str, object]
"""An object of an answer; its names are case-folded, because their case is not to be relied on."""

# ISO or dd/mm/yyyy, each with or without a time of day after it.
_DAY: Final = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)/(\d\d?)/(\d{4}))(?:[T ].*)?", re.ASCII)


def read_row(value: object) -> Row:
    """Return an object with case-folded names; anything else has no fields."""
    return {str(name).casefold(): field for name, field in value.items()} if isinstance(value, dict) else {}


def read_rows(result: object) -> list[Row]:
    """Return the rows of a read: `""`, `{}`, `[]` and `null` mean none, a single object is one row.

    Raises `UnansweredError` for anything else.
    """
    if result is None or result in ("", {}, []):
        return []
    rows = result if isinstance(result, list) else [result]
    if not all(isinstance(row, dict) for row in rows):
        raise unanswered("People HR's answer cannot be understood.")
    return [read_row(row) for row in rows]


def read_text(value: object) -> str:
    """Return a field as text without blanks around it, plain or wrapped in a `DisplayValue`; "" when it is empty.

    Half a character, which JSON can hold, becomes "?", and so does a zero byte: no database would take them.
    """
    if isinstance(value, dict):
        return read_text(read_row(value).get("displayvalue"))
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    return text.encode(errors="replace").decode().replace("\0", "?")


def read_day(value: object) -> date | None:
    """Return a day written as ISO or dd/mm/yyyy, a time of day left aside; None when it is empty or unreadable."""
    found = _DAY.fullmatch(read_text(value))
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[1] else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
