"""What can be done to timesheets over the API, and in which shape they are read back."""

from datetime import date

from clockreports.practice.server import PracticeServer
from clockreports.practice.slots import NAMES
from tests.helpers.clock import FakeClock
from tests.practice.calling import Caller, tiny_company

MONDAY = date(2026, 3, 2)


def test_a_second_timesheet_for_the_same_day_is_refused(caller: Caller, server: PracticeServer) -> None:
    caller.create()
    answer = caller.create(TimeIn1="10:00", TimeOut1="11:00")
    assert answer.said == (5, "Timesheet entry is already exist for EmployeeId and date")
    assert server.timesheets["T1", MONDAY].pairs == (("09:00", "17:00"),)


def test_an_update_leaves_absent_and_null_slots_and_the_comment_as_they_are(
    caller: Caller, server: PracticeServer
) -> None:
    caller.create(TimeIn1="09:00", TimeOut1="12:00", Comments="Kept")
    assert caller.update(TimeIn1=None, TimeIn2="13:00", TimeOut2="17:00").json["Status"] == 0
    sheet = server.timesheets["T1", MONDAY]
    assert sheet.pairs == (("09:00", "12:00"), ("13:00", "17:00"))
    assert sheet.comments == "Kept"


def test_an_update_clears_a_slot_with_an_empty_text(caller: Caller, server: PracticeServer) -> None:
    caller.create(TimeIn1="09:00", TimeOut1="12:00", TimeIn2="13:00", TimeOut2="17:00")
    assert caller.update(TimeIn2="", TimeOut2="", TimeOut1="17:00").json["Status"] == 0
    assert server.timesheets["T1", MONDAY].pairs == (("09:00", "17:00"),)


def test_an_update_is_judged_by_the_whole_day_it_leads_to(caller: Caller, server: PracticeServer) -> None:
    caller.create(TimeIn1="09:00", TimeOut1="12:00", TimeIn2="13:00", TimeOut2="17:00")
    assert caller.update(TimeOut1="13:30").said == (5, "Time Intervals are not in sequense.")
    assert caller.update(TimeIn1="", TimeOut1="").said == (5, "Time Intervals are not in sequense.")
    assert caller.update(**dict.fromkeys(NAMES, "")).said == (5, "At least one time interval or comment is mandatory.")
    assert server.timesheets["T1", MONDAY].pairs == (("09:00", "12:00"), ("13:00", "17:00"))


def test_closing_the_open_day_lets_the_next_one_be_created(caller: Caller) -> None:
    assert caller.create("T3", "2026-03-03").said == (5, "Last day closing time out is missing.")
    caller.update("T3", "2026-03-02", TimeOut1="17:00")
    assert caller.create("T3", "2026-03-03").json["Status"] == 0


def test_a_deleted_day_can_be_created_again(caller: Caller, server: PracticeServer) -> None:
    caller.create()
    assert caller.delete().json["Status"] == 0
    assert ("T1", MONDAY) not in server.timesheets
    assert caller.create().json["Status"] == 0


def test_a_timesheet_is_read_with_seconds_and_all_fifteen_pairs_of_slots(caller: Caller, clock: FakeClock) -> None:
    caller.create(TimeIn1="09:00", TimeOut1="12:15", TimeIn2="13:00", TimeOut2="17:05", Comments="Café")
    clock.advance(3600)
    row = caller.read().json["Result"][0]
    assert [name for name in row if name.startswith("Time") and name[-1].isdigit()] == list(NAMES)
    assert [row[name] for name in NAMES[:4]] == ["09:00:00", "12:15:00", "13:00:00", "17:05:00"]
    assert {row[name] for name in NAMES[4:]} == {None, ""}
    assert row["TimesheetDate"] == "2026-03-02"
    assert row["TotalTime"] == "7:20"
    assert row["TimesheetState"] == "Complete"
    assert row["Comments"] == "Café"
    assert row["ChangedDate"] == "2026-03-04 09:00:00"


def test_an_account_with_five_slot_keys_tells_of_more_only_when_they_are_used() -> None:
    six = [[f"{hour:02}:00", f"{hour:02}:30"] for hour in range(9, 15)]
    company = tiny_company(
        slot_keys=5,
        timesheets=[
            {"EmployeeId": "T1", "TimesheetDate": "2026-03-02", "pairs": six[:5]},
            {"EmployeeId": "T1", "TimesheetDate": "2026-03-03", "pairs": six},
        ],
    )
    with PracticeServer(company) as server, Caller(server) as caller:
        monday, tuesday = caller.read().json["Result"]
    assert "TimeOut5" in monday
    assert "TimeIn6" not in monday
    assert tuesday["TimeOut6"] == "14:30:00"
    assert "TimeOut15" in tuesday


def test_only_the_days_of_the_period_are_read_both_ends_included_the_oldest_first(caller: Caller) -> None:
    for day in ("2026-03-05", "2026-03-02", "2026-03-04", "2026-03-03"):
        caller.create(day=day)
    rows = caller.read(first="2026-03-03", last="2026-03-05").json["Result"]
    assert [row["TimesheetDate"] for row in rows] == ["2026-03-03", "2026-03-04", "2026-03-05"]


def test_nothing_to_read_is_said_in_five_ways_by_turns(caller: Caller) -> None:
    answers = [caller.read().json for _ in range(6)]
    assert [answer["Result"] for answer in answers] == ["", {}, [], None, None, ""]
    assert [answer["Status"] for answer in answers] == [0, 0, 0, 0, 10, 0]
    assert answers[4]["Message"] == "No Record Found."
    assert [answer["isError"] for answer in answers] == [False, False, False, False, True, False]
