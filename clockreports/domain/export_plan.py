"""What an export would do with each employee-day, decided from what is wanted, what the ledger says and who it is.

Pure functions; the numbered prose is docs/export.md. Owns the decisions before a call and the judgement of what is
found in People HR; makes no call itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee, natural_order
from clockreports.domain.timesheets import MOST_PAIRS, Pairs, Timesheet

NO_TAPS_ANY_MORE: Final = (
    "This day was sent before, but no taps stand behind it any more. "
    "If it is wrong in People HR, delete it there, then export with “retry failed”."
)
CHANGED_THERE: Final = "Someone changed this day in People HR after it was sent."
DELETED_THERE: Final = "Someone deleted this day in People HR after it was sent."
OTHER_THERE: Final = "People HR already holds other times for this day."
NOT_IN_PEOPLE_HR: Final = "This employee is not in People HR any more: link the number to someone else."
NOT_KNOWN_YET: Final = (
    "People HR's answer got lost. The next export looks first, and sends this day only if it is missing there."
)

OPEN: Final = frozenset({DayState.INTENDED, DayState.UNKNOWN})
"""States of a ledger entry that say: a call was made, or may have been, and what came of it is not known."""
_LASTING: Final = frozenset({DayState.REFUSED, DayState.CONFLICT})
_EDITED: Final = frozenset({DayState.CONFLICT, DayState.KEPT})


class Step(StrEnum):
    """What has to be done about an employee-day."""

    NOTHING = "nothing"
    CREATE = "create"
    COMPARE = "compare"
    """Sent before and changed here: look, and change it there only if it still holds what we wrote."""
    SETTLE = "settle"
    """It is not known whether the last call was done: look before anything else."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """An employee-day with what ought to stand there (`pairs`), what to do, and the state it has or is to get.

    `instead_of` is what a person agreed to overwrite there (empty: nothing stands there), None when nobody was asked.
    """

    employee: Employee
    day: date
    pairs: Pairs
    step: Step
    state: DayState
    reason: str = ""
    attention: str = ""
    entry: LedgerEntry | None = None
    retry: bool = False
    instead_of: Pairs | None = None

    @property
    def calls(self) -> int:
        """How many calls it will take, if all goes well; a day that is read shares the call with its neighbours."""
        return {Step.NOTHING: 0, Step.CREATE: 1, Step.COMPARE: 2, Step.SETTLE: 1}[self.step]


def plan(
    timesheets: Iterable[Timesheet],
    employees: Mapping[int, Employee],
    ledger: Mapping[tuple[int, date], LedgerEntry],
    *,
    retry: bool = False,
) -> list[PlannedDay]:
    """Decide about every day that is wanted or in the ledger; per employee (by id), oldest day first.

    `retry` tries again what was refused or in conflict and has not changed since.
    """
    wanted = {(sheet.employee, sheet.day): sheet for sheet in timesheets}
    days = (
        decide(
            employees[number],
            wanted.get((number, day), Timesheet(number, day, ())),
            ledger.get((number, day)),
            retry=retry,
        )
        for number, day in sorted(wanted.keys() | ledger.keys())
        if number in employees
    )
    worth_telling = [day for day in days if day.pairs or day.state is not DayState.UNCHANGED]
    return sorted(worth_telling, key=_in_order)


def _in_order(day: PlannedDay) -> tuple[object, ...]:
    return natural_order(day.employee.employee_id), day.employee.number, day.day


def decide(employee: Employee, sheet: Timesheet, entry: LedgerEntry | None, *, retry: bool) -> PlannedDay:
    """Decide about one employee-day; `sheet.pairs` is empty where nothing is wanted."""

    def planned(step: Step, state: DayState, reason: str = "") -> PlannedDay:
        return PlannedDay(employee, sheet.day, sheet.pairs, step, state, reason, sheet.attention, entry, retry)

    if entry is not None and entry.state in OPEN:
        look, cannot = (Step.SETTLE, entry.reason or NOT_KNOWN_YET), (Step.NOTHING, NOT_IN_PEOPLE_HR)
        step, reason = look if employee.employee_id else cannot
        return planned(step, DayState.UNKNOWN, reason)
    written = None if entry is None else entry.written
    if not sheet.attention and _may_stay(entry, sheet.pairs):
        why = entry.reason if entry is not None and entry.state is DayState.KEPT else ""
        return planned(Step.NOTHING, DayState.UNCHANGED, why)
    attention = sheet.attention or ("" if sheet.pairs or retry else NO_TAPS_ANY_MORE)
    if attention:
        return planned(Step.NOTHING, DayState.NEEDS_ATTENTION, attention)
    refusal = _refused_here(employee, sheet)
    if refusal:
        return planned(Step.NOTHING, DayState.REFUSED, refusal)
    if entry is not None and entry.state in _LASTING and sheet.pairs in {entry.attempted, written} and not retry:
        return planned(Step.NOTHING, entry.state, entry.reason)
    return planned(*_TO_SEND[written is None])


_TO_SEND: Final = {True: (Step.CREATE, DayState.SENT), False: (Step.COMPARE, DayState.UPDATED)}


def _may_stay(entry: LedgerEntry | None, wanted: Pairs) -> bool:
    """Whether People HR holds what is wanted, as far as we know, or a person decided that what it holds is right."""
    if entry is None:
        return not wanted
    if entry.state is DayState.KEPT and wanted == entry.attempted:
        return True
    edited = entry.state in _EDITED and bool(entry.written)
    return wanted == (entry.written or ()) and not edited


def _refused_here(employee: Employee, sheet: Timesheet) -> str:
    """Say why People HR would surely refuse the day, so that no call is needed; "" when it would not."""
    if not employee.employee_id:
        return NOT_IN_PEOPLE_HR
    if employee.start_date is not None and sheet.day < employee.start_date:
        return f"The day is before the employee's start date, {employee.start_date:%d/%m/%Y}."
    if employee.leaving_date is not None and sheet.day > employee.leaving_date:
        return f"The day is after the employee's leaving date, {employee.leaving_date:%d/%m/%Y}."
    if len(sheet.pairs) > MOST_PAIRS:
        return f"The day has {len(sheet.pairs)} pairs of times, and People HR takes {MOST_PAIRS}."
    return ""


def settled(entry: LedgerEntry, found: Pairs | None) -> LedgerEntry:
    """Judge a call of unknown outcome by what stands in People HR now (None: no timesheet).

    It was done (then that is what we wrote), or it was not (then it is not sent yet), or a person wrote something else.
    """
    if (found or ()) == entry.attempted:
        state = DayState.SENT if entry.written is None else DayState.UPDATED
        return replace(entry, state=state, written=entry.attempted, found=None, reason="")
    if (found or ()) == (entry.written or ()):
        return replace(entry, state=DayState.NOT_SENT, found=None, reason="")
    return in_conflict(entry, found)


def in_conflict(entry: LedgerEntry, found: Pairs | None) -> LedgerEntry:
    """Return the entry of a day that holds what we did not write there."""
    changed = CHANGED_THERE if found else DELETED_THERE
    reason = OTHER_THERE if entry.written is None else changed
    return replace(entry, state=DayState.CONFLICT, found=found, reason=reason)


@dataclass(frozen=True, slots=True)
class Overwrite:
    """A person's word that `ours` may go in place of `theirs` (None: nothing), both as that person was shown them."""

    employee: int
    day: date
    ours: Pairs
    theirs: Pairs | None


def overwriting(planned: PlannedDay, word: Overwrite) -> PlannedDay:
    """Let a day in conflict go out in place of what a person was shown, unless either side has changed since."""
    entry = planned.entry
    if planned.state is not DayState.CONFLICT or entry is None or not planned.pairs:
        return planned
    shown = (planned.employee.number, planned.day, planned.pairs, entry.found)
    if shown != (word.employee, word.day, word.ours, word.theirs):
        return planned
    return replace(planned, step=Step.COMPARE, state=DayState.UPDATED, reason="", instead_of=word.theirs or ())


def kept(entry: LedgerEntry, ours: Pairs, reason: str) -> LedgerEntry:
    """Return the entry of a conflict in which a person decided for People HR's times and against `ours`.

    What we last wrote stays what it was: were it what stands there now, the next correction here would overwrite it.
    """
    return replace(entry, state=DayState.KEPT, attempted=ours, reason=reason)
