"""Which ways of writing a date and a time are understood, and what is said about the others."""

import contextlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.readers.rows import BadRowError
from clockreports.readers.wall_times import DayOrder, possible_orders, wall_time

DAY, MONTH, YEAR = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST, DayOrder.YEAR_FIRST


@pytest.mark.parametrize("order", DayOrder)
@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 09:05:07",
        "2026-03-02T09:05:07",
        "2026/03/02 09:05:07",
        "2026-3-2 9:05:07",
        "  2026-03-02   09:05:07 ",
        "2026-03-02 09:05:07.000",
        "2026-03-02T09:05:07.999999",
        "2026-03-02 09:05:07AM",
        "2026-03-02 9:05:07 am",
    ],
)
def test_a_date_that_begins_with_the_year_is_the_same_in_every_order(text: str, order: DayOrder) -> None:
    assert wall_time(text, order) == datetime(2026, 3, 2, 9, 5, 7)  # noqa: DTZ001 - terminals know wall time only


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("02/03/2026 09:05", DAY, "2026-03-02T09:05:00"),
        ("02/03/2026 09:05", MONTH, "2026-02-03T09:05:00"),
        ("2-3-2026 9:05", DAY, "2026-03-02T09:05:00"),
        ("02/03/2026 09:05:59", DAY, "2026-03-02T09:05:59"),
        ("29/02/2024 23:59:59", DAY, "2024-02-29T23:59:59"),
        ("02/03/2026 12:00 AM", DAY, "2026-03-02T00:00:00"),
        ("02/03/2026 12:30pm", DAY, "2026-03-02T12:30:00"),
        ("02/03/2026 11:59:59PM", DAY, "2026-03-02T23:59:59"),
        ("03-04-2015  12:15:44PM", MONTH, "2015-03-04T12:15:44"),
        ("02/03/2026 05:31 p.m.", DAY, "2026-03-02T17:31:00"),
        ("02/03/2026 12:00:05 A.M.", DAY, "2026-03-02T00:00:05"),
        ("02/03/2026 5:31\u202fPM", DAY, "2026-03-02T17:31:00"),
        ("02/03/2026 5:31\xa0pm", DAY, "2026-03-02T17:31:00"),
        ("2000-01-01 00:00:00", YEAR, "2000-01-01T00:00:00"),
    ],
)
def test_times_are_read_as_they_are_written(text: str, order: DayOrder, expected: str) -> None:
    assert wall_time(text, order).isoformat() == expected


NO_SUCH = "There is no such date or time."
MISSING = "The date or the time of day is missing."
TWO_DIGITS = "The year must have four digits."
ZONE = "The time names a time zone; only the wall time of the clock can be used."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", MISSING),
        ("2026-03-02", MISSING),
        ("09:00", MISSING),
        ("1971--10--29 -23:-23:-27", NO_SUCH),
        ("2026-02-30 09:00:00", NO_SUCH),
        ("30/02/2026 09:00", NO_SUCH),
        ("2026-13-01 09:00:00", NO_SUCH),
        ("0000-01-01 09:00:00", NO_SUCH),
        ("2026-03-02 25:00:00", NO_SUCH),
        ("2026-03-02 09:60", NO_SUCH),
        ("2026-03-02 09:0", NO_SUCH),
        ("2026-03-02 09:00:", NO_SUCH),
        ("2026-03-02 09:00:0", NO_SUCH),
        ("2026-03-02 09", NO_SUCH),
        ("2026-03-02 13:00 PM", NO_SUCH),
        ("2026-03-02 00:15 AM", NO_SUCH),
        ("2026-03-02 09:00 o'clock", NO_SUCH),
        ("2 March 2026 09:00", NO_SUCH),
        ("20260302 09:00:00", NO_SUCH),
        ("2026-W10-1 09:00:00", NO_SUCH),
        ("٢٠٢٦-03-02 09:00:00", NO_SUCH),
        ("12026-03-02 09:00:00", TWO_DIGITS),
        ("02/03/26 09:00", TWO_DIGITS),
        ("26-03-02 09:00:00", TWO_DIGITS),
        ("2026-03-02T09:00:00Z", ZONE),
        ("2026-03-02 09:00:00+00:00", ZONE),
        ("2026-03-02 09:00:00 -05", ZONE),
        ("2026-03-02T09:00:00.000+0100", ZONE),
        ("2026-03-02 10+01:00", NO_SUCH),
        ("2026-03-02 09:00 GMT", ZONE),
        ("02/03/2026 9:00 AM UTC", ZONE),
    ],
)
def test_what_is_no_wall_time_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadRowError) as refused:
        wall_time(text, DAY)
    assert refused.value.reason == reason


def test_a_date_with_the_year_last_is_refused_where_the_year_must_come_first() -> None:
    with pytest.raises(BadRowError, match="begin with the year"):
        wall_time("02/03/2026 09:00:00", YEAR)


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("2026-03-02 09:00:00", (YEAR,)),
        ("2026/12/31T09:00", (YEAR,)),
        ("31-12-2026  09:00:00PM", (DAY,)),
        ("12-31-2026", (MONTH,)),
        ("03-05-2015 10:53:05AM", (DAY, MONTH)),
        ("03-03-2015", (DAY, MONTH)),
        ("30-02-2026", ()),
        ("13-13-2026", ()),
        ("1971--10--29", ()),
        ("31-12-26", ()),
        ("", ()),
    ],
)
def test_a_date_tells_its_order_only_by_a_number_above_twelve(text: str, orders: tuple[DayOrder, ...]) -> None:
    assert possible_orders(text) == orders


STYLES = [
    ("%Y-%m-%d %H:%M:%S", YEAR),
    ("%Y-%m-%dT%H:%M:%S", YEAR),
    ("%Y/%m/%d %H:%M:%S", YEAR),
    ("%d/%m/%Y %H:%M:%S", DAY),
    ("%d-%m-%Y %I:%M:%S %p", DAY),
    ("%m-%d-%Y  %I:%M:%S%p", MONTH),
]


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.sampled_from(STYLES))  # noqa: DTZ001 - wall time
def test_every_time_comes_back_from_every_style(moment: datetime, style: tuple[str, DayOrder]) -> None:
    pattern, order = style
    assert wall_time(moment.strftime(pattern), order) == moment.replace(microsecond=0)


@given(st.text(alphabet="0123456789-/:T +.ZAPMW", max_size=30), st.sampled_from(DayOrder))
def test_any_text_gives_a_naive_whole_second_or_a_reason(text: str, order: DayOrder) -> None:
    with contextlib.suppress(BadRowError):
        moment = wall_time(text, order)
        assert (moment.tzinfo, moment.microsecond) == (None, 0)
