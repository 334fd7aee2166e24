"""One employee's days on their way into People HR: intent, call, result, and what to do when the answer is lost.

The numbered prose of these steps is docs/export.md. Owns the order in which the ledger and People HR are told; the
decisions are those of `export_plan`, the run around it that of `export_run`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.domain.export_plan import (
    NO_TAPS_ANY_MORE,
    NOT_KNOWN_YET,
    OPEN,
    PlannedDay,
    Step,
    decide,
    in_conflict,
    settled,
)
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import Pairs, Timesheet
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    NotThereError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnknownEmployeeError,
    UnreachableError,
)
from clockreports.services.ports import LedgerStore, PeopleHr

PAUSES: Final = (1.0, 3.0)
"""Seconds before the second and the third try of a day whose call got no answer."""

NOT_KEPT: Final = "People HR did not keep the change as it was sent."
NO_ANSWER: Final = "People HR did not answer: trying again"


class GaveUpError(Exception):
    """A day got no answer however often it was tried."""

    def __init__(self, cause: UnansweredError | UnreachableError) -> None:
        super().__init__(cause.title)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Books:
    """Where a run writes: the ledger, under the run's lease and number."""

    ledger: LedgerStore
    lease: str
    run: int


class EmployeeDays:
    """Sends one employee's days, oldest first. Good for one run."""

    def __init__(
        self,
        people_hr: PeopleHr,
        books: Books,
        days: Iterable[PlannedDay],
        pause: Callable[[float, str], None],
        cancel: CancelToken,
    ) -> None:
        days = tuple(days)
        self._people_hr = people_hr
        self._books = books
        self._employee_id = days[0].employee.employee_id
        self._last = max(day.day for day in days)
        self._entries = {day.day: day.entry for day in days}
        self._pause = pause
        self._cancel = cancel
        self._there: dict[date, Pairs | None] = {}
        self._unknown_employee = ""

    def send(self, planned: PlannedDay) -> RunDay:
        """Do what a planned day needs and return how it ended.

        Raises `GaveUpError` when no answer came; `CancelledError`, `KeyRefusedError`, `SlowDownError` and
        `LeaseLostError` when the run has to stop. Whatever was done by then is in the ledger.
        """
        for pause in (*PAUSES, None):
            try:
                return self._step(planned)
            except RefusedError as refusal:
                return self._refused(planned, refusal)
            except (UnansweredError, UnreachableError) as away:
                if self._cancel.asked:
                    raise CancelledError from None
                if pause is None:
                    raise GaveUpError(away) from None
                self._pause(pause, NO_ANSWER)
                self._there.clear()
                planned = decided_again(planned, self._entries[planned.day])
        raise AssertionError("The last pause is None.")

    def unfinished(self, planned: PlannedDay) -> RunDay:
        """Return how a day stands that this run leaves undone."""
        return left_undone(planned, self._entries[planned.day])

    # What a day needs ----------------------------------------------------------------------------------------------

    def _step(self, planned: PlannedDay) -> RunDay:
        if self._unknown_employee:
            raise UnknownEmployeeError(self._unknown_employee)
        if planned.step is Step.SETTLE:
            return self._settle(planned)
        look_first = planned.step is Step.COMPARE or planned.instead_of is not None
        if look_first or self._there.get(planned.day) is not None:
            return self._compare(planned, self._look(planned.day))
        return self._create(planned)

    def _settle(self, planned: PlannedDay) -> RunDay:
        """Look what became of a call of unknown outcome, then go on as if that had always been known."""
        entry = self._entries[planned.day]
        if entry is None:
            raise AssertionError("Only a day in the ledger can be unknown.")
        entry = settled(entry, self._look(planned.day))
        again = decided_again(planned, entry)
        if again.step is not Step.NOTHING:
            self._keep(entry, line_of(again, DayState.NOT_SENT))
            return self._step(again)
        done = again.state is DayState.UNCHANGED and entry.state in {DayState.SENT, DayState.UPDATED}
        return self._keep(entry, line_of(again, entry.state if done else again.state, again.reason, entry.found))

    def _create(self, planned: PlannedDay) -> RunDay:
        try:
            self._write(self._people_hr.create, planned)
        except AlreadyExistsError:
            self._there.clear()
            found = self._look(planned.day)
            if found is None:
                raise
            return self._compare(planned, found)
        return self._conclude(planned, DayState.SENT, written=planned.pairs)

    def _compare(self, planned: PlannedDay, found: Pairs | None) -> RunDay:
        """Settle a day by what stands there: as wanted, as we left it, or as a person did."""
        may_go = self._written(planned.day) if planned.instead_of is None else planned.instead_of
        if (found or ()) == planned.pairs:
            return self._conclude(planned, DayState.ALREADY_THERE, written=planned.pairs)
        if may_go is None or (found or ()) != may_go:
            return self._conflict(planned, found)
        if not planned.pairs:
            return line_of(planned, DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE)
        return self._create(planned) if found is None else self._update(planned, found)

    def _update(self, planned: PlannedDay, found: Pairs) -> RunDay:
        try:
            self._write(self._people_hr.update, planned)
        except NotThereError:
            return self._conflict(planned, None)
        if len(found) > len(planned.pairs):
            # Only one source says that "" clears a slot: see whether it did.
            kept = self._look(planned.day, afresh=True)
            if kept != planned.pairs:
                return self._conflict(planned, kept, NOT_KEPT)
        return self._conclude(planned, DayState.UPDATED, written=planned.pairs, before=found)

    # People HR and the ledger, in this order -----------------------------------------------------------------------

    def _look(self, day: date, *, afresh: bool = False) -> Pairs | None:
        """Return what stands in People HR; one call reads the rest of this employee's days along with it."""
        if afresh or day not in self._there:
            period = Period(day, day if afresh else max(day, self._last))
            found = self._people_hr.timesheets(self._employee_id, period)
            self._there.update({each: found.get(each) for each in period})
        return self._there[day]

    def _write(self, call: Callable[[str, date, Pairs], None], planned: PlannedDay) -> None:
        """Commit the intent, make the call, and if it surely or perhaps was not done, commit that.

        What a person agreed to overwrite is kept as what stood there, so that a lost call is settled by the same rule.
        """
        self._conclude(planned, DayState.INTENDED, written=planned.instead_of)
        try:
            call(planned.employee.employee_id, planned.day, planned.pairs)
        except UnansweredError:
            self._conclude(planned, DayState.UNKNOWN, reason=NOT_KNOWN_YET)
            raise
        except (RefusedError, UnreachableError, SlowDownError, KeyRefusedError, CancelledError):
            self._conclude(planned, DayState.NOT_SENT)
            raise
        self._there[planned.day] = planned.pairs

    def _refused(self, planned: PlannedDay, refusal: RefusedError) -> RunDay:
        """Keep a refusal; when it was a look that was refused, a call of unknown outcome stays unknown."""
        if isinstance(refusal, UnknownEmployeeError):
            self._unknown_employee = refusal.message
        entry = self._entries[planned.day]
        if entry is None or entry.state not in OPEN:
            return self._conclude(planned, DayState.REFUSED, reason=refusal.message)
        unknown = replace(entry, state=DayState.UNKNOWN, reason=refusal.message)
        return self._keep(unknown, line_of(planned, DayState.UNKNOWN, refusal.message))

    def _conflict(self, planned: PlannedDay, found: Pairs | None, reason: str = "") -> RunDay:
        number = planned.employee.number
        entry = LedgerEntry(number, planned.day, DayState.CONFLICT, planned.pairs, self._written(planned.day))
        told = in_conflict(entry, found)
        told = replace(told, reason=reason or told.reason)
        return self._keep(told, line_of(planned, DayState.CONFLICT, told.reason, found))

    def _conclude(
        self,
        planned: PlannedDay,
        state: DayState,
        *,
        written: Pairs | None = None,
        before: Pairs | None = None,
        reason: str = "",
    ) -> RunDay:
        """Commit how a day stands now; what we last knew to be ours stays known unless something newer is."""
        line = line_of(planned, state, reason, before)
        known = self._written(planned.day) if written is None else written
        entry = LedgerEntry(planned.employee.number, planned.day, state, planned.pairs, known, reason=reason)
        return self._keep(entry, line)

    def _keep(self, entry: LedgerEntry, line: RunDay) -> RunDay:
        entry = replace(entry, run=self._books.run)
        self._books.ledger.write(self._books.lease, entry, line)
        self._entries[entry.day] = entry
        return line

    def _written(self, day: date) -> Pairs | None:
        entry = self._entries[day]
        return None if entry is None else entry.written


def decided_again(planned: PlannedDay, entry: LedgerEntry | None) -> PlannedDay:
    """Decide about a planned day by what the ledger says of it by now."""
    sheet = Timesheet(planned.employee.number, planned.day, planned.pairs, planned.attention)
    return replace(decide(planned.employee, sheet, entry, retry=planned.retry), instead_of=planned.instead_of)


def left_undone(planned: PlannedDay, entry: LedgerEntry | None) -> RunDay:
    """Return the line of a day that a run leaves undone: as a plan without “retry failed” has it, or not sent yet."""
    now = decided_again(replace(planned, retry=False), entry)
    if now.step in {Step.CREATE, Step.COMPARE}:
        return line_of(planned, DayState.NOT_SENT)
    return line_as_planned(now)


def line_as_planned(planned: PlannedDay) -> RunDay:
    """Return the line of a day for which nothing is done; one in conflict tells what stands there instead."""
    there = planned.entry.found if planned.entry is not None and planned.state is DayState.CONFLICT else None
    return line_of(planned, planned.state, planned.reason, there)


def line_of(planned: PlannedDay, state: DayState, reason: str = "", before: Pairs | None = None) -> RunDay:
    """Return a run's line for a planned day that ended in this state."""
    employee = planned.employee
    return RunDay(employee.number, employee.employee_id, planned.day, state, reason, planned.pairs, before)
