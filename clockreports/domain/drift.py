"""Drift: where People HR holds something else than ClockReports left there.

Compares what the ledger says of an employee-day, what the clocks say now, and what was read. Pure functions; the rules
in prose are in docs/verify.md. What is to be done about a day is decided in `export_plan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from clockreports.domain.export_plan import OPEN
from clockreports.domain.ledger import DayKey, DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs

_DECIDED: Final = frozenset({DayState.KEPT, DayState.UNDONE})
"""A person decided against what the clocks say, until they say something else."""


class Drift(StrEnum):
    """How a day in People HR differs from what we left there."""

    MISSING_THERE = "missing_there"
    """We left times there, and nothing stands there now."""
    DIFFERENT_THERE = "different_there"
    """We left times there, and others stand there now."""
    ONLY_THERE = "only_there"
    """Times stand there, and we left none."""


@dataclass(frozen=True, slots=True)
class DriftedDay:
    """An employee-day that differs: `here` is what we left in People HR, `there` what stands in it now."""

    employee: int
    day: date
    drift: Drift
    here: Pairs
    there: Pairs


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found: the days that differ, and how many hold what may stand there.

    `waiting` counts the days that do not hold yet what the clocks say, and are no drift: an export will tell of them.
    """

    days: tuple[DriftedDay, ...] = ()
    agree: int = 0
    waiting: int = 0


def compare(
    there: Mapping[DayKey, Pairs],
    wanted: Mapping[DayKey, Pairs],
    before: Mapping[DayKey, LedgerEntry],
    after: Mapping[DayKey, LedgerEntry],
) -> Comparison:
    """Compare every day of `there` (no pairs: nothing stands there) with what is wanted and what the ledger says.

    `before` and `after` are the ledger as it was before People HR was read, and afterwards: a day differs only where
    neither explains it, so that an export that went on meanwhile makes no false alarm.
    """
    days: list[DriftedDay] = []
    agree = waiting = 0
    for (employee, day), pairs in sorted(there.items(), key=lambda item: item[0]):
        earlier, entry = before.get((employee, day)), after.get((employee, day))
        wish = wanted.get((employee, day), ())
        drift = drift_of(earlier, wish, pairs) and drift_of(entry, wish, pairs)
        if drift:
            days.append(DriftedDay(employee, day, drift, left_there(entry), pairs))
        else:
            agree += bool(pairs)
            waiting += _waits(entry, wish, pairs)
    return Comparison(tuple(days), agree, waiting)


def drift_of(entry: LedgerEntry | None, wanted: Pairs, there: Pairs) -> Drift | None:
    """Return how what stands in People HR differs, None when it may stand there.

    That may: what we left; exactly what the clocks say, since the next export would find it already there; and either
    of two, where the outcome of our last call is not known.
    """
    left = left_there(entry)
    if there == left or (wanted and there == wanted) or there == _perhaps_there(entry):
        return None
    if not there:
        return Drift.MISSING_THERE
    return Drift.DIFFERENT_THERE if left else Drift.ONLY_THERE


def left_there(entry: LedgerEntry | None) -> Pairs:
    """Return what ought to stand there by the ledger: what we wrote last, or what a person decided to keep."""
    if entry is None:
        return ()
    return (entry.found if entry.state is DayState.KEPT else entry.written) or ()


def _perhaps_there(entry: LedgerEntry | None) -> Pairs | None:
    """Return what stands there if our last call was done, or if a day to be undone was not; None when that is known."""
    if entry is None or entry.state not in OPEN:
        return None
    return (entry.found or ()) if entry.state is DayState.UNDOING else entry.attempted


def _waits(entry: LedgerEntry | None, wanted: Pairs, there: Pairs) -> bool:
    """Whether the clocks say something that has yet to go to People HR."""
    decided = entry is not None and entry.state in _DECIDED and wanted == entry.attempted
    return bool(wanted) and wanted != there and not decided
