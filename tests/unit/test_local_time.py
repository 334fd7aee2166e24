"""Wall time and moments, on the two nights a year when they differ and on all others."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.local_time import SecondPassMarker, is_missing, is_repeated, moment
from tests.helpers.events import AUTUMN, LONDON, taps
from tests.helpers.strategies import taps_in_the_repeated_night, taps_of_one_person


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "second_pass", "expected"),
    [
        ("2026-01-15 09:00", False, "2026-01-15 09:00"),
        ("2026-07-15 09:00", False, "2026-07-15 08:00"),
        ("2026-10-25 00:59:59", False, "2026-10-24 23:59:59"),
        ("2026-10-25 01:30", False, "2026-10-25 00:30"),
        ("2026-10-25 01:30", True, "2026-10-25 01:30"),
        ("2026-10-25 02:00", False, "2026-10-25 02:00"),
        ("2026-03-29 00:59:59", False, "2026-03-29 00:59:59"),
        ("2026-03-29 01:30", False, "2026-03-29 01:30"),
        ("2026-03-29 02:00", False, "2026-03-29 01:00"),
    ],
)
def test_a_wall_time_has_one_moment(wall: str, expected: str, *, second_pass: bool) -> None:
    found = moment(datetime.fromisoformat(wall), LONDON, second_pass=second_pass)
    assert found == _utc(expected)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("wall", "repeated", "missing"),
    [
        ("2026-10-25 00:59:59", False, False),
        ("2026-10-25 01:00", True, False),
        ("2026-10-25 01:59:59", True, False),
        ("2026-10-25 02:00", False, False),
        ("2026-03-29 00:59:59", False, False),
        ("2026-03-29 01:00", False, True),
        ("2026-03-29 01:59:59", False, True),
        ("2026-03-29 02:00", False, False),
        ("2026-07-15 01:30", False, False),
    ],
)
def test_one_hour_comes_twice_and_one_never(wall: str, *, repeated: bool, missing: bool) -> None:
    at = datetime.fromisoformat(wall)
    assert (is_repeated(at, LONDON), is_missing(at, LONDON)) == (repeated, missing)


def test_a_time_of_the_repeated_hour_is_of_the_first_pass_unless_told() -> None:
    at = datetime.fromisoformat("2026-10-25 01:30")
    assert moment(at, LONDON) == moment(at, LONDON, second_pass=True) - timedelta(hours=1)


def test_a_zone_whose_clocks_stand_still_has_neither() -> None:
    at = datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001 - wall time has no zone
    assert not is_repeated(at, ZoneInfo("UTC"))
    assert not is_missing(at, ZoneInfo("UTC"))


ZONES = (
    "Europe/London",
    "America/Havana",
    "Asia/Beirut",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "UTC",
)


_WALLS = st.datetimes(datetime(1970, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001 - walls have no zone
_NEVER = datetime(2011, 12, 30, 12)  # noqa: DTZ001 - on the day that Samoa left out
_HARD = [
    ("Pacific/Apia", _NEVER, False),
    ("Pacific/Apia", _NEVER - timedelta(hours=12, seconds=1), False),
    ("Pacific/Apia", _NEVER + timedelta(hours=12), False),
    ("America/Sao_Paulo", datetime(2018, 11, 4, 0, 30), True),  # noqa: DTZ001 - the day's first hour is missing
    ("America/Sao_Paulo", datetime(2018, 2, 17, 23, 30), True),  # noqa: DTZ001 - the day's last hour comes twice
]


@given(st.tuples(st.sampled_from(ZONES), _WALLS, st.booleans()) | st.sampled_from(_HARD))
def test_a_moment_is_what_the_zone_says(case: tuple[str, datetime, bool]) -> None:
    zone_name, at, second_pass = case
    zone = ZoneInfo(zone_name)
    found = moment(at, zone, second_pass=second_pass)
    assert found == at.replace(tzinfo=zone, fold=second_pass).astimezone(UTC)
    offsets = [at.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta(0) for fold in (0, 1)]
    assert is_repeated(at, zone) is (offsets[0] > offsets[1])
    assert is_missing(at, zone) is (offsets[0] < offsets[1])


def test_a_terminal_whose_clock_runs_far_ahead_is_taken_at_its_word() -> None:
    event = ClockEvent("1", "7", datetime(9999, 12, 31, 23, 59))  # noqa: DTZ001 - wall time
    assert SecondPassMarker(LONDON).mark(event) == event


LOGS = {
    "no step backwards": ("2026-10-25 00:50 01:10 01:50 02:10", ""),
    "a step backwards": ("2026-10-25 01:40 01:10 01:50", "01:10 01:50"),
    "a step of an hour": ("2026-10-25 02:00 01:00", "01:00"),
    "a step of more than an hour is something else": ("2026-10-25 02:10 01:00 01:05", ""),
    "the clock was put back late": ("2026-10-25 02:10 01:20 01:40", "01:20 01:40"),
    "everything after the step, in that hour": ("2026-10-25 01:40 01:10 01:50 01:45 02:10", "01:10 01:50 01:45"),
    "the same second twice is no step": ("2026-10-25 01:40 01:40", ""),
    "each terminal for itself": ("2026-10-25 01:40@1 01:10@2 01:20@1 01:50@2", "01:20"),
    "a step backwards in another night": ("2026-10-24 01:40 01:10", ""),
    "a step backwards in the missing hour": ("2026-03-29 01:40 01:10", ""),
    "a step backwards into the hour before": ("2026-10-25 01:10 00:50", ""),
    "a log with the newest first": ("2026-10-25 06:00 01:50 01:30 01:10 00:40", ""),
    "a late row before the hour": ("2026-10-25 00:50 00:20 00:55 01:40 01:10", "01:10"),
    "the next year begins afresh": ("2026-10-25 01:40 01:10 | 2027-10-31 01:20", "01:10"),
    "every year has its night": ("2026-10-25 01:40 01:10 | 2027-10-31 01:40 01:20", "01:10 01:20"),
}


@pytest.mark.parametrize(("log", "expected"), [pytest.param(*case, id=name) for name, case in LOGS.items()])
def test_a_step_backwards_in_the_repeated_hour_means_the_second_pass(log: str, expected: str) -> None:
    marker = SecondPassMarker(LONDON)
    marked = [event for event in map(marker.mark, taps(log)) if event.second_pass]
    assert " ".join(f"{event.at:%H:%M}" for event in marked) == expected


@pytest.mark.parametrize(
    ("zone", "day", "log"),
    [
        ("Europe/Berlin", date(2026, 10, 25), "02:50 02:10"),
        ("America/New_York", date(2026, 11, 1), "01:50 01:10"),
        ("America/Havana", date(2024, 11, 3), "00:50 00:10"),
        ("Asia/Beirut", date(2026, 10, 24), "23:50 23:10"),
    ],
)
def test_the_repeated_hour_is_found_in_every_zone(zone: str, day: date, log: str) -> None:
    marker = SecondPassMarker(ZoneInfo(zone))
    assert [event.second_pass for event in map(marker.mark, taps(f"{day} {log}"))] == [False, True]


def test_marking_changes_nothing_but_the_mark() -> None:
    marker = SecondPassMarker(LONDON)
    first, second = map(marker.mark, taps("2026-10-25 01:40/1@Gate 01:10/0@Gate"))
    assert first == taps("2026-10-25 01:40/1@Gate")[0]
    assert second == taps("2026-10-25 01:10/0@Gate*")[0]


@given(taps_in_the_repeated_night() | taps_of_one_person())
def test_nothing_is_marked_outside_the_repeated_hour(log: list[ClockEvent]) -> None:
    marker = SecondPassMarker(LONDON)
    for event in log:
        marked = marker.mark(event)
        assert is_repeated(event.at, LONDON) or marked == event


@given(st.lists(st.integers(0, 10_800), max_size=10, unique=True).map(sorted))
def test_a_terminal_that_moves_its_clock_has_all_its_taps_put_right(seconds: list[int]) -> None:
    """Taps at known moments, as a terminal would write them, get back their moments from the first step on."""
    start = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    moments = [start + timedelta(seconds=after) for after in seconds]
    walls = [when.astimezone(LONDON).replace(tzinfo=None, fold=0) for when in moments]
    marker = SecondPassMarker(LONDON)
    marked = [marker.mark(ClockEvent("1", "7", wall)) for wall in walls]
    found = [moment(event.at, LONDON, second_pass=event.second_pass) for event in marked]
    steps = [index for index in range(1, len(walls)) if walls[index] < walls[index - 1]]
    known_from = steps[0] if steps else len(walls)
    assert found[known_from:] == moments[known_from:]
    assert all(there <= true for there, true in zip(found, moments, strict=True))
    assert all(event.at.date() == AUTUMN for event in marked)
