"""The company a practice server plays, and the JSON file it is read from (its shape: docs/practice.md).

Owns what a company file may say; everything it says wrongly is one `UnusableError` with a sentence.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.practice import slots
from clockreports.practice.employees import LONGEST_ID, Employee
from clockreports.practice.fields import (
    FieldError,
    Fields,
    a_list,
    an_object,
    day,
    needed_day,
    needed_text,
    text,
    whole_number,
)
from clockreports.practice.keys import RIGHTS, PracticeKey, is_well_formed
from clockreports.practice.shifts import SHIFTS
from clockreports.practice.slots import PAIRS, Pairs

_T = TypeVar("_T")

FEWEST_SLOT_KEYS: Final = 5
LARGEST_COMPANY_ID: Final = 999_999_999

_COMPANY: Final = ("company_id", "name", "subdomain", "slot_keys", "keys", "employees", "timesheets")
_KEY: Final = ("key", "rights")
_EMPLOYEE: Final = {
    "EmployeeId": "employee_id",
    "UniqueKey": "unique_key",
    "FirstName": "first_name",
    "LastName": "last_name",
    "TimeAndAttendanceID": "time_and_attendance_id",
    "PayrollID": "payroll_id",
    "Email": "email",
    "shift": "shift",
}
_TIMESHEET: Final = ("EmployeeId", "TimesheetDate", "pairs", "Comments")


@dataclass(frozen=True, slots=True)
class PresetTimesheet:
    """A timesheet as a person puts it into People HR, with times that could be there."""

    employee_id: str
    day: date
    pairs: Pairs
    comments: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """Everything a practice server starts from; `slot_keys` pairs of slots, 5 or 15, are told of each timesheet."""

    company_id: int
    name: str
    subdomain: str
    keys: tuple[PracticeKey, ...]
    employees: tuple[Employee, ...]
    timesheets: tuple[PresetTimesheet, ...] = ()
    slot_keys: int = PAIRS


def read_company(path: Path, today: date) -> Company:
    """Read a company file, counting its relative days from `today`; raises `UnusableError` when it cannot be used."""
    try:
        return company_from(json.loads(path.read_text(encoding="utf-8-sig")), today)
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
    except json.JSONDecodeError as error:
        reason = f"It is not JSON: see line {error.lineno}."
    except (ValueError, RecursionError):
        reason = "It is not JSON written in UTF-8."
    except FieldError as error:
        reason = str(error)
    raise UnusableError(f"The company file {path} cannot be used.", f"{reason} Correct it, or give another file.")


def company_from(value: object, today: date) -> Company:
    """Return the company that was read from JSON; raises `FieldError` with what is wrong."""
    fields = an_object(value, "The company", _COMPANY)
    slot_keys = whole_number(fields, "slot_keys", PAIRS)
    if slot_keys not in {FEWEST_SLOT_KEYS, PAIRS}:
        raise FieldError(f"slot_keys must be {FEWEST_SLOT_KEYS} or {PAIRS}.")
    employees = _each(fields, "employees", lambda item: _employee(item, today))
    timesheets = _each(fields, "timesheets", lambda item: read_timesheet(item, today))
    _check_ids(employees, timesheets)
    return Company(
        company_id=whole_number(fields, "company_id", 1, most=LARGEST_COMPANY_ID),
        name=needed_text(fields, "name"),
        subdomain=text(fields, "subdomain"),
        keys=_each(fields, "keys", _key),
        employees=employees,
        timesheets=timesheets,
        slot_keys=slot_keys,
    )


def read_timesheet(value: object, today: date) -> PresetTimesheet:
    """Read a timesheet with its times as pairs, [["09:00", "17:30"]]; raises `FieldError` with what is wrong."""
    fields = an_object(value, "A timesheet", _TIMESHEET)
    times = slots.from_pairs(_pair(pair) for pair in a_list(fields, "pairs"))
    return PresetTimesheet(
        needed_text(fields, "EmployeeId"),
        needed_day(fields, "TimesheetDate", today),
        slots.to_pairs(times),
        text(fields, "Comments"),
    )


def read_employee_id(fields: Fields, name: str) -> str:
    """Return an employee id; raises `FieldError` when it is missing or longer than People HR allows."""
    employee_id = needed_text(fields, name)
    if len(employee_id) > LONGEST_ID:
        raise FieldError(f"{name} {employee_id!r} is longer than {LONGEST_ID} characters.")
    return employee_id


def _each(fields: Fields, name: str, read: Callable[[object], _T]) -> tuple[_T, ...]:
    found = []
    for number, item in enumerate(a_list(fields, name), start=1):
        try:
            found.append(read(item))
        except FieldError as error:
            raise FieldError(f"Entry {number} of {name}: {error}") from error
    return tuple(found)


def _check_ids(employees: Iterable[Employee], timesheets: Iterable[PresetTimesheet]) -> None:
    known = set()
    for employee in employees:
        if employee.employee_id in known:
            raise FieldError(f"The EmployeeId {employee.employee_id!r} is given to two employees.")
        known.add(employee.employee_id)
    for timesheet in timesheets:
        if timesheet.employee_id not in known:
            raise FieldError(f"There is a timesheet of {timesheet.employee_id!r}, who is no employee.")


def _employee(value: object, today: date) -> Employee:
    fields = an_object(value, "An employee", (*_EMPLOYEE, "StartDate", "LeavingDate"))
    read_employee_id(fields, "EmployeeId")
    employee = Employee(
        **{ours: text(fields, theirs) for theirs, ours in _EMPLOYEE.items()},
        start_date=day(fields, "StartDate", today),
        leaving_date=day(fields, "LeavingDate", today),
    )
    if employee.shift and employee.shift not in SHIFTS:
        raise FieldError(f"The shift of {employee.employee_id} must be one of {', '.join(SHIFTS)}, or empty.")
    return employee


def _key(value: object) -> PracticeKey:
    fields = an_object(value, "A key", _KEY)
    key = needed_text(fields, "key")
    if not is_well_formed(key):
        raise FieldError("A key must be letters, digits and dashes, 50 at most.")
    rights = a_list(fields, "rights")
    if not all(right in RIGHTS for right in rights):
        raise FieldError(f"The rights of a key must be some of {', '.join(RIGHTS)}.")
    return PracticeKey(Secret(key), frozenset(str(right) for right in rights))


def _pair(value: object) -> tuple[str, str]:
    match value:
        case [str(time_in), str(time_out)]:
            return time_in, time_out
        case _:
            raise FieldError('A pair must be two times, ["09:00", "17:30"], the second one empty when it is missing.')
