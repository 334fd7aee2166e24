"""Reduces People HR's employees to `Employee`, at the border: nothing else of that answer goes any further.

The same answer carries birth dates, National Insurance numbers, addresses and bank details (source: reference,
employees). Never logs or keeps a row.
"""

from datetime import date
from typing import Final

from clockreports.domain.people import Employee
from clockreports.peoplehr.values import Row, read_day, read_row, read_rows, read_text

_NO_DAY_BEFORE: Final = date(1900, 1, 1)
"""Earlier days are how some systems write "no day" (0001-01-01)."""


def read_employees(result: object) -> list[Employee]:
    """Return the employees of a `GetAllEmployeeDetail`; a row without an employee id is nobody.

    Raises `NotUnderstoodError` when the result is not a list of rows.
    """
    employees = [_employee(row) for row in read_rows(result)]
    return [employee for employee in employees if employee.employee_id]


def _employee(row: Row) -> Employee:
    employment = read_row(row.get("employmentdetail"))
    return Employee(
        employee_id=read_text(row.get("employeeid")),
        unique_key=read_text(row.get("uniquekey")) or None,
        first_name=read_text(row.get("firstname")),
        last_name=read_text(row.get("lastname")),
        time_and_attendance_id=read_text(employment.get("timeandattendanceid")),
        payroll_id=read_text(employment.get("payrollid")),
        start_date=_day(row.get("startdate")),
        leaving_date=_day(row.get("leavingdate")),
    )


def _day(value: object) -> date | None:
    day = read_day(value)
    return day if day is not None and day >= _NO_DAY_BEFORE else None
