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
from clockreports.domain.export_plan import NO_TAPS_ANY_MORE, PlannedDay, Step, decide, in_conflict, settled
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

NOT_KNOWN_YET: Final = (
    "The connection broke before People HR answered. The next export looks first and sends only what is missing."
)
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
            except (UnansweredError, UnreachableError) as away:
                if self._cancel.asked:
                    raise CancelledError from None
                if pause is None:
                    raise GaveUpError(away) from None
                self._pause(pause, NO_ANSWER)
                self._there.clear()
                planned = self._decided_again(planned)
        raise AssertionError("The last pause is None.")

    def unfinished(self, planned: PlannedDay) -> RunDay:
        """Return how a day stands that this run leaves undone."""
        entry = self._entries[planned.day]
        if entry is not None and entry.state in {DayState.INTENDED, DayState.UNKNOWN}:
            return line_of(planned, DayState.UNKNOWN, NOT_KNOWN_YET)
        return line_of(planned, DayState.NOT_SENT)

    # What a day needs ----------------------------------------------------------------------------------------------

    def _step(self, planned: PlannedDay) -> RunDay:
        if self._unknown_employee:
            return self._conclude(planned, DayState.REFUSED, reason=self._unknown_employee)
        if planned.step is Step.SETTLE:
            return self._settle(planned)
        if planned.step is Step.COMPARE or self._there.get(planned.day) is not None:
            return self._compare(planned, self._look(planned.day))
        return self._create(planned)

    def _settle(self, planned: PlannedDay) -> RunDay:
        """Look what became of a call of unknown outcome, then go on as if that had always been known."""
        entry = self._entries[planned.day]
        if entry is None:
            raise AssertionError("Only a day in the ledger can be unknown.")
        entry = settled(entry, self._look(planned.day))
        again = self._decided_again(planned, entry)
        done = again.step is Step.NOTHING and again.state is DayState.UNCHANGED
        line = line_of(again, entry.state if done else again.state, again.reason)
        self._keep(entry, line)
        return line if again.step is Step.NOTHING else self._step(again)

    def _create(self, planned: PlannedDay) -> RunDay:
        try:
            self._write(self._people_hr.create, planned)
        except AlreadyExistsError:
            self._there.clear()
            return self._compare(planned, self._look(planned.day))
        except RefusedError as refusal:
            return self._refused(planned, refusal)
        return self._conclude(planned, DayState.SENT, written=planned.pairs)

    def _compare(self, planned: PlannedDay, found: Pairs | None) -> RunDay:
        """Settle a day by what stands there: as wanted, as we left it, or as a person did."""
        written = self._written(planned.day)
        if (found or ()) == planned.pairs:
            return self._conclude(planned, DayState.ALREADY_THERE, written=planned.pairs)
        if written is None or (found or ()) != written:
            return self._conflict(planned, found)
        if not planned.pairs:
            return line_of(planned, DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE)
        return self._update(planned, found) if found else self._create(planned)

    def _update(self, planned: PlannedDay, found: Pairs) -> RunDay:
        try:
            self._write(self._people_hr.update, planned)
        except NotThereError:
            return self._conflict(planned, None)
        except RefusedError as refusal:
            return self._refused(planned, refusal)
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
        """Commit the intent, make the call, and if it surely or perhaps was not done, commit that."""
        self._conclude(planned, DayState.INTENDED)
        try:
            call(planned.employee.employee_id, planned.day, planned.pairs)
        except UnansweredError:
            self._conclude(planned, DayState.UNKNOWN, reason=NOT_KNOWN_YET)
            raise
        except (UnreachableError, SlowDownError, KeyRefusedError, CancelledError):
            self._conclude(planned, DayState.NOT_SENT)
            raise
        self._there[planned.day] = planned.pairs

    def _refused(self, planned: PlannedDay, refusal: RefusedError) -> RunDay:
        if isinstance(refusal, UnknownEmployeeError):
            self._unknown_employee = refusal.message
        return self._conclude(planned, DayState.REFUSED, reason=refusal.message)

    def _conflict(self, planned: PlannedDay, found: Pairs | None, reason: str = "") -> RunDay:
        number = planned.employee.number
        entry = LedgerEntry(number, planned.day, DayState.CONFLICT, planned.pairs, self._written(planned.day))
        told = in_conflict(entry, found)
        told = replace(told, reason=reason or told.reason)
        return self._keep(told, line_of(planned, DayState.CONFLICT, told.reason))

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

    def _decided_again(self, planned: PlannedDay, entry: LedgerEntry | None = None) -> PlannedDay:
        """Decide about a day by what the ledger says of it by now."""
        sheet = Timesheet(planned.employee.number, planned.day, planned.pairs, planned.attention)
        return decide(planned.employee, sheet, entry or self._entries[planned.day], retry=planned.retry)


def line_of(planned: PlannedDay, state: DayState, reason: str = "", before: Pairs | None = None) -> RunDay:
    """Return a run's line for a planned day that ended in this state."""
    employee = planned.employee
    return RunDay(employee.number, employee.employee_id, planned.day, state, reason, planned.pairs, before)
