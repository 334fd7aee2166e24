"""Undoing a run: puts back what stood in People HR before, where what the run had sent still stands.

Owns the plan of it, the run that does it, and the report. How one day is taken back is in `undo_day`. Why an undone day
stays undone is in docs/decisions/0009.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.domain.ledger import DayKey, DayState
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.undo_plan import (
    UNDONE_ALREADY,
    UndoDay,
    UndoState,
    UndoStep,
    stories_of,
    undo_plan,
)
from clockreports.domain.words import short_day
from clockreports.services.day_by_day import Connect, DayByDay, Ended, Surroundings
from clockreports.services.export_day import Books
from clockreports.services.exporting import Exporting
from clockreports.services.looking import Looks, look_seconds
from clockreports.services.patience import Patience
from clockreports.services.ports import PeopleHr
from clockreports.services.progress import ProgressListener, unheard
from clockreports.services.undo_day import SO_ALREADY, UndoDays, Wish, untouched

_STATES: Final = {
    DayState.NEEDS_ATTENTION: UndoState.TO_DELETE,
    DayState.CONFLICT: UndoState.LEFT,
    DayState.UNCHANGED: UndoState.LEFT,
    DayState.REFUSED: UndoState.REFUSED,
    DayState.UNKNOWN: UndoState.UNKNOWN,
    DayState.NOT_SENT: UndoState.NOT_DONE,
}


_NO_NEWS: Final = frozenset({DayState.UNCHANGED, DayState.NEEDS_ATTENTION})
"""Days that were looked at, and left as they were: nothing for the history."""


@dataclass(frozen=True, slots=True)
class UndoneDay:
    """A day of the run, and the line that the undoing has for it."""

    day: UndoDay
    line: RunDay

    @property
    def state(self) -> UndoState:
        """How it ended, or would end."""
        if self.line.state is DayState.UNDONE:
            if self.line.reason == SO_ALREADY:
                return UndoState.AS_BEFORE
            return UndoState.DELETED if self.day.step is UndoStep.DELETE else UndoState.PUT_BACK
        if self.line.reason == UNDONE_ALREADY:
            return UndoState.ALREADY
        return _STATES[self.line.state]


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What became of every day that a run had sent, or (after a look: `number` is None) what would.

    `undone` is the run it is about, `number` the run that did it. `problem` says why it ended early.
    """

    undone: Run
    days: tuple[UndoneDay, ...]
    number: int | None = None
    calls: int = 0
    seconds: float = 0.0
    problem: ClockReportsError | None = None

    @property
    def counts(self) -> Counter[UndoState]:
        """The number of days by state."""
        return Counter(day.state for day in self.days)

    @property
    def to_delete(self) -> frozenset[DayKey]:
        """The days that would have to be deleted."""
        return frozenset(day.day.key for day in self.days if day.state is UndoState.TO_DELETE)


@dataclass(frozen=True, slots=True)
class Undoing:
    """Undoes runs; each undoing is a run itself, with lease, pace, intents and history."""

    exporting: Exporting

    def look(self, number: int, cancel: CancelToken, progress: ProgressListener = unheard) -> UndoReport:
        """Return what undoing a run would do: looks into People HR, and changes nothing.

        Raises `UnusableError` when there is no such run, or it is an undoing itself, and `KeyProblemError` without a
        key. Ends early with a `problem` in the report.
        """
        began = self.exporting.clock.monotonic()
        run, planned = self._plan(number)
        around = self.exporting.surroundings(cancel, progress)
        ended = None
        if _to_do(planned):
            ended = self._go(planned, None, Wish(), self.exporting.connector(cancel), around)
        return self._report(run, planned, ended, None, began)

    def run(
        self,
        number: int,
        cancel: CancelToken,
        progress: ProgressListener = unheard,
        *,
        delete: Collection[DayKey] = (),
    ) -> UndoReport:
        """Undo a run: put back what it changed, and delete those of the days it made that are named by `delete`.

        Every day is looked at right before it is changed. Raises as `look` does, `BusyError` when another program
        exports, and `LeaseLostError` when another took over.
        """
        with self.exporting.leased() as lease:
            return self._run(number, lease, cancel, progress, delete)

    def _run(
        self, number: int, lease: str, cancel: CancelToken, progress: ProgressListener, delete: Collection[DayKey]
    ) -> UndoReport:
        exporting = self.exporting
        began = exporting.clock.monotonic()
        undone, planned = self._plan(number)
        jobs = _to_do(planned)
        if not jobs:
            return self._report(undone, planned, None, None, began)
        connect = exporting.connector(cancel)  # without a key no run begins
        ids = tuple(sorted({job.employee.employee_id for job in jobs}))
        who, now = (exporting.host, exporting.user), exporting.clock.now()
        run = Run(0, undone.period, *who, now, len(jobs), employee_ids=ids, undoes=number)
        run = replace(run, number=exporting.ledger.start_run(lease, run))
        around = exporting.surroundings(cancel, progress, lambda: exporting.leases.beat(lease, exporting.clock.now()))
        books = Books(exporting.ledger, lease, run.number)
        ended = self._go(planned, books, Wish(delete, self._told()), connect, around)
        report = self._report(undone, planned, ended, run.number, began)
        lines = [day.line for day in report.days if day.line.state not in _NO_NEWS]
        counts = tuple(sorted(Counter(line.state for line in lines).items()))
        finished = replace(run, finished=exporting.clock.now(), end=ended.end, calls=ended.calls, counts=counts)
        exporting.ledger.finish_run(lease, finished, lines)
        return report

    def _plan(self, number: int) -> tuple[Run, list[UndoDay]]:
        exporting = self.exporting
        runs = exporting.ledger.runs()
        run = next((run for run in runs if run.number == number), None)
        if run is None:
            raise UnusableError(f"There is no run {number}.", "The history lists every run with its number.")
        if run.undoes:
            raise UnusableError(
                f"Run {number} undid run {run.undoes}, and cannot be undone itself.",
                "To put its days there again, export them once more with “retry failed”.",
            )
        keys = [(line.employee, line.day) for line in exporting.ledger.run_days(number)]
        of_these_days = (other for other in reversed(runs) if _overlap(run, other))
        told = ((other, exporting.ledger.run_days(other.number)) for other in of_these_days)
        sheets = exporting.review.wanted(run.period, {employee for employee, _day in keys}).timesheets
        wanted = {(sheet.employee, sheet.day): sheet.pairs for sheet in sheets}
        employees = {employee.number: employee for employee in exporting.people.employees()}
        stories = stories_of(told, keys)
        return run, undo_plan(run, stories, employees, wanted, exporting.ledger.entries(run.period))

    def _go(
        self, planned: Sequence[UndoDay], books: Books | None, wish: Wish, connect: Connect, around: Surroundings
    ) -> Ended:
        limit = look_seconds(around.calls_per_minute)

        def sender(people_hr: PeopleHr, days: Sequence[UndoDay], patience: Patience) -> UndoDays:
            looks = Looks(people_hr.standing, days[0].employee.employee_id, days[-1].day, around.clock, limit)
            return UndoDays(people_hr, books, looks, wish, patience)

        return DayByDay(_to_do(planned), sender, connect, around).go()

    def _report(
        self, run: Run, planned: Sequence[UndoDay], ended: Ended | None, number: int | None, began: float
    ) -> UndoReport:
        told = {} if ended is None else ended.told
        days = tuple(UndoneDay(day, told.get(day.key) or untouched(day)) for day in planned)
        seconds = self.exporting.clock.monotonic() - began
        if ended is None:
            return UndoReport(run, days, number, seconds=seconds)
        return UndoReport(run, days, number, ended.calls, seconds, ended.problem)

    def _told(self) -> str:
        today = self.exporting.clock.now().astimezone(self.exporting.settings.zone).date()
        return (
            f"{self.exporting.user} undid this day on {short_day(today)}. "
            "It is sent again when its taps change, or with “retry failed”."
        )


def _to_do(planned: Sequence[UndoDay]) -> list[UndoDay]:
    return [day for day in planned if day.step is not UndoStep.LEAVE]


def _overlap(run: Run, other: Run) -> bool:
    """Whether a run may have dealt with days of the other."""
    return other.period.first <= run.period.last and run.period.first <= other.period.last
