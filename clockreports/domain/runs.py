"""A run is one export, or the undoing of one: who started it, over which period, and what became of every day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clockreports.domain.ledger import FOR_A_PERSON, UNFINISHED, DayState
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

    `before` is what stood in People HR before this run wrote there (None: no timesheet), or, where it wrote nothing,
    what stands there instead, as far as it was read. `wrote` says that this run made a call that put `pairs` there, or
    that may have: what its undoing needs. The line of a day that was undone tells what was put back, over what.
    """

    employee: int
    employee_id: str
    day: date
    state: DayState
    reason: str = ""
    pairs: Pairs = ()
    before: Pairs | None = None
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One export, of everybody or of `employee_ids`; or, when `undoes` is the number of another run, its undoing.

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
    undoes: int = 0

    @property
    def left_nothing(self) -> bool:
        """Whether it came to its end and no day needs more than that; one that an undoing took back needs none."""
        left = (FOR_A_PERSON | UNFINISHED) - ({DayState.UNDONE} if self.undoes else set())
        return self.end is RunEnd.DONE and not any(days for state, days in self.counts if state in left)
