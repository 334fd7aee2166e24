"""`clockreports import`: clock logs become stored clock events."""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.progress import row_counter
from clockreports.cli.tables import columns, paragraph, table
from clockreports.cli.typed import named
from clockreports.domain.words import count, listed

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.services.importing import ImportedFile

_MOST_ROWS_TOLD: Final = 5


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a clock log, as the terminal wrote it")
    parser.add_argument(
        "--format", type=named("format"), metavar="F", help="read the files in this format, whatever they look like"
    )
    parser.add_argument(
        "--terminal", type=named("terminal"), metavar="NAME", help="the terminal of every row, whatever the rows say"
    )


def _run(call: Call) -> ExitCode:
    paths = list(_expanded(call.options.files))
    with call.app() as app:
        files = _imported(app, paths, call.options.format, call.options.terminal)
        if call.may_ask:
            files = [_asked_about(call, app, file) for file in files]
    call.answer(import_object(files), import_lines(files))
    if any(file.problem for file in files):
        return ExitCode.UNUSABLE
    needs_a_person = any(file.counts.quarantined or file.unknown_clock_ids for file in files)
    return ExitCode.NEEDS_A_PERSON if needs_a_person else ExitCode.DONE


def _imported(app: "App", paths: Iterable[Path], format_name: str | None, terminal: str | None) -> list["ImportedFile"]:
    with row_counter() as progress:
        return app.importing.import_files(paths, format_name=format_name, terminal=terminal, progress=progress)


def _expanded(names: Iterable[str]) -> Iterable[Path]:
    """Return the files; on Windows a program gets `*.dat` as it was typed."""
    for name in names:
        path = Path(name)
        wild = sys.platform == "win32" and "*" in path.name
        pattern = re.sub(r"\*+", "*", path.name)  # two of them side by side are no pattern
        yield from (sorted(path.parent.glob(pattern)) or [path]) if wild else [path]


# A file that can be read in two ways --------------------------------------------------------------------------------


def _asked_about(call: Call, app: "App", file: "ImportedFile") -> "ImportedFile":
    """Ask in which format to read a file that can be read in several; nothing is changed when none is chosen."""
    formats = [*_formats_of(file.problem)]
    if not formats or file.problem is None:
        return file
    choices = "  ".join(f"[{number}] {name}" for number, name in enumerate(formats, start=1))
    call.tell(file.problem.title, _advice(file.problem), f"{choices}  [Enter] leave this file out")
    chosen = sys.stdin.readline().strip()
    by_number = {str(number): name for number, name in enumerate(formats, start=1)}
    if chosen not in by_number:
        return file
    (again,) = _imported(app, [file.path], by_number[chosen], call.options.terminal)
    return again


def _formats_of(problem: UnusableError | None) -> Mapping[str, str]:
    from clockreports.services.importing import FormatUnclearError  # noqa: PLC0415 - loads slowly: help does without

    return problem.formats if isinstance(problem, FormatUnclearError) else {}


def _advice(problem: UnusableError) -> str:
    """Return what to do about a file, as it is typed here."""
    options = ", or with ".join(f"--format {name} if {so}" for name, so in _formats_of(problem).items())
    return f"Import it again with {options}." if options else problem.advice


# The answer ---------------------------------------------------------------------------------------------------------


def import_object(files: Iterable["ImportedFile"]) -> dict[str, object]:
    """Return the answer for a program."""
    files = list(files)
    return {
        "files": [_file_object(file) for file in files],
        "added": sum(file.counts.added for file in files),
        "already_known": sum(file.counts.already_known for file in files),
        "quarantined": sum(file.counts.quarantined for file in files),
    }


def _file_object(file: "ImportedFile") -> dict[str, object]:
    told: dict[str, object] = {
        "path": str(file.path),
        "format": file.format or None,
        "rows": file.counts.rows,
        "added": file.counts.added,
        "already_known": file.counts.already_known,
        "quarantined": file.counts.quarantined,
        "unknown_clock_ids": list(file.unknown_clock_ids),
    }
    if file.problem is not None:
        told["error"] = {"title": file.problem.title, "advice": _advice(file.problem)}
    return told


def import_lines(files: Iterable["ImportedFile"]) -> list[str]:
    """Return the answer for a person."""
    files = list(files)
    good = [file for file in files if file.problem is None]
    lines = file_table(good)
    for file in files:
        if file.problem is not None:
            lines += ["", *paragraph(file.problem.title), *paragraph(_advice(file.problem))]
    lines += _set_aside_lines(good)
    unknown = sorted({clock_id for file in good for clock_id in file.unknown_clock_ids})
    if unknown:
        lines += [
            "",
            *paragraph(f"Nobody is linked yet to {count(len(unknown), 'clock id')}: {listed(unknown)}."),
            "Their taps are kept, and count as soon as a link exists. Next:",
            *columns(
                [
                    ("clockreports employees sync", "fetches the employees and links them by number"),
                    ("clockreports employees link CLOCK_ID EMPLOYEE_ID", "links one of them by hand"),
                ]
            ),
        ]
    elif good:
        lines += ["", "Next: `clockreports days` shows the work days, `clockreports export` sends them."]
    return lines


def file_table(files: Iterable["ImportedFile"]) -> list[str]:
    """Return a table of what came in from files that could be used."""
    rows = [(file.path.name, file.format, *(f"{number:,}" for number in _numbers(file))) for file in files]
    return table(("File", "Format", "Rows", "New", "Known already", "Set aside"), rows, right={2, 3, 4, 5})


def _numbers(file: "ImportedFile") -> tuple[int, int, int, int]:
    counts = file.counts
    return counts.rows, counts.added, counts.already_known, counts.quarantined


def _set_aside_lines(files: Iterable["ImportedFile"]) -> list[str]:
    lines: list[str] = []
    for file in files:
        told = file.rejected[:_MOST_ROWS_TOLD]
        more = file.counts.quarantined - len(told)
        if told:
            lines += ["", "Set aside, because they are no clock events; they stop nothing:"]
            lines += [line for row in told for line in paragraph(f"  {file.path.name}:{row.line}: {row.reason}")]
            lines += [f"  and {count(more, 'more row')}"] if more > 0 else []
    return lines


IMPORT: Final = Command(
    "import",
    "read clock logs; importing anything twice changes nothing",
    _run,
    _arguments,
    """\
examples:
  clockreports import 1_attlog.dat
  clockreports import GLG_001.TXT AGL_001.TXT --terminal Canteen

The format is told by the content. A file that cannot be used does not keep the others out.
""",
)
