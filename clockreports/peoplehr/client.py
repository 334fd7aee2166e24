"""One conversation with People HR: each question of the port `PeopleHr` becomes calls, at its pace.

Owns the order of things round a call: pace, exchange, classification, the log line. The line in the log names the
action, the employee id and numbers; never a name, a body or the key.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from http import HTTPStatus
from math import inf
from typing import Final

from clockreports.base.clock import Clock
from clockreports.base.secret import Secret
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_DAYS_READ, Pairs, Standing
from clockreports.peoplehr.employees import read_employees
from clockreports.peoplehr.exchange import Reply
from clockreports.peoplehr.failures import AskedToWaitError, http_failure, overloaded, refusal, unanswered
from clockreports.peoplehr.line import Line
from clockreports.peoplehr.pace import MOST_RESTS, Pace
from clockreports.peoplehr.timesheets import new_day, question, read_timesheets, the_day, whole_day
from clockreports.peoplehr.values import read_row, read_text
from clockreports.peoplehr.wire import COMPANY, CREATE, DELETE, EMPLOYEES, READ, UPDATE, Action, Answer, decode, encode
from clockreports.services.failures import (
    MissingRightError,
    NotThereError,
    NotUnderstoodError,
    RefusedError,
    UnansweredError,
)

_REFUSING: Final = frozenset(range(400, 500)) - {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
}
"""HTTP statuses of a refusal, but for those that mean the same whatever is said with them."""

_log = logging.getLogger("clockreports.peoplehr")


class Client:
    """Fulfils `PeopleHr`. For one thread; `close` it, or let it go: its connection closes with it."""

    def __init__(self, key: Secret, line: Line, pace: Pace, clock: Clock) -> None:
        self._key = key
        self._line = line
        self._pace = pace
        self._clock = clock
        self._asked_to_wait: AskedToWaitError | None = None

    @property
    def calls(self) -> int:
        """How many requests have left; one that never reached the network does not count."""
        return self._line.sent

    def close(self) -> None:
        """Close the connection; another question would open a new one."""
        self._line.close()

    def company_name(self) -> str:
        """Return the company's name; "" when the key is good, but People HR will not tell the name.

        Asks for the whole company only when the kinder question is refused (source: reference, employees).
        """
        with suppress(MissingRightError, RefusedError):
            return read_text(read_row(self._ask(COMPANY, {})).get("companyname"))
        self.employees()
        return ""

    def employees(self) -> list[Employee]:
        """Return the whole company, leavers included.

        No single item is at stake here, so a refusal that no rule knows is an `UnansweredError` with its words.
        """
        try:
            return read_employees(self._ask(EMPLOYEES, {"IncludeLeavers": True}))
        except NotThereError:
            return []
        except NotUnderstoodError as unclear:
            raise unanswered(unclear.message) from unclear
        except RefusedError as refused:
            raise unanswered(f"People HR does not give its employees: “{refused.message}”") from refused

    def timesheets(self, employee_id: str, period: Period) -> dict[date, Pairs]:
        """Return what stands there, by day, in one call for every 31 days."""
        return {day: found.pairs for day, found in self.standing(employee_id, period).items()}

    def standing(self, employee_id: str, period: Period) -> dict[date, Standing]:
        """Return the same, and which of the days bear a comment."""
        found: dict[date, Standing] = {}
        for part in period.parts(MOST_DAYS_READ):
            with suppress(NotThereError):
                found |= read_timesheets(self._ask(READ, question(employee_id, part)), part)
        return found

    def create(self, employee_id: str, day: date, pairs: Pairs) -> None:
        """Make the timesheet of a day that has none; raises `AlreadyExistsError` when it has one."""
        try:
            self._ask(CREATE, new_day(employee_id, day, pairs))
        except NotThereError as error:
            raise RefusedError(error.message) from error

    def update(self, employee_id: str, day: date, pairs: Pairs, latest: float = inf) -> None:
        """Replace all fifteen slots of a day; raises `NotThereError` when there is no timesheet."""
        self._ask(UPDATE, whole_day(employee_id, day, pairs), latest)

    def delete(self, employee_id: str, day: date, latest: float = inf) -> None:
        """Delete a day's timesheet; raises `NotThereError` when there is none."""
        self._ask(DELETE, the_day(employee_id, day), latest)

    def _ask(self, action: Action, fields: Mapping[str, object], latest: float = inf) -> object:
        """Ask, and once more after each rest; a change that may have been made is never asked for again."""
        rests = 0
        while True:
            rests += self._rest()
            try:
                return self._ask_once(action, fields, latest)
            except AskedToWaitError as asked:
                may_be_done = action.changes and asked.may_be_done
                if rests == MOST_RESTS and not may_be_done:
                    raise
                self._asked_to_wait = asked
                if may_be_done:
                    raise overloaded() from asked

    def _rest(self) -> bool:
        """Rest before the next call if People HR asked for it in answer to the last, and say whether it did."""
        asked, self._asked_to_wait = self._asked_to_wait, None
        if asked is not None:
            self._pace.rest(asked.retry_after)
        return asked is not None

    def _ask_once(self, action: Action, fields: Mapping[str, object], latest: float) -> object:
        call = self._pace.begin(latest)
        started = self._clock.monotonic()
        outcome = "no answer"
        try:
            reply = self._line.post(action.area, encode(self._key, action, fields), action.patience)
            outcome = f"HTTP {reply.status}"
            answer = self._read(reply)
            outcome = f"{outcome}, Status {answer.status}"
        finally:
            if not self._line.abandoned:
                self._pace.finished(call)
            milliseconds = 1000 * (self._clock.monotonic() - started)
            _log.info("%s %s: %s, %.0f ms", action.name, fields.get("EmployeeId", "-"), outcome, milliseconds)
        if answer.refused:
            raise refusal(answer.status, answer.message, action.area, reply.retry_after)
        return answer.result

    def _read(self, reply: Reply) -> Answer:
        """Read what came; a refusal in People HR's own words may come with the HTTP status of one."""
        if reply.status == HTTPStatus.OK:
            return decode(reply.body, self._key)
        if reply.status in _REFUSING:
            with suppress(UnansweredError):
                answer = decode(reply.body, self._key)
                if answer.refused:
                    return answer
        raise http_failure(reply.status, reply.retry_after)
