"""People HR in memory, for tests of the use cases: the same behaviour as the client in front of the real thing.

`tests/peoplehr/test_contract.py` proves the sameness. A test scripts what goes wrong with `FakePeopleHr.fail`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, inf
from typing import Final, TypeVar

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_PAIRS, Pair, Pairs, Standing
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    MissingRightError,
    NotThereError,
    RefusedError,
    TooLateError,
    UnknownEmployeeError,
    UnreachableError,
)
from clockreports.services.ports import Credentials

T = TypeVar("T")

_MINUTE: Final = 60.0
_SLOWEST_CALL: Final = 100.0


class FakeCallLog:
    """Fulfils `CallLog` in memory; `calls` holds start and end of each, the end None while it is not known."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, float | None]] = []

    def reserve(self, now: float, most: int) -> tuple[int | None, float]:
        """Note a call, or say how long to wait."""
        ends = sorted(start + _SLOWEST_CALL if end is None else end for start, end in self.calls)
        counting = [end + _MINUTE for end in ends if end + _MINUTE > now]
        if len(counting) >= most:
            return None, counting[-most] - now
        self.calls.append((now, None))
        return len(self.calls) - 1, 0.0

    def finished(self, call: int, now: float) -> None:
        """Note that the call ended."""
        self.calls[call] = self.calls[call][0], now


@dataclass(slots=True)
class _Failure:
    action: str
    error: Exception
    done: bool
    skip: int
    times: int


class FakePeopleHr:
    """A whole People HR, and the port `ConnectPeopleHr`: calling it begins a conversation.

    Tests look at and change `days` as a person in People HR would. `asked` lists every call of every conversation,
    "create PW1 2026-03-09", and `done` those that were carried out; `before_call` is told each of them before that, the
    place to let time pass on `clock` as a pace would. `comments` are the days somebody commented on; a day without
    times is there for its comment. `keys` are the areas each key may use ("Employee", "Timesheet"); None lets every
    key do everything.
    """

    def __init__(
        self,
        employees: Iterable[Employee] = (),
        company: str = "Farthingham Mill",
        keys: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.company = company
        self.staff = list(employees)
        self.keys = keys
        self.days: dict[tuple[str, date], Pairs] = {}
        self.comments: set[tuple[str, date]] = set()
        self.clock: Clock | None = None
        self.asked: list[str] = []
        self.done: list[str] = []
        self.conversations: list[FakeConversation] = []
        self.before_call: Callable[[str], object] | None = None
        self._failures: list[_Failure] = []

    def __call__(
        self, credentials: Credentials, cancel: CancelToken, waiting: Callable[[float, str], None]
    ) -> "FakeConversation":
        """Begin a conversation."""
        conversation = FakeConversation(self, credentials, cancel, waiting)
        self.conversations.append(conversation)
        return conversation

    def fail(self, action: str, error: Exception, *, done: bool = False, skip: int = 0, times: int = 1) -> None:
        """Let calls of a method ("create") raise `error`, after the change is made when `done`.

        The first `skip` calls pass, the next `times` fail.
        """
        self._failures.append(_Failure(action, error, done, skip, times))

    def take_failure(self, action: str) -> _Failure | None:
        """Return the failure that is due for this call, and count it."""
        for failure in self._failures:
            if failure.action == action and failure.times:
                if failure.skip:
                    failure.skip -= 1
                    continue
                failure.times -= 1
                return failure
        return None

    def find(self, employee_id: str) -> Employee:
        """Return an employee; raises `UnknownEmployeeError`."""
        for employee in self.staff:
            if employee.employee_id == employee_id:
                return employee
        raise UnknownEmployeeError("EmployeeId does not exists.")

    def has_comment(self, employee_id: str, day: date) -> bool:
        """Say whether a day bears a comment: without times it would not be there without one."""
        return (employee_id, day) in self.comments or self.days.get((employee_id, day)) == ()

    def has_open_day(self, employee_id: str, before: date) -> bool:
        """Say whether an in waits for its out on an earlier day."""
        earlier = (pairs for (owner, day), pairs in self.days.items() if owner == employee_id and day < before)
        return any(pair.time_out is None for pairs in earlier for pair in pairs)


class FakeConversation:
    """Fulfils `PeopleHr`. `waiting` is there for a test that wants to play the pace."""

    def __init__(
        self,
        people_hr: FakePeopleHr,
        credentials: Credentials,
        cancel: CancelToken,
        waiting: Callable[[float, str], None],
    ) -> None:
        self.credentials = credentials
        self.waiting = waiting
        self.calls = 0
        self._people_hr = people_hr
        self._cancel = cancel

    def company_name(self) -> str:
        """Tell the company's name; every right will do."""
        return self._call("company_name", "", "", lambda: self._people_hr.company)

    def employees(self) -> list[Employee]:
        """Tell everybody, leavers included."""
        return self._call("employees", "Employee", "", lambda: list(self._people_hr.staff))

    def timesheets(self, employee_id: str, period: Period) -> dict[date, Pairs]:
        """Tell the days, in one call for every 31 days."""
        return {day: found.pairs for day, found in self.standing(employee_id, period).items()}

    def standing(self, employee_id: str, period: Period) -> dict[date, Standing]:
        """Tell the same, and which of the days bear a comment."""
        for _ in range(ceil(period.days / 31)):
            self._call("timesheets", "Timesheet", employee_id, lambda: self._people_hr.find(employee_id))
        return {
            day: Standing(pairs, self._people_hr.has_comment(employee_id, day))
            for (owner, day), pairs in sorted(self._people_hr.days.items())
            if owner == employee_id and day in period
        }

    def create(self, employee_id: str, day: date, pairs: Pairs) -> None:
        """Put a day where none stands."""
        self._write("create", employee_id, day, pairs)

    def update(self, employee_id: str, day: date, pairs: Pairs, latest: float = inf) -> None:
        """Put a day in place of the one that stands there."""
        self._write("update", employee_id, day, pairs, latest)

    def delete(self, employee_id: str, day: date, latest: float = inf) -> None:
        """Take a day away, with its comment."""

        def take() -> None:
            self._people_hr.find(employee_id)
            if self._people_hr.days.pop((employee_id, day), None) is None:
                raise NotThereError("No record found.")
            self._people_hr.comments.discard((employee_id, day))

        self._call("delete", "Timesheet", f"{employee_id} {day}", take, latest)

    def _write(self, action: str, employee_id: str, day: date, pairs: Pairs, latest: float = inf) -> None:
        if len(pairs) > MOST_PAIRS:
            raise RefusedError("That is a pair too many.")

        def put() -> None:
            days = self._people_hr.days
            self._check(employee_id, day, pairs)
            if action == "create" and (employee_id, day) in days:
                raise AlreadyExistsError("Timesheet entry is already exist for EmployeeId and date")
            if action == "create" and self._people_hr.has_open_day(employee_id, before=day):
                raise RefusedError("Last day closing time out is missing.")
            if action == "update" and (employee_id, day) not in days:
                raise NotThereError("No record found.")
            if self._people_hr.has_comment(employee_id, day):
                self._people_hr.comments.add((employee_id, day))
            days[employee_id, day] = tuple(_in_minutes(pair) for pair in pairs)

        self._call(action, "Timesheet", f"{employee_id} {day}", put, latest)

    def _check(self, employee_id: str, day: date, pairs: Pairs) -> None:
        employee = self._people_hr.find(employee_id)
        times = [moment for pair in pairs for moment in (pair.time_in, pair.time_out) if moment is not None]
        if day < (employee.start_date or date.min):
            raise RefusedError("TimesheetDate should not be smaller than Employee start date.")
        if day > (employee.leaving_date or date.max):
            raise RefusedError("TimesheetDate should not be later than Employee leaving date.")
        if not times and not self._people_hr.has_comment(employee_id, day):
            raise RefusedError("At least one time interval or comment is mandatory.")
        if any(later < earlier for earlier, later in pairwise(times)):
            raise RefusedError("Time Intervals are not in sequense.")

    def _call(self, action: str, area: str, about: str, do: Callable[[], T], latest: float = inf) -> T:
        self._cancel.check()
        text = f"{action} {about}".strip()
        if self._people_hr.before_call is not None:
            self._people_hr.before_call(text)
        if self._people_hr.clock is not None and self._people_hr.clock.monotonic() > latest:
            raise TooLateError
        failure = self._people_hr.take_failure(action)
        if failure and isinstance(failure.error, UnreachableError):
            raise failure.error
        self.calls += 1
        self._people_hr.asked.append(text)
        if failure and not failure.done:
            raise failure.error
        self._check_key(area)
        result = do()
        self._people_hr.done.append(text)
        if failure:
            raise failure.error
        return result

    def _check_key(self, area: str) -> None:
        keys, key = self._people_hr.keys, self.credentials.key.reveal()
        if keys is None:
            return
        if key not in keys:
            raise KeyRefusedError("People HR refused the API key.", "Paste another.")
        if area and area not in keys[key]:
            raise MissingRightError(f"The API key may not use {area}.", "Tick its actions.", area)


def _in_minutes(pair: Pair) -> Pair:
    return Pair(pair.time_in.replace(second=0), pair.time_out and pair.time_out.replace(second=0))
