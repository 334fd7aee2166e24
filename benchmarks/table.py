"""What a benchmark found, as a table that a person and a page can both read: Markdown."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TIMES: Final = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, against what, what came out, and what is to be reached; `met` None without a goal."""

    what: str
    against: str
    result: str
    reach: str = "–"
    met: bool | None = None


def at_most(what: str, against: str, found: float, limit: float, unit: str = TIMES) -> Figure:
    """Return a figure that has to be `limit` or less."""
    return Figure(what, against, _shown(found, unit), f"≤ {_shown(limit, unit)}", found <= limit)


def at_least(what: str, against: str, found: float, limit: float, unit: str = TIMES) -> Figure:
    """Return a figure that has to be `limit` or more."""
    return Figure(what, against, _shown(found, unit), f"≥ {_shown(limit, unit)}", found >= limit)


def _shown(number: float, unit: str) -> str:
    return f"{round(number, 2):g} {unit}".rstrip()


def run(about: str | None, measure: Callable[[], Iterable[Figure]]) -> None:
    """Measure and show; the command line is `[--markdown FILE]`, to write the table there as well."""
    parser = ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table to this file as well")
    page: Path | None = parser.parse_args().markdown
    text = markdown(measure())
    print(text)
    if page is not None:
        page.write_text(f"{text}\n", encoding="utf-8")


def markdown(figures: Iterable[Figure]) -> str:
    """Return the table, its columns aligned."""
    heads = ("what", "against", "result", "reach", "met")
    rows = [heads, *((each.what, each.against, each.result, each.reach, _WORDS[each.met]) for each in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


_WORDS: Final = {True: "yes", False: "no", None: "–"}
