"""Comma-separated logs: a header row names the columns, so offices and other programs can make them.

The canonical header is `clock_id,time,terminal,status`; the names that other programs use for these are known too.
Separators are commas, semicolons, TABs or vertical bars. Every row is one line. Dates are year first, or day first as
in the UK; a file whose dates prove to be American is refused.
"""

import csv
from dataclasses import dataclass
from itertools import islice
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import DEFAULT_TERMINAL, ClockEvent
from clockreports.readers.columns import find_header, first_of, plain, word_at
from clockreports.readers.log_text import LogText
from clockreports.readers.rows import BadRowError, Layout, clock_id
from clockreports.readers.user_names import UserNames
from clockreports.readers.wall_times import DayOrder, possible_orders, wall_time

FORMAT: Final = "csv"

_DELIMITERS: Final = (",", ";", "\t", "|")

# Names as `plain` leaves them; where a header has several of a kind, the first in these lists counts.
_CLOCK_ID: Final = (
    *("clockid", "clocknumber", "clockno", "userid", "usernumber", "userno", "empcode", "employeecode"),
    *("enrollid", "enrollnumber", "enrollno", "badgenumber", "badgeno", "badgeid", "badge", "pin", "acno", "enno"),
)
_DATE_AND_TIME: Final = ("datetime", "dateandtime", "timestamp", "checktime", "punchdatetime", "eventdatetime")
_DATE: Final = ("date", "clockdate", "punchdate", "eventdate")
_TIME: Final = ("time", "clocktime", "punchtime", "eventtime", "timeofday")
_TERMINAL: Final = (
    *("terminal", "terminalid", "terminalnumber", "terminalno", "terminalsn", "terminalname", "device", "deviceid"),
    *("devicename", "sensorid", "machine", "machineid", "machineno", "locationid", "clock", "reader", "tmno"),
)
# A dump of a ZKTeco terminal calls the key pressed "punch", and how the person was recognised "status".
_STATUS: Final = ("direction", "inout", "punch", "punchstate", "checktype", "status", "state")

_NAME: Final = ("employeename", "empname", "staffname", "personname", "fullname", "name", "username")
_FIRST_AND_LAST_NAME: Final = (("firstname", "forename", "givenname"), ("lastname", "surname", "familyname"))

_ZKTIME_USER, _ZKTIME_MARK = "no", "verifycode"
"""Anywhere but in a file of ZKTime, which has a column VerifyCode, "No." is more likely a running number."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns are. `day` is None where the column `time` holds the date as well.

    `user_name` are the columns that together hold the name of the user.
    """

    delimiter: str
    columns: int
    clock_id: int
    day: int | None
    time: int
    terminal: int | None
    status: int | None
    user_name: tuple[int, ...]


def layout(text: LogText, terminal: str | None) -> Layout | None:
    """Return how the rows are read, None when no row names both a clock id and a time.

    Raises `UnusableError` when the month comes first in the dates.
    """
    found = find_header(text, _header)
    if found is None:
        return None
    header_line, header = found
    _refuse_month_first(text, header_line, header)
    day, time, user_name = header.day, header.time, header.user_name
    user_names = UserNames()

    def event(line: str) -> ClockEvent:
        fields = _fields(line, header)
        tap = ClockEvent(
            terminal or word_at(fields, header.terminal) or DEFAULT_TERMINAL,
            clock_id(fields[header.clock_id]),
            wall_time(fields[time] if day is None else f"{fields[day]} {fields[time]}", DayOrder.DAY_FIRST),
            word_at(fields, header.status),
        )
        if user_name:
            user_names.note(tap, " ".join([fields[column] for column in user_name]))
        return tap

    return Layout(header_line, event, user_names)


def _header(line: str) -> _Header | None:
    for delimiter in _DELIMITERS:
        try:
            names = [plain(name) for name in _split(line, delimiter)]
        except BadRowError:
            continue
        header = _positions(names, delimiter)
        if header is not None:
            return header
    return None


def _positions(names: list[str], delimiter: str) -> _Header | None:
    while names and not names[-1]:
        names.pop()
    user = first_of(_CLOCK_ID, names) or (_ZKTIME_USER if {_ZKTIME_USER, _ZKTIME_MARK}.issubset(names) else None)
    time = first_of(_DATE_AND_TIME, names)
    day = None if time else first_of(_DATE, names)
    time = time or first_of(_TIME, names)
    if user is None or time is None:
        return None
    terminal, status = first_of(_TERMINAL, names), first_of(_STATUS, names)
    whole_name = first_of(_NAME, names)
    user_name = (whole_name,) if whole_name else (first_of(part, names) for part in _FIRST_AND_LAST_NAME)
    return _Header(
        delimiter=delimiter,
        columns=len(names),
        clock_id=names.index(user),
        day=names.index(day) if day else None,
        time=names.index(time),
        terminal=names.index(terminal) if terminal else None,
        status=names.index(status) if status else None,
        user_name=tuple(names.index(part) for part in user_name if part),
    )


def _refuse_month_first(text: LogText, header_line: int, header: _Header) -> None:
    """Raise `UnusableError` when a date is real only with the month first, and none only with the day first.

    Up to the 12th, such dates would be read as other days. The look ends at the first date that tells the day is first,
    or at once where the first date begins with the year: a long file is not read twice for it.
    """
    column = header.time if header.day is None else header.day
    seen = False
    telling: tuple[int, str] | None = None
    for number, line in islice(text.lines(), header_line, None):
        try:
            written = _fields(line, header)[column]
        except BadRowError:
            continue
        orders = possible_orders(written)
        if orders == (DayOrder.DAY_FIRST,) or (orders == (DayOrder.YEAR_FIRST,) and not seen):
            return
        if orders == (DayOrder.MONTH_FIRST,):
            telling = telling or (number, written.replace("T", " "))
        seen = seen or bool(orders)
    if telling is not None:
        number, written = telling
        raise UnusableError(
            f"The month comes first in the dates of {text.name}: line {number} says {written.split()[0]}.",
            "In a CSV file the day has to come first, or the year. Have the other program write it anew with dates "
            "such as 2026-12-31; or, if only that line is mistyped, mend it. Then import the file again.",
        )


def _fields(line: str, header: _Header) -> list[str]:
    """Split a row. Spreadsheets may add empty columns at the end; any other wrong number means shifted columns."""
    fields = _split(line, header.delimiter)
    if len(fields) != header.columns and (len(fields) < header.columns or "".join(fields[header.columns :]).strip()):
        raise BadRowError(f"The header names {header.columns} columns, but the row has {len(fields)}.")
    return fields


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        raise BadRowError("The quotation marks in the row do not come in pairs.") from None
