"""The actions of the API, once the key is known to be good (reference: People HR API, employees and timesheets).

Owns the order of checks: employee, day, times and comments, what already stands there, then the other days. Each action
takes the fields of the call and returns an answer, or raises `RefusedError`.
"""

from datetime import date
from typing import Final

from clockreports.base.clock import Clock
from clockreports.practice import slots
from clockreports.practice.answers import (
    AFTER_LEAVING,
    ALREADY_THERE,
    BEFORE_START,
    COMMENTS_TOO_LONG,
    END_BEFORE_START,
    LAST_DAY_OPEN,
    NO_SUCH_DAY,
    NOT_IN_SEQUENCE,
    NOTHING_GIVEN,
    Answer,
    RefusedError,
    Wording,
    invalid_data,
    refused,
)
from clockreports.practice.company import Company
from clockreports.practice.employees import Employee, Staff
from clockreports.practice.fields import Fields, iso_day
from clockreports.practice.keys import COMPANY_INFORMATION
from clockreports.practice.timesheets import Timesheet, TimesheetBook

LONGEST_COMMENT: Final = 1024


class Actions:
    """What a call can ask for, by the name of the action, on the employees and timesheets given."""

    def __init__(self, company: Company, staff: Staff, book: TimesheetBook, clock: Clock) -> None:
        self._company = company
        self._staff = staff
        self._book = book
        self._clock = clock
        self._wording = Wording()
        self._by_name = {
            COMPANY_INFORMATION: self._company_information,
            "GetAllEmployeeDetail": self._all_employees,
            "CreateNewTimesheet": self._create,
            "UpdateTimesheet": self._update,
            "GetTimesheetDetail": self._read,
            "DeleteTimesheet": self._delete,
        }

    def do(self, action: str, fields: Fields) -> Answer:
        """Carry out one of `keys.ACTIONS`; raises `RefusedError`, with nothing changed, when it cannot be."""
        return self._by_name[action](fields)

    def _company_information(self, _fields: Fields) -> Answer:
        company = self._company
        return self._wording.done(
            {"CompanyId": company.company_id, "SubDomain": company.subdomain, "CompanyName": company.name}
        )

    def _all_employees(self, fields: Fields) -> Answer:
        leavers = str(fields.get("IncludeLeavers")).casefold() == "true"
        rows = self._staff.listed(self._clock.now().astimezone().date(), leavers=leavers)
        return self._wording.done(rows) if rows else self._wording.nothing_found()

    def _create(self, fields: Fields) -> Answer:
        employee, day = self._employee_and_day(fields)
        wanted = self._changed(Timesheet(slots.EMPTY, "", self._clock.now()), fields)
        if self._book.find(employee.employee_id, day):
            raise refused(ALREADY_THERE)
        if self._book.has_open_day_before(employee.employee_id, day):
            raise refused(LAST_DAY_OPEN)
        self._book.put(employee.employee_id, day, wanted)
        return self._wording.done(changed=True)

    def _update(self, fields: Fields) -> Answer:
        employee, day = self._employee_and_day(fields)
        old = self._book.find(employee.employee_id, day)
        if old is None:
            raise RefusedError(NO_SUCH_DAY)
        self._book.put(employee.employee_id, day, self._changed(old, fields))
        return self._wording.done(changed=True)

    def _changed(self, old: Timesheet, fields: Fields) -> Timesheet:
        times = slots.merged(old.slots, slots.given(fields))
        comments = fields.get("Comments")
        new = Timesheet(times, old.comments if comments is None else str(comments), self._clock.now())
        if len(new.comments) > LONGEST_COMMENT:
            raise refused(COMMENTS_TOO_LONG)
        if not any(new.slots) and not new.comments:
            raise refused(NOTHING_GIVEN)
        if not slots.is_in_sequence(new.slots):
            raise refused(NOT_IN_SEQUENCE)
        return new

    def _delete(self, fields: Fields) -> Answer:
        employee = self._staff.find(fields.get("EmployeeId"))
        if not self._book.remove(employee.employee_id, _day(fields, "TimesheetDate")):
            raise RefusedError(NO_SUCH_DAY)
        return self._wording.done(changed=True)

    def _read(self, fields: Fields) -> Answer:
        employee = self._staff.find(fields.get("EmployeeId"))
        first, last = _day(fields, "StartDate"), _day(fields, "EndDate")
        if last < first:
            raise refused(END_BEFORE_START)
        found = self._book.of(employee.employee_id, first, last)
        rows = [sheet.row(day, self._company.slot_keys) for day, sheet in found]
        return self._wording.done(rows) if rows else self._wording.nothing_found()

    def _employee_and_day(self, fields: Fields) -> tuple[Employee, date]:
        employee = self._staff.find(fields.get("EmployeeId"))
        day = _day(fields, "TimesheetDate")
        if employee.start_date and day < employee.start_date:
            raise refused(BEFORE_START)
        if employee.leaving_date and day > employee.leaving_date:
            raise refused(AFTER_LEAVING)
        return employee, day


def _day(fields: Fields, name: str) -> date:
    day = iso_day(fields.get(name))
    if day is None:
        raise invalid_data(name)
    return day
