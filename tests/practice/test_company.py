"""Company files: what they may say, and the sentence for each mistake."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clockreports.base.errors import UnusableError
from clockreports.practice.company import read_company
from tests.practice.calling import COMPANY, KEY, TODAY

ADA = {"EmployeeId": "T1"}


def written(folder: Path, company: object) -> Path:
    path = folder / "company.json"
    path.write_text(json.dumps(company), encoding="utf-8")
    return path


def test_a_company_file_is_read_with_everything_in_it(tmp_path: Path) -> None:
    company = read_company(written(tmp_path, {**COMPANY, "slot_keys": 5}), TODAY)
    assert (company.company_id, company.name, company.subdomain, company.slot_keys) == (12, "Tiny Ltd", "tiny", 5)
    assert company.keys[0].key.reveal() == KEY
    assert company.keys[0].rights == {"Employee", "Timesheet"}
    ada = company.employees[0]
    assert (ada.employee_id, ada.unique_key, ada.first_name, ada.clock_id) == ("T1", "u-1", "Ada", "12")
    assert company.employees[1].clock_id == "77"
    assert company.timesheets[0].day == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("today", "weeks_ago", "weekday", "meant"),
    [
        (date(2026, 3, 4), 0, "Monday", date(2026, 3, 2)),
        (date(2026, 3, 4), 0, "Sunday", date(2026, 3, 8)),
        (date(2026, 3, 2), 1, "Monday", date(2026, 2, 23)),
        (date(2026, 3, 8), 1, "Sunday", date(2026, 3, 1)),
        (date(2026, 3, 9), 2, "Friday", date(2026, 2, 27)),
    ],
)
def test_a_relative_day_counts_weeks_from_monday(
    tmp_path: Path, today: date, weeks_ago: int, weekday: str, meant: date
) -> None:
    leaver = {"EmployeeId": "T1", "LeavingDate": {"weeks_ago": weeks_ago, "weekday": weekday}}
    company = read_company(written(tmp_path, {"name": "Tiny", "employees": [leaver]}), today)
    assert company.employees[0].leaving_date == meant


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ""}, "name is missing."),
        ({"name": 5}, "name must be a text in quotation marks."),
        ({"company_id": "12"}, "company_id must be a whole number"),
        ({"slot_keys": 10}, "slot_keys must be 5 or 15."),
        ({"colour": "red"}, "The company has an unknown field 'colour'"),
        ({"keys": {}}, "keys must be a list in brackets."),
        ({"keys": [{"rights": []}]}, "Entry 1 of keys: key is missing."),
        ({"keys": [{"key": "has blanks"}]}, "Entry 1 of keys: A key must be letters, digits and dashes"),
        ({"keys": [{"key": "k", "rights": ["Payroll"]}]}, "The rights of a key must be some of Employee, Timesheet"),
        ({"employees": ["T1"]}, "Entry 1 of employees: An employee must be an object in braces."),
        ({"employees": [ADA, {}]}, "Entry 2 of employees: EmployeeId is missing."),
        ({"employees": [{"EmployeeId": "T" * 16}]}, "longer than 15 characters"),
        ({"employees": [ADA, ADA]}, "The EmployeeId 'T1' is given to two employees."),
        ({"employees": [{**ADA, "Surname": "Noone"}]}, "unknown field 'Surname'"),
        ({"employees": [{**ADA, "StartDate": "01/02/2026"}]}, "StartDate must be a day"),
        ({"employees": [{**ADA, "LeavingDate": {"weeks_ago": -1, "weekday": "Monday"}}]}, "weeks_ago must be"),
        ({"employees": [{**ADA, "LeavingDate": {"weeks_ago": 1}}]}, "The weekday of LeavingDate must be one of"),
        ({"employees": [{**ADA, "shift": "nap"}]}, "The shift of T1 must be one of day"),
        ({"timesheets": [{"EmployeeId": "T9", "TimesheetDate": "2026-03-02"}]}, "'T9', who is no employee."),
    ],
)
def test_a_mistake_in_a_company_file_is_named(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnusableError) as unusable:
        read_company(written(tmp_path, {**COMPANY, "timesheets": [], **changes}), TODAY)
    assert "company.json cannot be used." in unusable.value.title
    assert reason in unusable.value.advice


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{\n"name": Tiny\n}', "It is not JSON: see line 2."),
        (b"", "It is not JSON: see line 1."),
        (b'{"name": "\xff"}', "It is not JSON written in UTF-8."),
        (b"[" * 100_000, "It is not JSON written in UTF-8."),
        (b"[]", "The company must be an object in braces."),
    ],
)
def test_a_file_that_is_no_company_at_all_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "company.json"
    path.write_bytes(content)
    with pytest.raises(UnusableError) as unusable:
        read_company(path, TODAY)
    assert reason in unusable.value.advice


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"It cannot be read: No such file"):
        read_company(tmp_path / "none.json", TODAY)


def test_a_mistake_in_a_key_does_not_show_it(tmp_path: Path) -> None:
    with pytest.raises(UnusableError) as unusable:
        read_company(written(tmp_path, {**COMPANY, "keys": [{"key": "has blanks", "rights": []}]}), TODAY)
    assert "has blanks" not in str(unusable.value)
