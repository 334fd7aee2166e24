"""A run: employee by employee, oldest day first, until all is told or the run has to stop.

Owns the order, the heartbeat, the progress and the reasons to stop; a single bad day never stops the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain import words
from clockreports.domain.export_plan import PlannedDay, Step
from clockreports.domain.runs import RunDay, RunEnd
from clockreports.services.export_day import Books, EmployeeDays, GaveUpError, left_undone, line_as_planned
from clockreports.services.failures import KeyRefusedError, SlowDownError, UnansweredError, UnreachableError
from clockreports.services.ports import PeopleHr
from clockreports.services.progress import Progress, ProgressListener, seconds_left

MOST_FAILED_IN_A_ROW: Final = 3
"""So many days in a row without an answer, each tried several times, mean that nobody is there."""

HEARTBEAT_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run needs besides its plan: time, a way to stop, whom to tell, and how to show that it lives."""

    clock: Clock
    cancel: CancelToken
    progress: ProgressListener
    beat: Callable[[], None]
    calls_per_minute: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: a line for every planned day, and the problem that ended it early, if one did."""

    lines: tuple[RunDay, ...]
    calls: int
    end: RunEnd
    problem: ClockReportsError | None


class ExportRun:
    """Goes through a plan once. `connect` is called when the first call is due, and given where to tell of waits."""

    def __init__(
        self,
        planned: list[PlannedDay],
        books: Books,
        connect: Callable[[Callable[[float, str], None]], PeopleHr],
        surroundings: Surroundings,
    ) -> None:
        self._planned = planned
        self._to_do = [day for day in planned if day.step is not Step.NOTHING]
        self._books = books
        self._connect = connect
        self._around = surroundings
        self._people_hr: PeopleHr | None = None
        self._told: dict[tuple[int, date], RunDay] = {}
        self._calls_left = sum(day.calls for day in self._to_do)
        self._doing = ""
        self._finished: RunDay | None = None
        self._failed_in_a_row = 0
        self._last_beat = surroundings.clock.monotonic()

    def go(self) -> Outcome:
        """Do all there is to do, or as much as can be; the rest is reported as not sent or not known yet."""
        end = RunEnd.DONE
        problem: ClockReportsError | None = None
        try:
            for _, days in groupby(self._to_do, key=lambda day: day.employee.number):
                self._send(list(days))
        except CancelledError as stop:
            end, problem = RunEnd.STOPPED, stop
        except KeyRefusedError as refused:
            end, problem = RunEnd.KEY_REFUSED, refused
        except (SlowDownError, UnreachableError, UnansweredError) as away:
            end, problem = RunEnd.UNREACHABLE, away
        lines = tuple(self._told.get((day.employee.number, day.day)) or _untouched(day) for day in self._planned)
        return Outcome(lines, self._people_hr.calls if self._people_hr else 0, end, problem)

    def _send(self, days: list[PlannedDay]) -> None:
        self._people_hr = self._people_hr or self._connect(self._waiting)
        sender = EmployeeDays(self._people_hr, self._books, days, self._pause, self._around.cancel)
        for day in days:
            self._begin(day)
            line: RunDay | None = None
            try:
                line = sender.send(day)
                self._failed_in_a_row = 0
            except GaveUpError as gave_up:
                self._bear(gave_up)
            finally:
                self._finished = line or sender.unfinished(day)
                self._told[day.employee.number, day.day] = self._finished
                self._calls_left -= day.calls
        self._tell()

    def _begin(self, day: PlannedDay) -> None:
        self._around.cancel.check()
        self._doing = f"{day.employee.name}, {words.day(day.day)}"
        self._stay_alive()
        self._tell()

    def _bear(self, gave_up: GaveUpError) -> None:
        """Go on with the next day, unless it is plain that nobody is there."""
        self._failed_in_a_row += 1
        if isinstance(gave_up.cause, UnreachableError) or self._failed_in_a_row >= MOST_FAILED_IN_A_ROW:
            raise gave_up.cause from None

    # Waiting, and telling of it ------------------------------------------------------------------------------------

    def _pause(self, seconds: float, reason: str) -> None:
        self._waiting(seconds, reason)
        self._around.clock.wait(seconds, self._around.cancel)

    def _waiting(self, seconds: float, reason: str) -> None:
        self._stay_alive()
        self._tell(reason, seconds)

    def _stay_alive(self) -> None:
        now = self._around.clock.monotonic()
        if now - self._last_beat >= HEARTBEAT_SECONDS:
            self._around.beat()
            self._last_beat = now

    def _tell(self, waiting_for: str = "", wait: float = 0.0) -> None:
        made = self._people_hr.calls if self._people_hr else 0
        left = seconds_left(self._calls_left, made, self._around.calls_per_minute)
        told = Progress(len(self._told), len(self._to_do), left, self._doing, waiting_for, wait, self._finished)
        self._finished = None
        self._around.progress(told)


def _untouched(day: PlannedDay) -> RunDay:
    """Return the line of a day nothing was tried for: as planned, or left undone when the run ended early."""
    if day.step is Step.NOTHING:
        return line_as_planned(day)
    return left_undone(day, day.entry)
