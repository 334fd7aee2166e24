"""`clockreports restore FILE`: a backup in the place of the database; without a file, the backups there are."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.commands.backup import contents_object
from clockreports.cli.tables import paragraph, table
from clockreports.cli.typed import named
from clockreports.services.backing_up_words import after_restoring, made, size

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from clockreports.services.backing_up import BackingUp, Offered


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=named("file"), metavar="FILE", help="a backup, or the name of an automatic one"
    )


def _run(call: Call) -> ExitCode:
    with call.backups() as backing_up:
        if call.options.file is None:
            offered = backing_up.offered()
            answer = {"backups": [_object(each) for each in offered]}
            call.answer(answer, _list(offered, backing_up.settings.zone))
        else:
            _restore(call, backing_up)
    return ExitCode.DONE


def _restore(call: Call, backing_up: "BackingUp") -> None:
    path = backing_up.find(call.options.file)
    restored = backing_up.restore(path)
    answer = {
        "restored": str(path),
        "kept_aside": None if restored.aside is None else str(restored.aside),
        "was_damaged": restored.was_damaged,
        **contents_object(restored.contents),
    }
    call.answer(answer, [line for sentence in after_restoring(restored) for line in paragraph(sentence)])


def _object(offered: "Offered") -> dict[str, object]:
    backup, contents = offered.backup, offered.contents
    about: Mapping[str, object] = {} if contents is None else contents_object(contents)
    return {
        "file": str(backup.path),
        "made": backup.made.isoformat(),
        "kind": backup.kind.value,
        "bytes": backup.size,
        "problem": None if offered.problem is None else offered.problem.title,
        **about,
    }


def _list(offered: "tuple[Offered, ...]", zone: "ZoneInfo") -> list[str]:
    if not offered:
        return ["There are no automatic backups yet. One is made every day on which ClockReports is used."]
    headings = ("Made", "Size", "Events", "Last export", "Name, with why it was made")
    rows = [_row(each, zone) for each in offered]
    return [*table(headings, rows, right={1, 2}), "", "`clockreports restore NAME` puts one of them in place."]


def _row(offered: "Offered", zone: "ZoneInfo") -> tuple[str, ...]:
    backup, contents = offered.backup, offered.contents
    events, last = "–", "cannot be read"
    if contents is not None:
        events = f"{contents.events:,}"
        last = "none" if contents.last_run is None else made(contents.last_run, zone)
    return made(backup.made, zone), size(backup.size), events, last, backup.path.name


RESTORE: Final = Command(
    "restore",
    "put a backup in the place of the database, or list the backups there are",
    _run,
    _arguments,
    """\
Close ClockReports everywhere on this computer before. The backup is checked first, and
what is there now is kept beside the others, so that it can be restored in its turn.
Afterwards import again the clock logs that came in since, and export: nothing is sent twice.
""",
)
