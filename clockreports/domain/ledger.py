"""The ledger is what we sent for each employee-day, and what came of it.

Owns the states and the entry; what to do about an entry is decided in `export_plan`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clockreports.domain.timesheets import Pairs


class DayState(StrEnum):
    """How an employee-day stands. Every day of an export ends as exactly one of these, save `INTENDED` and `KEPT`."""

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


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What is known about one employee-day.

    `attempted` is what we last wanted there, `written` what stood there when we last knew it to be ours (None: never
    written by us), `found` what a person left there instead (a conflict, or one settled as `KEPT`). `reason` is a
    sentence, or People HR's own words.
    """

    employee: int
    day: date
    state: DayState
    attempted: Pairs
    written: Pairs | None = None
    found: Pairs | None = None
    reason: str = ""
    run: int = 0
