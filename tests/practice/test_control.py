"""Behind the API: the log, the timesheets, and what a person does in People HR, in-process and over HTTP."""

import json
from dataclasses import replace
from datetime import date

import pytest

from clockreports.practice.fields import FieldError
from clockreports.practice.server import PracticeServer
from tests.practice.calling import KEY, Answered, Caller

MONDAY = date(2026, 3, 2)


def post(caller: Caller, name: str, **fields: object) -> Answered:
    return caller.send("POST", f"/practice/{name}", json.dumps(fields).encode())


def test_the_log_tells_of_every_request_but_control(caller: Caller) -> None:
    caller.create()
    caller.read()
    caller.call("Nonsense")
    caller.send("GET", f"/nowhere?key={KEY}")
    caller.send("GET", "/practice/timesheets")
    entries = caller.send("GET", "/practice/log").json["log"]
    shown = [[entry[name] for name in ("path", "action", "employee_id", "day", "code", "status")] for entry in entries]
    assert shown == [
        ["/Timesheet", "CreateNewTimesheet", "T1", "2026-03-02", 200, 0],
        ["/Timesheet", "GetTimesheetDetail", "T1", "2026-03-01/2026-03-31", 200, 0],
        ["/Employee", "", "", "", 200, 4],
        ["/nowhere", "", "", "", 404, None],
    ]
    assert [entry["changed"] for entry in entries] == [True, False, False, False]
    assert {entry["time"] for entry in entries} == {"2026-03-04T09:00:00+00:00"}


@pytest.mark.parametrize("field", ["Action", "EmployeeId", "TimesheetDate", "Comments"])
def test_a_key_never_gets_into_the_log_not_even_when_it_is_sent_in_the_wrong_place(
    caller: Caller, server: PracticeServer, field: str
) -> None:
    body = {"APIKey": KEY, "Action": "CreateNewTimesheet", "EmployeeId": "T1", field: KEY}
    caller.send("POST", "/Timesheet", json.dumps(body).encode())
    assert len(server.log) == 1
    assert KEY not in repr(server.log)
    assert KEY not in caller.send("GET", "/practice/log").body.decode()
    assert KEY not in repr(server.company)


def test_the_timesheets_are_shown_as_they_stand(caller: Caller) -> None:
    caller.create(TimeIn1="09:00", TimeOut1="17:00", Comments="Fine")
    assert caller.send("GET", "/practice/timesheets").json["timesheets"] == [
        {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "pairs": [["09:00", "17:00"]], "Comments": "Fine"},
        {"EmployeeId": "T3", "TimesheetDate": "2026-03-02", "pairs": [["09:00", ""]], "Comments": ""},
    ]


def test_a_person_edits_a_day_and_the_api_reads_it(caller: Caller) -> None:
    caller.create()
    edited = [["08:00", "12:00:30"], ["13:00", ""]]
    assert post(caller, "timesheets", EmployeeId="T1", TimesheetDate="2026-03-02", pairs=edited).code == 200
    row = caller.read().json["Result"][0]
    assert [row[name] for name in ("TimeIn1", "TimeOut1", "TimeIn2")] == ["08:00:00", "12:00:30", "13:00:00"]
    assert not row["TimeOut2"]


def test_a_person_deletes_a_day(caller: Caller, server: PracticeServer) -> None:
    caller.create()
    assert post(caller, "timesheets", EmployeeId="T1", TimesheetDate="2026-03-02", delete=True).json == {"done": True}
    assert ("T1", MONDAY) not in server.timesheets


def test_a_renumbered_employee_takes_their_timesheets_along(caller: Caller, server: PracticeServer) -> None:
    caller.create()
    assert post(caller, "employees", EmployeeId="T1", NewEmployeeId="T100").code == 200
    assert caller.read("T1").said == (5, "EmployeeId does not exists.")
    assert caller.read("T100").json["Result"][0]["TimeIn1"] == "09:00:00"
    rows = caller.call("GetAllEmployeeDetail").json["Result"]
    assert [(row["EmployeeId"]["DisplayValue"], row.get("UniqueKey")) for row in rows] == [
        ("T100", "u-1"),
        ("T3", None),
    ]
    assert {employee_id for employee_id, _ in server.timesheets} == {"T100", "T3"}


def test_an_employee_leaves_comes_back_and_starts_on_another_day(caller: Caller) -> None:
    post(caller, "employees", EmployeeId="T1", LeavingDate={"weeks_ago": 1, "weekday": "Sunday"})
    assert caller.create().said == (5, "TimesheetDate should not be later than Employee leaving date.")
    post(caller, "employees", EmployeeId="T1", LeavingDate="", StartDate="2026-03-03")
    assert caller.create().said == (5, "TimesheetDate should not be smaller than Employee start date.")
    assert caller.create(day="2026-03-03").json["Status"] == 0


def test_a_fault_is_ordered_with_all_its_particulars(caller: Caller) -> None:
    order = {"fault": "http_429", "action": "CreateNewTimesheet", "skip": 1, "times": 2, "seconds": 7}
    assert caller.order(**order).code == 200
    codes = [caller.create(day=f"2026-03-{day:02}").code for day in range(1, 6)]
    assert codes == [200, 429, 429, 200, 200]


@pytest.mark.parametrize(
    ("name", "fields", "reason"),
    [
        ("faults", {}, "The body must be a JSON object."),
        ("faults", {"skip": 1}, "fault is missing."),
        ("faults", {"fault": "nonsense"}, "There is no fault 'nonsense'"),
        ("faults", {"fault": "torn", "skip": -1}, "skip must be a whole number"),
        ("faults", {"fault": "torn", "times": 0}, "times must be a whole number"),
        ("faults", {"fault": "torn", "times": True}, "times must be a whole number"),
        ("faults", {"fault": "slow_after", "seconds": "5"}, "seconds must be a number"),
        ("faults", {"fault": "torn", "acton": "x"}, "unknown field 'acton'"),
        ("timesheets", {"EmployeeId": "T9", "TimesheetDate": "2026-03-02"}, "There is no employee 'T9'."),
        ("timesheets", {"EmployeeId": "T1"}, "TimesheetDate is missing."),
        ("timesheets", {"EmployeeId": "T1", "TimesheetDate": "2/3/26"}, "TimesheetDate must be a day"),
        ("timesheets", {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "pairs": [["9", ""]]}, "at most 15 pairs"),
        ("timesheets", {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "pairs": [[""]]}, "must be two times"),
        ("timesheets", {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "delete": True}, "has no timesheet"),
        ("employees", {"EmployeeId": "T9", "LeavingDate": ""}, "There is no employee 'T9'."),
        ("employees", {"EmployeeId": "T1", "NewEmployeeId": "T3"}, "T3 is somebody else."),
        ("employees", {"EmployeeId": "T1", "NewEmployeeId": "T" * 16}, "longer than 15"),
        ("employees", {"EmployeeId": "T1", "LeavingDate": {"weekday": "Freitag"}}, "must be one of Monday"),
    ],
)
def test_an_order_that_cannot_be_carried_out_says_why_and_changes_nothing(
    caller: Caller, server: PracticeServer, name: str, fields: dict[str, object], reason: str
) -> None:
    before = server.timesheets
    answer = post(caller, name, **fields)
    assert answer.code == 400
    assert reason in answer.json["error"]
    assert server.timesheets == before


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("POST", "/practice/log", 405),
        ("GET", "/practice/faults", 405),
        ("DELETE", "/practice/timesheets", 405),
        ("GET", "/practice", 404),
        ("GET", "/practice/nothing", 404),
    ],
)
def test_other_control_requests_do_not_exist(caller: Caller, method: str, path: str, code: int) -> None:
    answer = caller.send(method, path)
    assert answer.code == code
    assert answer.json["error"].endswith(".")


def test_the_same_can_be_done_in_process(caller: Caller, server: PracticeServer) -> None:
    server.people_hr.change_employee("T3", lambda employee: replace(employee, employee_id="T30"))
    server.people_hr.delete_timesheet("T30", MONDAY)
    assert server.timesheets == {}
    server.people_hr.edit_timesheet("T1", MONDAY, [("08:00", "16:30")], "Typed in")
    assert caller.read().json["Result"][0]["Comments"] == "Typed in"
    assert caller.create("T30").json["Status"] == 0
    with pytest.raises(FieldError, match="There is no employee 'T3'"):
        server.people_hr.change_employee("T3", lambda employee: employee)
