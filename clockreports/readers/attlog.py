"""Attendance logs as ZKTeco terminals write them (`1_attlog.dat`).

No header; between TABs: user id (padded) · YYYY-MM-DD HH:MM:SS · terminal number · status · verify · [work code · …].
"""

from itertools import islice
from typing import Final

from clockreports.domain.clock_events import DEFAULT_TERMINAL, ClockEvent, RejectedRow
from clockreports.readers.log_text import LogText
from clockreports.readers.rows import BadRowError, Layout, clock_id, log_rows, word
from clockreports.readers.wall_times import DayOrder, wall_time

FORMAT: Final = "attlog"

_FEWEST_COLUMNS: Final = 5
"""The status is the fourth column. It counts only when another follows: in a cut row it could be a part of itself."""

_ROWS_TO_KNOW_IT_BY: Final = 10_000


def layout(_text: LogText, terminal: str | None) -> Layout:
    """Return how the rows are read: there is no header to look for, so this never fails."""
    order = DayOrder.YEAR_FIRST  # looked up once: for every row that would cost half of what reading its time does

    def event(line: str) -> ClockEvent:
        fields = line.split("\t", _FEWEST_COLUMNS - 1)
        if len(fields) < _FEWEST_COLUMNS:
            fields = _between_blanks(line)
        user, time, device, status, rest = fields
        if ":" in rest:
            raise BadRowError("The row holds a second time, as if two rows had become one.")
        return ClockEvent(
            terminal or word(device) or DEFAULT_TERMINAL,
            clock_id(user),
            wall_time(time, order),
            word(status),
        )

    return Layout(0, event)


def is_attlog(text: LogText) -> bool:
    """Tell whether a file holds such rows: one event with a number for its status, however many bad rows before it."""
    rows = islice(log_rows(text, layout(text, None)), _ROWS_TO_KNOW_IT_BY)
    return any(not isinstance(row, RejectedRow) and row[1].status.isdecimal() for row in rows)


def _between_blanks(line: str) -> list[str]:
    """Split a row whose TABs became blanks on its way: then the date and the time of day stand apart."""
    words = line.split(None, _FEWEST_COLUMNS)
    if len(words) <= _FEWEST_COLUMNS:
        raise BadRowError(f"A row of an attendance log has at least {_FEWEST_COLUMNS} columns.")
    user, day, clock, *others = words
    return [user, f"{day} {clock}", *others]
