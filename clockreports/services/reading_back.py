"""Reading back: asks People HR what stands there, employee by employee, until all is known or it has to stop.

Owns the order of the questions, the second tries, the progress and the reasons to stop. Only reads: nothing it calls
changes anything. What the answers mean is decided in `domain.drift`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs
from clockreports.services.day_by_day import Connect, Surroundings
from clockreports.services.failures import (
    KeyRefusedError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnknownEmployeeError,
    UnreachableError,
)
from clockreports.services.patience import FailedInARow, GaveUpError, Patience
from clockreports.services.progress import Progress, seconds_left


@dataclass(frozen=True, slots=True)
class Question:
    """What one call asks for: an employee's timesheets of a period."""

    employee: Employee
    period: Period


@dataclass(frozen=True, slots=True)
class Unread:
    """A question that got no answer, and why; "" when the reading ended before its turn.

    `for_good` says that asking again would bring the same.
    """

    question: Question
    reason: str = ""
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was read, question by question, what was not, and the problem that ended the reading early, if one did."""

    answers: tuple[tuple[Question, Mapping[date, Pairs]], ...] = ()
    unread: tuple[Unread, ...] = ()
    calls: int = 0
    problem: ClockReportsError | None = None


class Reading:
    """Asks questions once, in their order. One failure stops no other."""

    def __init__(self, questions: Sequence[Question], connect: Connect, surroundings: Surroundings) -> None:
        self._questions = questions
        self._people_hr = connect(self._tell_wait)
        self._around = surroundings
        self._answers: list[tuple[Question, Mapping[date, Pairs]]] = []
        self._unread: list[Unread] = []
        self._unknown: dict[int, str] = {}
        self._failed_in_a_row = FailedInARow()
        self._doing = ""

    def go(self) -> ReadBack:
        """Ask all there is to ask, or as much as can be."""
        problem: ClockReportsError | None = None
        try:
            for question in self._questions:
                self._around.cancel.check()
                self._doing = question.employee.name
                self._tell()
                self._ask(question)
            self._tell()
        except (CancelledError, KeyRefusedError, SlowDownError, UnreachableError, UnansweredError) as end:
            problem = end
        left = (Unread(question) for question in self._questions[self._done :])
        return ReadBack(tuple(self._answers), (*self._unread, *left), self._people_hr.calls, problem)

    @property
    def _done(self) -> int:
        return len(self._answers) + len(self._unread)

    def _ask(self, question: Question) -> None:
        number = question.employee.number
        try:
            if number in self._unknown:
                raise UnknownEmployeeError(self._unknown[number])
            self._answers.append((question, self._read(question)))
            self._failed_in_a_row.end()
        except RefusedError as refusal:
            self._failed_in_a_row.end()  # it is an answer, too
            self._unread.append(Unread(question, refusal.message, for_good=True))
            if isinstance(refusal, UnknownEmployeeError):
                self._unknown[number] = refusal.message
        except GaveUpError as gave_up:
            self._unread.append(Unread(question, gave_up.cause.title))
            self._failed_in_a_row.bear(gave_up)

    def _read(self, question: Question) -> Mapping[date, Pairs]:
        """Read, more than once where no usable answer comes; raises `GaveUpError` in the end."""
        ask = partial(self._people_hr.timesheets, question.employee.employee_id, question.period)
        return Patience(self._pause, self._around.cancel).tried(ask, lambda: None)

    def _pause(self, seconds: float, reason: str) -> None:
        self._tell_wait(seconds, reason)
        self._around.clock.wait(seconds, self._around.cancel)

    def _tell_wait(self, seconds: float, reason: str) -> None:
        self._tell(reason, seconds)

    def _tell(self, waiting_for: str = "", wait: float = 0.0) -> None:
        total = len(self._questions)
        left = max(wait, seconds_left(total - self._done, self._people_hr.calls, self._around.calls_per_minute))
        self._around.progress(Progress(self._done, total, left, self._doing, waiting_for, wait))
