"""`clockreports key`: whether an API key is set and works; setting and forgetting it. The key itself is never shown."""

import getpass
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode, KeyProblemError, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command, Group
from clockreports.cli.progress import waits_told
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph

if TYPE_CHECKING:
    from clockreports.services.key import KeyStatus

_LONGEST_INPUT: Final = 10_000

_CODES: Final[Mapping[str, ExitCode]] = {
    "works": ExitCode.DONE,
    "employee_right_missing": ExitCode.NEEDS_A_PERSON,  # links typed by hand will do
    "timesheet_right_missing": ExitCode.KEY,
    "key_refused": ExitCode.KEY,
    "unreachable": ExitCode.RUN_AGAIN,
    "too_many_calls": ExitCode.RUN_AGAIN,
}


def _set(call: Call) -> ExitCode:
    typed = _typed_key()
    with call.app() as app:
        status = app.key.set(typed)
    kept = "The key is kept." if not status.read_only else "The key is kept, but another one goes before it."
    call.answer(_object(status), [kept, *_lines(status), "`clockreports key test` tries it out."])
    return ExitCode.DONE


def _typed_key() -> str:
    """Read the key: unseen on a terminal, else all of standard input, which may begin with Windows' byte order mark."""
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        with suppress(EOFError):
            return getpass.getpass("People HR API key (it is not shown): ")
        return ""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    return sys.stdin.read(_LONGEST_INPUT)


def _status(call: Call) -> ExitCode:
    with call.app() as app:
        try:
            status = app.key.status()
        except UnusableError as unreadable:  # whatever is kept there, no key can be had
            raise KeyProblemError(unreadable.title, unreadable.advice) from None
    call.answer(_object(status), _lines(status))
    return ExitCode.DONE if status.is_set else ExitCode.KEY


def _forget(call: Call) -> ExitCode:
    with call.app() as app:
        app.key.forget()
        status = app.key.status()
    others = ["But there is another one.", *_lines(status)] if status.is_set else []
    call.answer(_object(status), ["No key is stored any more.", *others])
    return ExitCode.DONE


def _test(call: Call) -> ExitCode:
    with call.app() as app:
        test = stoppable(lambda cancel: app.key.test(cancel, waits_told(call.tell)))
    data = {"verdict": test.verdict.value, "sentence": test.sentence, "company": test.company}
    call.answer(data, paragraph(test.sentence))
    return _CODES[test.verdict]


def _object(status: "KeyStatus") -> dict[str, object]:
    return {
        "set": status.is_set,
        "place": status.place,
        "read_only": status.read_only,
        "ending": status.ending,
        "address": status.address,
    }


def _lines(status: "KeyStatus") -> list[str]:
    if not status.is_set:
        return ["No key is set.", "An administrator can set it: type `clockreports key set`, and paste the key there."]
    ending = f", ends in {status.ending}" if status.ending else ""
    return [f"A key is set{ending}. It is kept in {status.place}, and used for {status.address}."]


KEY: Final = Group(
    "key",
    "set, test or forget the People HR API key",
    (
        Command("set", "read the key from standard input and keep it", _set),
        Command("status", "say whether a key is set, and where it is kept", _status),
        Command("forget", "remove the stored key", _forget),
        Command("test", "ask People HR, harmlessly, whether the key works", _test),
    ),
)
