"""Reads single values out of People HR's answers, whose spelling of names, numbers and days varies.

Everything a later module keeps passes through here, as plain text and days; nothing here knows what it is for.
"""

import re
from datetime import date, time
from typing import Final

from clockreports.peoplehr.failures import not_understood, says_no_record

Row = dict[str, object]
"""An object of an answer; its names are case-folded, because their case is not to be relied on."""

# Year first, or day first as this country writes it; each with or without a time of day after it.
_DAYS: Final = tuple(
    re.compile(rf"{day}(?:[T ].*)?", re.ASCII)
    for day in (
        r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?P<y>\d{4})/(?P<m>\d\d?)/(?P<d>\d\d?)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d\d?)(?P<by>[/-])(?P<m>\d\d?)(?P=by)(?P<y>\d{4})",
    )
)

_CERTAIN: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)

_TIME: Final = re.compile(
    r"(?:(?P<day>[\d/-]+)[T ])?(?P<hour>\d\d?):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?: ?(?P<half>[AP])M)?",
    re.ASCII | re.IGNORECASE,
)
_NO_DAYS: Final = frozenset({date(1, 1, 1), date(1899, 12, 30), date(1900, 1, 1), date(1970, 1, 1)})
"""What other systems write before a time that has no day."""

_NOON: Final = 12
_HOURS: Final = 24


def read_row(value: object) -> Row:
    """Return an object with case-folded names; anything else has no fields."""
    return {str(name).casefold(): field for name, field in value.items()} if isinstance(value, dict) else {}


def read_rows(result: object) -> list[Row]:
    """Return the rows of a read: `""`, `{}`, `[]`, `null` and the words for it mean none, a single object is one row.

    Raises `NotUnderstoodError` for anything else.
    """
    if result is None or result in ("", {}, []) or (isinstance(result, str) and says_no_record(result)):
        return []
    rows = result if isinstance(result, list) else [result]
    if not all(isinstance(row, dict) for row in rows):
        raise not_understood("it holds something else than rows")
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
    """Return a day written as ISO or dd/mm/yyyy, or nearly, without its time of day; None when empty or unreadable."""
    text = read_text(value)
    found = next((found for spelling in _DAYS if (found := spelling.fullmatch(text))), None)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def is_certain(text: str) -> bool:
    """Whether a day is written so that it can mean no other: the year first, and neither a time of day nor a zone.

    A day with the month first is another day; midnight here is an hour before in another zone, and so the day before.
    """
    return _CERTAIN.fullmatch(text) is not None


def read_time(text: str, day: date) -> time | None:
    """Return a time of this very day, by 24 hours or by twice 12, with or without the day before it; None otherwise."""
    found = _TIME.fullmatch(text)
    if found is None or (found["day"] and read_day(found["day"]) not in _NO_DAYS | {day}):
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["half"] in "Pp" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0)) if hour < _HOURS else None
