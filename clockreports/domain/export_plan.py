"""What an export would do with each employee-day, decided from what is wanted, what the ledger says and who it is.

Pure functions; the numbered prose is docs/export.md. Owns the decisions before a call; what is found in People HR is
judged in `findings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from clockreports.domain.ledger import DayKey, DayState, LedgerEntry
from clockreports.domain.people import Employee, natural_order
from clockreports.domain.timesheets import MOST_PAIRS, Pairs, Timesheet

NO_TAPS_ANY_MORE: Final = (
    "This day was sent before, but no taps stand behind it any more. "
    "If it is wrong in People HR, delete it there, then export with “retry failed”."
)
NOT_IN_PEOPLE_HR: Final = "This employee is not in People HR any more: link the number to someone else."
NOT_KNOWN_YET: Final = (
    "People HR's answer got lost. The next export looks first, and sends this day only if it is missing there."
)
NOT_KNOWN_WHETHER_UNDONE: Final = (
    "This day was to be undone, and People HR's answer got lost. The next export looks what stands there, and sends "
    "nothing if it was undone; if it was not, undo the run again."
)

OPEN: Final = frozenset({DayState.INTENDED, DayState.UNKNOWN, DayState.UNDOING})
"""States of a ledger entry that say: a call was made, or may have been, and what came of it is not known."""
_LASTING: Final = frozenset({DayState.REFUSED, DayState.CONFLICT, DayState.UNDONE})
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
        return _CALLS[self.step]


_CALLS: Final = {Step.NOTHING: 0, Step.CREATE: 1, Step.COMPARE: 2, Step.SETTLE: 1}


def plan(
    timesheets: Iterable[Timesheet],
    employees: Mapping[int, Employee],
    ledger: Mapping[DayKey, LedgerEntry],
    *,
    retry: bool = False,
) -> list[PlannedDay]:
    """Decide about every day that is wanted or in the ledger; per employee (by id), oldest day first.

    `retry` tries again what was refused, in conflict or undone, and has not changed since.
    """
    wanted = {(sheet.employee, sheet.day): sheet for sheet in timesheets}
    days_of: dict[int, list[date]] = {}
    for number, day in wanted.keys() | ledger.keys():
        days_of.setdefault(number, []).append(day)
    planned = (
        decide(
            employee, wanted.get((number, day)) or Timesheet(number, day, ()), ledger.get((number, day)), retry=retry
        )
        for number, employee in sorted(employees.items(), key=_in_order)
        for day in sorted(days_of.get(number, ()))
    )
    return [day for day in planned if day.pairs or day.state is not DayState.UNCHANGED]


def _in_order(numbered: tuple[int, Employee]) -> tuple[object, ...]:
    number, employee = numbered
    return natural_order(employee.employee_id), number


def decide(employee: Employee, sheet: Timesheet, entry: LedgerEntry | None, *, retry: bool) -> PlannedDay:
    """Decide about one employee-day; `sheet.pairs` is empty where nothing is wanted."""

    def planned(step: Step, state: DayState, reason: str = "") -> PlannedDay:
        return PlannedDay(employee, sheet.day, sheet.pairs, step, state, reason, sheet.attention, entry, retry)

    if entry is not None and entry.state in OPEN:
        look, cannot = (Step.SETTLE, _why_unknown(entry)), (Step.NOTHING, NOT_IN_PEOPLE_HR)
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
    if entry is not None and not retry and _lasts(entry, employee, sheet.pairs):
        return planned(Step.NOTHING, entry.state, entry.reason)
    return planned(*_TO_SEND[written is None])


_TO_SEND: Final = {True: (Step.CREATE, DayState.SENT), False: (Step.COMPARE, DayState.UPDATED)}


def known_as(employee: Employee) -> str:
    """Return what People HR's refusal of a day may hang on besides its times: whom it was asked about.

    An employee id that was only typed here, or that People HR no longer lists, bears a question mark.
    """
    typed = employee.unique_key is None and employee.name == employee.employee_id
    return f"{employee.employee_id}?" if typed or not employee.listed else employee.employee_id


def _lasts(entry: LedgerEntry, employee: Employee, wanted: Pairs) -> bool:
    """Whether it would end as it did the last time: neither the day has changed here since, nor whose it is there."""
    if entry.state not in _LASTING or wanted not in {entry.attempted, entry.written}:
        return False
    return entry.refused_as in {"", known_as(employee)}


def _why_unknown(entry: LedgerEntry) -> str:
    return NOT_KNOWN_WHETHER_UNDONE if entry.state is DayState.UNDOING else entry.reason or NOT_KNOWN_YET


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
