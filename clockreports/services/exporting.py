"""Exporting: what an export would do, and the export itself; one at a time per database.

Owns the plan of a period, the lease and the report. How one day is sent is in `export_day`, how the days of a run
follow one another in `export_run`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.collector import collector_at_rest
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.domain.export_plan import Overwrite, PlannedDay, Step, overwriting, plan
from clockreports.domain.ledger import DayState
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.settings import Settings
from clockreports.services.day_by_day import Connect, Surroundings
from clockreports.services.export_day import Books, line_as_planned
from clockreports.services.export_run import ExportRun
from clockreports.services.key import KeyService
from clockreports.services.ports import (
    ConnectPeopleHr,
    Holder,
    LeaseStore,
    LedgerStore,
    OwnerLock,
    PeopleHr,
    PeopleStore,
)
from clockreports.services.progress import ProgressListener, seconds_left, unheard
from clockreports.services.review import Review, Unlinked


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export: a period, all employees or these (by employee id), and whether to try refused days again.

    Today is left out unless asked for, since its work is not over; future days never go. `overwrite` is a person's
    word that one conflict may be settled by sending what the clocks say.
    """

    period: Period
    employee_ids: frozenset[str] = frozenset()
    retry: bool = False
    include_today: bool = False
    overwrite: Overwrite | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What became of every employee-day, or (a preview: `run` is None) what would.

    `problem` says why a run ended early; what was done by then stays done. `to_send` is how many days have something
    to do before they are done, and `expected` the seconds that will take; both are of a preview only.
    """

    order: ExportOrder
    days: tuple[RunDay, ...]
    unlinked: tuple[Unlinked, ...]
    run: int | None = None
    calls: int = 0
    seconds: float = 0.0
    problem: ClockReportsError | None = None
    to_send: int = 0
    expected: float = 0.0

    @property
    def counts(self) -> Counter[DayState]:
        """The number of days by state."""
        return Counter(day.state for day in self.days)


def _nothing_to_say(_waiting: Callable[[float, str], None]) -> PeopleHr:
    raise AssertionError("A run without anything to do makes no call.")


@dataclass(frozen=True, slots=True)
class Exporting:
    """Plans and runs exports. `host` and `user` say who this is, for the lease and the history."""

    review: Review
    people: PeopleStore
    ledger: LedgerStore
    leases: LeaseStore
    key: KeyService
    connect: ConnectPeopleHr
    owner_lock: Callable[[], OwnerLock]
    clock: Clock
    settings: Settings
    host: str
    user: str

    @collector_at_rest()
    def preview(self, order: ExportOrder) -> ExportReport:
        """Return what an export would do, from what is known here: makes no call and changes nothing."""
        planned, unlinked = self._plan(order)
        return ExportReport(
            order,
            tuple(line_as_planned(day) for day in planned),
            unlinked,
            to_send=sum(day.step is not Step.NOTHING for day in planned),
            expected=seconds_left(sum(day.calls for day in planned), 0, self.settings.calls_per_minute),
        )

    def run(self, order: ExportOrder, cancel: CancelToken, progress: ProgressListener = unheard) -> ExportReport:
        """Export: returns the report also when the run ended early, with the `problem` in it.

        Raises `BusyError` when another program exports, `KeyProblemError` when there is something to send and no key,
        and `LeaseLostError` when another program took over.
        """
        with self.leased() as lease:
            return self._run(order, lease, cancel, progress)

    @contextmanager
    def leased(self) -> Iterator[str]:
        """Hold the lease, without which nothing of the ledger can be changed; raises `BusyError` when another does."""
        lock = self.owner_lock()  # one for each run: two runs of one program exclude one another too
        alone_here = lock.try_take()
        try:
            now = self.clock.now()
            lease = self.leases.take(Holder(self.host, self.user, now), now, others_are_gone=alone_here)
            try:
                yield lease
            finally:
                self.leases.release(lease)
        finally:
            lock.release()

    def under_way(self) -> Holder | None:
        """Return who is exporting right now, on whichever computer; None when nobody is."""
        holder = self.leases.holder(self.clock.now())
        if holder is None or holder.host != self.host:
            return holder
        lock = self.owner_lock()
        try:
            return None if lock.try_take() else holder
        finally:
            lock.release()

    def _run(self, order: ExportOrder, lease: str, cancel: CancelToken, progress: ProgressListener) -> ExportReport:
        began = self.clock.monotonic()
        planned, unlinked = self._plan(order)
        to_do = sum(day.step is not Step.NOTHING for day in planned)
        chosen = tuple(sorted(order.employee_ids))
        run = Run(0, order.period, self.host, self.user, self.clock.now(), to_do, employee_ids=chosen)
        connect = self.connector(cancel) if to_do else _nothing_to_say
        number = self.ledger.start_run(lease, run)
        around = self.surroundings(cancel, progress, lambda: self.leases.beat(lease, self.clock.now()))
        outcome = ExportRun(planned, Books(self.ledger, lease, number), connect, around).go()
        report = ExportReport(
            order, outcome.lines, unlinked, number, outcome.calls, self.clock.monotonic() - began, outcome.problem
        )
        counts = tuple(sorted(report.counts.items()))
        finished = replace(
            run, number=number, finished=self.clock.now(), end=outcome.end, calls=outcome.calls, counts=counts
        )
        self.ledger.finish_run(
            lease, finished, [line for line in outcome.lines if line.state is not DayState.UNCHANGED]
        )
        return report

    def connector(self, cancel: CancelToken) -> Connect:
        """Return what begins a conversation; raises `KeyProblemError` when there is no key."""
        credentials = self.key.credentials()
        return lambda waiting: self.connect(credentials, cancel, waiting)

    def surroundings(
        self, cancel: CancelToken, progress: ProgressListener, beat: Callable[[], None] = lambda: None
    ) -> Surroundings:
        """Return what going through days needs besides them; `beat` shows the holder of the lease to be alive."""
        return Surroundings(self.clock, cancel, progress, beat, self.settings.calls_per_minute)

    @collector_at_rest()
    def _plan(self, order: ExportOrder) -> tuple[list[PlannedDay], tuple[Unlinked, ...]]:
        period = self._over_by_now(order)
        employees = self.chosen(order.employee_ids)
        if period is None:
            return [], ()
        wanted = self.review.wanted(period, employees)
        ledger = self.ledger.entries(period)
        planned = plan(wanted.timesheets, employees, ledger, retry=order.retry)
        if order.overwrite is not None:
            planned = [overwriting(day, order.overwrite) for day in planned]
        return planned, wanted.unlinked

    def _over_by_now(self, order: ExportOrder) -> Period | None:
        """Return the days of the period that may go, None when there is none."""
        today = self.clock.now().astimezone(self.settings.zone).date()
        latest: date = today if order.include_today else today - timedelta(days=1)
        if order.period.first > latest:
            return None
        return Period(order.period.first, min(order.period.last, latest))

    def chosen(self, employee_ids: frozenset[str]) -> dict[int, Employee]:
        """Return these employees by `Employee.number`, everybody when none is named.

        Raises `UnusableError` for an employee id nobody has heard of.
        """
        everyone = {employee.number: employee for employee in self.people.employees()}
        if not employee_ids:
            return everyone
        wanted = {employee_id.casefold(): employee_id for employee_id in employee_ids}
        chosen = {
            number: employee for number, employee in everyone.items() if employee.employee_id.casefold() in wanted
        }
        unheard_of = wanted.keys() - {employee.employee_id.casefold() for employee in chosen.values()}
        if unheard_of:
            raise UnusableError(
                f"There is no employee {', '.join(wanted[each] for each in sorted(unheard_of))}.",
                "Check it in the list of employees. Whoever is new in People HR has to be fetched from there first.",
            )
        return chosen
