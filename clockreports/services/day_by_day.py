"""Day by day: employee by employee, oldest day first, until all is done or it has to stop.

Owns the order, the progress and the reasons to stop; a single bad day never stops the others. What is done about a day
is the business of a sender.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain import words
from clockreports.domain.ledger import DayKey
from clockreports.domain.people import Employee
from clockreports.domain.runs import RunDay, RunEnd
from clockreports.services.failures import KeyRefusedError, SlowDownError, UnansweredError, UnreachableError
from clockreports.services.heartbeat import Alive, Heartbeat
from clockreports.services.patience import FailedInARow, GaveUpError, Patience
from clockreports.services.ports import PeopleHr
from clockreports.services.progress import Progress, ProgressListener, seconds_left


class Job(Protocol):
    """An employee-day with something to do, and how many calls that will take if all goes well."""

    @property
    def employee(self) -> Employee:
        """Whose day it is."""
        ...

    @property
    def day(self) -> date:
        """Which day it is."""
        ...

    @property
    def calls(self) -> int:
        """How many calls it will take."""
        ...


JOB = TypeVar("JOB", bound=Job)
JOB_contra = TypeVar("JOB_contra", bound=Job, contravariant=True)


class Sender(Protocol[JOB_contra]):
    """Does one employee's days, one after the other."""

    def send(self, job: JOB_contra) -> RunDay:
        """Do what a day needs and return how it ended.

        Raises `GaveUpError` when no answer came; `CancelledError`, `KeyRefusedError`, `SlowDownError` and
        `LeaseLostError` when all has to stop.
        """
        ...

    def unfinished(self, job: JOB_contra) -> RunDay:
        """Return how a day stands for which `send` raised."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is needed besides the days: time, a way to stop, whom to tell, how to show that it lives, and the pace."""

    clock: Clock
    cancel: CancelToken
    progress: ProgressListener
    beat: Callable[[], None]
    calls_per_minute: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: a line for every day that was begun, and the problem that ended it early, if one did."""

    told: Mapping[DayKey, RunDay]
    calls: int
    end: RunEnd
    problem: ClockReportsError | None


Connect = Callable[[Callable[[float, str], None]], PeopleHr]
"""Begins the conversation when the first call is due; it is given where to tell of waits."""


class DayByDay(Generic[JOB]):
    """Goes once through days that are in order. `sender` is made anew for each employee, with that one's days."""

    def __init__(
        self,
        jobs: Sequence[JOB],
        sender: Callable[[PeopleHr, Sequence[JOB], Patience], Sender[JOB]],
        connect: Connect,
        surroundings: Surroundings,
    ) -> None:
        self._jobs = jobs
        self._sender = sender
        self._connect = connect
        self._around = surroundings
        self._people_hr: PeopleHr | None = None
        self._told: dict[DayKey, RunDay] = {}
        self._calls_left = sum(job.calls for job in jobs)
        self._doing = ""
        self._finished: RunDay | None = None
        self._failed_in_a_row = FailedInARow()
        self._heartbeat = Heartbeat(surroundings.beat, surroundings.clock)

    def go(self) -> Ended:
        """Do all there is to do, or as much as can be."""
        end = RunEnd.DONE
        problem: ClockReportsError | None = None
        try:
            for _, jobs in groupby(self._jobs, key=lambda job: job.employee.number):
                self._send(list(jobs))
        except CancelledError as stop:
            end, problem = RunEnd.STOPPED, stop
        except KeyRefusedError as refused:
            end, problem = RunEnd.KEY_REFUSED, refused
        except (SlowDownError, UnreachableError, UnansweredError) as away:
            end, problem = RunEnd.UNREACHABLE, away
        return Ended(self._told, self._people_hr.calls if self._people_hr else 0, end, problem)

    def _send(self, jobs: list[JOB]) -> None:
        self._people_hr = self._people_hr or Alive(self._connect(self._waiting), self._heartbeat)
        sender = self._sender(self._people_hr, jobs, Patience(self._pause, self._around.cancel))
        for job in jobs:
            self._begin(job)
            line: RunDay | None = None
            try:
                line = sender.send(job)
                self._failed_in_a_row.end()
            except GaveUpError as gave_up:
                self._failed_in_a_row.bear(gave_up)
            finally:
                self._finished = line or sender.unfinished(job)
                self._told[job.employee.number, job.day] = self._finished
                self._calls_left -= job.calls
        self._tell()

    def _begin(self, job: JOB) -> None:
        self._around.cancel.check()
        self._doing = f"{job.employee.name}, {words.day(job.day)}"
        self._heartbeat()
        self._tell()

    # Waiting, and telling of it ------------------------------------------------------------------------------------

    def _pause(self, seconds: float, reason: str) -> None:
        self._waiting(seconds, reason)
        self._around.clock.wait(seconds, self._around.cancel)

    def _waiting(self, seconds: float, reason: str) -> None:
        self._heartbeat()
        self._tell(reason, seconds)

    def _tell(self, waiting_for: str = "", wait: float = 0.0) -> None:
        made = self._people_hr.calls if self._people_hr else 0
        left = max(wait, seconds_left(self._calls_left, made, self._around.calls_per_minute))
        told = Progress(len(self._told), len(self._jobs), left, self._doing, waiting_for, wait, self._finished)
        self._finished = None
        self._around.progress(told)
