"""A run is one export: who started it, over which period, and what became of every employee-day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs


class RunEnd(StrEnum):
    """How a run ended; one that never ended was interrupted."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    KEY_REFUSED = "key_refused"


@dataclass(frozen=True, slots=True)
class RunDay:
    """One line of a run: an employee-day, its state, why, and the pairs it is about.

    `before` is what stood in People HR before this run wrote there, or stands there instead, as far as it was read.
    """

    employee: int
    employee_id: str
    day: date
    state: DayState
    reason: str = ""
    pairs: Pairs = ()
    before: Pairs | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One export, of everybody or of `employee_ids`.

    `counts` holds the days by state; `total` is how many days had something to do when it began.
    """

    number: int
    period: Period
    host: str
    user: str
    started: datetime
    total: int
    finished: datetime | None = None
    end: RunEnd = RunEnd.RUNNING
    calls: int = 0
    counts: tuple[tuple[DayState, int], ...] = ()
    employee_ids: tuple[str, ...] = ()
