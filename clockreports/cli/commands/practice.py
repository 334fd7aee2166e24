"""`clockreports practice`: a practice People HR on this computer, until somebody ends it."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import SystemClock
from clockreports.base.errors import ExitCode, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph
from clockreports.cli.typed import whole_number
from clockreports.domain.words import count

if TYPE_CHECKING:
    from clockreports.bootstrap.practice import Practice

_LAST_PORT: Final = 65535
_PEOPLE_HR_TAKES: Final = 30
_MOST_CALLS: Final = 1_000_000


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=whole_number(_LAST_PORT), default=0, metavar="N", help="else any free one")
    parser.add_argument("--company", type=Path, metavar="FILE", help="the company to play, else the sample company")
    parser.add_argument(
        "--calls-per-minute",
        type=whole_number(_MOST_CALLS),
        default=_PEOPLE_HR_TAKES,
        metavar="N",
        help=f"how many calls it takes, {_PEOPLE_HR_TAKES} like People HR unless given; 0 for any number",
    )
    parser.add_argument("--port-file", type=Path, metavar="PATH", help="write the port there once it listens")


def _run(call: Call) -> ExitCode:
    return stoppable(partial(_serve, call))


def _serve(call: Call, cancel: CancelToken) -> ExitCode:
    from clockreports.bootstrap.practice import open_practice  # noqa: PLC0415 - loads slowly, and few commands need it

    options = call.options
    today = (call.clock or SystemClock()).now().astimezone().date()
    limit = options.calls_per_minute
    with (
        open_practice(today, options.company, port=options.port, calls_per_minute=limit, clock=call.clock) as practice,
        _told(options.port_file, practice.address.rpartition(":")[2]),
    ):
        call.answer(_object(practice, limit), _lines(practice, limit))
        practice.serve_until(cancel)
    call.say("Practice People HR has ended.")
    return ExitCode.DONE


@contextmanager
def _told(path: Path | None, port: str) -> Iterator[None]:
    """Keep the port in a file for as long as it can be used; raises `UnusableError` when there can be no such file."""
    if path is None:
        yield
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(f"{port}\n", encoding="utf-8")
        part.replace(path)  # so that nobody sees it half-written
    except OSError as error:
        raise UnusableError(
            f"The file {path} cannot be written ({error.strerror}).",
            "Name another one with --port-file, in a folder that is there.",
        ) from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _object(practice: "Practice", limit: int) -> dict[str, object]:
    return {
        "address": practice.address,
        "company": practice.company,
        "calls_per_minute": limit or None,
        "environment": practice.variables,
    }


def _lines(practice: "Practice", limit: int) -> list[str]:
    takes = f"{count(limit, 'call')} a minute" if limit else "any number of calls"
    variables = practice.variables.items()
    return [
        *paragraph(
            f"Practice People HR plays {practice.company} at {practice.address}, and takes {takes}. It is on this "
            "computer only, nothing in it is real, and it forgets everything when it ends. Ctrl-C ends it."
        ),
        "",
        "To use it, paste this into another terminal, and type clockreports commands there.",
        *(["The key may be shown, since this company is only pretended."] if practice.key else ["It has no key."]),
        "",
        "In sh, bash or zsh:",
        *(f"  export {name}={value}" for name, value in variables),
        "In PowerShell:",
        *(f"  $env:{name} = '{value}'" for name, value in variables),
    ]


PRACTICE: Final = Command(
    "practice",
    "play People HR on this computer, to try things out",
    _run,
    _arguments,
    """\
The shape of a company file, and how to let things go wrong, stand in docs/practice.md.
""",
)
