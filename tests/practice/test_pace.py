"""The limit on calls per minute."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.practice.pace import MINUTE, Pace
from clockreports.practice.server import PracticeServer
from tests.helpers.clock import FakeClock
from tests.practice.calling import Caller, tiny_company


@pytest.fixture
def server(clock: FakeClock) -> Iterator[PracticeServer]:
    with PracticeServer(tiny_company(), calls_per_minute=2, clock=clock) as running:
        yield running


def test_a_call_over_the_limit_is_refused_and_not_done(caller: Caller, server: PracticeServer) -> None:
    assert caller.create(day="2026-03-02").json["Status"] == 0
    assert caller.create(day="2026-03-03").json["Status"] == 0
    assert caller.create(day="2026-03-04").said == (5, "API call limit exceeded. Please try after some time.")
    assert [(entry.status, entry.changed) for entry in server.log] == [(0, True), (0, True), (5, False)]
    assert len(server.timesheets) == 3  # with the one of the company file


def test_a_call_refused_for_any_reason_counts_but_one_over_the_limit_does_not(caller: Caller, clock: FakeClock) -> None:
    caller.send("POST", "/Timesheet", b"no json")
    clock.advance(30)
    caller.create(day="2026-03-02")
    assert caller.create(day="2026-03-03").json["Status"] == 5
    clock.advance(30)
    assert caller.create(day="2026-03-03").json["Status"] == 0
    assert caller.create(day="2026-03-04").json["Status"] == 5


def test_neither_control_nor_what_is_no_call_counts(caller: Caller) -> None:
    for _ in range(5):
        caller.send("GET", "/practice/log")
        caller.send("GET", "/Timesheet")
    assert caller.create().json["Status"] == 0


def test_a_call_over_the_limit_uses_up_no_fault(caller: Caller, clock: FakeClock) -> None:
    caller.create(day="2026-03-02")
    caller.create(day="2026-03-03")
    caller.order(fault="http_503")
    assert caller.create(day="2026-03-04").code == 200
    clock.advance(60)
    assert caller.create(day="2026-03-04").code == 503


@pytest.mark.parametrize("none", [None, 0])
def test_without_a_limit_any_number_passes(none: int | None) -> None:
    pace = Pace(none)
    assert all(pace.admit(0) for _ in range(1000))


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5))
def test_no_minute_ever_holds_more_calls_than_allowed_and_none_is_sent_away_needlessly(
    gaps: list[float], most: int
) -> None:
    pace, now = Pace(most), 0.0
    admitted: list[float] = []
    for gap in gaps:
        now += gap
        within = [call for call in admitted if now - call < MINUTE]
        assert pace.admit(now) is (len(within) < most)
        if len(within) < most:
            admitted.append(now)
