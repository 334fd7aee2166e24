"""Timesheets as fields: written in minutes from slot 1 upwards, read as they stand."""

from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pair, Pairs, Standing, from_text, to_text
from clockreports.peoplehr.timesheets import new_day, questions, read_timesheets, whole_day
from clockreports.services.failures import RefusedError, UnansweredError

Write = Callable[[str, date, Pairs], dict[str, str]]

DAY = date(2026, 3, 9)
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
    found = read_timesheets([{"TimesheetDate": "2026-03-09", "TimesheetState": "Complete"} | row])
    assert {day: to_text(there.pairs) for day, there in found.items()} == {DAY: text}


@pytest.mark.parametrize("written", ["2026-03-09", "2026-03-09T00:00:00", "09/03/2026", "09/03/2026 00:00:00"])
def test_its_day_may_be_written_in_any_way(written: str) -> None:
    assert list(read_timesheets([{"timesheetdate": written}])) == [DAY]


def test_a_day_that_comes_twice_is_like_nothing_we_would_write() -> None:
    row = {"TimesheetDate": "2026-03-09", "TimeIn1": "09:00:00", "TimeOut1": "17:30:00"}
    assert to_text(read_timesheets([row, row])[DAY].pairs) == "09:00-17:30 09:00-17:30"


@pytest.mark.parametrize(
    ("row", "commented"),
    [({}, False), ({"Comments": None}, False), ({"Comments": " "}, False), ({"comments": "x"}, True)],
)
def test_a_comment_is_told_of_and_not_repeated(row: dict[str, object], *, commented: bool) -> None:
    found = read_timesheets([{"TimesheetDate": "2026-03-09", "TimeIn1": "09:00:00"} | row])
    assert found == {DAY: Standing(from_text("09:00-"), commented)}


@pytest.mark.parametrize("nothing", ["", {}, [], None])
def test_there_may_be_nothing_at_all(nothing: object) -> None:
    assert read_timesheets(nothing) == {}


@pytest.mark.parametrize("text", ["24:00", "09:60", "9", "09:00:99", "nine", "09:00+01:00", 900, 9.5, True])
def test_a_time_that_cannot_be_read_is_no_answer(text: object) -> None:
    with pytest.raises(UnansweredError, match="time"):
        read_timesheets([{"TimesheetDate": "2026-03-09", "TimeIn1": text}])


@pytest.mark.parametrize("written", [None, "", "yesterday"])
def test_a_row_without_a_day_is_no_answer(written: object) -> None:
    with pytest.raises(UnansweredError, match="without a day"):
        read_timesheets([{"TimesheetDate": written, "TimeIn1": "09:00:00"}])


minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
some_pairs = st.lists(st.builds(Pair, minutes, minutes | st.none()), max_size=15).map(tuple)


@pytest.mark.parametrize("write", [new_day, whole_day])
@given(pairs=some_pairs)
def test_what_is_written_is_read_back(write: Write, pairs: Pairs) -> None:
    written = write("PW1", DAY, pairs)
    row = {name: f"{text}:00" if name in SLOTS and text else text for name, text in written.items()}
    assert read_timesheets([row]) == {DAY: Standing(pairs)}


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
def test_a_period_is_asked_for_in_months_at_most_without_gap_or_overlap(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))
    asked = [(date.fromisoformat(q["StartDate"]), date.fromisoformat(q["EndDate"])) for q in questions("PW1", period)]
    assert (asked[0][0], asked[-1][1]) == (period.first, period.last)
    assert all(1 <= (last - first).days + 1 <= 31 for first, last in asked)
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(asked))
    assert len(asked) == -(-days // 31)
