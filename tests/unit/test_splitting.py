"""How work days become timesheets: whole minutes, cut at midnight, and no date sent in part."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import PairingRules
from clockreports.domain.splitting import (
    CLOCKS_WENT_BACK,
    LAST_MINUTE,
    MIDNIGHT,
    NO_WHOLE_MINUTE,
    in_sequence,
    timesheets_of,
)
from clockreports.domain.timesheets import from_text
from tests.helpers.events import EMPLOYEE, RULES, sheet_minutes, shown_sheet, taps, timesheets, work_days
from tests.helpers.strategies import ordinary_taps, pairing_rules, taps_of_one_person

TRUSTED = replace(RULES, trusted_terminals=frozenset({"1"}))

SPLIT = {
    "a plain day": ("2026-03-09 09:00 17:30", ["2026-03-09 09:00-17:30"]),
    "whole minutes, truncated": (
        "2026-03-09 08:59:59 12:00:59 12:30:01 17:29:58",
        ["2026-03-09 08:59-12:00 12:30-17:29"],
    ),
    "a night": ("2026-03-09 22:00 | 2026-03-10 06:00", ["2026-03-09 22:00-23:59", "2026-03-10 00:00-06:00"]),
    "a night with a meal": (
        "2026-03-09 22:00 | 2026-03-10 01:30 02:00 06:00",
        ["2026-03-09 22:00-23:59", "2026-03-10 00:00-01:30 02:00-06:00"],
    ),
    "nights in a row": (
        "2026-03-09 22:00 | 2026-03-10 06:00 22:00 | 2026-03-11 06:00",
        ["2026-03-09 22:00-23:59", "2026-03-10 00:00-06:00 22:00-23:59", "2026-03-11 00:00-06:00"],
    ),
    "out at midnight": ("2026-03-09 18:00 | 2026-03-10 00:00:40", ["2026-03-09 18:00-23:59"]),
    "in at the last minute": ("2026-03-09 23:59:10 | 2026-03-10 06:00", ["2026-03-10 00:00-06:00"]),
    "out at the last minute": ("2026-03-09 18:00 23:59:50", ["2026-03-09 18:00-23:59"]),
    "the last night of the year": (
        "2026-12-31 22:00 | 2027-01-01 06:00",
        ["2026-12-31 22:00-23:59", "2027-01-01 00:00-06:00"],
    ),
    "the October night, by the wall": (
        "2026-10-24 22:00 | 2026-10-25 06:00",
        ["2026-10-24 22:00-23:59", "2026-10-25 00:00-06:00"],
    ),
    "the March night, by the wall": (
        "2026-03-28 22:00 | 2026-03-29 06:00",
        ["2026-03-28 22:00-23:59", "2026-03-29 00:00-06:00"],
    ),
    "a double tap does not keep a day back": ("2026-03-09 09:00:00 09:00:30 17:00", ["2026-03-09 09:00-17:00"]),
}

KEPT_BACK = {
    "one tap": ("2026-03-09 09:00", ["2026-03-09 nothing !"]),
    "a tap too few": ("2026-03-09 09:00 12:00 12:30", ["2026-03-09 09:00-12:00 !"]),
    "a night with a tap too few keeps back both its dates": (
        "2026-03-09 22:00 | 2026-03-10 02:00 02:30",
        ["2026-03-09 22:00-23:59 !", "2026-03-10 00:00-02:00 !"],
    ),
    "and with it the next shift on its second date, but not that one's other": (
        "2026-03-09 20:00 | 2026-03-10 02:00 02:30 | 2026-03-10 22:00 | 2026-03-11 06:00",
        ["2026-03-09 20:00-23:59 !", "2026-03-10 00:00-02:00 22:00-23:59 !", "2026-03-11 00:00-06:00"],
    ),
    "a date touched by nothing but a loose tap": (
        "2026-03-09 14:00 18:00 21:00 23:00 | 2026-03-10 00:30",
        ["2026-03-09 14:00-18:00 21:00-23:00 !", "2026-03-10 nothing !"],
    ),
    "too long": (
        "2026-03-09 15:00 | 2026-03-10 06:30",
        ["2026-03-09 15:00-23:59 !", "2026-03-10 00:00-06:30 !"],
    ),
    "the clocks went back between two intervals": (
        "2026-10-25 00:30 01:30 01:20* 05:00",
        ["2026-10-25 00:30-01:30 01:20-05:00 !"],
    ),
    "the clocks went back within an interval": ("2026-10-25 01:40 01:20*", ["2026-10-25 01:40-01:20 !"]),
    "and to the very minute": ("2026-10-25 01:30:00 01:30:30*", ["2026-10-25 nothing !"]),
}

WHOLE = {
    "a plain day": ("2026-03-09 09:00 17:30", ["2026-03-09 09:00-17:30"]),
    "a night": ("2026-03-09 22:00 | 2026-03-10 06:00", ["2026-03-09 22:00-06:00"]),
    "nights in a row": (
        "2026-03-09 22:00 | 2026-03-10 06:00 22:00 | 2026-03-11 06:00",
        ["2026-03-09 22:00-06:00", "2026-03-10 22:00-06:00"],
    ),
    "work after a meal stays on its own date": (
        "2026-03-09 22:00 | 2026-03-10 01:30 02:00 06:00",
        ["2026-03-09 22:00-01:30", "2026-03-10 02:00-06:00"],
    ),
    "out at midnight": ("2026-03-09 18:00 | 2026-03-10 00:00:40", ["2026-03-09 18:00-00:00"]),
    "a tap too few keeps back both dates": (
        "2026-03-09 22:00 | 2026-03-10 02:00 02:30",
        ["2026-03-09 22:00-02:00 !", "2026-03-10 nothing !"],
    ),
    "the clocks went back within an interval": ("2026-10-25 01:40 01:20*", ["2026-10-25 01:40-01:20 !"]),
    "the clocks went back between two intervals": (
        "2026-10-25 00:30 01:30 01:20* 05:00",
        ["2026-10-25 00:30-01:30 01:20-05:00 !"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in SPLIT.items()])
def test_work_is_cut_at_midnight_and_to_whole_minutes(text: str, expected: list[str]) -> None:
    assert [shown_sheet(sheet) for sheet in timesheets(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in KEPT_BACK.items()])
def test_what_a_person_has_to_settle_is_kept_back(text: str, expected: list[str]) -> None:
    assert [shown_sheet(sheet) for sheet in timesheets(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in WHOLE.items()])
def test_work_across_midnight_stays_whole_when_asked_for(text: str, expected: list[str]) -> None:
    assert [shown_sheet(sheet) for sheet in timesheets(taps(text), split=False)] == expected


def test_a_timesheet_says_why_it_is_kept_back_and_of_which_shift_that_is() -> None:
    first, second = timesheets(taps("2026-03-09 22:00 | 2026-03-10 02:00 02:30"))
    assert (first.employee, first.day) == (EMPLOYEE, date(2026, 3, 9))
    assert first.attention == "A tap is missing after 02:30."
    assert second.attention == "Shift of 09/03/2026: A tap is missing after 02:30."


def test_who_has_a_tap_to_find_is_not_told_of_the_clocks_as_well() -> None:
    (sheet,) = timesheets(taps("2026-10-25 00:30 01:30 01:20* 05:00 05:30"))
    assert sheet.attention == "A tap is missing after 05:30."


def test_work_is_cut_at_midnight_unless_told_otherwise() -> None:
    days = work_days(taps("2026-03-09 22:00 | 2026-03-10 06:00"))
    assert timesheets_of(days) == timesheets_of(days, split_at_midnight=True)


def test_the_same_sentence_is_said_once_and_different_ones_one_after_the_other() -> None:
    (sheet,) = timesheets(taps("2026-03-09 09:00:10/0 09:00:40/1 | 2026-03-09 14:00:10/0 14:00:40/1 15:00/1"), TRUSTED)
    assert sheet.attention == f"{NO_WHOLE_MINUTE} A tap is missing before 15:00."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09 09:00:10/0 09:00:40/1", NO_WHOLE_MINUTE),
        ("2026-03-09 09:00/0 12:00/1 12:30:10/0 12:30:40/1", NO_WHOLE_MINUTE),
        ("2026-03-09 23:59:20/0 | 2026-03-10 00:00:30/1", NO_WHOLE_MINUTE),
        ("2026-10-25 01:30:00/0 01:30:30/1*", CLOCKS_WENT_BACK),
        ("2026-10-25 01:40/0 01:20/1*", CLOCKS_WENT_BACK),
        ("2026-10-25 00:30/0 01:30/1 01:20/0* 05:00/1", CLOCKS_WENT_BACK),
    ],
)
def test_work_that_cannot_be_written_is_told_for_what_it_is(text: str, expected: str) -> None:
    assert [sheet.attention for sheet in timesheets(taps(text), TRUSTED)] == [expected]


@pytest.mark.parametrize(
    ("text", "within_a_day", "across_midnight"),
    [
        ("", True, True),
        ("09:00-12:00 12:00-17:00", True, True),
        ("09:00-12:00 11:59-17:00", False, False),
        ("22:00-06:00", False, True),
        ("22:00-01:00 02:00-06:00", False, False),
        ("09:00-12:00 13:00-", True, True),
    ],
)
def test_times_are_in_sequence_when_none_is_before_the_one_before(
    text: str, *, within_a_day: bool, across_midnight: bool
) -> None:
    assert in_sequence(from_text(text)) is within_a_day
    assert in_sequence(from_text(text), may_cross_midnight=True) is across_midnight


@given(taps_of_one_person(), pairing_rules())
def test_every_time_is_that_of_a_tap_or_midnight(events: list[ClockEvent], rules: PairingRules) -> None:
    tapped = {event.at.replace(second=0) for event in events}
    for sheet in timesheets(events, rules):
        for pair in sheet.pairs:
            assert pair.time_in == MIDNIGHT or datetime.combine(sheet.day, pair.time_in) in tapped
            assert pair.time_out is not None
            assert pair.time_out == LAST_MINUTE or datetime.combine(sheet.day, pair.time_out) in tapped


@given(ordinary_taps(), pairing_rules())
def test_all_work_is_in_the_timesheets_but_the_minute_before_each_midnight(
    events: list[ClockEvent], rules: PairingRules
) -> None:
    days = work_days(events, rules)
    dates = [
        (interval.start.event.at.date(), interval.end.event.at.date()) for day in days for interval in day.intervals
    ]
    nights = sum(first != last for first, last in dates)
    written = sum(sheet_minutes(sheet) for sheet in timesheets(events, rules))
    assert written == sum(day.minutes for day in days) - nights


@given(taps_of_one_person(), pairing_rules())
def test_no_date_touched_by_a_broken_shift_is_sent(events: list[ClockEvent], rules: PairingRules) -> None:
    kept_back = {sheet.day for sheet in timesheets(events, rules) if sheet.attention}
    for day in work_days(events, rules):
        for exception in day.exceptions:
            assert exception.settles_itself or exception.dates <= kept_back


@given(events=taps_of_one_person(), rules=pairing_rules(), split=st.booleans())
def test_timesheets_are_one_a_date_and_what_is_sent_is_in_sequence_and_not_empty(
    *, events: list[ClockEvent], rules: PairingRules, split: bool
) -> None:
    sheets = timesheets(events, rules, split=split)
    assert all(earlier.day < later.day for earlier, later in pairwise(sheets))
    for sheet in sheets:
        assert sheet.pairs or sheet.attention
        assert sheet.attention or in_sequence(sheet.pairs, may_cross_midnight=not split)
        assert all(pair.time_in != pair.time_out for pair in sheet.pairs)
