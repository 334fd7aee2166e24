"""Periods, and days as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.domain.periods import EARLIEST, LATEST, Period, last_week, parse_day

TODAY = date(2026, 3, 9)


def test_a_period_holds_its_first_and_its_last_day() -> None:
    period = Period(date(2026, 2, 27), date(2026, 3, 2))
    assert list(period) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]
    assert period.days == 4
    assert date(2026, 2, 26) not in period
    assert date(2026, 3, 3) not in period
    assert "2026-03-01" not in period


def test_a_period_may_be_one_day() -> None:
    assert list(Period(TODAY, TODAY)) == [TODAY]


def test_a_period_that_ends_before_it_begins_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnusableError) as refused:
        Period(TODAY, date(2026, 3, 8))
    assert refused.value.title == "The period ends before it begins."
    assert refused.value.advice == "It runs from 09/03/2026 to 08/03/2026: put the earlier day first."


@given(st.dates(EARLIEST, date(2100, 1, 1)), st.integers(0, 400))
def test_a_period_has_as_many_days_as_it_says(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    days = list(period)
    assert len(days) == period.days == more + 1
    assert all(day in period for day in days)


@given(st.dates(EARLIEST, date(2100, 1, 1)), st.integers(0, 400), st.integers(1, 40))
def test_the_parts_of_a_period_are_its_days_in_order_and_none_is_too_long(first: date, more: int, most: int) -> None:
    period = Period(first, first + timedelta(days=more))
    parts = list(period.parts(most))
    assert [day for part in parts for day in part] == list(period)
    assert len(parts) == -(-period.days // most)
    assert {part.days for part in parts[:-1]} <= {most}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_last_week_is_the_last_whole_one_from_monday_to_sunday(today: date) -> None:
    week = last_week(today)
    assert (week.first.isoweekday(), week.days) == (1, 7)
    assert 1 <= (today - week.last).days <= 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09", TODAY),
        (" 2026-03-09 ", TODAY),
        ("20260309", TODAY),
        ("09/03/2026", TODAY),
        ("9/3/2026", TODAY),
        ("today", TODAY),
        ("Yesterday", date(2026, 3, 8)),
        ("-0", TODAY),
        ("-7", date(2026, 3, 2)),
        ("1990-01-01", EARLIEST),
        ("2199-12-31", LATEST),
    ],
)
def test_days_are_read_as_people_type_them(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "30/02/2026",
        "03/13/2026",
        "09/03/26",
        "1_0/03/2026",
        "10/ 3/2026",
        "+9/03/2026",
        "009/03/2026",
        "٠٩/٠٣/٢٠٢٦",
        "-1_0",
        "-३",
        "09/03",
        "9.3.2026",
        "2026-3-9",
        "-",
        "--7",
        "+7",
        "-99999",
        "-99999999999999999999",
        "1989-12-31",
        "2200-01-01",
        "0001-01-01",
    ],
)
def test_what_is_no_day_is_refused_with_the_ways_that_work(text: str) -> None:
    with pytest.raises(UnusableError) as refused:
        parse_day(text, TODAY)
    assert refused.value.title == f"“{text}” is not a day."
    assert "2026-03-09 or 09/03/2026" in refused.value.advice


@given(st.dates(EARLIEST, LATEST))
def test_every_day_is_read_back_from_both_ways_of_writing_it(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == parse_day(f"{day:%d/%m/%Y}", TODAY) == day
