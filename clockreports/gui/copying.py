"""Rows of a table as text for the clipboard: a line for each, TABs between the cells, as spreadsheets take them.

No cell can break out of its place, and none is taken for a formula.
"""

import re
from collections.abc import Iterable
from typing import Final

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - Excel knows the wide ones too
_OTHER_BLANKS: Final = re.compile(r"[^\S ]")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def as_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as lines of text."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    cell = harmless(_OTHER_BLANKS.sub(" ", text).strip())
    # A quotation mark at its start would have a spreadsheet read on, over the ends of cells and lines, to the next one.
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell
