"""What every call log promises: never too many calls in any rolling minute, and never a wait without need."""

from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.services.ports_calls import CallLog
from tests.helpers.stores import MemoryCalls
from tests.store.conftest import AnyDatabase, Open, fresh

NOW: Final = 1_772_614_800.0


@pytest.fixture
def calls(database: AnyDatabase) -> CallLog:
    return database.calls


def call(calls: CallLog, start: float, end: float | None, most: int = 28) -> None:
    """Make one call that must not have to wait."""
    number, wait = calls.reserve(start, most)
    assert (number is not None, wait) == (True, 0.0)
    if number is not None and end is not None:
        calls.finished(number, end)


class TestCallLog:
    def test_a_burst_may_go_at_once(self, calls: CallLog) -> None:
        numbers = [calls.reserve(NOW, 28)[0] for _ in range(28)]
        assert len({number for number in numbers if number is not None}) == 28

    def test_then_it_takes_a_minute_and_a_little_from_the_end_of_the_first(self, calls: CallLog) -> None:
        call(calls, NOW, NOW + 2, most=2)
        call(calls, NOW + 2, NOW + 5, most=2)
        number, wait = calls.reserve(NOW + 10, 2)
        assert number is None
        assert 52 < wait < 52.1
        assert calls.reserve(NOW + 10 + wait - 0.01, 2)[0] is None
        assert calls.reserve(NOW + 10 + wait + 1e-6, 2)[0] is not None

    def test_asking_in_vain_does_not_count(self, calls: CallLog) -> None:
        call(calls, NOW, NOW, most=1)
        assert [calls.reserve(NOW + second, 1)[0] for second in range(60)] == [None] * 60
        assert calls.reserve(NOW + 60.06, 1)[0] is not None

    def test_a_call_under_way_counts_and_may_be_asked_about_in_a_minute(self, calls: CallLog) -> None:
        call(calls, NOW, None, most=1)
        number, wait = calls.reserve(NOW + 30, 1)
        assert number is None
        assert 60 < wait < 60.1

    def test_one_that_never_ended_counts_as_long_as_the_slowest(self, calls: CallLog) -> None:
        call(calls, NOW, None, most=1)
        assert calls.reserve(NOW + 160, 1)[0] is None
        assert calls.reserve(NOW + 160.06, 1)[0] is not None

    def test_one_slower_than_any_counts_from_its_end(self, calls: CallLog) -> None:
        number, _ = calls.reserve(NOW, 1)
        assert number is not None
        calls.finished(number, NOW + 300)
        assert calls.reserve(NOW + 330, 1)[0] is None

    @pytest.mark.parametrize("end", [NOW + 1, None], ids=["ended", "never ended"])
    def test_a_clock_set_back_makes_nobody_wait_longer(self, calls: CallLog, end: float | None) -> None:
        call(calls, NOW, end, most=1)
        an_hour_ago = NOW - 3600
        number, wait = calls.reserve(an_hour_ago, 1)
        assert number is None
        assert 60 < wait < 60.1
        assert calls.reserve(an_hour_ago + 60.06, 1)[0] is not None

    def test_a_clock_set_back_during_a_call_makes_nobody_wait_longer(self, calls: CallLog) -> None:
        call(calls, NOW, NOW + 50, most=1)
        assert calls.reserve(NOW + 10, 1)[0] is None
        assert calls.reserve(NOW + 10 + 60.06, 1)[0] is not None

    def test_fewer_may_be_allowed_than_before(self, calls: CallLog) -> None:
        for second in range(5):
            call(calls, NOW + second, NOW + second)
        number, wait = calls.reserve(NOW + 10, 2)
        assert number is None
        assert 53 < wait < 53.1


def test_the_pace_holds_over_programs_and_restarts(open_it: Open) -> None:
    one, other = open_it().calls, open_it().calls
    call(one, NOW, NOW + 1, most=2)
    call(other, NOW + 1, NOW + 2, most=2)
    assert one.reserve(NOW + 3, 2)[0] is None
    assert open_it().calls.reserve(NOW + 3, 2)[0] is None


@dataclass(frozen=True, slots=True)
class Wish:
    """A call somebody would like to make, so long after the last one; one whose program dies has no known end."""

    pause: float
    seconds: float
    dies: bool


WISHES = st.lists(
    st.builds(
        Wish,
        pause=st.sampled_from([0.0, 0.5, 20.0]) | st.floats(0, 90),
        seconds=st.sampled_from([0.0, 1.0, 100.0]) | st.floats(0, 100),
        dies=st.booleans(),
    ),
    max_size=25,
)


def made(calls: CallLog, wishes: list[Wish], most: int) -> list[tuple[float, float]]:
    """Let the wishes come true, calls of several programs under way at once; return when each began and really ended.

    Nobody is ever told to wait much longer than a minute, nor in vain for longer than the slowest call and a minute.
    """
    now, done = NOW, []
    under_way: list[tuple[float, int]] = []
    for wish in wishes:
        now += wish.pause
        asked = now
        while True:
            while under_way and under_way[0][0] <= now:
                end, ended = heappop(under_way)
                calls.finished(ended, end)
            number, wait = calls.reserve(now, most)
            if number is not None:
                break
            assert 0 < wait <= 60.1
            now += wait
        assert now - asked < 160.1
        done.append((now, now + wish.seconds))
        if not wish.dies:
            heappush(under_way, (now + wish.seconds, number))
    return done


def most_in_a_minute(calls: list[tuple[float, float]]) -> int:
    """Return how many calls People HR may at worst have counted in some 60 s, each somewhere between its two ends."""
    return max(
        (sum(begin <= start < end + 60 for begin, end in calls if begin <= start) for start, _ in calls), default=0
    )


@given(wishes=WISHES, most=st.integers(1, 5))
def test_never_too_many_in_any_rolling_minute(empty: Path, wishes: list[Wish], most: int) -> None:
    with fresh(empty) as database:
        assert most_in_a_minute(made(database.calls, wishes, most)) <= most


@given(wishes=WISHES, most=st.integers(1, 5))
def test_nor_with_the_fake(wishes: list[Wish], most: int) -> None:
    assert most_in_a_minute(made(MemoryCalls(), wishes, most)) <= most
