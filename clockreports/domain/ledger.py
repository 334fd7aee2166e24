"""The ledger is what we sent for each employee-day, and what came of it.

Owns the states and the entry; what to do about an entry is decided in `export_plan`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from clockreports.domain.timesheets import Pairs

DayKey = tuple[int, date]
"""An employee-day: `Employee.number`, and the day."""


class DayState(StrEnum):
    """How an employee-day stands. Every day of an export ends as one of these, but `INTENDED`, `KEPT` or `UNDOING`."""

    INTENDED = "intended"
    """A call was about to be made; found at the start of a run it means `UNKNOWN`."""
    SENT = "sent"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"
    NEEDS_ATTENTION = "needs_attention"
    KEPT = "kept"
    """A conflict in which a person decided for People HR's times: unchanged, until the taps change again."""
    UNDONE = "undone"
    """What a run had sent was taken back, as a person wished: it goes again when its taps change, or it is retried."""
    UNDOING = "undoing"
    """A call that takes a day back was about to be made, or got no answer; in every report it is `UNKNOWN`."""


FOR_A_PERSON: Final = frozenset({DayState.REFUSED, DayState.CONFLICT, DayState.NEEDS_ATTENTION, DayState.UNDONE})
"""States in which a day stays, other than the clocks say, until a person does something about it."""
UNFINISHED: Final = frozenset({DayState.UNKNOWN, DayState.NOT_SENT})
"""States that the same export, run again, settles."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What is known about one employee-day.

    `attempted` is what we last wanted there, `written` what stood there when we last knew it to be ours (None: never
    written by us), `found` what a person left there instead (a conflict, or one settled as `KEPT`). `reason` is a
    sentence, or People HR's own words. `refused_as` is what People HR knew the employee as when it refused the day.

    While a day is `UNDOING`, `attempted` is what the clocks said when a person decided so, `written` what stood there
    before and was ours, and `found` what the run had sent, and is to go.
    """

    employee: int
    day: date
    state: DayState
    attempted: Pairs
    written: Pairs | None = None
    found: Pairs | None = None
    reason: str = ""
    run: int = 0
    refused_as: str = ""
