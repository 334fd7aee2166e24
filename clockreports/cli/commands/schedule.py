"""`clockreports schedule`: exports that run by themselves: set, shown, removed; and the run that a timer starts."""

from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command, Group
from clockreports.cli.export_report import next_steps, report_object
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph
from clockreports.cli.typed import named, whole_number
from clockreports.domain.schedule_words import BAD, BY_OTHERS, schedule_words, told, when
from clockreports.domain.schedules import (
    MOST_DAYS_BACK,
    WEEKDAYS,
    LastRun,
    RunState,
    Schedule,
    Standing,
    Verdict,
    parse_time,
    parse_weekdays,
)

if TYPE_CHECKING:
    from clockreports.services.scheduled_run import Outcome

_AT: Final = "06:30"
_DAYS: Final = "mon-fri"
_LAST: Final = 7

_ENDS: Final[Mapping[RunState, str]] = {
    RunState.DONE: "The scheduled run is done.",
    RunState.NEEDS_A_PERSON: "The scheduled run is done, and something needs a person.",
    RunState.FAILED: "The scheduled run failed.",
}
_FOR_A_PERSON: Final = BAD | {Verdict.NEEDS_A_PERSON}


def _set_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--at", default=_AT, metavar="TIME", help=f"when, by the terminals' clocks; else {_AT}")
    parser.add_argument("--days", default=_DAYS, help=f"mon-fri, or mon,wed,fri, or daily; else {_DAYS}")
    parser.add_argument(
        "--last",
        type=whole_number(MOST_DAYS_BACK),
        default=_LAST,
        metavar="N",
        help=f"export the last N days, up to yesterday; else {_LAST}",
    )
    parser.add_argument(
        "--import",
        dest="folder",
        type=named("folder"),
        metavar="FOLDER",
        help="before that, read every new file in this folder",
    )
    parser.add_argument("--no-sync", action="store_true", help="do not fetch the employees before")
    parser.add_argument(
        "--no-timer", action="store_true", help="only keep it: something else starts `clockreports schedule run`"
    )


def _set(call: Call) -> ExitCode:
    options = call.options
    at, weekdays = parse_time(options.at), parse_weekdays(options.days)
    folder = "" if options.folder is None else str(Path(options.folder).absolute())
    with call.app() as app:
        schedule = Schedule(
            at, weekdays, options.last, app.clock.now(), not options.no_sync, folder, not options.no_timer
        )
        notes = app.scheduling.set(schedule)
        if schedule.with_timer:
            notes = (*app.scheduling.outlook().sentences, *notes)
        standing = app.scheduling.standing()
        call.answer(_object(standing, notes), _lines(standing, notes))
    return ExitCode.DONE


def _show(call: Call) -> ExitCode:
    with call.app() as app:
        standing = app.scheduling.standing()
        by_others = standing.schedule is not None and not standing.schedule.with_timer
        notes = (BY_OTHERS,) if by_others else ()
        call.answer(_object(standing, notes), _lines(standing, notes))
    return ExitCode.NEEDS_A_PERSON if standing.verdict in _FOR_A_PERSON else ExitCode.DONE


def _remove(call: Call) -> ExitCode:
    with call.app() as app:
        app.scheduling.remove()
        call.answer(_object(app.scheduling.standing(), ()), ["Nothing is scheduled any more."])
    return ExitCode.DONE


def _run_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--if-due", action="store_true", help="do nothing unless a run is due and none has started")


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        if call.options.if_due and not app.scheduled_run.is_due():
            call.answer({"state": "not_due"}, ["No run is due."])
            return ExitCode.DONE

        def work(cancel: CancelToken) -> "Outcome":
            return app.scheduled_run.run(cancel, call.say)

        outcome = stoppable(work)
    noted, report = outcome.noted, outcome.report
    steps = [] if report is None else next_steps(report)
    lines = [_ENDS[noted.state], *_paragraphs(noted.sentences), *steps]
    export = None if report is None else report_object(report)
    call.answer({**_run_object(noted), "export": export}, lines)
    if outcome.problem is not None:
        return outcome.problem.exit_code
    return ExitCode.NEEDS_A_PERSON if noted.state is RunState.NEEDS_A_PERSON else ExitCode.DONE


# The answer ---------------------------------------------------------------------------------------------------------


def _object(standing: Standing, notes: tuple[str, ...]) -> dict[str, object]:
    schedule = standing.schedule
    answer: dict[str, object] = {"set": schedule is not None, "state": standing.verdict.value}
    if schedule is not None and standing.next is not None:
        answer |= {
            "at": f"{schedule.at:%H:%M}",
            "days": [WEEKDAYS[weekday] for weekday in schedule.weekdays],
            "last": schedule.days_back,
            "sync_employees": schedule.sync_employees,
            "import_folder": schedule.import_folder or None,
            "next": standing.next.isoformat(),
            "missed": None if standing.missed is None else standing.missed.isoformat(),
            "timer": schedule.with_timer and standing.armed,
        }
    last = None if standing.last is None else _run_object(standing.last)
    return {**answer, "last_run": last, "notes": list(notes)}


def _run_object(run: LastRun) -> dict[str, object]:
    return {
        "state": run.state.value,
        "started": run.started.isoformat(),
        "finished": None if run.finished is None else run.finished.isoformat(),
        "run": run.run,
        "sentences": list(run.sentences),
    }


def _lines(standing: Standing, notes: tuple[str, ...]) -> list[str]:
    schedule = standing.schedule
    if schedule is None or standing.next is None:
        return ["Nothing is scheduled. `clockreports schedule set` exports every working day by itself."]
    lines = [f"Exports {schedule_words(schedule)}."]
    if schedule.import_folder:
        lines += paragraph(f"Before that, it reads every new file in {schedule.import_folder}.")
    if not schedule.sync_employees:
        lines.append("The employees are not fetched before.")
    if standing.verdict is not Verdict.TIMER_GONE:
        lines.append(f"Next run: {when(standing.next)}.")
    if standing.last is not None or standing.verdict in BAD:
        lines += ["", *_paragraphs(told(standing))]
    return [*lines, *(["", *_paragraphs(notes)] if notes else [])]


def _paragraphs(sentences: Iterable[str]) -> list[str]:
    return [line for sentence in sentences for line in paragraph(sentence)]


SCHEDULE: Final = Group(
    "schedule",
    "let exports run by themselves, on chosen days at a chosen time",
    (
        Command(
            "set",
            "export by itself from now on; in place of an earlier schedule",
            _set,
            _set_arguments,
            """\
examples:
  clockreports schedule set                            working days at 06:30, the last 7 days
  clockreports schedule set --at 18:00 --days mon,wed,fri --last 14
  clockreports schedule set --import "D:\\Clock logs"    read the new files there first
""",
        ),
        Command("show", "show what is scheduled, the next run, and how the last one went", _show),
        Command("remove", "export by itself no longer", _remove),
        Command("run", "run it once, now: what the system's timer starts", _run, _run_arguments),
    ),
)
