"""What is found in People HR, judged: what became of a call of unknown outcome, and what somebody did there.

Pure functions; the numbered prose is docs/export.md. What is to be done about a day is decided in `export_plan`.
"""

from dataclasses import replace
from typing import Final

from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs

CHANGED_THERE: Final = "Someone changed this day in People HR after it was sent."
DELETED_THERE: Final = (
    "Someone deleted this day in People HR after it was sent. Exporting again does not put it back; “Send ours” does."
)
EMPTIED_THERE: Final = (
    "Someone took the times out of this day in People HR after it was sent. Exporting again does not put them back; "
    "“Send ours” does."
)
OTHER_THERE: Final = "People HR already holds other times for this day."
COMMENT_THERE: Final = "People HR already holds this day, with a comment and without times."
NOT_KEPT: Final = "People HR did not keep the change as it was sent."
NOT_UNDONE: Final = (
    "This day was to be undone, and People HR still holds what was sent. Undo the run again, or send what the clocks "
    "say now with “retry failed”."
)

_SENDING: Final = frozenset({DayState.INTENDED, DayState.UNKNOWN})


def settled(entry: LedgerEntry, found: Pairs | None) -> LedgerEntry:
    """Judge a call of unknown outcome by what stands in People HR now (None: no timesheet).

    It was done (then that is what we wrote), or it was not (then it is not sent yet), or a person wrote something else.
    """
    if entry.state is DayState.UNDOING:
        return _settled_undoing(entry, found)
    if (found or ()) == entry.attempted:
        state = DayState.SENT if entry.written is None else DayState.UPDATED
        return replace(entry, state=state, written=entry.attempted, found=None, reason="")
    if (found or ()) == (entry.written or ()):
        return replace(entry, state=DayState.NOT_SENT, found=None, reason="")
    return in_conflict(entry, found)


def _settled_undoing(entry: LedgerEntry, found: Pairs | None) -> LedgerEntry:
    """Judge a call that was to take a day back: where what a run had sent still stands, it was not done.

    Should the clocks say something else by then, that does not go over it either: a person wished to go back, not on.
    """
    if found != entry.found:
        return taken_back(entry, found)
    return replace(entry, state=DayState.UNDONE, written=entry.found, found=None, reason=NOT_UNDONE)


def taken_back(entry: LedgerEntry, found: Pairs | None) -> LedgerEntry:
    """Return the entry of a day that is no longer `UNDOING`, and holds again what stood there before (`found`).

    That was ours, or nothing: it is undone. A person's work was there: the two are in conflict again.
    """
    ours = found is None if entry.written is None else (found or ()) == entry.written
    return replace(entry, state=DayState.UNDONE, found=None) if ours else in_conflict(entry, found)


def in_conflict(entry: LedgerEntry, found: Pairs | None, reason: str = "") -> LedgerEntry:
    """Return the entry of a day that holds what we did not write there; without a `reason`, say what somebody did."""
    return replace(entry, state=DayState.CONFLICT, found=found, reason=reason or _what_happened(entry, found))


def _what_happened(entry: LedgerEntry, found: Pairs | None) -> str:
    if entry.state is DayState.CONFLICT and entry.found == found:
        return entry.reason  # it is the same conflict still
    if entry.state in _SENDING and _is_left_over(entry, found):
        return NOT_KEPT
    if entry.written is None:
        return OTHER_THERE if found else COMMENT_THERE
    if found:
        return CHANGED_THERE
    return DELETED_THERE if found is None else EMPTIED_THERE


def _is_left_over(entry: LedgerEntry, found: Pairs | None) -> bool:
    """Whether our update was done, but the slots that it was to empty were kept."""
    left = (entry.written or ())[len(entry.attempted) :]
    return bool(left) and found == entry.attempted + left
