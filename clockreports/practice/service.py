"""The practice People HR behind its addresses: takes the body of a call, gives the reply.

Owns the order in which a call is looked at (pace, faults, body, key, action, right) and the one lock under which calls
are carried out. What a test does behind the API's back goes through here as well. Knows nothing of sockets.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.practice import slots
from clockreports.practice.actions import Actions
from clockreports.practice.answers import (
    ACTION_EMPTY,
    ACTION_MISSING,
    ACTION_UNKNOWN,
    OVER_THE_LIMIT,
    REFUSED,
    Answer,
    RefusedError,
)
from clockreports.practice.calls import Call, read_call
from clockreports.practice.company import Company
from clockreports.practice.employees import Employee, Staff
from clockreports.practice.faults import Fault, FaultQueue
from clockreports.practice.fields import FieldError
from clockreports.practice.keys import ACTIONS, Area, KeyRing, check_form
from clockreports.practice.log import LogEntry
from clockreports.practice.pace import Pace
from clockreports.practice.timesheets import Timesheet, TimesheetBook
from clockreports.practice.wire import Cut, Reply, as_envelope


class PracticePeopleHr:
    """Everything the practice server knows; safe to call from any number of threads.

    `stop` ends the waits of slow faults.
    """

    def __init__(self, company: Company, calls_per_minute: int | None, clock: Clock, stop: CancelToken) -> None:
        self._clock = clock
        self._stop = stop
        self._guard = threading.Lock()
        self._pace = Pace(calls_per_minute)
        self._faults = FaultQueue()
        self._keys = KeyRing(company.keys)
        self._staff = Staff(company.employees)
        self._book = TimesheetBook()
        self._actions = Actions(company, self._staff, self._book, clock)
        self._log: list[LogEntry] = []
        for preset in company.timesheets:
            self.edit_timesheet(preset.employee_id, preset.day, preset.pairs, preset.comments)

    def call(self, path: str, area: Area, body: bytes) -> Reply:
        """Answer one call; raises `CancelledError` when the server stops during a slow one."""
        call = read_call(area, body)
        entry = LogEntry(self._clock.now(), path, call.action, call.employee_id, call.day)
        with self._guard:
            if not self._pace.admit(self._clock.monotonic()):
                return self._logged(entry, as_envelope(Answer(REFUSED, OVER_THE_LIMIT)))
            fault = self._faults.take(call.action)
            if fault is None:
                return self._carry_out(entry, call)
        entry = replace(entry, fault=fault.fault)
        self._stop.wait(fault.pause_before)
        with self._guard:
            if fault.is_carried_out:
                reply = self._carry_out(entry, call, fault.spoil)
            else:
                reply = self._logged(entry, fault.instead())
        self._stop.wait(fault.pause_after)
        return reply

    def turn_away(self, path: str, reply: Reply) -> Reply:
        """Log a request that is no call at all, and return the reply to it."""
        with self._guard:
            return self._logged(LogEntry(self._clock.now(), path), reply)

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Every request so far, in the order in which they were done."""
        with self._guard:
            return tuple(self._log)

    @property
    def timesheets(self) -> dict[tuple[str, date], Timesheet]:
        """Every timesheet by employee id and day, as it stands now."""
        with self._guard:
            return self._book.all()

    def order(self, fault: Fault) -> None:
        """Let a fault befall calls to come."""
        with self._guard:
            self._faults.order(fault)

    def edit_timesheet(self, employee_id: str, day: date, pairs: Iterable[tuple[str, str]], comments: str = "") -> None:
        """Put a day's timesheet as a person would in People HR, its pairs written ("09:00", "17:30").

        Raises `FieldError` when there is no such employee or the pairs are no times.
        """
        with self._guard:
            self._known(employee_id)
            timesheet = Timesheet(slots.from_pairs(pairs), comments, self._clock.now())
            self._book.put(employee_id, day, timesheet)

    def delete_timesheet(self, employee_id: str, day: date) -> None:
        """Delete a day's timesheet as a person would; raises `FieldError` when there is none."""
        with self._guard:
            if not self._book.remove(employee_id, day):
                raise FieldError(f"{employee_id} has no timesheet on {day}.")

    def change_employee(self, employee_id: str, change: Callable[[Employee], Employee]) -> None:
        """Change an employee's particulars; the timesheets follow to another employee id.

        Raises `FieldError` when there is no such employee, or somebody else has the new id.
        """
        with self._guard:
            changed = change(self._known(employee_id))
            if changed.employee_id != employee_id:
                if self._staff.get(changed.employee_id):
                    raise FieldError(f"{changed.employee_id} is somebody else.")
                self._book.renumber(employee_id, changed.employee_id)
            self._staff.change(employee_id, changed)

    def _known(self, employee_id: str) -> Employee:
        employee = self._staff.get(employee_id)
        if employee is None:
            raise FieldError(f"There is no employee {employee_id!r}.")
        return employee

    def _carry_out(self, entry: LogEntry, call: Call, spoil: Callable[[Reply], Reply] | None = None) -> Reply:
        try:
            answer = self._answer(call)
        except RefusedError as refusal:
            answer = refusal.answer
        reply = as_envelope(answer)
        return self._logged(replace(entry, changed=answer.changed), spoil(reply) if spoil else reply)

    def _answer(self, call: Call) -> Answer:
        if call.unreadable:
            raise RefusedError(call.unreadable)
        key = check_form(call.fields.get("APIKey"))
        if call.fields.get("Action") is None:
            raise RefusedError(ACTION_MISSING)
        if call.fields["Action"] == "":
            raise RefusedError(ACTION_EMPTY)
        if ACTIONS.get(call.action) is not call.area:
            raise RefusedError(ACTION_UNKNOWN)
        self._keys.check_right(key, call.action)
        return self._actions.do(call.action, call.fields)

    def _logged(self, entry: LogEntry, reply: Reply) -> Reply:
        code = None if reply.cut is Cut.ALL else reply.code.value
        self._log.append(replace(entry, code=code, status=reply.status))
        return reply
