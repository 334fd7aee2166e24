"""`clockreports runs`: the history of exports, and one run's days."""

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from clockreports.base.errors import ExitCode, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.export_report import counts_object, day_object, pairs_object, person_lines, summary
from clockreports.cli.tables import table
from clockreports.cli.typed import whole_number
from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run, RunDay, RunEnd
from clockreports.domain.words import STATES, count, day, moment, short_day, span, times

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_LAST_NUMBER: Final = 2**31 - 1
"""No database counts further."""

_ENDS: Final[Mapping[RunEnd, str]] = {
    RunEnd.RUNNING: "is running, or was cut off",
    RunEnd.DONE: "done",
    RunEnd.STOPPED: "stopped",
    RunEnd.UNREACHABLE: "People HR out of reach",
    RunEnd.KEY_REFUSED: "key refused",
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", nargs="?", type=whole_number(_LAST_NUMBER), metavar="ID", help="show the days of this run"
    )


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        runs, zone = app.history.runs(), app.settings.zone
        if call.options.number is None:
            call.answer({"runs": [_object(run) for run in runs]}, _history(runs, zone))
        else:
            _show(call, app, _find(runs, call.options.number))
    return ExitCode.DONE


def _show(call: Call, app: "App", run: Run) -> None:
    days = [_as_known(line) for line in app.history.run_days(run.number)]
    names = {employee.number: employee.name for employee in app.employees.roll().employees}
    before = [{"before": None if line.before is None else pairs_object(line.before)} for line in days]
    data = {**_object(run), "days": [day_object(line) | was for line, was in zip(days, before, strict=True)]}
    call.answer(data, _days(run, days, names, app.settings.zone))


def _as_known(line: RunDay) -> RunDay:
    """Return the line of a call that was cut off as what it is: of unknown outcome."""
    return replace(line, state=DayState.UNKNOWN) if line.state is DayState.INTENDED else line


def _find(runs: list[Run], number: int) -> Run:
    for run in runs:
        if run.number == number:
            return run
    raise UnusableError(f"There is no run {number}.", "`clockreports runs` lists them all.")


def _object(run: Run) -> dict[str, object]:
    return {
        "run": run.number,
        "from": run.period.first.isoformat(),
        "to": run.period.last.isoformat(),
        "host": run.host,
        "user": run.user,
        "started": run.started.isoformat(),
        "finished": None if run.finished is None else run.finished.isoformat(),
        "end": run.end.value,
        "undoes": run.undoes or None,
        "total": run.total,
        "calls": run.calls,
        **counts_object(dict(run.counts)),
    }


def _history(runs: list[Run], zone: ZoneInfo) -> list[str]:
    if not runs:
        return ["No export yet. `clockreports export --dry-run` shows what one would send."]
    rows = [
        (
            str(run.number),
            _local(run.started, zone),
            f"{short_day(run.period.first)}–{short_day(run.period.last)}",
            _ENDS[run.end],
            f"{_what(run)}{_outcome(run)}",
        )
        for run in runs
    ]
    return table(("Run", "Started", "Period", "End", "Days"), rows, right={0})


def _days(run: Run, days: list[RunDay], names: Mapping[int, str], zone: ZoneInfo) -> list[str]:
    rows = [
        (names[line.employee], line.employee_id, day(line.day), times(line.pairs), STATES[line.state]) for line in days
    ]
    unchanged = dict(run.counts).get(DayState.UNCHANGED)
    return [
        f"Run {run.number}, started {_local(run.started, zone)} by {run.user} on {run.host}: {_ENDS[run.end]}.",
        span(run.period),
        f"{_what(run)}{_outcome(run)}, {count(run.calls, 'call')} to People HR",
        *table(("Employee", "Id", "Day", "In – out", "State"), rows),
        *(["Days that had not changed are counted, not listed."] if unchanged else []),
        *person_lines(days, names),
    ]


def _what(run: Run) -> str:
    return f"undo of run {run.undoes}: " if run.undoes else ""


def _outcome(run: Run) -> str:
    if run.finished is None:
        return f"{count(run.total, 'day')} to {'undo' if run.undoes else 'send'}"
    return summary(dict(run.counts))


def _local(at: datetime, zone: ZoneInfo) -> str:
    return moment(at.astimezone(zone))


RUNS: Final = Command("runs", "show the history of exports, or the days of one run", _run, _arguments)
