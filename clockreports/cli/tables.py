"""Tables of plain text for people: aligned, and no wider than the terminal or a hundred columns."""

import shutil
import textwrap
from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Final

MOST_COLUMNS: Final = 100
_NARROWEST: Final = 8
_A_SENTENCE: Final = 24
_GAP: Final = "  "


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> list[str]:
    """Return the lines of a table with headings; no rows, no table."""
    return columns([headings, *rows], right=right) if rows else []


def columns(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> list[str]:
    """Return rows as aligned lines, indented; what is too long for its column goes on in the line below.

    `right` are the columns whose numbers stand one below the other.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    fitted = _fitted(widths, width() - len(_GAP) * len(widths))
    return [line for row in rows for line in _row(row, fitted, right)]


def paragraph(text: str) -> list[str]:
    """Return a text as lines that fit."""
    return textwrap.wrap(text, width(), break_on_hyphens=False)


def width() -> int:
    """Return how many columns a line may have."""
    return min(MOST_COLUMNS, shutil.get_terminal_size((MOST_COLUMNS, 0)).columns)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Take from the last column, where sentences stand, as long as it can bear it; then from the widest."""
    while sum(widths) > room and max(widths) > _NARROWEST:
        number = -1 if widths[-1] > _A_SENTENCE else widths.index(max(widths))
        widths[number] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], right: Collection[int]) -> list[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        aligned = (
            part.rjust(width) if number in right else part.ljust(width)
            for number, (part, width) in enumerate(zip(parts, widths, strict=True))
        )
        lines.append((_GAP + _GAP.join(aligned)).rstrip())
    return lines


def _wrapped(cell: str, width: int) -> list[str]:
    return [cell] if len(cell) <= width else textwrap.wrap(cell, width, break_on_hyphens=False)
