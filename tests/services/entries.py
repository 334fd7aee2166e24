"""Ledger entries and desks for the tests of a day on its way: one employee, one Monday."""

from dataclasses import replace

from clockreports.domain.export_plan import NO_TAPS_ANY_MORE
from clockreports.domain.findings import CHANGED_THERE, COMMENT_THERE, DELETED_THERE, EMPTIED_THERE, OTHER_THERE
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs
from clockreports.services.failures import (
    RefusedError,
    UnknownEmployeeError,
)
from tests.services.desk import (
    ADA,
    LATER,
    MONDAY,
    NOTHING,
    SPLIT,
    WHOLE,
    Desk,
)

MORNING = SPLIT[:1]

IN_THE_WAY = RefusedError("TimeIn1 contains invalid data.")
NOBODY = UnknownEmployeeError("EmployeeId does not exists.")


def entry_of(state: DayState, attempted: Pairs, written: Pairs | None = None) -> LedgerEntry:
    return LedgerEntry(ADA.number, MONDAY, state, attempted, written)


SENT_WHOLE = entry_of(DayState.SENT, WHOLE, WHOLE)
SENT_SPLIT = entry_of(DayState.SENT, SPLIT, SPLIT)
GONE = entry_of(DayState.ALREADY_THERE, NOTHING, NOTHING)
MAYBE_MADE = entry_of(DayState.INTENDED, WHOLE)
MAYBE_CHANGED = entry_of(DayState.UNKNOWN, LATER, WHOLE)
EDITED = replace(entry_of(DayState.CONFLICT, LATER, WHOLE), found=SPLIT, reason=CHANGED_THERE)
IN_USE = replace(entry_of(DayState.CONFLICT, WHOLE), found=LATER, reason=OTHER_THERE)

SENT = DayState.SENT, ""
UPDATED = DayState.UPDATED, ""
ALREADY_THERE = DayState.ALREADY_THERE, ""
OTHER = DayState.CONFLICT, OTHER_THERE
CHANGED = DayState.CONFLICT, CHANGED_THERE
DELETED = DayState.CONFLICT, DELETED_THERE
EMPTIED = DayState.CONFLICT, EMPTIED_THERE
COMMENT = DayState.CONFLICT, COMMENT_THERE
UNCHANGED = DayState.UNCHANGED, ""
NO_TAPS = DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE

NEVER_SENT = None, None, WHOLE
CHANGED_HERE = SENT_WHOLE, WHOLE, LATER
SHORTER_HERE = SENT_SPLIT, SPLIT, WHOLE
"""How a day stands in the ledger and in People HR, and what is wanted."""


def desk_with(entry: LedgerEntry | None, there: Pairs | None) -> Desk:
    """Return a desk whose ledger says this of Ada's Monday, where this stands in People HR."""
    desk = Desk()
    if entry is not None:
        desk.remember(entry)
    if there is not None:
        desk.people_hr.days["PW1", MONDAY] = there
    return desk
