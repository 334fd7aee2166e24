"""Employees are reduced at the border."""

from datetime import date

import pytest

from clockreports.domain.people import Employee
from clockreports.peoplehr.employees import read_employees
from clockreports.services.failures import NotUnderstoodError


def shown(value: object) -> dict[str, object]:
    """Wrap a value as most fields are."""
    return {"DisplayValue": value, "FieldHistory": [{"Value": "DECOY-history"}]}


ROW: dict[str, object] = {
    "EmployeeId": shown("PW1"),
    "UniqueKey": "8b8a2a4e-1111-4111-8111-111111111111",
    "Title": shown("DECOY-title"),
    "FirstName": shown("Amir"),
    "LastName": shown("Khan"),
    "KnownAs": shown("Ami"),
    "DateOfBirth": shown("DECOY-1990-01-01"),
    "NISNumber": shown("DECOY-QQ123456C"),
    "EmailId": shown("DECOY-amir@example.org"),
    "StartDate": shown("2024-01-08"),
    "LeavingDate": "",
    "ContactDetail": {"Address": shown("DECOY-1 Nowhere Street")},
    "BankDetail": {"AccountNumber": shown("DECOY-00012345")},
    "EmploymentDetail": {"TimeAndAttendanceID": shown("12"), "PayrollID": shown("P-12"), "Rate": shown("DECOY-12.50")},
}
AMIR = Employee(
    employee_id="PW1",
    unique_key="8b8a2a4e-1111-4111-8111-111111111111",
    first_name="Amir",
    last_name="Khan",
    time_and_attendance_id="12",
    payroll_id="P-12",
    start_date=date(2024, 1, 8),
)


def test_an_employee_is_reduced_to_what_is_used() -> None:
    assert read_employees([ROW]) == [AMIR]


def test_nothing_else_of_the_answer_is_kept() -> None:
    assert "DECOY" in repr(ROW)
    assert "DECOY" not in repr(read_employees([ROW]))


def test_fields_may_be_plain() -> None:
    plain = {
        "EMPLOYEEID": "PW1",
        "uniqueKey": shown("8b8a2a4e-1111-4111-8111-111111111111"),
        "firstname": "Amir",
        "lastname": "Khan",
        "employmentDetail": {"timeAndAttendanceID": 12, "payrollID": "P-12"},
        "startDate": "08/01/2024",
    }
    assert read_employees([plain]) == [AMIR]


@pytest.mark.parametrize("empty", [None, "", {}, shown(None), shown("")])
def test_whatever_is_missing_is_empty(empty: object) -> None:
    rest = dict.fromkeys(ROW, empty)
    assert read_employees([rest | {"EmployeeId": "PW1"}]) == [Employee("PW1")]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("", None),
        ("2026-02-27", date(2026, 2, 27)),
        ("27/02/2026", date(2026, 2, 27)),
        ("2026-02-27T00:00:00", date(2026, 2, 27)),
        (shown("27/02/2026"), date(2026, 2, 27)),
        ("0001-01-01T00:00:00", None),
        ("01/01/0001", None),
    ],
)
def test_a_leaving_date_comes_in_many_spellings(value: object, day: date | None) -> None:
    (employee,) = read_employees([ROW | {"LeavingDate": value}])
    assert employee.leaving_date == day


def test_leading_zeros_are_kept() -> None:
    (employee,) = read_employees([ROW | {"EmploymentDetail": {"TimeAndAttendanceID": shown("012")}}])
    assert employee.time_and_attendance_id == "012"


def test_a_row_without_an_employee_id_is_nobody() -> None:
    assert read_employees([ROW | {"EmployeeId": shown(None)}, ROW]) == [AMIR]


@pytest.mark.parametrize("nothing", ["", {}, [], None])
def test_a_company_can_be_empty(nothing: object) -> None:
    assert read_employees(nothing) == []


def test_anything_else_is_not_understood() -> None:
    with pytest.raises(NotUnderstoodError):
        read_employees("the whole company")
