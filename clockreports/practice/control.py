"""The control endpoints, by which a test or a curious person looks behind the API and changes things there.

They exist on the practice server only, need no key, and count neither in the pace nor in the log.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Final

from clockreports.base.clock import Clock
from clockreports.practice.answers import JsonValue, RefusedError
from clockreports.practice.company import read_employee_id, read_timesheet
from clockreports.practice.employees import Employee
from clockreports.practice.faults import read_fault
from clockreports.practice.fields import FieldError, Fields, an_object, day, needed_day, needed_text
from clockreports.practice.service import PracticePeopleHr
from clockreports.practice.wire import Reply, as_json, read_fields

_EMPLOYEE: Final = ("EmployeeId", "NewEmployeeId", "StartDate", "LeavingDate")
_DELETED: Final = ("EmployeeId", "TimesheetDate", "delete")


class Control:
    """Answers requests below /practice: with 200 and JSON, or with 400, 404 or 405 and an `error` in a sentence."""

    def __init__(self, service: PracticePeopleHr, clock: Clock) -> None:
        self._service = service
        self._clock = clock
        self._shown: dict[str, Callable[[], JsonValue]] = {"log": self._log, "timesheets": self._timesheets}
        self._ordered: dict[str, Callable[[Fields], None]] = {
            "faults": self._fault,
            "timesheets": self._timesheet,
            "employees": self._employee,
        }

    def reply(self, method: str, name: str, body: bytes) -> Reply:
        """Answer a request to /practice/`name`."""
        if method == "GET" and name in self._shown:
            return as_json({name: self._shown[name]()})
        if method == "POST" and name in self._ordered:
            return self._obey(self._ordered[name], body)
        if name in {*self._shown, *self._ordered}:
            return _error("This is done with another method.", HTTPStatus.METHOD_NOT_ALLOWED)
        return _error(f"There are {', '.join(sorted({*self._shown, *self._ordered}))}.", HTTPStatus.NOT_FOUND)

    def _obey(self, order: Callable[[Fields], None], body: bytes) -> Reply:
        try:
            order(read_fields(body))
        except RefusedError:
            return _error("The body must be a JSON object.", HTTPStatus.BAD_REQUEST)
        except FieldError as error:
            return _error(str(error), HTTPStatus.BAD_REQUEST)
        return as_json({"done": True})

    def _log(self) -> JsonValue:
        return [entry.as_json() for entry in self._service.log]

    def _timesheets(self) -> JsonValue:
        return [
            {
                "EmployeeId": employee_id,
                "TimesheetDate": on.isoformat(),
                "pairs": timesheet.pairs,
                "Comments": timesheet.comments,
            }
            for (employee_id, on), timesheet in self._service.timesheets.items()
        ]

    def _fault(self, fields: Fields) -> None:
        self._service.order(read_fault(fields))

    def _timesheet(self, fields: Fields) -> None:
        if fields.get("delete") is not True:
            wanted = read_timesheet(fields, self._today)
            self._service.edit_timesheet(wanted.employee_id, wanted.day, wanted.pairs, wanted.comments)
            return
        an_object(fields, "A timesheet to delete", _DELETED)
        on = needed_day(fields, "TimesheetDate", self._today)
        self._service.delete_timesheet(needed_text(fields, "EmployeeId"), on)

    def _employee(self, fields: Fields) -> None:
        an_object(fields, "An employee to change", _EMPLOYEE)
        employee_id = needed_text(fields, "EmployeeId")
        self._service.change_employee(employee_id, lambda employee: _changed(employee, fields, self._today))

    @property
    def _today(self) -> date:
        return self._clock.now().astimezone().date()


def _changed(old: Employee, fields: Fields, today: date) -> Employee:
    return replace(
        old,
        employee_id=read_employee_id(fields, "NewEmployeeId") if "NewEmployeeId" in fields else old.employee_id,
        start_date=day(fields, "StartDate", today) if "StartDate" in fields else old.start_date,
        leaving_date=day(fields, "LeavingDate", today) if "LeavingDate" in fields else old.leaving_date,
    )


def _error(sentence: str, code: HTTPStatus) -> Reply:
    return as_json({"error": sentence}, code)
