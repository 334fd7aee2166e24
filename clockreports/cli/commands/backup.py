"""`clockreports backup FILE`: a copy of the database in a file of its own, while it is in use, too."""

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.base.paths import full_path
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.typed import named
from clockreports.services.backing_up_words import holding, size

if TYPE_CHECKING:
    from clockreports.services.ports_backups import Contents


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=named("file"), metavar="FILE", help="a file that is not there yet")


def _run(call: Call) -> ExitCode:
    path = full_path(Path(call.options.file))
    with call.backups() as backing_up:
        contents = backing_up.back_up(path)
    bytes_written = path.stat().st_size
    lines = [f"Saved as {path}, {size(bytes_written)}, and read back: {holding(contents)}."]
    call.answer({"file": str(path), "bytes": bytes_written, **contents_object(contents)}, lines)
    return ExitCode.DONE


def contents_object(contents: "Contents") -> dict[str, object]:
    """Return what a copy holds, for a program."""
    return {
        "schema": contents.schema,
        "events": contents.events,
        "employees": contents.employees,
        "runs": contents.runs,
        "last_run": None if contents.last_run is None else contents.last_run.isoformat(),
    }


BACKUP: Final = Command(
    "backup",
    "copy the database into a file, while it is in use, too",
    _run,
    _arguments,
    """\
A backup is also made by itself once a day, and the last seven are kept:
`clockreports restore` lists them. The API key is in none of them.
""",
)
