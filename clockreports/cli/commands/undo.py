"""`clockreports undo`: puts back what stood in People HR before a run; deletes only so many days as somebody names."""

from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ExitCode, UnusableError
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.export_report import pairs_object
from clockreports.cli.progress import export_bar
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph, table
from clockreports.cli.typed import whole_number
from clockreports.domain.undo_plan import TAKEN_BACK, UndoState
from clockreports.domain.words import (
    PLANNED_UNDO_STATES,
    UNDO_STATES,
    count,
    counted,
    day,
    duration,
    span,
    times,
)

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.services.undoing import UndoneDay, UndoReport

_LAST_NUMBER: Final = 2**31 - 1
"""No database counts further."""

_RUN_AGAIN: Final = frozenset({UndoState.UNKNOWN, UndoState.NOT_DONE})
_FOR_A_PERSON: Final = frozenset({UndoState.TO_DELETE, UndoState.LEFT, UndoState.REFUSED})
_HEADINGS: Final = ("Employee", "Id", "Day", "The run sent", "Before it", "What")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=whole_number(_LAST_NUMBER), metavar="RUN", help="its number, as `runs` tells it")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="only look, and show what would happen")
    how.add_argument(
        "--delete",
        type=whole_number(_LAST_NUMBER),
        metavar="N",
        help="delete the days the run made, too: exactly so many",
    )


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        report = stoppable(lambda cancel: _undo(call, app, cancel))
    call.answer(_object(report), _lines(report))
    if report.problem is not None:
        call.tell(report.problem.title, report.problem.advice)
    return _code(report)


def _undo(call: Call, app: "App", cancel: CancelToken) -> "UndoReport":
    options = call.options
    with export_bar() as progress:
        if options.delete is None and not options.dry_run:
            return app.undoing.run(options.number, cancel, progress)
        looked = app.undoing.look(options.number, cancel, progress)
        if options.dry_run or looked.problem is not None:
            return looked
        _require(looked, options.delete)
        done = app.undoing.run(options.number, cancel, progress, delete=looked.to_delete)
    return replace(done, calls=looked.calls + done.calls, seconds=looked.seconds + done.seconds)


def _require(looked: "UndoReport", named: int) -> None:
    """Raise `UnusableError` unless so many days would have to be deleted."""
    there_are = len(looked.to_delete)
    if there_are != named:
        run = looked.undone.number
        raise UnusableError(
            f"Undoing run {run} would delete {count(there_are, 'day')}, not {named:,}.",
            f"Nothing was changed. `clockreports undo {run} --dry-run` shows them.",
        )


def _code(report: "UndoReport") -> ExitCode:
    if report.problem is not None:
        return report.problem.exit_code
    states = report.counts.keys()
    if states & _RUN_AGAIN:
        return ExitCode.RUN_AGAIN
    return ExitCode.NEEDS_A_PERSON if states & _FOR_A_PERSON else ExitCode.DONE


def _object(report: "UndoReport") -> dict[str, object]:
    return {
        "run": report.number,
        "undoes": report.undone.number,
        "from": report.undone.period.first.isoformat(),
        "to": report.undone.period.last.isoformat(),
        **{state.value: report.counts[state] for state in UNDO_STATES},
        "calls": report.calls,
        "seconds": round(report.seconds, 1),
        "days": [_day_object(each) for each in report.days],
    }


def _day_object(each: "UndoneDay") -> dict[str, object]:
    before = each.day.before
    return {
        "employee_id": each.line.employee_id,
        "date": each.line.day.isoformat(),
        "state": each.state.value,
        "reason": each.line.reason,
        "sent": pairs_object(each.day.sent),
        "before": None if before is None else pairs_object(before),
    }


def _lines(report: "UndoReport") -> list[str]:
    run = report.undone
    if not report.days:
        return [f"Run {run.number} sent nothing, so there is nothing to undo."]
    words = PLANNED_UNDO_STATES if report.number is None else UNDO_STATES
    calls = f"{count(report.calls, 'call')} to People HR, {duration(report.seconds)}"
    return [
        f"Run {run.number}, by {run.user} on {run.host}: {span(run.period)}",
        *table(_HEADINGS, [_row(each, words) for each in report.days]),
        *_reasons(report, words),
        " · ".join(counted(report.counts[state], word) for state, word in words.items() if report.counts[state]),
        f"{calls}. Nothing was changed." if report.number is None else f"Run {report.number}: {calls}.",
        *_next_steps(report),
    ]


def _row(each: "UndoneDay", words: Mapping[UndoState, str]) -> tuple[str, ...]:
    before = "nothing" if each.day.before is None else times(each.day.before) or "no times"
    person = each.day.employee
    return person.name, each.line.employee_id, day(each.line.day), times(each.day.sent), before, words[each.state]


def _reasons(report: "UndoReport", words: Mapping[UndoState, str]) -> list[str]:
    """Return why days are left, those that can be deleted aside: the next step tells of them."""
    odd = [each for each in report.days if each.state in {UndoState.LEFT, UndoState.REFUSED, UndoState.UNKNOWN}]
    rows = [
        (each.day.employee.name, each.line.employee_id, day(each.line.day), words[each.state], each.line.reason)
        for each in odd
    ]
    return (
        ["", "Days for a person to look at:", *table(("Employee", "Id", "Day", "State", "Why"), rows), ""]
        if rows
        else []
    )


def _next_steps(report: "UndoReport") -> list[str]:
    run, counts = report.undone.number, report.counts
    to_delete = counts[UndoState.TO_DELETE]
    sentences = []
    if to_delete:
        sentences.append(
            f"{count(to_delete, 'day was', 'days were')} not in People HR before run {run}, so undoing deletes them "
            f"there, with any approval they have: `clockreports undo {run} --delete {to_delete}` does it."
        )
    if report.number is not None and counts.keys() & _RUN_AGAIN and report.problem is None:
        sentences.append("Type the same again to go on: it looks first, and does only what is not done.")
    if report.number is not None and counts.keys() & TAKEN_BACK:
        sentences.append(
            "Exports leave undone days alone until their taps change; `clockreports export --retry-failed` sends them."
        )
    return ["", *(line for sentence in sentences for line in paragraph(sentence))] if sentences else []


UNDO: Final = Command(
    "undo",
    "put back what stood in People HR before a run",
    _run,
    _arguments,
    """\
examples:
  clockreports undo 12 --dry-run      what would be put back, deleted and left
  clockreports undo 12                put back what the run changed; nothing is deleted
  clockreports undo 12 --delete 17    also delete the 17 days it made

What anybody touched in People HR since, or a later run sent, is left alone and listed.
Ctrl-C stops it: what is undone stays so, and the same command again goes on from there.
""",
)
