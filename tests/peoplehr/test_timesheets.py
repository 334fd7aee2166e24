"""Timesheets as fields: written in minutes from slot 1 upwards, read as they stand."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pair, Pairs, Standing, from_text, to_text
from clockreports.peoplehr.timesheets import new_day, read_timesheets, whole_day
from clockreports.services.failures import NotUnderstoodError, RefusedError

Write = Callable[[str, date, Pairs], dict[str, str]]

DAY = date(2026, 3, 9)
WEEK = Period(date(2026, 3, 9), date(2026, 3, 15))
SLOTS = {f"Time{way}{number}" for number in range(1, 16) for way in ("In", "Out")}


def test_a_new_day_sends_only_the_slots_in_use() -> None:
    assert new_day("PW1", DAY, from_text("08:58-12:03 12:41-17:12")) == {
        "EmployeeId": "PW1",
        "TimesheetDate": "2026-03-09",
        "TimeIn1": "08:58",
        "TimeOut1": "12:03",
        "TimeIn2": "12:41",
        "TimeOut2": "17:12",
    }


def test_a_rewritten_day_clears_the_slots_not_in_use() -> None:
    fields = whole_day("PW1", DAY, from_text("09:00-17:30"))
    assert fields.keys() == SLOTS | {"EmployeeId", "TimesheetDate"}
    assert {name: text for name, text in fields.items() if name in SLOTS and text} == {
        "TimeIn1": "09:00",
        "TimeOut1": "17:30",
    }


def test_seconds_are_not_written() -> None:
    assert new_day("PW1", DAY, from_text("09:00:59-17:30:01"))["TimeIn1"] == "09:00"


def test_an_open_day_has_no_out() -> None:
    assert "TimeOut1" not in new_day("PW1", DAY, from_text("09:00-"))
    assert whole_day("PW1", DAY, from_text("09:00-"))["TimeOut1"] == ""


@pytest.mark.parametrize("write", [new_day, whole_day])
def test_a_sixteenth_pair_is_refused_here(write: Write) -> None:
    pairs = tuple(Pair(time(hour), time(hour, 30)) for hour in range(16))
    with pytest.raises(RefusedError, match="16 pairs"):
        write("PW1", DAY, pairs)


ROWS: list[tuple[dict[str, object], str]] = [
    ({"TimeIn1": "09:00:00", "TimeOut1": "17:30:00"}, "09:00-17:30"),
    ({"TimeIn1": "09:00", "TimeOut1": "17:30"}, "09:00-17:30"),
    ({"timein1": "9:00", "TIMEOUT1": "17:30:00.0000000"}, "09:00-17:30"),
    ({"TimeIn1": "09:00:30", "TimeOut1": "17:30:00"}, "09:00:30-17:30"),
    ({"TimeIn1": "09:00:00", "TimeOut1": None}, "09:00-"),
    ({"TimeIn1": "09:00:00", "TimeOut1": ""}, "09:00-"),
    ({"TimeIn1": "09:00:00"}, "09:00-"),
    ({"TimeIn1": None, "TimeOut1": "", "TimeIn2": "13:00:00", "TimeOut2": "17:00:00"}, "13:00-17:00"),
    ({"TimeIn2": "13:00:00", "TimeOut2": "17:00:00", "TimeIn1": "08:00:00", "TimeOut1": "12:00:00"},
     "08:00-12:00 13:00-17:00"),
    ({"TimeIn15": "22:00:00", "TimeOut15": "23:59:00", "TimeIn9": "10:00:00", "TimeOut9": "11:00:00"},
     "10:00-11:00 22:00-23:59"),
    ({"TimeIn1": "00:00:00", "TimeOut1": "06:00:00"}, "00:00-06:00"),
    ({"TimeIn1": None, "TimeOut1": "17:30:00"}, "17:30-17:30"),
    ({"TimeIn1": "09:00:00", "TimeOut1": "12:00:00", "TimeOut2": "17:30:00"}, "09:00-12:00 17:30-17:30"),
    ({"Comments": "Sick", "TotalTime": "0:00"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("row", "text"), ROWS)
def test_a_day_is_read_as_it_stands(row: dict[str, object], text: str) -> None:
    found = read_timesheets([{"TimesheetDate": "2026-03-09", "TimesheetState": "Complete"} | row], WEEK)
    assert {day: to_text(there.pairs) for day, there in found.items()} == {DAY: text}


@pytest.mark.parametrize("written", ["2026-03-09", "2026-03-09T00:00:00", "09/03/2026", "09/03/2026 00:00:00"])
def test_its_day_may_be_written_in_any_way(written: str) -> None:
    assert list(read_timesheets([{"timesheetdate": written}], WEEK)) == [DAY]


ROW: dict[str, object] = {"TimesheetDate": "2026-03-09", "TimeIn1": "09:00:00", "TimeOut1": "17:30:00"}
OTHER: dict[str, object] = {"TimesheetDate": "2026-03-09", "TimeIn1": "10:00", "TimeOut1": "11:00"}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([ROW, ROW], "09:00-17:30"),
        ([ROW, ROW | {"TimesheetDate": "09/03/2026", "TimeIn1": "09:00", "Comments": "x"}], "09:00-17:30"),
        ([ROW, OTHER], "09:00-17:30 10:00-11:00"),
        ([ROW, OTHER, ROW, OTHER], "09:00-17:30 10:00-11:00"),
    ],
    ids=["the same", "in another spelling", "differing", "both"],
)
def test_a_row_that_comes_again_counts_once_and_two_that_differ_are_like_nothing_we_would_write(
    rows: list[dict[str, object]], text: str
) -> None:
    assert to_text(read_timesheets(rows, WEEK)[DAY].pairs) == text


def test_the_comment_of_a_repeated_row_is_not_lost() -> None:
    assert read_timesheets([ROW, ROW | {"Comments": "x"}, ROW], WEEK)[DAY].commented


@pytest.mark.parametrize("written", ["2026-03-08", "2026-03-16T00:00:00", "2026-04-09 00:00", "2026-03-08T00:00:00.0"])
@pytest.mark.parametrize("others", [[], [ROW]], ids=["alone", "beside one that was"])
def test_a_day_that_was_certainly_not_asked_for_is_left_out(written: str, others: list[dict[str, object]]) -> None:
    rows = [ROW | {"TimesheetDate": written, "TimeIn1": "24:00"}, *others]
    assert read_timesheets(rows, WEEK) == read_timesheets(others, WEEK)


@pytest.mark.parametrize("written", ["16/03/2026", "03/09/2026", "2026-03-08T23:00:00", "2026-03-16T00:00:00Z"])
@pytest.mark.parametrize("others", [[], [ROW]], ids=["alone", "beside one that was"])
def test_nothing_is_told_by_an_answer_with_a_day_that_was_not_asked_for_and_can_mean_another(
    written: str, others: list[dict[str, object]]
) -> None:
    with pytest.raises(NotUnderstoodError, match=f"“{written}”.*was not asked for"):
        read_timesheets([*others, ROW | {"TimesheetDate": written}], WEEK)


@pytest.mark.parametrize(
    ("row", "commented"),
    [({}, False), ({"Comments": None}, False), ({"Comments": " "}, False), ({"comments": "x"}, True)],
)
def test_a_comment_is_told_of_and_not_repeated(row: dict[str, object], *, commented: bool) -> None:
    found = read_timesheets([{"TimesheetDate": "2026-03-09", "TimeIn1": "09:00:00"} | row], WEEK)
    assert found == {DAY: Standing(from_text("09:00-"), commented)}


@pytest.mark.parametrize("nothing", ["", {}, [], None])
def test_there_may_be_nothing_at_all(nothing: object) -> None:
    assert read_timesheets(nothing, WEEK) == {}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-09T09:00:00", "09:00"),
        ("2026-03-09 21:05", "21:05"),
        ("09/03/2026 09:00", "09:00"),
        ("1900-01-01T09:00:00", "09:00"),
        ("1899-12-30T00:00:00.000", "00:00"),
        ("09:00 AM", "09:00"),
        ("9:00pm", "21:00"),
        ("12:05:30 AM", "00:05:30"),
        ("12:05 PM", "12:05"),
    ],
)
def test_a_time_may_be_written_in_any_plain_way(text: str, moment: str) -> None:
    found = read_timesheets([{"TimesheetDate": "2026-03-09", "TimeIn1": text}], WEEK)
    assert to_text(found[DAY].pairs) == f"{moment}-"


@pytest.mark.parametrize(
    "text",
    [
        *("24:00", "09:60", "9", "09:00:99", "nine", "09:00+01:00", 900, 9.5, True),
        *("2026-03-10T01:00:00", "2026-03-09T09:00:00Z", "13:00 PM", "00:30 AM", "09:00 A", "99:00"),
    ],
)
def test_an_answer_with_a_time_that_cannot_be_read_is_not_understood_and_says_where(text: object) -> None:
    with pytest.raises(NotUnderstoodError, match=r"on 09/03/2026 .*Look at that day in People HR\.") as unclear:
        read_timesheets([{"TimesheetDate": "2026-03-09", "TimeIn1": text}], WEEK)
    assert f"“{text}”" in unclear.value.message


@pytest.mark.parametrize("written", ["", "yesterday", "2026-02-30", "x" * 99])
def test_an_answer_with_a_row_without_a_day_is_not_understood(written: str) -> None:
    with pytest.raises(NotUnderstoodError, match="whose day is") as unclear:
        read_timesheets([{"TimesheetDate": written, "TimeIn1": "09:00:00"}], WEEK)
    assert f"“{written[:40]}" in unclear.value.message
    assert len(unclear.value.message) < 200


minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
some_pairs = st.lists(st.builds(Pair, minutes, minutes | st.none()), max_size=15).map(tuple)


@pytest.mark.parametrize("write", [new_day, whole_day])
@given(pairs=some_pairs)
def test_what_is_written_is_read_back(write: Write, pairs: Pairs) -> None:
    written = write("PW1", DAY, pairs)
    row = {name: f"{text}:00" if name in SLOTS and text else text for name, text in written.items()}
    assert read_timesheets([row], WEEK) == {DAY: Standing(pairs)}
