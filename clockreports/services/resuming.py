"""Resuming: finds the export that did not come to its end, so that a person can be asked to go on with it."""

from dataclasses import dataclass
from typing import Final

from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run, RunEnd
from clockreports.services.exporting import Exporting
from clockreports.services.ports import LedgerStore

_NOT_DONE: Final = frozenset({DayState.INTENDED, DayState.UNKNOWN, DayState.NOT_SENT})


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A run that ended early, and how many of its `run.total` days were done."""

    run: Run
    done: int


def interrupted(exporting: Exporting) -> Interrupted | None:
    """Return the last export that ended early, unless it is under way, was undone, or a later one did all of it."""
    later: list[Run] = []
    for run in exporting.ledger.runs():
        if run.end is RunEnd.DONE or (not run.total and not run.undoes):
            later.append(run)
        elif run.undoes or any(_covers(done, run) for done in later):
            continue
        elif run.end is RunEnd.RUNNING and exporting.under_way() is not None:
            return None
        else:
            return Interrupted(run, _done(run, exporting.ledger))
    return None


def _covers(done: Run, run: Run) -> bool:
    """Whether a run was about all that another one was about, or undid it."""
    if done.undoes:
        return done.undoes == run.number
    everybody = not done.employee_ids
    return (
        run.period.first in done.period
        and run.period.last in done.period
        and (everybody or (bool(run.employee_ids) and set(run.employee_ids) <= set(done.employee_ids)))
    )


def _done(run: Run, ledger: LedgerStore) -> int:
    """Count the days that were done: of a run that was killed nothing is known but the days it tried."""
    if run.end is RunEnd.RUNNING:
        return sum(line.state not in _NOT_DONE for line in ledger.run_days(run.number))
    return max(0, run.total - sum(days for state, days in run.counts if state in _NOT_DONE))
