"""Every message of the reference, said when it should be."""

import json
from typing import Any

import pytest

from clockreports.practice import answers
from clockreports.practice.server import PracticeServer
from tests.practice.calling import KEY, ONLY_EMPLOYEES, ONLY_READING, ONLY_TIMESHEETS, Caller

DAY = {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "TimeIn1": "09:00", "TimeOut1": "17:00"}
LONG_ID = "T" * 16


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"", 7, "No json data found."),
        (b"{}", 8, "Either empty or no Form Data."),
        (b"null", 8, "Either empty or no Form Data."),
        (b"APIKey=1&Action=2", 9, "Invalid json data."),
        (b'{"APIKey": ', 9, "Invalid json data."),
        (b'["APIKey"]', 9, "Invalid json data."),
        (b"\xff\xfe{", 9, "Invalid json data."),
        (b"[" * 100_000, 9, "Invalid json data."),
    ],
)
def test_a_body_without_fields_is_refused(caller: Caller, body: bytes, status: int, message: str) -> None:
    assert caller.send("POST", "/Timesheet", body).said == (status, message)


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"Action": "GetCompanyInformation"}, 1, "API key is missing."),
        ({"APIKey": "", "Action": "GetCompanyInformation"}, 1, "API key is missing."),
        ({"APIKey": None, "Action": "GetCompanyInformation"}, 1, "API key is missing."),
        ({"APIKey": f" {KEY}", "Action": "GetCompanyInformation"}, 2, "Invalid API Key."),
        ({"APIKey": f"{KEY}\r\n", "Action": "GetCompanyInformation"}, 2, "Invalid API Key."),
        ({"APIKey": "k" * 51, "Action": "GetCompanyInformation"}, 2, "Invalid API Key."),
        ({"APIKey": 12, "Action": "GetCompanyInformation"}, 2, "Invalid API Key."),
        ({"APIKey": KEY}, 3, "Action is missing."),
        ({"APIKey": KEY, "Action": None}, 3, "Action is missing."),
        ({"APIKey": KEY, "Action": ""}, 4, "Action cannot be empty."),
        ({"APIKey": KEY, "Action": "CheckAuthentication"}, 4, "Invalid Action."),
        ({"APIKey": KEY, "Action": ["GetCompanyInformation"]}, 4, "Invalid Action."),
        ({"APIKey": KEY, "Action": "CreateNewTimesheet"}, 4, "Invalid Action."),
        ({"APIKey": "k" * 50, "Action": "GetCompanyInformation"}, 5, "API key does not exists."),
    ],
)
def test_key_and_action_are_looked_at_first(
    caller: Caller, fields: dict[str, object], status: int, message: str
) -> None:
    assert caller.send("POST", "/Employee", json.dumps(fields).encode()).said == (status, message)


@pytest.mark.parametrize(
    ("key", "action", "message"),
    [
        (ONLY_TIMESHEETS, "GetAllEmployeeDetail", "No access on employee schema."),
        (ONLY_READING, "GetAllEmployeeDetail", "No access on employee schema."),
        (ONLY_EMPLOYEES, "CreateNewTimesheet", "No access on Timesheet schema."),
        (ONLY_EMPLOYEES, "GetTimesheetDetail", "No access on Timesheet schema."),
        (ONLY_READING, "CreateNewTimesheet", "No access on Timesheet schema."),
        (ONLY_READING, "UpdateTimesheet", "No access on Timesheet schema."),
        (ONLY_READING, "DeleteTimesheet", "No access on Timesheet schema."),
    ],
)
def test_a_missing_right_is_told_before_anything_else_is_looked_at(
    caller: Caller, key: str, action: str, message: str
) -> None:
    assert caller.call(action, key).said == (5, message)


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (ONLY_EMPLOYEES, "GetAllEmployeeDetail"),
        (ONLY_EMPLOYEES, "GetCompanyInformation"),
        (ONLY_TIMESHEETS, "GetCompanyInformation"),
        (ONLY_READING, "GetCompanyInformation"),
    ],
)
def test_a_right_is_enough_and_the_company_needs_none(caller: Caller, key: str, action: str) -> None:
    assert caller.call(action, key).json["isError"] is False


@pytest.mark.parametrize("action", ["CreateNewTimesheet", "UpdateTimesheet", "DeleteTimesheet", "GetTimesheetDetail"])
@pytest.mark.parametrize(
    ("employee_id", "message"),
    [
        (LONG_ID, "EmployeeId contains more than 15 characters."),
        ("T9", "EmployeeId does not exists."),
        ("t1", "EmployeeId does not exists."),
        ("", "EmployeeId does not exists."),
        (None, "EmployeeId does not exists."),
    ],
)
def test_every_timesheet_action_needs_an_employee(
    caller: Caller, action: str, employee_id: object, message: str
) -> None:
    assert caller.call(action, EmployeeId=employee_id).said == (5, message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"TimesheetDate": None}, "TimesheetDate contains invalid data."),
        ({"TimesheetDate": "02/03/2026"}, "TimesheetDate contains invalid data."),
        ({"TimesheetDate": "2026-02-30"}, "TimesheetDate contains invalid data."),
        ({"TimesheetDate": "2026-W10-1"}, "TimesheetDate contains invalid data."),
        (
            {"EmployeeId": "T2", "TimesheetDate": "2026-01-11"},
            "TimesheetDate should not be smaller than Employee start date.",
        ),
        (
            {"EmployeeId": "T2", "TimesheetDate": "2026-02-28"},
            "TimesheetDate should not be later than Employee leaving date.",
        ),
        ({"TimeIn1": "9:00"}, "TimeIn1 contains invalid data."),
        ({"TimeOut1": "24:00"}, "TimeOut1 contains invalid data."),
        ({"TimeOut1": "17:00:00"}, "TimeOut1 contains invalid data."),
        ({"TimeIn15": 900}, "TimeIn15 contains invalid data."),
        ({"TimeOut1": "\u0661\u0667:\u0660\u0660"}, "TimeOut1 contains invalid data."),
        ({"Comments": "c" * 1025}, "Comments contains more than 1024 characters."),
        ({"TimeIn1": None, "TimeOut1": None}, "At least one time interval or comment is mandatory."),
        ({"TimeIn1": "", "TimeOut1": "", "Comments": ""}, "At least one time interval or comment is mandatory."),
        ({"TimeOut1": "08:59"}, "Time Intervals are not in sequense."),
        ({"TimeIn1": ""}, "Time Intervals are not in sequense."),
        ({"TimeIn2": "16:59", "TimeOut2": "18:00"}, "Time Intervals are not in sequense."),
        ({"TimeOut2": "18:00"}, "Time Intervals are not in sequense."),
        ({"TimeIn3": "18:00", "TimeOut3": "19:00"}, "Time Intervals are not in sequense."),
        ({"TimeOut1": "", "TimeIn2": "18:00", "TimeOut2": "19:00"}, "Time Intervals are not in sequense."),
        ({"EmployeeId": "T3"}, "Timesheet entry is already exist for EmployeeId and date"),
        ({"EmployeeId": "T3", "TimesheetDate": "2026-03-03"}, "Last day closing time out is missing."),
    ],
)
def test_a_timesheet_that_cannot_be_is_refused_and_changes_nothing(
    caller: Caller, server: PracticeServer, changes: dict[str, Any], message: str
) -> None:
    before = server.timesheets
    answer = caller.call("CreateNewTimesheet", **{**DAY, **changes})
    assert answer.said == (5, message)
    assert answer.json["isError"] is True
    assert server.timesheets == before
    assert not server.log[-1].changed


@pytest.mark.parametrize(
    "changes",
    [
        {"TimeOut1": None},
        {"TimeOut1": "09:00"},
        {"TimeIn2": "17:00", "TimeOut2": "23:59"},
        {"TimeIn1": "00:00", "TimeOut1": None, "Comments": "c" * 1024},
        {"TimeIn1": None, "TimeOut1": None, "Comments": "Sick"},
        {"EmployeeId": "T2", "TimesheetDate": "2026-01-12"},
        {"EmployeeId": "T2", "TimesheetDate": "2026-02-27"},
        {"EmployeeId": "T3", "TimesheetDate": "2026-03-01"},
        {"TimesheetDate": "2030-01-01"},
    ],
)
def test_what_lies_just_inside_the_rules_is_accepted(caller: Caller, changes: dict[str, Any]) -> None:
    answer = caller.call("CreateNewTimesheet", **{**DAY, **changes})
    assert answer.json["Status"] == 0
    assert answer.json["Result"] is None


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("", "2026-03-02", "StartDate contains invalid data."),
        ("2026-03-02", "2 March", "EndDate contains invalid data."),
        ("2026-03-02", "2026-03-01", "EndDate should not be smaller than StartDate."),
    ],
)
def test_a_period_that_cannot_be_is_refused(caller: Caller, first: str, last: str, message: str) -> None:
    assert caller.read(first=first, last=last).said == (5, message)


def test_a_day_that_is_not_there_can_be_neither_updated_nor_deleted(caller: Caller) -> None:
    assert caller.update(TimeIn1="09:00").said == (10, "No record found.")
    assert caller.delete().said == (10, "No record found.")


def test_success_is_worded_in_two_ways_by_turns(caller: Caller) -> None:
    messages = [caller.call("GetCompanyInformation").json["Message"] for _ in range(3)]
    assert messages == [
        "The request processed successfully.",
        "The requested processed successfully.",
        "The request processed successfully.",
    ]


def test_the_words_for_a_server_fault_are_those_of_the_reference() -> None:
    assert answers.OOPS.envelope == {
        "isError": True,
        "Status": 6,
        "Message": "Oops! Something went wrong.",
        "Result": None,
    }
