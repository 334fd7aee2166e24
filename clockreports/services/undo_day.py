"""One employee's days on their way back: look, intent, call, result, and what to do when the answer is lost.

The numbered prose of these steps is docs/export.md, undoing a run. Owns the order in which the ledger and People HR are
told; what is found is judged in `undo_plan`. Without books it only looks.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from clockreports.base.errors import CancelledError
from clockreports.domain.export_plan import NOT_KNOWN_WHETHER_UNDONE, OPEN
from clockreports.domain.findings import NOT_KEPT, in_conflict, settled, taken_back
from clockreports.domain.ledger import DayKey, DayState, LedgerEntry
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import Standing
from clockreports.domain.undo_plan import Found, UndoDay, UndoStep, judge
from clockreports.services.export_day import Books
from clockreports.services.failures import (
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
from clockreports.services.ports import PeopleHr

TO_DELETE: Final = "This day was not in People HR before: undoing it deletes it there, with any approval it has."
SO_ALREADY: Final = "It stands there as before already."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wished: which days may be deleted, and the sentence that tells of it later."""

    confirmed: Collection[DayKey] = ()
    told: str = ""


class UndoDays:
    """Takes one employee's days back, oldest first. Good for one run."""

    def __init__(
        self, people_hr: PeopleHr, books: Books | None, looks: Looks[Standing], wish: Wish, patience: Patience
    ) -> None:
        self._people_hr = people_hr
        self._books = books
        self._looks = looks
        self._wish = wish
        self._patience = patience
        self._entries: dict[date, LedgerEntry] = {}
        self._unknown_employee = ""

    def send(self, job: UndoDay) -> RunDay:
        """Do what a day needs and return how it ended.

        Raises `GaveUpError` when no answer came; `CancelledError`, `KeyRefusedError`, `SlowDownError` and
        `LeaseLostError` when all has to stop. Whatever was done by then is in the ledger.
        """

        def attempt() -> RunDay:
            try:
                return self._step(job)
            except RefusedError as refusal:
                return self._refused(job, refusal)

        return self._patience.tried(attempt, self._looks.forget)

    def unfinished(self, job: UndoDay) -> RunDay:
        """Return how a day stands that is left undone as it was, or whose answer was lost."""
        if self._is_lost(job):
            return undo_line(job, DayState.UNKNOWN, NOT_KNOWN_WHETHER_UNDONE)
        return untouched(job)

    # What a day needs ----------------------------------------------------------------------------------------------

    def _step(self, job: UndoDay) -> RunDay:
        if self._unknown_employee:
            raise UnknownEmployeeError(self._unknown_employee)
        for looks_left in reversed(range(MOST_LOOKS)):
            there = self._looks.at(job.day)
            found, why = judge(job, there)
            if found is not Found.AS_SENT:
                return self._left(job, why, there) if why else self._conclude(job)
            if job.step is UndoStep.DELETE and job.key not in self._wish.confirmed:
                return undo_line(job, DayState.NEEDS_ATTENTION, TO_DELETE)
            try:
                return self._take_back(job)
            except (TooLateError, NotThereError):
                if not looks_left:
                    raise
                self._looks.forget()
        raise AssertionError("The last look has no other after it.")

    def _take_back(self, job: UndoDay) -> RunDay:
        if self._books is None:
            return undo_line(job, DayState.UNDONE)
        self._write(job)
        before = job.before
        if before is not None and len(before) < len(job.sent):
            # Only one source says that "" clears a slot: see whether it did.
            kept = self._looks.at(job.day, afresh=True)
            if kept is None or kept.pairs != before:
                return self._not_kept(job, kept)
        return self._conclude(job)

    # People HR and the ledger, in this order -----------------------------------------------------------------------

    def _write(self, job: UndoDay) -> None:
        """Commit the intent, make the call, and if it was surely or perhaps not done, say so."""
        self._keep(self._undoing(job), undo_line(job, DayState.INTENDED))
        employee_id, before, latest = job.employee.employee_id, job.before, self._looks.latest(job.day)
        try:
            if before is None:
                self._people_hr.delete(employee_id, job.day, latest)
            else:
                self._people_hr.update(employee_id, job.day, before, latest)
        except UnansweredError:
            self._keep(self._undoing(job), undo_line(job, DayState.UNKNOWN, NOT_KNOWN_WHETHER_UNDONE))
            raise
        except (RefusedError, UnreachableError, SlowDownError, KeyRefusedError, CancelledError):
            self._keep(_as_it_was(job), undo_line(job, DayState.NOT_SENT))
            raise

    def _conclude(self, job: UndoDay) -> RunDay:
        """Tell that what stood there before stands there again, whether that took a call or not."""
        line = undo_line(job, DayState.UNDONE, "" if self._is_lost(job) else SO_ALREADY)
        return line if self._books is None else self._keep(taken_back(self._undoing(job), job.before), line)

    def _not_kept(self, job: UndoDay, kept: Standing | None) -> RunDay:
        line = _left_line(job, DayState.CONFLICT, NOT_KEPT, kept)
        return self._keep(in_conflict(replace(self._undoing(job), written=job.sent), line.before, NOT_KEPT), line)

    def _left(self, job: UndoDay, why: str, there: Standing | None) -> RunDay:
        """Leave a day that somebody touched; where a call of ours was lost before that, note how the day stands now."""
        if not self._is_lost(job):
            return _left_line(job, DayState.UNCHANGED, why, there)
        line = _left_line(job, DayState.CONFLICT, why, there)
        return self._keep(settled(self._entries[job.day], line.before), line)

    def _refused(self, job: UndoDay, refusal: RefusedError) -> RunDay:
        """Tell of a refusal; when it was a look that was refused, a call of unknown outcome stays unknown."""
        if isinstance(refusal, UnknownEmployeeError):
            self._unknown_employee = refusal.message
        return undo_line(job, DayState.UNKNOWN if self._is_lost(job) else DayState.REFUSED, refusal.message)

    def _is_lost(self, job: UndoDay) -> bool:
        """Whether a call of this run was made, and it is not noted yet what came of it."""
        return job.day in self._entries and self._entries[job.day].state is DayState.UNDOING

    def _undoing(self, job: UndoDay) -> LedgerEntry:
        """Return the entry of a day while its call is on its way."""
        return LedgerEntry(
            job.employee.number, job.day, DayState.UNDOING, job.wanted, job.ours, job.sent, self._wish.told
        )

    def _keep(self, entry: LedgerEntry, line: RunDay) -> RunDay:
        if self._books is None:
            raise AssertionError("Who only looks writes nothing.")
        entry = replace(entry, run=self._books.run)
        self._books.ledger.write(self._books.lease, entry, line)
        self._entries[entry.day] = entry
        return line


def _as_it_was(job: UndoDay) -> LedgerEntry:
    """Return the entry of a day on which nothing was done, and what the run had sent was just seen to stand."""
    if job.entry is None:
        raise AssertionError("What a run sent is in the ledger.")
    return settled(job.entry, job.sent) if job.entry.state in OPEN else job.entry


def _left_line(job: UndoDay, state: DayState, why: str, there: Standing | None) -> RunDay:
    return replace(undo_line(job, state, why), before=None if there is None else there.pairs)


def undo_line(job: UndoDay, state: DayState, reason: str = "") -> RunDay:
    """Return the line of an undoing: what is put back, over what the run had sent, by the id of the employee now."""
    employee_id = job.employee.employee_id or job.line.employee_id
    return RunDay(job.employee.number, employee_id, job.day, state, reason, job.before or (), before=job.sent)


def untouched(job: UndoDay) -> RunDay:
    """Return the line of a day that is left as it is: on purpose, or because its turn did not come."""
    if job.step is UndoStep.LEAVE:
        return undo_line(job, DayState.UNCHANGED, job.reason)
    if job.entry is not None and job.entry.state is DayState.UNDOING:
        return undo_line(job, DayState.UNKNOWN, NOT_KNOWN_WHETHER_UNDONE)
    return undo_line(job, DayState.NOT_SENT)
