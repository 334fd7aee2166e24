"""Work days: which shifts they gather, what is odd about them, and what of that keeps them from being sent."""

from dataclasses import replace
from datetime import date

import pytest

from clockreports.domain.work_days import ExceptionKind
from tests.helpers.events import EMPLOYEE, RULES, SPRING, shown_intervals, taps, work_days

TRUSTED = replace(RULES, trusted_terminals=frozenset({"1"}))


def test_all_shifts_that_begin_on_a_day_make_its_work_day() -> None:
    first, second = work_days(taps("2026-03-09 05:00 07:00 12:00 14:00 22:00 | 2026-03-10 02:00 08:00 16:00"))
    assert (first.employee, first.day, len(first.shifts)) == (EMPLOYEE, date(2026, 3, 9), 3)
    assert shown_intervals(first.intervals) == "05:00-07:00 12:00-14:00 22:00-02:00"
    assert first.minutes == 8 * 60
    assert (second.day, second.minutes) == (date(2026, 3, 10), 8 * 60)


def test_no_taps_make_no_days() -> None:
    assert work_days([]) == []


SENTENCES = {
    "one tap": (
        "2026-03-09 09:00",
        ExceptionKind.MISSING_TAP,
        "There is only one tap, at 09:00: another is missing.",
    ),
    "an in without an out": (
        "2026-03-09 09:00 12:00 12:30",
        ExceptionKind.MISSING_TAP,
        "A tap is missing after 12:30.",
    ),
    "an out without an in": (
        "2026-03-09 09:00/0 12:00/1 17:00/1",
        ExceptionKind.MISSING_TAP,
        "A tap is missing before 17:00.",
    ),
    "an out alone": (
        "2026-03-09 17:00/1",
        ExceptionKind.MISSING_TAP,
        "A tap is missing before 17:00.",
    ),
    "in and in": (
        "2026-03-09 09:00/0 12:30/0 17:00/1",
        ExceptionKind.MISSING_TAP,
        "A tap is missing after 09:00.",
    ),
    "too long": (
        "2026-03-09 06:00 18:01",
        ExceptionKind.TOO_LONG,
        "06:00 to 18:01 is too long to be one stretch of work: a tap may be missing.",
    ),
    "not moved": (
        f"{SPRING} 01:15 05:00",
        ExceptionKind.CLOCK_NOT_MOVED,
        "The clocks went forward and there was no 01:15: the terminal's clock was not moved.",
    ),
    "a double tap": (
        "2026-03-09 09:00:00 09:00:20 17:00",
        ExceptionKind.DOUBLE_TAP,
        "The tap at 09:00:20 repeats the one before.",
    ),
}


@pytest.mark.parametrize(
    ("text", "kind", "sentence"), [pytest.param(*case, id=name) for name, case in SENTENCES.items()]
)
def test_an_exception_says_in_a_sentence_what_is_odd(text: str, kind: ExceptionKind, sentence: str) -> None:
    (day,) = work_days(taps(text), TRUSTED if "/" in text else RULES)
    assert [(exception.kind, exception.sentence) for exception in day.exceptions] == [(kind, sentence)]


@pytest.mark.parametrize("year", [2000, 2002])
def test_a_year_before_there_were_such_terminals_means_that_the_clock_was_not_set(year: int) -> None:
    (day,) = work_days(taps(f"{year}-01-01 08:00"))
    assert [exception.sentence for exception in day.exceptions] == [
        "There is only one tap, at 08:00: another is missing.",
        "The terminal's clock was not set at 08:00.",
    ]


def test_an_old_log_is_believed() -> None:
    (day,) = work_days(taps("2003-01-01 08:00 16:00"))
    assert day.exceptions == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09 09:00 17:00", False),
        ("2026-03-09 09:00:00 09:00:30 17:00", False),
        ("2026-03-09 09:00", True),
        ("2026-03-09 06:00 18:01", True),
        ("2000-01-01 08:00 16:00", True),
        ("2026-03-29 01:30 09:00", True),
        ("2026-03-09 05:00 07:00 12:00", True),
    ],
)
def test_a_person_is_needed_for_everything_but_a_double_tap(text: str, *, expected: bool) -> None:
    (day,) = work_days(taps(text))
    assert day.needs_a_person is expected


def test_an_exception_knows_every_date_its_shift_touches() -> None:
    (day,) = work_days(taps("2026-03-09 05:00 07:00 20:00 | 2026-03-10 01:00 02:00"))
    assert [exception.dates for exception in day.exceptions] == [{date(2026, 3, 9), date(2026, 3, 10)}]


def test_an_exception_of_one_shift_does_not_touch_the_dates_of_another() -> None:
    (day,) = work_days(taps("2026-03-09 05:00 12:00 12:30 | 2026-03-09 23:00 | 2026-03-10 05:00"))
    assert [exception.dates for exception in day.exceptions] == [{date(2026, 3, 9)}]
    assert shown_intervals(day.intervals) == "05:00-12:00 23:00-05:00"
