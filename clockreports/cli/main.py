"""The top of the command line: parses, runs the command, and turns every failure into a sentence and an exit code."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from clockreports.base.clock import Clock
from clockreports.base.errors import CancelledError, ClockReportsError, ExitCode, UnusableError
from clockreports.cli.call import Call, ShowPractice, as_text
from clockreports.cli.output import prepared_streams, write
from clockreports.cli.parser import build_parser
from clockreports.cli.table import COMMANDS


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    clock: Clock | None = None,
    show_practice: ShowPractice | None = None,
) -> int:
    """Carry out what was typed and return the exit code; raises nothing. Without a screen, nothing shows a window."""
    with prepared_streams():
        return _run(arguments, environment, clock, show_practice)


def _run(
    arguments: Sequence[str], environment: Mapping[str, str], clock: Clock | None, show_practice: ShowPractice | None
) -> int:
    as_json = "--json" in arguments
    profile: Path | None = None
    try:
        call = Call(build_parser(COMMANDS).understand(arguments), environment, clock, show_practice)
        profile = call.profile
        return int(call.options.run(call))
    except SystemExit as help_was_shown:
        return int(help_was_shown.code or 0)
    except ClockReportsError as error:
        return _explain(error, as_json=as_json)
    except KeyboardInterrupt:
        return _explain(CancelledError(), as_json=as_json)
    except Exception as bug:  # noqa: BLE001 - the one place where bugs end
        return _admit(bug, profile, environment, as_json=as_json)


def _explain(error: ClockReportsError, *, as_json: bool) -> int:
    """Tell a known error: to a program on standard output, to a person on standard error."""
    with suppress(UnusableError):  # then there is nowhere to tell it
        if as_json:
            write(sys.stdout, [as_text({"error": {"title": error.title, "advice": _advice(error)}})])
        else:
            write(sys.stderr, [error.title, _advice(error)])
    return error.exit_code


def _advice(error: ClockReportsError) -> str:
    """Return what to do next, with what can be typed here instead of clicked."""
    from clockreports.services.key import NoKeyError  # noqa: PLC0415 - loads slowly, and a quick answer needs no key

    typed = " Or type `clockreports key set`, paste the key, and press Enter."
    return error.advice + (typed if isinstance(error, NoKeyError) else "")


def _admit(bug: Exception, profile: Path | None, environment: Mapping[str, str], *, as_json: bool) -> int:
    """Tell a bug in plain words; what it was, only the log says."""
    try:
        from clockreports.bootstrap.bug_log import record_bug  # noqa: PLC0415 - loads slowly, and bugs are rare

        where = f"What happened stands in {record_bug(bug, profile, environment)}: send it along with a report."
    except Exception:  # noqa: BLE001 - whatever stands in the way of the log must not hide the bug
        where = f"What happened ({type(bug).__name__}) could not be written to the log."
    admission = ClockReportsError("ClockReports made a mistake of its own and had to stop.", where)
    with suppress(UnusableError):
        write(sys.stderr, [f"{admission.title} {admission.advice}"])
        if as_json:
            write(sys.stdout, [as_text({"error": {"title": admission.title, "advice": admission.advice}})])
    return ExitCode.BUG
