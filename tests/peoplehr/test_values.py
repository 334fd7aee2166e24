"""Single values as People HR spells them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.peoplehr.values import read_day, read_row, read_rows, read_text
from clockreports.services.failures import NotUnderstoodError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("PW1", "PW1"),
        (" PW1\t", "PW1"),
        (12, "12"),
        ("012", "012"),
        (None, ""),
        ("", ""),
        ([], ""),
        ({}, ""),
        ({"DisplayValue": "PW1", "FieldHistory": []}, "PW1"),
        ({"displayvalue": 7}, "7"),
        ({"DisplayValue": None}, ""),
        ({"FieldHistory": ["PW0"]}, ""),
        ("Ad\ud800a\0", "Ad?a?"),
    ],
)
def test_a_text_may_be_plain_or_wrapped(value: object, text: str) -> None:
    assert read_text(value) == text


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-09", date(2026, 3, 9)),
        ("2026-03-09T00:00:00", date(2026, 3, 9)),
        ("2026-03-09T00:00:00.000Z", date(2026, 3, 9)),
        ("2026-03-09 00:00:00", date(2026, 3, 9)),
        ("2026/03/09", date(2026, 3, 9)),
        ("2026/3/9 00:00", date(2026, 3, 9)),
        ("20260309", date(2026, 3, 9)),
        (20260309, date(2026, 3, 9)),
        ("09-03-2026", date(2026, 3, 9)),
        ("09/03-2026", None),
        ("09032026", None),
        ("20262003", None),
        ("03-09-26", None),
        ("09/03/2026", date(2026, 3, 9)),
        ("9/3/2026", date(2026, 3, 9)),
        ("09/03/2026 00:00:00", date(2026, 3, 9)),
        ({"DisplayValue": "31/12/2026"}, date(2026, 12, 31)),
        ("", None),
        (None, None),
        ({"DisplayValue": None}, None),
        ("31/02/2026", None),
        ("12/31/2026", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("2026-03-099", None),
        ("never", None),
    ],
)
def test_a_day_may_be_iso_or_written_out_with_or_without_a_time(value: object, day: date | None) -> None:
    assert read_day(value) == day


@given(st.dates())
def test_every_day_is_read_in_both_spellings(day: date) -> None:
    assert read_day(day.isoformat()) == read_day(f"{day:%d/%m}/{day.year:04}") == day


@pytest.mark.parametrize("nothing", ["", {}, [], None, "No record found.", "NO RECORDS FOUND"])
def test_a_read_can_find_nothing_in_many_ways(nothing: object) -> None:
    assert read_rows(nothing) == []


def test_rows_lose_the_case_of_their_names() -> None:
    assert read_rows([{"EmployeeID": 1}, {"employeeId": 2}]) == [{"employeeid": 1}, {"employeeid": 2}]


def test_a_single_object_is_one_row() -> None:
    assert read_rows({"EmployeeId": 1}) == [{"employeeid": 1}]


@pytest.mark.parametrize("result", ["not today", 7, True, ["row"], [{"EmployeeId": 1}, None], [[]]])
def test_a_result_that_is_not_rows_is_not_understood(result: object) -> None:
    with pytest.raises(NotUnderstoodError):
        read_rows(result)


def test_only_an_object_has_fields() -> None:
    assert read_row(["DisplayValue"]) == {}
