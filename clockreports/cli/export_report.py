"""What an export did, or would do: as the object that a program gets, as lines for a person, and as an exit code."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.cli.tables import paragraph, table
from clockreports.cli.unlinked import unlinked_objects
from clockreports.domain.ledger import FOR_A_PERSON, UNFINISHED, DayState
from clockreports.domain.words import PLANNED_STATES, STATES, counted, day, times

if TYPE_CHECKING:
    from clockreports.domain.runs import RunDay
    from clockreports.domain.timesheets import Pairs
    from clockreports.services.exporting import ExportReport

_NAMES: Final[Mapping[DayState, str]] = {
    state: {DayState.CONFLICT: "conflicts"}.get(state, state.value) for state in STATES
}

_NEXT_STEPS: Final[Mapping[DayState, str]] = {
    DayState.NEEDS_ATTENTION: "Needs attention: see the taps with `clockreports days`, and put the day right in People "
    "HR by hand.",
    DayState.REFUSED: "Refused: mend the cause; if that was done in People HR, fetch the employees (`clockreports "
    "employees sync`); then export again with --retry-failed.",
    DayState.CONFLICT: "Conflict: People HR’s times stand. If they are wrong, change them there, then export again "
    "with --retry-failed; or open the window (`clockreports`), which shows both versions and can send ours.",
    DayState.UNDONE: "Undone: these days were taken back, and stay so until their taps change. To send them after all, "
    "export again with --retry-failed.",
    DayState.UNKNOWN: "Not known yet: run the same export again. It looks first, and sends only what is missing.",
    DayState.NOT_SENT: "Not sent: run the same export again to go on.",
}


def exit_code(report: "ExportReport") -> ExitCode:
    """Return how the export ended, for the shell."""
    states = {state for state, days in report.counts.items() if days}
    if report.problem is not None:
        return report.problem.exit_code
    if states & UNFINISHED:
        return ExitCode.RUN_AGAIN
    return ExitCode.NEEDS_A_PERSON if states & FOR_A_PERSON or report.unlinked else ExitCode.DONE


def report_object(report: "ExportReport") -> dict[str, object]:
    """Return the answer for a program."""
    return {
        "run": report.run,
        "from": report.order.period.first.isoformat(),
        "to": report.order.period.last.isoformat(),
        **counts_object(report.counts),
        "calls": report.calls,
        "seconds": round(report.seconds, 1),
        "unlinked": unlinked_objects(report.unlinked),
        "days": [day_object(line) for line in report.days],
    }


def counts_object(counts: Mapping[DayState, int]) -> dict[str, int]:
    """Return the number of days in every state; undone ones are told only where there are any, as few have some."""
    always = (state for state in _NAMES if state is not DayState.UNDONE or counts.get(state))
    return {_NAMES[state]: counts.get(state, 0) for state in always}


def day_object(line: "RunDay") -> dict[str, object]:
    """Return an employee-day."""
    return {
        "employee_id": line.employee_id,
        "date": line.day.isoformat(),
        "state": line.state.value,
        "reason": line.reason,
        "pairs": pairs_object(line.pairs),
    }


def pairs_object(pairs: "Pairs") -> list[list[str]]:
    """Return [["09:00", "17:30"]]; the second is "" while a pair is open."""
    return [list(pair.texts()) for pair in pairs]


def summary(counts: Mapping[DayState, int], words: Mapping[DayState, str] = STATES) -> str:
    """Return "149 sent · 12 unchanged · 1 refused"."""
    told = (counted(counts[state], word) for state, word in words.items() if counts.get(state))
    return " · ".join(told) or "No days"


def person_lines(days: Iterable["RunDay"], names: Mapping[int, str]) -> list[str]:
    """Return the days that are not as they should be, with their reasons, and what to do about them."""
    odd = [line for line in days if line.state in FOR_A_PERSON or line.state is DayState.UNKNOWN]
    if not odd:
        return []
    rows = [(names[line.employee], line.employee_id, day(line.day), STATES[line.state], line.reason) for line in odd]
    return ["", "Days for a person to look at:", *table(("Employee", "Id", "Day", "State", "Why"), rows)]


def plan_lines(days: Iterable["RunDay"], names: Mapping[int, str]) -> list[str]:
    """Return the days that an export would send."""
    rows = [
        (names[line.employee], line.employee_id, day(line.day), times(line.pairs), PLANNED_STATES[line.state])
        for line in days
        if line.state in {DayState.SENT, DayState.UPDATED, DayState.UNKNOWN}
    ]
    return table(("Employee", "Id", "Day", "In – out", "What would happen"), rows)


def next_steps(report: "ExportReport") -> list[str]:
    """Return what to do next about each state that asks for it; why a run ended early says what to do by itself."""
    told = {DayState.NOT_SENT} if report.problem is not None else set()
    steps = [sentence for state, sentence in _NEXT_STEPS.items() if report.counts[state] and state not in told]
    return ["", *(line for sentence in steps for line in paragraph(sentence))] if steps else []
