"""When a schedule is due, over both clock changes; what counts as missed; and how times and days are typed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.domain.periods import Period
from clockreports.domain.schedules import (
    EVERY_DAY,
    MOST_DAYS_BACK,
    WORKING_DAYS,
    LastRun,
    RunState,
    Schedule,
    Verdict,
    is_due,
    last_due,
    missed,
    next_due,
    parse_time,
    parse_weekdays,
    standing,
)

LONDON: Final = ZoneInfo("Europe/London")
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
MONDAY: Final = date(2026, 3, 16)


def schedule(
    at: time = time(6, 30), weekdays: tuple[int, ...] = WORKING_DAYS, days_back: int = 7, since: datetime = LONG_AGO
) -> Schedule:
    return Schedule(at, weekdays, days_back, since)


def here(text: str) -> datetime:
    """Return a moment in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def ran(text: str, state: RunState = RunState.DONE) -> LastRun:
    return LastRun(here(text).astimezone(UTC), state)


@pytest.mark.parametrize(
    ("now", "following", "before"),
    [
        ("2026-03-16T06:29", "2026-03-16T06:30", "2026-03-13T06:30"),
        ("2026-03-16T06:30", "2026-03-17T06:30", "2026-03-16T06:30"),
        ("2026-03-14T12:00", "2026-03-16T06:30", "2026-03-13T06:30"),
        ("2026-03-27T12:00", "2026-03-30T06:30", "2026-03-27T06:30"),  # over the night that lacks an hour
        ("2026-10-23T12:00", "2026-10-26T06:30", "2026-10-23T06:30"),  # over the night that has one twice
    ],
)
def test_it_is_due_on_its_days_at_its_time_on_the_wall(now: str, following: str, before: str) -> None:
    assert next_due(schedule(), here(now), LONDON) == here(following)
    assert last_due(schedule(), here(now), LONDON) == here(before)


def test_the_time_that_never_comes_is_made_up_for_an_hour_later_on_the_wall() -> None:
    due = next_due(schedule(time(1, 30), EVERY_DAY), here("2026-03-28T12:00"), LONDON)
    assert due.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert f"{due:%H:%M}" == "02:30"


def test_the_time_that_comes_twice_counts_once() -> None:
    due = next_due(schedule(time(1, 30), EVERY_DAY), here("2026-10-24T12:00"), LONDON)
    assert due.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_due(schedule(time(1, 30), EVERY_DAY), due, LONDON) == here("2026-10-26T01:30")


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given by it
    at=st.times(),
    weekdays=st.sets(st.sampled_from(EVERY_DAY), min_size=1),
)
def test_between_the_last_and_the_next_moment_there_is_none(now: datetime, at: time, weekdays: set[int]) -> None:
    kept = schedule(at.replace(second=0, microsecond=0), tuple(sorted(weekdays)))
    following, before = next_due(kept, now, LONDON), last_due(kept, now, LONDON)
    assert before is not None
    assert before <= now < following
    assert next_due(kept, before, LONDON) == following
    assert {before.weekday(), following.weekday()} <= weekdays


def test_nothing_was_due_before_it_was_set() -> None:
    kept = schedule(since=here("2026-03-16T06:45"))
    assert last_due(kept, here("2026-03-16T09:00"), LONDON) is None
    assert missed(kept, None, here("2026-03-16T23:00"), LONDON) is None
    assert missed(kept, None, here("2026-03-17T09:00"), LONDON) == here("2026-03-17T06:30")


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        (None, "2026-03-16T08:29", "2026-03-13T06:30"),
        (None, "2026-03-16T08:30", "2026-03-16T06:30"),
        ("2026-03-13T06:31", "2026-03-16T08:29", None),  # two hours of grace
        ("2026-03-13T06:31", "2026-03-16T08:30", "2026-03-16T06:30"),
        ("2026-03-16T06:30", "2026-03-16T12:00", None),
        ("2026-03-16T08:20", "2026-03-16T12:00", None),  # the computer woke up late
        ("2026-03-16T05:30", "2026-03-16T12:00", None),  # its clock is of another zone, this half of the year
        ("2026-03-16T04:29", "2026-03-16T12:00", "2026-03-16T06:30"),
    ],
)
def test_a_run_is_missed_when_none_has_started_in_time(last: str | None, now: str, expected: str | None) -> None:
    run = None if last is None else ran(last)
    assert missed(schedule(), run, here(now), LONDON) == (None if expected is None else here(expected))


def test_a_run_from_before_the_schedule_was_set_was_none_of_its_own() -> None:
    kept, before = schedule(time(10, 30), since=here("2026-03-16T10:05")), ran("2026-03-16T10:00")
    assert is_due(kept, before, here("2026-03-16T10:30"), LONDON)
    assert missed(kept, before, here("2026-03-16T12:30"), LONDON) == here("2026-03-16T10:30")
    since = ran("2026-03-16T10:06")
    assert missed(kept, since, here("2026-03-16T12:30"), LONDON) is None


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-03-16T06:29", True),  # Friday's
        ("2026-03-13T06:30", "2026-03-16T06:29", False),
        ("2026-03-13T06:30", "2026-03-16T06:30", True),
        ("2026-03-16T06:29", "2026-03-16T06:30", True),  # by hand, a minute before
        ("2026-03-16T06:30", "2026-03-16T06:30", False),
        ("2026-03-16T10:00", "2026-03-16T12:00", False),  # made up for, once
        ("2026-03-16T10:00", "2026-03-17T06:30", True),
    ],
)
def test_a_run_is_due_until_one_has_started_and_no_earlier_one_stands_for_it(
    last: str | None, now: str, *, due: bool
) -> None:
    assert is_due(schedule(), None if last is None else ran(last), here(now), LONDON) is due


def test_nothing_is_due_before_the_first_moment_of_a_new_schedule() -> None:
    assert not is_due(schedule(since=here("2026-03-16T06:45")), None, here("2026-03-16T09:00"), LONDON)


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given by it
    late=st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_whoever_asks_all_the_time_starts_one_run_for_each_moment(now: datetime, late: timedelta) -> None:
    due = next_due(schedule(), now, LONDON)
    run = LastRun(due.astimezone(UTC) + late, RunState.FAILED)
    assert is_due(schedule(), ran("2024-12-02T06:30"), run.started, LONDON)
    assert not is_due(schedule(), run, run.started, LONDON)
    assert is_due(schedule(), run, next_due(schedule(), run.started, LONDON), LONDON)


@pytest.mark.parametrize(
    ("state", "alive", "now", "verdict"),
    [
        (None, False, "2026-03-16T06:00", Verdict.NOT_YET),
        (RunState.RUNNING, True, "2026-03-16T06:40", Verdict.RUNNING),
        (RunState.RUNNING, True, "2026-03-17T09:00", Verdict.RUNNING),
        (RunState.RUNNING, False, "2026-03-16T06:40", Verdict.INTERRUPTED),
        (RunState.DONE, False, "2026-03-16T06:40", Verdict.DONE),
        (RunState.DONE, True, "2026-03-16T06:40", Verdict.DONE),  # whoever holds the lock has only just begun
        (RunState.NEEDS_A_PERSON, False, "2026-03-16T06:40", Verdict.NEEDS_A_PERSON),
        (RunState.FAILED, False, "2026-03-16T06:40", Verdict.FAILED),
        (RunState.FAILED, False, "2026-03-17T09:00", Verdict.MISSED),
    ],
)
def test_how_things_stand_is_said_in_one_word(
    state: RunState | None,
    *,
    alive: bool,
    now: str,
    verdict: Verdict,
) -> None:
    last = None if state is None else ran("2026-03-16T06:30", state)
    kept = schedule(since=here("2026-03-16T05:00"))
    stands = standing(kept, last, here(now), LONDON, alive=alive)
    assert stands.verdict is verdict
    assert stands.next is not None
    gone = Verdict.RUNNING if verdict is Verdict.RUNNING else Verdict.TIMER_GONE
    assert replace(stands, armed=False).verdict is gone
    assert standing(None, last, here(now), LONDON, alive=alive).verdict is Verdict.OFF


@pytest.mark.parametrize(
    ("covered", "first"),
    [
        (None, date(2026, 3, 9)),
        (date(2026, 3, 15), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
        (date(2026, 3, 1), date(2026, 3, 2)),  # a fortnight's holiday
        (date(2025, 3, 1), MONDAY - timedelta(days=MOST_DAYS_BACK)),
        (date(2026, 4, 1), date(2026, 3, 9)),  # a clock that was wrong
    ],
)
def test_the_days_reach_back_to_where_the_last_run_went(covered: date | None, first: date) -> None:
    assert schedule().period(MONDAY, covered) == Period(first, date(2026, 3, 15))


@pytest.mark.parametrize(
    ("weekdays", "days_back"), [((), 7), ((7,), 7), ((1, 0), 7), ((1, 1), 7), ((0,), 0), ((0,), MOST_DAYS_BACK + 1)]
)
def test_what_cannot_be_kept_is_refused(weekdays: tuple[int, ...], days_back: int) -> None:
    with pytest.raises(UnusableError):
        schedule(weekdays=weekdays, days_back=days_back)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("06:30", time(6, 30)), (" 6:30 ", time(6, 30)), ("18.05", time(18, 5)), ("23:59", time(23, 59))],
)
def test_a_time_is_typed_as_people_write_it(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "6", "24:00", "06:60", "6:3", "noon", "06:30:00", "٠٦:٣٠"])
def test_anything_else_is_no_time(text: str) -> None:
    with pytest.raises(UnusableError, match="not a time of day"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Mon,Wed, FRI", (0, 2, 4)),
        ("sat-mon", (0, 5, 6)),
        ("monday - wednesday", (0, 1, 2)),
        ("daily", EVERY_DAY),
        ("mon,mon-tue", (0, 1)),
    ],
)
def test_days_are_typed_as_people_write_them(text: str, expected: tuple[int, ...]) -> None:
    assert parse_weekdays(text) == expected


@pytest.mark.parametrize("text", ["", "mo", "monkey", "mon-", "-fri", "mon-tue-wed", "mon;tue", "1-5"])
def test_anything_else_are_no_days(text: str) -> None:
    with pytest.raises(UnusableError, match="not days of the week"):
        parse_weekdays(text)
