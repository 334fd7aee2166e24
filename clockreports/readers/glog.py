"""The GLG and AGL text logs of a family of terminals that is sold under many names.

A header row names the columns, between TABs or blanks; the family knows at least four headers. What they share:
`EnNo` is the user, `TMNo` (or `Mchn`) the terminal, IN/OUT (under several names) the direction, `DateTime` stands last.
Users' names may hold blanks or be empty, and headers may hold empty names that no row has. So columns are counted
from the left up to the users' names, and from the right after them.
"""

import re
from collections.abc import Iterator
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
from clockreports.services.importing import FormatUnclearError

FORMAT: Final = "glog"
DAY_FIRST_FORMAT: Final = "glog-day-first"
MONTH_FIRST_FORMAT: Final = "glog-month-first"

_USER: Final = "enno"
_TIME: Final = "datetime"
_NAME: Final = "name"
_TERMINAL: Final = ("tmno", "mchn")
_DIRECTION: Final = ("inout", "inoutmode", "iomd", "iomode")
_ADMIN_LOG: Final = {"senno", "mani"}
_WIDE_GAP: Final = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns are, counted as Python does: from the left, or with a negative number from the right.

    Between TABs a row has `columns` of them, or up to `names` where the header has empty names. Whatever a row has
    more of stands where the user's name does.
    """

    user: int
    terminal: int | None
    direction: int | None
    columns: int
    names: int
    user_name: int | None


def layout(text: LogText, terminal: str | None, order: DayOrder | None = None) -> Layout | None:
    """Return how the rows are read, None when no header of the family is found.

    `order` is that of dates with the year at their end; the dates of the file tell it unless it is given. Raises
    `UnusableError` when they cannot, and for the admin log of the family.
    """
    found = find_header(text, lambda line: _header(line, text.name))
    if found is None:
        return None
    header_line, header = found
    known_order = order or _order_of(text, header_line, header)
    names = UserNames()

    def event(line: str) -> ClockEvent:
        fields = _fields(line, header)
        tap = ClockEvent(
            terminal or word_at(fields, header.terminal) or DEFAULT_TERMINAL,
            clock_id(fields[header.user]),
            wall_time(fields[-1], known_order),
            word_at(fields, header.direction),
        )
        if header.user_name is not None:
            its_end = header.user_name + 1 + len(fields) - header.columns
            names.note(tap, " ".join(fields[header.user_name : its_end]))
        return tap

    return Layout(header_line, event, names)


def _header(line: str, file_name: str) -> _Header | None:
    """Recognise a header. Between blanks, a name may hold a single blank if the gaps between the names are wider."""
    parted = [line.rstrip().split("\t")] if "\t" in line else [_WIDE_GAP.split(line.strip()), line.split()]
    for parts in parted:
        names = [plain(part) for part in parts]
        if _ADMIN_LOG.issubset(names):
            raise UnusableError(
                f"{file_name} is a log of what was done in the menus of a terminal. It holds no clock events.",
                "Download the log of clock events from the terminal (its name begins with AGL or GLG) and import that.",
            )
        if _USER in names and names[-1] == _TIME:
            return _positions(names)
    return None


def _positions(names: list[str]) -> _Header:
    has_user_names = _NAME in names
    columns = [name for name in names if name] if has_user_names else names
    counted_from_left = columns.index(_NAME) if has_user_names else len(columns)

    def position(name: str) -> int:
        index = columns.index(name)
        return index if index < counted_from_left else index - len(columns)

    machine, direction = first_of(_TERMINAL, columns), first_of(_DIRECTION, columns)
    return _Header(
        user=position(_USER),
        terminal=position(machine) if machine else None,
        direction=position(direction) if direction else None,
        columns=len(columns),
        names=len(names),
        user_name=counted_from_left if has_user_names else None,
    )


def _fields(line: str, header: _Header) -> list[str]:
    """Split a row; date and time come last. Between blanks, the name of the user is any number of words, or none."""
    if "\t" in line:
        fields = line.rstrip().split("\t")
        fits = header.columns <= len(fields) <= header.names
    else:
        words = line.split()
        time = -3 if words and words[-1].upper() in {"AM", "PM"} else -2
        fields = [*words[:time], " ".join(words[time:])]
        fits = len(fields) == header.columns if header.user_name is None else len(fields) >= header.columns - 1
        fits = fits and not any(":" in word for word in fields[:-1])  # two rows that became one
    if not fits:
        raise BadRowError(f"The header names {header.columns} columns, but the row has {len(fields)}.")
    return fields


def _order_of(text: LogText, header_line: int, header: _Header) -> DayOrder:
    """Return the order of the dates of a file: that of its first date which can be read in one order only."""
    seen = False
    for orders in _possible_orders(text, header_line, header):
        if len(orders) == 1 and not (seen and orders[0] is DayOrder.YEAR_FIRST):
            return orders[0]
        seen = seen or bool(orders)
    if not seen:
        return DayOrder.YEAR_FIRST
    raise FormatUnclearError(
        f"The dates in {text.name} do not tell which number is the day and which is the month.",
        {
            MONTH_FIRST_FORMAT: "the month comes first in them (12-31-2026)",
            DAY_FIRST_FORMAT: "the day comes first in them (31-12-2026)",
        },
    )


def _possible_orders(text: LogText, header_line: int, header: _Header) -> Iterator[tuple[DayOrder, ...]]:
    for _, line in islice(text.lines(), header_line, None):
        try:
            yield possible_orders(_fields(line, header)[-1])
        except BadRowError:
            continue
