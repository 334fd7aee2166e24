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
    from clockreports.services.backing_up import BackingUp
    from clockreports.services.ports_backups import Contents

_ANOTHER_DATABASE: Final = "another one, named by CLOCKREPORTS_DATABASE_URL"


def _run(call: Call) -> ExitCode:
    found, problem = _installation(call), None
    try:
        with call.backups() as backing_up:
            found["database"], problem = _database(backing_up)
            found["backups"] = _backups(backing_up)
        with call.app() as app:
            found["backups"] = _backups(app.backing_up, app.backing_up.once_a_day())
            found |= _inside(app)
    except ClockReportsError as error:
        problem = error
    if problem is not None:
        found["error"] = {"title": problem.title, "advice": problem.advice}
    call.answer(found, _lines(found))
    return ExitCode.DONE if problem is None else problem.exit_code


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
        },
    }


def _database(backing_up: "BackingUp") -> tuple[dict[str, object], ClockReportsError | None]:
    """Tell what a look at the whole file says, which must be had before it is opened, and why it is not to be used."""
    from clockreports.bootstrap.doctor import schema  # noqa: PLC0415 - loads slowly

    file, found, problem = backing_up.store.file, None, None
    try:
        found = backing_up.check()
    except ClockReportsError as error:
        problem = error
    size = file.stat().st_size if file is not None and file.is_file() else None
    told: dict[str, object] = {"check": _checked(backing_up, found, problem), "bytes": size}
    return told | {"schema": schema() if found is None else found.schema}, problem


def _checked(backing_up: "BackingUp", found: "Contents | None", problem: ClockReportsError | None) -> str:
    if problem is not None:
        return problem.title
    if backing_up.store.file is None:
        return "left to its server"
    return "nothing stored yet" if found is None else "sound"


def _backups(backing_up: "BackingUp", problem: ClockReportsError | None = None) -> dict[str, object]:
    kept = backing_up.kept()
    last = max((backup.made for backup in kept), default=None)
    folder = backing_up.store.folder
    return {
        "folder": None if folder is None else str(folder),
        "kept": len(kept),
        "last": None if last is None else last.isoformat(),
        "problem": None if problem is None else f"{problem.title} {problem.advice}",
    }


def _inside(app: "App") -> dict[str, object]:
    """Tell what an open database holds, and how it is set up."""
    roll = app.employees.roll()
    return {
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
    unsaid = {"last": "none yet", "problem": "none"}
    rows = [
        (name.replace("_", " "), unsaid.get(name, "not known") if value is None else _plain(value))
        for name, value in part.items()
    ]
    return [f"{title[0].upper()}{title[1:]}", *columns(rows), ""]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "none"
    return str(value)


DOCTOR: Final = Command("doctor", "tell what a report of a problem needs, without the key", _run)
