"""Each question becomes the right calls, in the right order, and leaves one line in the log."""

import logging
from contextlib import suppress
from datetime import date

import pytest

from clockreports.base.errors import CancelledError
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import from_text
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    MissingRightError,
    NotThereError,
    NotUnderstoodError,
    OverloadedError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnknownEmployeeError,
)
from tests.peoplehr.desk import Desk
from tests.peoplehr.raw_server import Play, RawServer, envelope, http

DAY = date(2026, 3, 9)
PAIRS = from_text("09:00-17:30")
NAME = {"CompanyName": "Farthingham Mill"}
NO_RIGHT = envelope(status=5, message="No access on employee schema.", error=True)
WORDS_ALONE = envelope(status=5, message="No record found.", error=True)
NO_RECORD = envelope(status=10, message="No Record Found.", error=True)
TOO_MANY = envelope(status=5, message="API call limit exceeded. Please try after some time.", error=True)
SLOW = "People HR asked to slow down"


def refusing(message: str, status: int = 5) -> Play:
    """Answer with a refusal."""
    return envelope(status=status, message=message, error=True)


@pytest.mark.parametrize(
    ("result", "name"),
    [(NAME, "Farthingham Mill"), ({"companyname": " Mill "}, "Mill"), (None, ""), ("", ""), ({}, "")],
)
def test_the_company_is_asked_for_its_name_alone(desk: Desk, result: object, name: str) -> None:
    with RawServer(envelope(result)) as server:
        assert desk.talk(server.address).company_name() == name
    assert [request.fields["Action"] for request in server.requests] == ["GetCompanyInformation"]


@pytest.mark.parametrize("refusal", [NO_RIGHT, refusing("Invalid Action.", 4), NO_RECORD, refusing("Not here.")])
def test_only_when_that_is_refused_the_whole_company_is_asked_for(desk: Desk, refusal: Play) -> None:
    with RawServer(refusal, envelope([])) as server:
        assert desk.talk(server.address).company_name() == ""
    assert [request.fields["Action"] for request in server.requests] == [
        "GetCompanyInformation",
        "GetAllEmployeeDetail",
    ]


@pytest.mark.parametrize("message", ["API key does not exists.", "Invalid API Key."])
def test_a_refused_key_is_not_tried_a_second_time(desk: Desk, message: str) -> None:
    with RawServer(refusing(message)) as server, pytest.raises(KeyRefusedError):
        desk.talk(server.address).company_name()
    assert len(server.requests) == 1


def test_a_key_for_timesheets_alone_is_told_from_a_bad_one(desk: Desk) -> None:
    with RawServer(NO_RIGHT, NO_RIGHT) as server, pytest.raises(MissingRightError) as caught:
        desk.talk(server.address).company_name()
    assert caught.value.area == "Employee"


def test_leavers_are_asked_for_too(desk: Desk) -> None:
    with RawServer(envelope([{"EmployeeId": "PW1", "LeavingDate": "27/02/2026"}])) as server:
        assert desk.talk(server.address).employees() == [Employee("PW1", leaving_date=date(2026, 2, 27))]
    assert server.requests[0].fields["IncludeLeavers"] is True


def test_a_company_without_employees_is_empty(desk: Desk) -> None:
    with RawServer(NO_RECORD) as server:
        assert desk.talk(server.address).employees() == []


def test_a_refusal_that_concerns_no_item_is_told_in_people_hr_s_words(desk: Desk) -> None:
    with RawServer(refusing("Closed for stocktaking.")) as server, pytest.raises(UnansweredError, match="stocktaking"):
        desk.talk(server.address).employees()


def test_a_long_period_is_read_month_by_month(desk: Desk) -> None:
    first = {"TimesheetDate": "2026-01-31", "TimeIn1": "09:00:00", "TimeOut1": "17:30:00"}
    last = {"TimesheetDate": "2026-03-09", "TimeIn1": "10:00:00", "TimeOut1": ""}
    with RawServer(envelope([first]), NO_RECORD, envelope([last])) as server:
        client = desk.talk(server.address)
        found = client.timesheets("PW1", Period(date(2026, 1, 1), DAY))
    assert found == {date(2026, 1, 31): PAIRS, DAY: from_text("10:00-")}
    assert client.calls == 3
    assert [(request.fields["StartDate"], request.fields["EndDate"]) for request in server.requests] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-03-03"),
        ("2026-03-04", "2026-03-09"),
    ]


@pytest.mark.parametrize("nothing", [envelope(""), envelope({}), envelope([]), envelope(None), NO_RECORD, WORDS_ALONE])
def test_nothing_there_is_nothing_whatever_the_wording(desk: Desk, nothing: Play) -> None:
    with RawServer(nothing) as server:
        assert desk.talk(server.address).timesheets("PW1", Period(DAY, DAY)) == {}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"TimesheetDate": "2026-03-09", "TimeIn1": "24:00"}, "on 09/03/2026 it holds the time “24:00”"),
        ({"TimesheetDate": "03/09/2026", "TimeIn1": "09:00"}, "which was not asked for"),
    ],
)
def test_an_answer_of_which_nothing_can_be_decided_says_why(desk: Desk, row: dict[str, str], why: str) -> None:
    with RawServer(envelope([row])) as server, pytest.raises(NotUnderstoodError, match=why):
        desk.talk(server.address).standing("PW1", Period(DAY, DAY))


def test_employees_that_cannot_be_understood_are_no_item_to_be_refused(desk: Desk) -> None:
    with RawServer(envelope("everybody")) as server, pytest.raises(UnansweredError, match="cannot be understood"):
        desk.talk(server.address).employees()


def test_a_day_is_created_and_rewritten(desk: Desk) -> None:
    with RawServer(envelope(), envelope()) as server:
        client = desk.talk(server.address)
        client.create("PW1", DAY, PAIRS)
        client.update("PW1", DAY, PAIRS)
    created, updated = (request.fields for request in server.requests)
    assert (created["Action"], updated["Action"]) == ("CreateNewTimesheet", "UpdateTimesheet")
    assert (len(created), len(updated)) == (6, 34)
    assert "Comments" not in created | updated
    assert [request.line for request in server.requests] == ["POST /Timesheet HTTP/1.1"] * 2


@pytest.mark.parametrize(
    ("play", "error"),
    [
        (refusing("Timesheet entry is already exist for EmployeeId and date"), AlreadyExistsError),
        (refusing("EmployeeId does not exists."), UnknownEmployeeError),
        (refusing("Time Intervals are not in sequense."), RefusedError),
        (NO_RECORD, RefusedError),
        (refusing("No access on Timesheet schema."), MissingRightError),
        (refusing("API key does not exists."), KeyRefusedError),
        (refusing("Oops! Something went wrong.", 6), UnansweredError),
    ],
)
def test_a_day_that_is_not_taken_raises_the_failure_the_export_decides_by(
    desk: Desk, play: Play, error: type[Exception]
) -> None:
    with RawServer(play) as server, pytest.raises(error) as caught:
        desk.talk(server.address).create("PW1", DAY, PAIRS)
    assert type(caught.value) is error


@pytest.mark.parametrize("status", ["400 Bad Request", "404 Not Found", "422 Unprocessable Content"])
def test_a_refusal_in_its_own_words_counts_whatever_the_http_status_of_a_refusal(desk: Desk, status: str) -> None:
    body = b'{"isError": true, "Status": 5, "Message": "EmployeeId does not exists.", "Result": null}'
    with RawServer(http(body, status=status)) as server, pytest.raises(UnknownEmployeeError):
        desk.talk(server.address).create("PW1", DAY, PAIRS)


@pytest.mark.parametrize("status", ["400 Bad Request", "500 Internal Server Error"])
@pytest.mark.parametrize("body", [b'{"isError": false, "Status": 0}', b"<html>", b'{"error": "EmployeeId"}'])
def test_what_is_neither_a_success_nor_a_refusal_is_no_answer(desk: Desk, status: str, body: bytes) -> None:
    with RawServer(http(body, status=status)) as server, pytest.raises(UnansweredError, match=f"HTTP {status[:3]}"):
        desk.talk(server.address).create("PW1", DAY, PAIRS)


def test_a_server_s_fault_with_words_may_still_have_come_after_the_deed(desk: Desk) -> None:
    body = b'{"isError": true, "Status": 5, "Message": "Time Intervals are not in sequense."}'
    with RawServer(http(body, status="500 Internal Server Error")) as server, pytest.raises(UnansweredError):
        desk.talk(server.address).create("PW1", DAY, PAIRS)


def test_an_update_of_nothing_says_so(desk: Desk) -> None:
    with RawServer(NO_RECORD) as server, pytest.raises(NotThereError):
        desk.talk(server.address).update("PW1", DAY, PAIRS)


# Slowing down --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asking", "seconds"),
    [
        (TOO_MANY, 60),
        (http(status="429 Too Many Requests"), 60),
        (http(status="503 Service Unavailable"), 60),
        (http(status="429 Too Many Requests", Retry_After="7"), 7),
        (http(status="503 Service Unavailable", Retry_After="Wed, 04 Mar 2026 09:00:30 GMT"), 30),
        (envelope(status=5, message="Too many calls", error="true", Retry_After="90"), 90),
    ],
)
def test_asked_to_slow_down_it_waits_and_tries_again(desk: Desk, asking: Play, seconds: float) -> None:
    with RawServer(asking, envelope()) as server:
        client = desk.talk(server.address)
        client.timesheets("PW1", Period(DAY, DAY))
    assert client.calls == 2
    assert sum(desk.clock.waits) == pytest.approx(seconds)
    assert desk.waits[0] == (seconds, SLOW)
    assert server.requests[0].fields == server.requests[1].fields


BUSY = http(status="503 Service Unavailable", Retry_After="7")


@pytest.mark.parametrize("asking", [TOO_MANY, http(status="429 Too Many Requests")])
def test_a_change_that_was_surely_not_made_is_asked_for_again(desk: Desk, asking: Play) -> None:
    with RawServer(asking, envelope()) as server:
        desk.talk(server.address).create("PW1", DAY, PAIRS)
    assert server.requests[0].fields == server.requests[1].fields
    assert sum(desk.clock.waits) == pytest.approx(60)


@pytest.mark.parametrize("before", [0, 3])
def test_a_change_that_may_have_been_made_is_not_asked_for_again_and_the_rest_comes_before_the_next_call(
    desk: Desk, before: int
) -> None:
    with RawServer(*[TOO_MANY] * before, BUSY, envelope()) as server:
        client = desk.talk(server.address)
        with pytest.raises(OverloadedError):
            client.create("PW1", DAY, PAIRS)
        assert sum(desk.clock.waits) == pytest.approx(60 * before)
        assert client.timesheets("PW1", Period(DAY, DAY)) == {}
    assert sum(desk.clock.waits) == pytest.approx(60 * before + 7)
    assert len(server.requests) == before + 2


def test_such_a_rest_is_one_of_the_three(desk: Desk) -> None:
    with RawServer(*[BUSY] * 4) as server:
        client = desk.talk(server.address)
        with pytest.raises(OverloadedError):
            client.update("PW1", DAY, PAIRS)
        with pytest.raises(SlowDownError):
            client.timesheets("PW1", Period(DAY, DAY))
    assert sum(desk.clock.waits) == pytest.approx(21)


def test_after_three_waits_it_gives_up(desk: Desk) -> None:
    with RawServer(*[TOO_MANY] * 4) as server:
        client = desk.talk(server.address)
        with pytest.raises(SlowDownError):
            client.create("PW1", DAY, PAIRS)
    assert client.calls == 4
    assert sum(desk.clock.waits) == pytest.approx(180)


def test_the_third_wait_can_still_help(desk: Desk) -> None:
    with RawServer(*[TOO_MANY] * 3, envelope()) as server:
        desk.talk(server.address).create("PW1", DAY, PAIRS)
    assert len(server.requests) == 4


def test_a_person_can_stop_it_while_it_waits(desk: Desk) -> None:
    desk.clock.before_wait = lambda _: desk.cancel.cancel()
    with RawServer(TOO_MANY) as server, pytest.raises(CancelledError):
        desk.talk(server.address).create("PW1", DAY, PAIRS)
    assert len(server.requests) == 1


def test_every_conversation_shares_the_pace(desk: Desk) -> None:
    with RawServer(*[envelope()] * 29) as server:
        for _ in range(29):
            desk.talk(server.address).create("PW1", DAY, PAIRS)
    assert sum(desk.clock.waits) == pytest.approx(60)
    assert desk.waits[0][1] == "People HR takes 28 calls a minute"


# The log -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "outcome"),
    [
        (envelope(), "HTTP 200, Status 0"),
        (NO_RECORD, "HTTP 200, Status 10"),
        (http(status="502 Bad Gateway"), "HTTP 502"),
        (http(b"<html>"), "HTTP 200"),
        (http(b""), "HTTP 200"),
    ],
)
def test_a_call_leaves_one_line(desk: Desk, caplog: pytest.LogCaptureFixture, play: Play, outcome: str) -> None:
    with caplog.at_level(logging.INFO), RawServer(play) as server, suppress(RefusedError, UnansweredError):
        desk.talk(server.address).update("PW1", DAY, PAIRS)
    lines = [record.getMessage() for record in caplog.records if record.name == "clockreports.peoplehr"]
    assert lines == [f"UpdateTimesheet PW1: {outcome}, 0 ms"]
