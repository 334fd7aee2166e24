"""The employees of the practice company, and the shape in which People HR tells of them (reference: employees).

Owns who is employed, from when and until when. The answer carries invented private data besides, as the real one does,
so that a test can prove that the client lets go of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from clockreports.practice.answers import EMPLOYEE_TOO_LONG, EMPLOYEE_UNKNOWN, JsonValue, refused

LONGEST_ID: Final = 15

PRIVATE: Final = {
    "DateOfBirth": "1901-02-03",
    "NINumber": "QQ123456C",
    "Address": "1 Nowhere Street, Farthingham, ZZ99 9ZZ",
    "AccountNumber": "00012345",
    "SortCode": "00-00-00",
}
"""What a client must never keep: the same for everybody, and obviously nobody's."""


@dataclass(frozen=True, slots=True)
class Employee:
    """One person in People HR.

    `unique_key` is empty in old accounts; `shift` is nothing of People HR's, it tells the sample clock log when the
    person works.
    """

    employee_id: str
    unique_key: str = ""
    first_name: str = ""
    last_name: str = ""
    time_and_attendance_id: str = ""
    payroll_id: str = ""
    email: str = ""
    start_date: date | None = None
    leaving_date: date | None = None
    shift: str = ""

    @property
    def clock_id(self) -> str:
        """The number this person is enrolled with on the clock of the sample log, "" for none."""
        return self.time_and_attendance_id or self.payroll_id


class Staff:
    """Everybody in the company by employee id, in the order of the company file."""

    def __init__(self, employees: Iterable[Employee]) -> None:
        self._employees = {employee.employee_id: employee for employee in employees}

    def find(self, employee_id: object) -> Employee:
        """Return the employee a call names; raises `RefusedError` when there is none of that id."""
        if isinstance(employee_id, str) and len(employee_id) > LONGEST_ID:
            raise refused(EMPLOYEE_TOO_LONG)
        found = self._employees.get(employee_id) if isinstance(employee_id, str) else None
        if found is None:
            raise refused(EMPLOYEE_UNKNOWN)
        return found

    def get(self, employee_id: str) -> Employee | None:
        """Return the employee of that id, if there is one."""
        return self._employees.get(employee_id)

    def change(self, employee_id: str, changed: Employee) -> None:
        """Put an employee in the place of the one of that id; the new one may bear another id."""
        everybody = [changed if key == employee_id else other for key, other in self._employees.items()]
        self._employees = {employee.employee_id: employee for employee in everybody}

    def listed(self, today: date, *, leavers: bool) -> list[dict[str, JsonValue]]:
        """Return the rows of `GetAllEmployeeDetail`; a leaver is who left before today."""
        return [
            _row(employee, iso=number % 2 == 0)
            for number, employee in enumerate(self._employees.values())
            if leavers or employee.leaving_date is None or employee.leaving_date >= today
        ]


def _row(employee: Employee, *, iso: bool) -> dict[str, JsonValue]:
    row: dict[str, JsonValue] = {
        "UniqueKey": employee.unique_key,
        "LeavingDate": _leaving(employee.leaving_date, iso=iso),
        "EmployeeId": _shown(employee.employee_id),
        "FirstName": _shown(employee.first_name),
        "LastName": _shown(employee.last_name),
        "KnownAs": _shown(employee.first_name),
        "EmailId": _shown(employee.email),
        "StartDate": _shown(employee.start_date.isoformat() if employee.start_date else ""),
        "DateOfBirth": _shown(PRIVATE["DateOfBirth"]),
        "NINumber": _shown(PRIVATE["NINumber"]),
        "ContactDetail": {"Address": _shown(PRIVATE["Address"])},
        "BankDetail": {name: _shown(PRIVATE[name]) for name in ("AccountNumber", "SortCode")},
        "EmploymentDetail": {
            "TimeAndAttendanceID": _shown(employee.time_and_attendance_id),
            "PayrollID": _shown(employee.payroll_id),
        },
    }
    if not employee.unique_key:
        del row["UniqueKey"]
    return row


def _shown(value: str) -> dict[str, JsonValue]:
    return {"DisplayValue": value or None, "FieldHistory": []}


def _leaving(day: date | None, *, iso: bool) -> str:
    if day is None:
        return ""
    return day.isoformat() if iso else f"{day:%d/%m/%Y}"
