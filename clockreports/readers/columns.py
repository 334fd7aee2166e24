"""Columns that a header row names: finding that row, and comparing the names as people write them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Final, TypeVar

from clockreports.readers.log_text import LogText
from clockreports.readers.rows import word

HEADER_WITHIN: Final = 20
"""A header row stands within so many lines of a file; titles and notes may come before it."""

Columns = TypeVar("Columns")


def find_header(text: LogText, recognise: Callable[[str], Columns | None]) -> tuple[int, Columns] | None:
    """Return the line number of the first row that `recognise` knows as a header, with what it made of it."""
    for number, line in islice(text.lines(), HEADER_WITHIN):
        columns = recognise(line)
        if columns is not None:
            return number, columns
    return None


def plain(name: str) -> str:
    """Return a column's name with letters and digits only, in lower case: "IN/OUT", "In Out" and "in_out" are one."""
    return "".join(filter(str.isalnum, name.casefold()))


def first_of(wanted: Iterable[str], names: Collection[str]) -> str | None:
    """Return the first wanted name that is among a header's."""
    return next((name for name in wanted if name in names), None)


def word_at(fields: Sequence[str], column: int | None) -> str:
    """Return the terminal or the status in a column, "" where the file has no such column; raises `BadRowError`."""
    return "" if column is None else word(fields[column])
