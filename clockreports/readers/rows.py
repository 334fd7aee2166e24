"""The walk through the rows of a clock log: each is an event or is set aside with a reason, and none stops the walk.

Owns what makes a row bad whatever its format is, and which texts a terminal's words may be.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.readers.log_text import LONGEST_LINE, LogText
from clockreports.services.ports import LogRow

LONGEST_CLOCK_ID: Final = 32
LONGEST_WORD: Final = 64
LONGEST_REJECTED_TEXT: Final = 200

_NOTHING: Final = ' \t\r,;|"\x1a'
"""What an empty row consists of: blanks, separators, and the mark by which DOS ended a file."""

_NO_ROWS: Final = ("#", "sep=")
"""How lines above a header begin that are no rows: notes of the terminal, and Excel's note of the separator."""


class BadRowError(Exception):
    """This row is no clock event; `reason` says why, in a sentence. Ends at `log_rows`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is laid out: the line of its header row (0 where there is none), and what makes a row an event.

    `event` raises `BadRowError` for a row that is none. It adds to `names`, by (terminal, clock id), where rows tell
    the names of users.
    """

    header_line: int
    event: Callable[[str], ClockEvent]
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)


def log_rows(text: LogText, layout: Layout) -> Iterator[LogRow]:
    """Return every row that is not empty, in the order of the file."""
    event = layout.event
    lines = text.lines()
    for number, line in islice(lines, layout.header_line):
        if number < layout.header_line and line.strip(_NOTHING) and not line.startswith(_NO_ROWS):
            yield _rejected(number, "The row stands above the row that names the columns.", line)
    for number, line in lines:
        if len(line) > LONGEST_LINE or "\0" in line:
            yield _damaged(number, line)
            continue
        try:
            tap = event(line)
        except BadRowError as bad:
            if line.strip(_NOTHING):
                yield _rejected(number, bad.reason, line)
        else:
            yield number, tap


@lru_cache(maxsize=4096)  # a log has many taps of few people
def clock_id(text: str) -> str:
    """Return a user number without its padding; raise `BadRowError` for one that cannot be."""
    number = text.strip()
    if not number:
        raise BadRowError("The clock id is missing.")
    if len(number) > LONGEST_CLOCK_ID:
        raise BadRowError(f"The clock id has more than {LONGEST_CLOCK_ID} characters.")
    if not _is_readable(number):
        raise BadRowError("The clock id holds characters that cannot be read.")
    return number


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """Return the name of a terminal or a status without its padding, perhaps ""; raise `BadRowError` for garbage."""
    name = text.strip()
    if len(name) > LONGEST_WORD or not _is_readable(name):
        raise BadRowError("The terminal or the status is too long, or holds characters that cannot be read.")
    return name


def _is_readable(text: str) -> bool:
    return text.isprintable() and "\ufffd" not in text


def _damaged(number: int, line: str) -> RejectedRow:
    if len(line) > LONGEST_LINE:
        return _rejected(number, f"The row has more than {LONGEST_LINE:,} characters.", line)
    return _rejected(number, "The row is damaged: it holds zero bytes.", line)


def _rejected(number: int, reason: str, line: str) -> RejectedRow:
    # A zero byte would end the text early in many a program, so its visible picture is kept instead.
    return RejectedRow(number, reason, line[:LONGEST_REJECTED_TEXT].replace("\0", "\N{SYMBOL FOR NULL}"))
