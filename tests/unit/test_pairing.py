"""Pairing, case by case: which taps make a shift, and which two make an interval of work."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from clockreports.domain.clock_events import Direction
from clockreports.domain.pairing import PairingRules, taps_of
from tests.helpers.events import LONDON, RULES, shifts, shown_day, taps, work_days

TRUSTED = replace(RULES, trusted_terminals=frozenset({"1"}))

ORDINARY = {
    "a plain day": (
        "2026-03-09 09:00 17:30",
        ["2026-03-09 09:00-17:30 = 8:30"],
    ),
    "seconds count from whole minute to whole minute": (
        "2026-03-09 09:00:59 17:30:01",
        ["2026-03-09 09:00:59-17:30:01 = 8:30"],
    ),
    "lunch": (
        "2026-03-09 09:00 12:03 12:41 17:12",
        ["2026-03-09 09:00-12:03 12:41-17:12 = 7:34"],
    ),
    "a split shift": (
        "2026-03-09 06:00 10:00 16:00 20:00",
        ["2026-03-09 06:00-10:00 16:00-20:00 = 8:00"],
    ),
    "two days": (
        "2026-03-09 09:00 17:00 | 2026-03-10 08:30 16:45",
        ["2026-03-09 09:00-17:00 = 8:00", "2026-03-10 08:30-16:45 = 8:15"],
    ),
    "taps on two terminals": (
        "2026-03-09 09:00@Gate 12:00@Canteen 12:30@Canteen 17:00@Gate",
        ["2026-03-09 09:00-12:00 12:30-17:00 = 7:30"],
    ),
    "a night is dated by its start": (
        "2026-03-09 22:00 | 2026-03-10 06:00",
        ["2026-03-09 22:00-06:00 = 8:00"],
    ),
    "a night with a meal": (
        "2026-03-09 22:00 | 2026-03-10 01:30 02:00 06:00",
        ["2026-03-09 22:00-01:30 02:00-06:00 = 7:30"],
    ),
    "nights in a row": (
        "2026-03-09 22:00 | 2026-03-10 06:00 22:00 | 2026-03-11 06:00",
        ["2026-03-09 22:00-06:00 = 8:00", "2026-03-10 22:00-06:00 = 8:00"],
    ),
    "a late shift and the early one after it": (
        "2026-03-09 14:00 22:00 | 2026-03-10 06:00 14:00",
        ["2026-03-09 14:00-22:00 = 8:00", "2026-03-10 06:00-14:00 = 8:00"],
    ),
    "a pause of 3:59 over midnight belongs to the shift": (
        "2026-03-09 16:00 20:00 23:59 | 2026-03-10 02:00",
        ["2026-03-09 16:00-20:00 23:59-02:00 = 6:01"],
    ),
    "a pause of 4:00 over midnight ends the shift": (
        "2026-03-09 16:00 20:00 | 2026-03-10 00:00 02:00",
        ["2026-03-09 16:00-20:00 = 4:00", "2026-03-10 00:00-02:00 = 2:00"],
    ),
    "a long stretch of work is no pause": (
        "2026-03-09 08:00 16:00 | 2026-03-10 08:00 16:00",
        ["2026-03-09 08:00-16:00 = 8:00", "2026-03-10 08:00-16:00 = 8:00"],
    ),
}

ODD = {
    "one tap": (
        "2026-03-09 09:00",
        ["2026-03-09 nothing = 0:00 ! missing tap"],
    ),
    "three taps": (
        "2026-03-09 09:00 12:00 12:30",
        ["2026-03-09 09:00-12:00 = 3:00 ! missing tap"],
    ),
    "a forgotten out does not spoil the next day": (
        "2026-03-09 09:00 | 2026-03-10 09:00 17:00",
        ["2026-03-09 nothing = 0:00 ! missing tap", "2026-03-10 09:00-17:00 = 8:00"],
    ),
    "a forgotten out answered by the next morning's in": (
        "2026-03-09 15:00 | 2026-03-10 06:30 14:30",
        ["2026-03-09 15:00-06:30 = 15:30 ! too long", "2026-03-10 nothing = 0:00 ! missing tap"],
    ),
    "an interval of 12 hours is believed": (
        "2026-03-09 07:00 19:00",
        ["2026-03-09 07:00-19:00 = 12:00"],
    ),
    "an interval of a second more is not": (
        "2026-03-09 07:00 19:00:01",
        ["2026-03-09 07:00-19:00:01 = 12:00 ! too long"],
    ),
    "16 hours from the first tap on belong to the shift": (
        "2026-03-09 08:00 12:00 13:00 | 2026-03-10 00:00",
        ["2026-03-09 08:00-12:00 13:00-00:00 = 15:00"],
    ),
    "a second more does not": (
        "2026-03-09 08:00 12:00 13:00 | 2026-03-10 00:00:01",
        ["2026-03-09 08:00-12:00 = 4:00 ! missing tap", "2026-03-10 nothing = 0:00 ! missing tap"],
    ),
    "17 hours between two taps": (
        "2026-03-09 08:00 | 2026-03-10 01:00",
        ["2026-03-09 nothing = 0:00 ! missing tap", "2026-03-10 nothing = 0:00 ! missing tap"],
    ),
    "a clock that was reset": (
        "2000-01-01 00:04 08:10 | 2026-03-09 09:00 17:00",
        [
            "2000-01-01 00:04-08:10 = 8:06 ! clock not set ! clock not set",
            "2026-03-09 09:00-17:00 = 8:00",
        ],
    ),
}

DOUBLE = {
    "59 s": (
        "2026-03-09 09:00:00 09:00:59 17:00",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
    ),
    "60 s": (
        "2026-03-09 09:00:00 09:01:00 17:00",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
    ),
    "61 s": (
        "2026-03-09 09:00:00 09:01:01 17:00",
        ["2026-03-09 09:00-09:01:01 = 0:01 ! missing tap"],
    ),
    "the same second on two terminals": (
        "2026-03-09 09:00@Gate 09:00@Yard 17:00@Gate",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
    ),
    "on the way out": (
        "2026-03-09 09:00 17:00:00 17:00:05 17:00:09",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap ! double tap"],
    ),
    "counted from the tap that was kept": (
        "2026-03-09 09:00:00 09:00:50 09:01:40",
        ["2026-03-09 09:00-09:01:40 = 0:01 ! double tap"],
    ),
    "over midnight": (
        "2026-03-09 18:00 23:59:40 | 2026-03-10 00:00:10",
        ["2026-03-09 18:00-23:59:40 = 5:59 ! double tap"],
    ),
}

CLOCK_CHANGES = {
    "the October night is an hour longer": (
        "2026-10-24 22:00 | 2026-10-25 06:00",
        ["2026-10-24 22:00-06:00 = 9:00"],
    ),
    "the March night is an hour shorter": (
        "2026-03-28 22:00 | 2026-03-29 06:00",
        ["2026-03-28 22:00-06:00 = 7:00"],
    ),
    "out in the first pass": (
        "2026-10-24 22:00 | 2026-10-25 01:30",
        ["2026-10-24 22:00-01:30 = 3:30"],
    ),
    "out in the second pass": (
        "2026-10-24 22:00 | 2026-10-25 01:30*",
        ["2026-10-24 22:00-01:30 = 4:30"],
    ),
    "from the first pass to the second, backwards by the wall": (
        "2026-10-25 01:40 01:20*",
        ["2026-10-25 01:40-01:20 = 0:40"],
    ),
    "the same time an hour later is no double tap": (
        "2026-10-25 01:30:00 01:30:30*",
        ["2026-10-25 01:30-01:30:30 = 1:00"],
    ),
    "a tap in the missing hour": (
        "2026-03-28 22:00 | 2026-03-29 01:30",
        ["2026-03-28 22:00-01:30 = 3:30 ! terminal clock not moved"],
    ),
    "12 hours of the October night are 13": (
        "2026-10-24 19:00 | 2026-10-25 07:00",
        ["2026-10-24 19:00-07:00 = 13:00 ! too long"],
    ),
    "13 hours of the March night are 12": (
        "2026-03-28 18:00 | 2026-03-29 07:00",
        ["2026-03-28 18:00-07:00 = 12:00"],
    ),
    "the longest shift ends an hour earlier by the wall in the October night": (
        "2026-10-24 12:00 16:00 19:00 | 2026-10-25 03:00",
        ["2026-10-24 12:00-16:00 19:00-03:00 = 13:00"],
    ),
    "and a second later it is over": (
        "2026-10-24 12:00 16:00 19:00 | 2026-10-25 03:00:01",
        ["2026-10-24 12:00-16:00 = 4:00 ! missing tap", "2026-10-25 nothing = 0:00 ! missing tap"],
    ),
}

BY_THE_KEYS = {
    "as it should be": (
        "2026-03-09 09:00/0 17:00/1",
        ["2026-03-09 09:00-17:00 = 8:00"],
    ),
    "break out and break in": (
        "2026-03-09 09:00/0 12:00/2 12:30/3 17:00/1",
        ["2026-03-09 09:00-12:00 12:30-17:00 = 7:30"],
    ),
    "overtime": (
        "2026-03-09 09:00/0 17:00/1 18:00/4 20:00/5",
        ["2026-03-09 09:00-17:00 18:00-20:00 = 10:00"],
    ),
    "in and in": (
        "2026-03-09 09:00/0 12:30/0 17:00/1",
        ["2026-03-09 12:30-17:00 = 4:30 ! missing tap"],
    ),
    "out and out": (
        "2026-03-09 09:00/0 12:00/1 17:00/1",
        ["2026-03-09 09:00-12:00 = 3:00 ! missing tap"],
    ),
    "nothing but outs": (
        "2026-03-09 12:00/1 14:00/1",
        ["2026-03-09 nothing = 0:00 ! missing tap ! missing tap"],
    ),
    "out first": (
        "2026-03-09 12:00/1 12:30/0 17:00/1",
        ["2026-03-09 12:30-17:00 = 4:30 ! missing tap"],
    ),
    "no key used: by turns": (
        "2026-03-09 09:00/255 12:00/255 12:30/255 17:00/255",
        ["2026-03-09 09:00-12:00 12:30-17:00 = 7:30"],
    ),
    "no key used after an in": (
        "2026-03-09 09:00/0 17:00/255",
        ["2026-03-09 09:00-17:00 = 8:00"],
    ),
    "no key used before an out": (
        "2026-03-09 09:00/255 17:00/1",
        ["2026-03-09 09:00-17:00 = 8:00"],
    ),
    "forgotten out, then in next morning": (
        "2026-03-09 15:00/0 | 2026-03-10 06:30/0 14:30/1",
        ["2026-03-09 nothing = 0:00 ! missing tap", "2026-03-10 06:30-14:30 = 8:00"],
    ),
    "forgotten in, then out next morning": (
        "2026-03-09 09:00/0 12:00/1 | 2026-03-10 00:30/1",
        ["2026-03-09 09:00-12:00 = 3:00", "2026-03-10 nothing = 0:00 ! missing tap"],
    ),
    "the same key twice within 60 s is a double tap": (
        "2026-03-09 09:00:00/0 09:00:05/0 17:00/1",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
    ),
    "a key and none within 60 s are a double tap": (
        "2026-03-09 09:00:00/0 09:00:05/255 17:00/1",
        ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
    ),
    "opposite keys are two taps, however quick": (
        "2026-03-09 09:00/0 12:00:00/1 12:00:30/0 17:00/1",
        ["2026-03-09 09:00-12:00 12:00:30-17:00 = 8:00"],
    ),
    "a key of a terminal that is not trusted says nothing": (
        "2026-03-09 09:00/1@2 17:00/0@2",
        ["2026-03-09 09:00-17:00 = 8:00"],
    ),
    "one terminal trusted, the other not": (
        "2026-03-09 09:00/0 12:00/0@2 12:30/1@2 17:00/1",
        ["2026-03-09 09:00-12:00 12:30-17:00 = 7:30"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in ORDINARY.items()])
def test_ordinary_days_pair_without_exceptions(text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in ODD.items()])
def test_what_does_not_add_up_is_an_exception(text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in DOUBLE.items()])
def test_double_taps_are_marked_and_not_used(text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in CLOCK_CHANGES.items()])
def test_durations_are_true_in_the_nights_of_the_clock_changes(text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(text))] == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=name) for name, case in BY_THE_KEYS.items()])
def test_direction_keys_count_on_trusted_terminals(text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(text), TRUSTED)] == expected


def test_keys_count_for_nothing_by_default() -> None:
    wrong_way_round = taps("2026-03-09 09:00/1 12:00/1 12:30/0 17:00/0")
    assert [shown_day(day) for day in work_days(wrong_way_round)] == ["2026-03-09 09:00-12:00 12:30-17:00 = 7:30"]


@pytest.mark.parametrize(("second_start", "expected"), [("15:59", 1), ("16:00", 2)])
def test_the_gap_that_ends_a_shift_is_four_hours(second_start: str, expected: int) -> None:
    assert len(shifts(taps(f"2026-03-09 09:00 12:00 {second_start} 18:00"))) == expected


def test_a_gap_after_an_odd_number_of_taps_does_not_end_a_shift() -> None:
    assert len(shifts(taps("2026-03-09 09:00 18:00"))) == 1


@pytest.mark.parametrize(("hours", "expected"), [(7, 2), (8, 1)])
def test_the_gap_is_a_setting(hours: int, expected: int) -> None:
    rules = replace(RULES, shift_gap=timedelta(hours=hours))
    assert len(shifts(taps("2026-03-09 09:00 09:30 17:00 18:00"), rules)) == expected


@pytest.mark.parametrize(
    ("rules", "text", "expected"),
    [
        (replace(RULES, repeat_within=timedelta(0)), "09:00 09:00:30", ["2026-03-09 09:00-09:00:30 = 0:00"]),
        (
            replace(RULES, repeat_within=timedelta(minutes=5)),
            "09:00 09:05 17:00",
            ["2026-03-09 09:00-17:00 = 8:00 ! double tap"],
        ),
        (
            replace(RULES, longest_shift=timedelta(hours=9)),
            "08:00 12:00 13:00 17:01",
            ["2026-03-09 08:00-12:00 = 4:00 ! missing tap ! missing tap"],
        ),
        (
            replace(RULES, longest_interval=timedelta(hours=6)),
            "09:00 15:01",
            ["2026-03-09 09:00-15:01 = 6:01 ! too long"],
        ),
    ],
)
def test_every_other_rule_is_one_too(rules: PairingRules, text: str, expected: list[str]) -> None:
    assert [shown_day(day) for day in work_days(taps(f"2026-03-09 {text}"), rules)] == expected


def test_a_shift_keeps_every_tap_in_its_place() -> None:
    (shift,) = shifts(taps("2026-03-09 09:00 09:00:20 12:00 12:30"))
    assert [f"{tap.event.at:%H:%M:%S}" for tap in shift.taps] == ["09:00:00", "12:00:00", "12:30:00"]
    assert [f"{tap.event.at:%H:%M:%S}" for tap in shift.repeats] == ["09:00:20"]
    assert [f"{tap.event.at:%H:%M:%S}" for tap in shift.loose] == ["12:30:00"]


def test_a_shift_is_dated_by_its_first_tap_and_knows_all_its_dates() -> None:
    (shift,) = shifts(taps("2026-03-09 22:00 | 2026-03-10 06:00"))
    assert shift.day == date(2026, 3, 9)
    assert shift.dates == {date(2026, 3, 9), date(2026, 3, 10)}


def test_taps_have_their_moment_in_utc_and_a_direction_only_where_it_is_trusted() -> None:
    trusted, other = taps_of(taps("2026-07-01 09:00/1 09:00/1@2"), LONDON, TRUSTED)
    assert trusted.moment == other.moment == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert (trusted.direction, other.direction) == (Direction.OUT, None)


def test_two_taps_of_one_moment_keep_the_same_order_however_they_come() -> None:
    unmoved_and_moved = taps("2026-03-29 01:30 02:30")
    forwards, backwards = (taps_of(events, LONDON, RULES) for events in (unmoved_and_moved, unmoved_and_moved[::-1]))
    assert forwards[0].moment == forwards[1].moment
    assert forwards == backwards
