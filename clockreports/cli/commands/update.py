"""`clockreports update`: whether a newer version is out. Nothing is ever installed, and no database is opened."""

from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command, Group
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph
from clockreports.domain.words import short_day

if TYPE_CHECKING:
    from clockreports.services.updating import UpdateCheck


def _check(call: Call) -> ExitCode:
    from clockreports.base.clock import SystemClock  # noqa: PLC0415 - help and version do without
    from clockreports.bootstrap.app import profile_of  # noqa: PLC0415 - loads slowly: help and version do without
    from clockreports.bootstrap.updates import updating_of  # noqa: PLC0415 - likewise

    updating = updating_of(profile_of(call.profile, call.environment), call.clock or SystemClock())
    check = stoppable(updating.check)
    call.answer(_object(check), _lines(check))
    return ExitCode.NEEDS_A_PERSON if check.is_newer else ExitCode.DONE


def _object(check: "UpdateCheck") -> dict[str, object]:
    newest = check.newest
    return {
        "own": check.own,
        "newer": check.is_newer,
        "version": newest.version,
        "date": newest.day.isoformat(),
        "changes": list(newest.changes),
        "page": newest.page,
    }


def _lines(check: "UpdateCheck") -> list[str]:
    newest = check.newest
    if not check.is_newer:
        return [f"ClockReports {check.own} is the newest version."]
    changes = [line for change in newest.changes for line in paragraph(f"- {change}")]
    return [
        f"ClockReports {newest.version} came out on {short_day(newest.day)}. This is {check.own}.",
        *changes,
        f"It can be had from {newest.page}",
        "Nothing is installed by itself.",
    ]


UPDATE: Final = Group(
    "update",
    "find out whether a newer version is out",
    (Command("check", "ask, over the network, for the newest version; nothing is installed", _check),),
)
