"""The company and its employees as People HR tells of them."""

from typing import Any

import pytest

from clockreports.practice.employees import PRIVATE
from clockreports.practice.server import PracticeServer
from tests.practice.calling import Caller, tiny_company


def test_the_company_tells_its_name(caller: Caller) -> None:
    assert caller.call("GetCompanyInformation").json["Result"] == {
        "CompanyId": 12,
        "SubDomain": "tiny",
        "CompanyName": "Tiny Ltd",
    }


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({}, ["T1", "T3"]),
        ({"IncludeLeavers": False}, ["T1", "T3"]),
        ({"IncludeLeavers": "false"}, ["T1", "T3"]),
        ({"IncludeLeavers": True}, ["T1", "T2", "T3", "T4"]),
        ({"IncludeLeavers": "True"}, ["T1", "T2", "T3", "T4"]),
    ],
)
def test_leavers_are_listed_only_when_asked_for(caller: Caller, fields: dict[str, Any], listed: list[str]) -> None:
    rows = caller.call("GetAllEmployeeDetail", **fields).json["Result"]
    assert [row["EmployeeId"]["DisplayValue"] for row in rows] == listed


def test_most_fields_are_nested_with_a_history_and_empty_ones_are_null(caller: Caller) -> None:
    ada, left, leaving, _ = caller.call("GetAllEmployeeDetail", IncludeLeavers=True).json["Result"]
    assert ada["FirstName"] == {"DisplayValue": "Ada", "FieldHistory": []}
    assert ada["EmploymentDetail"]["TimeAndAttendanceID"]["DisplayValue"] == "12"
    assert ada["EmploymentDetail"]["PayrollID"]["DisplayValue"] is None
    assert left["EmploymentDetail"]["PayrollID"]["DisplayValue"] == "77"
    assert left["StartDate"]["DisplayValue"] == "2026-01-12"
    assert leaving["EmailId"]["DisplayValue"] == "t3@tiny.example"


def test_leaving_dates_and_unique_keys_are_plain_come_in_every_form_or_not_at_all(caller: Caller) -> None:
    rows = caller.call("GetAllEmployeeDetail", IncludeLeavers=True).json["Result"]
    assert [row["LeavingDate"] for row in rows] == ["", "27/02/2026", "2026-03-31", "27/02/2026"]
    assert [row.get("UniqueKey", "none") for row in rows] == ["u-1", "none", "none", "none"]


def test_private_data_comes_along_for_a_client_to_drop(caller: Caller) -> None:
    body = caller.call("GetAllEmployeeDetail").body.decode()
    assert all(value in body for value in PRIVATE.values())


def test_a_company_without_employees_has_nothing_to_read() -> None:
    with PracticeServer(tiny_company(employees=[], timesheets=[])) as server, Caller(server) as caller:
        assert [caller.call("GetAllEmployeeDetail").json["Result"] for _ in range(3)] == ["", {}, []]
