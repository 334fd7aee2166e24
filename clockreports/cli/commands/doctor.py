"""`clockreports doctor`: what a report of a problem needs. Neither the key nor a part of it is ever in it."""

import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ClockReportsError, ExitCode, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.tables import columns

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_ANOTHER_DATABASE: Final = "another one, named by CLOCKREPORTS_DATABASE_URL"


def _run(call: Call) -> ExitCode:
    found, code = _installation(call), ExitCode.DONE
    try:
        with call.app() as app:
            found |= _inside(app)
    except ClockReportsError as error:
        found |= {"error": {"title": error.title, "advice": error.advice}}
        code = error.exit_code
    call.answer(found, _lines(found))
    return code


def _installation(call: Call) -> dict[str, object]:
    """Tell what can be known before anything is opened."""
    from clockreports.bootstrap.app import profile_of  # noqa: PLC0415 - loads slowly: help and version do without
    from clockreports.bootstrap.doctor import has_own_database, versions  # noqa: PLC0415 - likewise

    profile = profile_of(call.profile, call.environment)
    own = has_own_database(call.environment)
    return {
        "versions": versions(),
        "system": {"platform": platform.platform(), "encoding": sys.stdout.encoding if sys.stdout else ""},
        "profile": {
            "folder": str(profile.folder),
            "database": str(profile.database) if own else _ANOTHER_DATABASE,
            "settings": str(profile.settings),
            "logs": str(profile.logs),
            "backups": str(profile.backups),
        },
    }


def _inside(app: "App") -> dict[str, object]:
    """Tell what an open database holds, and how it is set up."""
    from clockreports.bootstrap.doctor import schema  # noqa: PLC0415 - loads slowly

    roll = app.employees.roll()
    return {
        "database": {"schema": schema()},
        "counts": {
            "clock_events": sum(user.events for user in roll.users),
            "rows_set_aside": len(app.events.quarantined()),
            "users": len(roll.users),
            "employees": len(roll.employees),
            "links": len(roll.links),
            "unlinked_users": len(roll.unlinked_users),
            "runs": len(app.history.runs()),
        },
        "settings": asdict(app.settings),
        "key": _key(app),
    }


def _key(app: "App") -> dict[str, object]:
    try:
        status = app.key.status()
    except UnusableError as error:
        return {"set": None, "place": None, "problem": error.title}
    return {"set": status.is_set, "place": status.place}


def _lines(found: Mapping[str, object]) -> list[str]:
    return [line for title, part in found.items() if isinstance(part, Mapping) for line in _part(title, part)]


def _part(title: str, part: Mapping[str, object]) -> list[str]:
    rows = [(name.replace("_", " "), _plain(value)) for name, value in part.items()]
    return [f"{title[0].upper()}{title[1:]}", *columns(rows), ""]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "none"
    return "not known" if value is None else str(value)


DOCTOR: Final = Command("doctor", "tell what a report of a problem needs, without the key", _run)
