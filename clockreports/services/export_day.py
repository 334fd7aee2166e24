"""One employee's days on their way into People HR: intent, call, result, and what to do when the answer is lost.

The numbered prose of these steps is docs/export.md. Owns the order in which the ledger and People HR are told; the
decisions are those of `export_plan`, the run around it that of `export_run`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from clockreports.base.errors import CancelledError
from clockreports.domain.export_plan import (
    NO_TAPS_ANY_MORE,
    NOT_KNOWN_YET,
    OPEN,
    PlannedDay,
    Step,
    decide,
    known_as,
)
from clockreports.domain.findings import NOT_KEPT, in_conflict, settled
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import Pairs, Timesheet
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    NotThereError,
    RefusedError,
    SlowDownError,
    TooLateError,
    UnansweredError,
    UnknownEmployeeError,
    UnreachableError,
)
from clockreports.services.looking import MOST_LOOKS, Looks
from clockreports.services.patience import Patience
from clockreports.services.ports import LedgerStore, PeopleHr


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
        looks: Looks[Pairs],
        patience: Patience,
    ) -> None:
        self._people_hr = people_hr
        self._books = books
        self._entries = {day.day: day.entry for day in days}
        self._lines: dict[date, RunDay] = {}
        self._looks = looks
        self._patience = patience
        self._unknown_employee = ""

    def send(self, planned: PlannedDay) -> RunDay:
        """Do what a planned day needs and return how it ended.

        Raises `GaveUpError` when no answer came; `CancelledError`, `KeyRefusedError`, `SlowDownError` and
        `LeaseLostError` when the run has to stop. Whatever was done by then is in the ledger.
        """
        decided = [planned]

        def attempt() -> RunDay:
            try:
                return self._step(decided[-1])
            except RefusedError as refusal:
                return self._refused(decided[-1], refusal)

        def before_next() -> None:
            self._looks.forget()
            decided.append(decided_again(planned, self._entries[planned.day]))

        return self._patience.tried(attempt, before_next)

    def unfinished(self, planned: PlannedDay) -> RunDay:
        """Return how a day stands that this run leaves undone; of a call without an answer it tells what was sent."""
        line = not_done(planned, self._entries[planned.day])
        return self._as_told(line) if line.state is DayState.UNKNOWN else line

    # What a day needs ----------------------------------------------------------------------------------------------

    def _step(self, planned: PlannedDay) -> RunDay:
        if self._unknown_employee:
            raise UnknownEmployeeError(self._unknown_employee)
        if planned.step is Step.SETTLE:
            return self._settle(planned)
        look_first = planned.step is Step.COMPARE or planned.instead_of is not None
        if look_first or self._looks.saw(planned.day):
            return self._look_and_compare(planned)
        return self._create(planned)

    def _look_and_compare(self, planned: PlannedDay) -> RunDay:
        """Compare; look again when the pace keeps a change from leaving before what it rests upon has grown old."""
        for looks_left in reversed(range(MOST_LOOKS)):
            try:
                return self._compare(planned, self._looks.at(planned.day))
            except TooLateError:
                if not looks_left:
                    raise
                self._looks.forget()
        raise AssertionError("The last look has no other after it.")

    def _settle(self, planned: PlannedDay) -> RunDay:
        """Look what became of a call of unknown outcome, then go on as if that had always been known."""
        entry = self._entries[planned.day]
        if entry is None:
            raise AssertionError("Only a day in the ledger can be unknown.")
        there = self._looks.at(planned.day)
        entry = settled(entry, there)
        again = decided_again(planned, entry)
        if again.step is not Step.NOTHING:
            self._keep(entry, line_of(again, DayState.NOT_SENT))
            return self._step(again)
        done = again.state is DayState.UNCHANGED and entry.state in {DayState.SENT, DayState.UPDATED}
        told = there if entry.state in {DayState.CONFLICT, DayState.UNDONE} else None
        line = line_of(again, entry.state if done else again.state, again.reason, told)
        return self._keep(entry, self._as_told(line) if done else line)

    def _create(self, planned: PlannedDay) -> RunDay:
        try:
            self._write(planned, None)
        except AlreadyExistsError:
            self._looks.forget()
            if self._looks.at(planned.day) is None:
                raise
            return self._look_and_compare(planned)
        return self._conclude(planned, DayState.SENT, written=planned.pairs, wrote=True)

    def _compare(self, planned: PlannedDay, found: Pairs | None) -> RunDay:
        """Settle a day by what stands there: as wanted, as we left it, or as a person did."""
        may_go = self._written(planned.day) if planned.instead_of is None else planned.instead_of
        if (found or ()) == planned.pairs:
            return self._conclude(planned, DayState.ALREADY_THERE, written=planned.pairs)
        if may_go is None and found is None:
            return self._create(planned)
        if may_go is None or (found or ()) != may_go:
            return self._conflict(planned, found)
        if not planned.pairs:
            return line_of(planned, DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE)
        return self._create(planned) if found is None else self._update(planned, found)

    def _update(self, planned: PlannedDay, found: Pairs) -> RunDay:
        try:
            self._write(planned, found)
        except NotThereError:
            return self._conflict(planned, None)
        if len(found) > len(planned.pairs):
            # Only one source says that "" clears a slot: see whether it did.
            kept = self._looks.at(planned.day, afresh=True)
            if kept != planned.pairs:
                return self._conflict(planned, kept, NOT_KEPT)
        return self._conclude(planned, DayState.UPDATED, written=planned.pairs, before=found, wrote=True)

    # People HR and the ledger, in this order -----------------------------------------------------------------------

    def _write(self, planned: PlannedDay, before: Pairs | None) -> None:
        """Commit the intent, make the call over what stands there, and if it was surely or perhaps not done, say so.

        What a person agreed to overwrite is kept as what stood there, so that a lost call is settled by the same rule.
        """
        self._conclude(planned, DayState.INTENDED, written=planned.instead_of, before=before, wrote=True)
        what = planned.employee.employee_id, planned.day, planned.pairs
        try:
            if before is None:
                self._people_hr.create(*what)
            else:
                self._people_hr.update(*what, self._looks.latest(planned.day))
        except UnansweredError:
            self._conclude(planned, DayState.UNKNOWN, before=before, reason=NOT_KNOWN_YET, wrote=True)
            raise
        except (RefusedError, UnreachableError, SlowDownError, KeyRefusedError, CancelledError):
            self._conclude(planned, DayState.NOT_SENT)
            raise

    def _refused(self, planned: PlannedDay, refusal: RefusedError) -> RunDay:
        """Keep a refusal; when it was a look that was refused, a call of unknown outcome stays unknown."""
        if isinstance(refusal, UnknownEmployeeError):
            self._unknown_employee = refusal.message
        entry = self._entries[planned.day]
        if entry is None or entry.state not in OPEN:
            as_whom = known_as(planned.employee)
            return self._conclude(planned, DayState.REFUSED, reason=refusal.message, refused_as=as_whom)
        if entry.state is not DayState.UNDOING:
            entry = replace(entry, state=DayState.UNKNOWN, reason=refusal.message)
        return self._keep(entry, self._as_told(line_of(planned, DayState.UNKNOWN, refusal.message)))

    def _conflict(self, planned: PlannedDay, found: Pairs | None, reason: str = "") -> RunDay:
        known = self._entries[planned.day] or _new_entry(planned, DayState.NOT_SENT)
        told = in_conflict(replace(known, attempted=planned.pairs), found, reason)
        return self._keep(replace(told, refused_as=""), line_of(planned, DayState.CONFLICT, told.reason, found))

    def _conclude(  # noqa: PLR0913 - each is a field of the entry or of the line
        self,
        planned: PlannedDay,
        state: DayState,
        *,
        written: Pairs | None = None,
        before: Pairs | None = None,
        reason: str = "",
        refused_as: str = "",
        wrote: bool = False,
    ) -> RunDay:
        """Commit how a day stands now; what we last knew to be ours stays known unless something newer is."""
        line = replace(line_of(planned, state, reason, before), wrote=wrote)
        known = self._written(planned.day) if written is None else written
        entry = replace(_new_entry(planned, state), written=known, reason=reason, refused_as=refused_as)
        return self._keep(entry, line)

    def _keep(self, entry: LedgerEntry, line: RunDay) -> RunDay:
        entry = replace(entry, run=self._books.run)
        self._books.ledger.write(self._books.lease, entry, line)
        self._entries[entry.day], self._lines[entry.day] = entry, line
        return line

    def _as_told(self, line: RunDay) -> RunDay:
        """Return a line with what this run wrote on that day, over what, if it did or may have."""
        told = self._lines.get(line.day)
        return replace(line, wrote=True, before=told.before) if told is not None and told.wrote else line

    def _written(self, day: date) -> Pairs | None:
        entry = self._entries[day]
        return None if entry is None else entry.written


def _new_entry(planned: PlannedDay, state: DayState) -> LedgerEntry:
    return LedgerEntry(planned.employee.number, planned.day, state, planned.pairs)


def decided_again(planned: PlannedDay, entry: LedgerEntry | None) -> PlannedDay:
    """Decide about a planned day by what the ledger says of it by now."""
    sheet = Timesheet(planned.employee.number, planned.day, planned.pairs, planned.attention)
    return replace(decide(planned.employee, sheet, entry, retry=planned.retry), instead_of=planned.instead_of)


def not_done(planned: PlannedDay, entry: LedgerEntry | None) -> RunDay:
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
