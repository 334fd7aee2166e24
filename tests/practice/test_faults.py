"""Each fault as a caller sees it, and whether the call was done all the same."""

import threading
from collections.abc import Callable
from http.client import IncompleteRead, RemoteDisconnected

import pytest

from clockreports.practice.faults import KINDS, Fault, FaultQueue
from clockreports.practice.fields import FieldError
from clockreports.practice.server import PracticeServer
from tests.practice.calling import KEY, Answered, Caller

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"

SEEN = {
    # fault: (HTTP status, content type, status in the envelope, carried out)
    "html_before": (200, HTML, None, False),
    "html_after": (200, HTML, None, True),
    "html_500_before": (500, HTML, None, False),
    "html_500_after": (500, HTML, None, True),
    "http_503_after": (503, HTML, None, True),
    "status_6_before": (200, JSON, 6, False),
    "status_6_after": (200, JSON, 6, True),
    "empty_after": (200, JSON, None, True),
    "no_envelope_after": (200, JSON, None, True),
    "limit": (200, JSON, 5, False),
    "http_401": (401, HTML, None, False),
    "http_403": (403, HTML, None, False),
    "http_429": (429, HTML, None, False),
    "http_503": (503, HTML, None, False),
    "redirect": (302, HTML, None, False),
    "slow_before": (200, JSON, 0, True),
    "slow_after": (200, JSON, 0, True),
}
CUT = {"lost_before": False, "lost_after": True, "torn": True}


def test_every_fault_is_tried_here() -> None:
    assert set(KINDS) == {*SEEN, *CUT}


@pytest.mark.parametrize("fault", SEEN)
def test_a_fault_that_is_answered(server: PracticeServer, caller: Caller, fault: str) -> None:
    code, content_type, status, carried_out = SEEN[fault]
    server.order(Fault(fault, seconds=0.01))
    answer = caller.create()
    assert (answer.code, answer.headers["Content-Type"]) == (code, content_type)
    entry = server.log[-1]
    assert (entry.fault, entry.code, entry.status, entry.changed) == (fault, code, status, carried_out)
    assert bool([key for key in server.timesheets if key[0] == "T1"]) is carried_out
    if status is None:
        assert b"isError" not in answer.body
    else:
        assert answer.json["Status"] == status
    assert caller.create(day="2026-03-04").json["Status"] == 0  # the same connection serves on


@pytest.mark.parametrize("fault", ["lost_before", "lost_after"])
def test_a_lost_reply_ends_the_connection_without_a_word(server: PracticeServer, caller: Caller, fault: str) -> None:
    server.order(Fault(fault))
    with pytest.raises(RemoteDisconnected):
        caller.create()
    entry = server.log[-1]
    assert (entry.code, entry.status, entry.changed) == (None, None, CUT[fault])


def test_a_torn_reply_promises_more_than_it_brings(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("torn"))
    with pytest.raises(IncompleteRead) as torn:
        caller.create()
    assert torn.value.partial.startswith(b'{"isError": false')
    assert torn.value.expected
    entry = server.log[-1]
    assert (entry.code, entry.status, entry.changed) == (200, None, True)


def test_a_slow_call_is_not_done_before_its_time(server: PracticeServer) -> None:
    server.order(Fault("slow_before", seconds=3000))
    with Caller(server, timeout=0.1) as hasty, pytest.raises(TimeoutError):
        hasty.create()
    assert server.log == ()
    assert not [key for key in server.timesheets if key[0] == "T1"]


def test_a_slow_answer_comes_after_the_call_is_done(server: PracticeServer) -> None:
    server.order(Fault("slow_after", seconds=3000))
    with Caller(server, timeout=0.1) as hasty, pytest.raises(TimeoutError):
        hasty.create()
    _until(lambda: server.log)
    assert server.log[0].changed


def test_a_slow_call_holds_up_nobody_else(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("slow_before", action="CreateNewTimesheet", seconds=3000))
    with Caller(server, timeout=0.1) as hasty, pytest.raises(TimeoutError):
        hasty.create()
    assert caller.call("GetCompanyInformation").json["Status"] == 0


@pytest.mark.parametrize("fault", ["limit", "http_429", "http_503"])
def test_retry_after_is_told_when_seconds_are_ordered(server: PracticeServer, caller: Caller, fault: str) -> None:
    server.order(Fault(fault, seconds=45))
    server.order(Fault(fault))
    assert caller.create().headers["Retry-After"] == "45"
    assert "Retry-After" not in caller.create().headers


def test_the_sentence_about_the_limit_asks_to_try_after_some_time(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("limit"))
    assert caller.create().said == (5, "API call limit exceeded. Please try after some time.")


def test_a_redirect_leads_where_it_is_ordered_to(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("redirect"))
    server.order(Fault("redirect", location="http://127.0.0.1:9/Timesheet"))
    assert caller.create().headers["Location"] == "/elsewhere"
    assert caller.create().headers["Location"] == "http://127.0.0.1:9/Timesheet"


def test_a_fault_befalls_a_call_whatever_is_wrong_with_it(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("status_6_before"))
    assert caller.send("POST", "/Employee", b"no json").json["Status"] == 6


@pytest.mark.parametrize(
    ("orders", "befallen"),
    [
        ([Fault("torn")], ["torn", "", "", ""]),
        ([Fault("torn", skip=2)], ["", "", "torn", ""]),
        ([Fault("torn", times=3)], ["torn", "torn", "torn", ""]),
        ([Fault("torn", skip=1, times=2)], ["", "torn", "torn", ""]),
        ([Fault("torn"), Fault("limit")], ["torn", "limit", "", ""]),
        ([Fault("torn"), Fault("limit", skip=1)], ["torn", "limit", "", ""]),
        ([Fault("torn", skip=2), Fault("limit")], ["limit", "", "torn", ""]),
        ([Fault("torn", action="UpdateTimesheet")], ["", "", "", ""]),
        ([Fault("torn", action="CreateNewTimesheet", skip=1)], ["", "torn", "", ""]),
    ],
)
def test_orders_count_the_calls_that_match_them(orders: list[Fault], befallen: list[str]) -> None:
    queue = FaultQueue()
    for order in orders:
        queue.order(order)
    taken = [queue.take("CreateNewTimesheet") for _ in befallen]
    assert [fault.fault if fault else "" for fault in taken] == befallen


def test_calls_of_another_action_are_not_counted(server: PracticeServer, caller: Caller) -> None:
    server.order(Fault("html_500_before", action="UpdateTimesheet", skip=1))
    caller.create()
    assert caller.update(TimeOut1="18:00").code == 200
    assert caller.read().code == 200
    assert caller.update(TimeOut1="19:00").code == 500


@pytest.mark.parametrize(
    ("fault", "action", "reason"),
    [("torned", "", "There is no fault 'torned'"), ("torn", "Make", "no action 'Make'"), ("slow_after", "", "seconds")],
)
def test_an_order_that_makes_no_sense_is_refused(fault: str, action: str, reason: str) -> None:
    with pytest.raises(FieldError, match=reason):
        Fault(fault, action)


@pytest.mark.parametrize("fault", [kind for kind in SEEN if not kind.startswith("slow")])
def test_no_fault_shows_the_key(server: PracticeServer, caller: Caller, fault: str) -> None:
    server.order(Fault(fault))
    answer: Answered = caller.create()
    assert KEY.encode() not in answer.body
    assert KEY not in str(answer.headers)


def _until(happened: Callable[[], object]) -> None:
    patience = threading.Event()
    for _ in range(1000):
        if happened():
            return
        patience.wait(0.01)
    pytest.fail("It never happened.")
