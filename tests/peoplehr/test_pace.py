"""The pace: never more calls than allowed in any rolling minute, and whoever waits is told how long and why."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.peoplehr.pace import Pace, read_retry_after
from clockreports.services.failures import TooLateError
from tests.helpers.clock import START, FakeClock
from tests.helpers.peoplehr import FakeCallLog

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


class Bench:
    """A pace with a clock at rest; `told` is what the waiting person was told."""

    def __init__(self, most: int = 28) -> None:
        self.clock = FakeClock()
        self.log = FakeCallLog()
        self.cancel = CancelToken()
        self.told: list[tuple[float, str]] = []
        self.pace = self.another(most)

    def another(self, most: int) -> Pace:
        """Return one more pace on the same call log, as another program would have."""
        return Pace(self.log, self.clock, most, self.cancel, lambda *told: self.told.append(told))

    def call(self, seconds: float = 0.0) -> None:
        """Make a call that takes so long."""
        call = self.pace.begin()
        self.clock.advance(seconds)
        self.pace.finished(call)


def test_a_burst_goes_out_at_once() -> None:
    bench = Bench()
    for _ in range(28):
        bench.call()
    assert bench.clock.waits == []
    assert len(bench.log.calls) == 28


def test_the_call_after_a_burst_waits_for_the_minute_to_end() -> None:
    bench = Bench()
    for _ in range(29):
        bench.call()
    assert sum(bench.clock.waits) == pytest.approx(60)
    assert bench.log.calls[28][0] >= bench.log.calls[0][0] + 60


def test_whoever_waits_is_told_every_second_how_long_and_why() -> None:
    bench = Bench(most=12)
    for _ in range(13):
        bench.call()
    assert [seconds for seconds, _ in bench.told] == pytest.approx(range(60, 0, -1))
    assert {reason for _, reason in bench.told} == {"People HR takes 12 calls a minute"}
    assert max(bench.clock.waits) <= 1


def test_a_call_counts_until_a_minute_after_its_end() -> None:
    bench = Bench(most=1)
    bench.call(seconds=20)
    bench.call()
    assert bench.log.calls[1][0] == pytest.approx(START.timestamp() + 80)


def test_a_call_that_may_not_wait_so_long_gives_up_at_once_and_takes_nobodys_turn() -> None:
    bench = Bench(most=2)
    bench.call()
    bench.clock.advance(50)
    bench.call()
    for latest in (49.9, 59.9):
        with pytest.raises(TooLateError):
            bench.pace.begin(latest)
    assert (bench.clock.waits, len(bench.log.calls)) == ([], 2)
    bench.pace.begin(60.2)
    assert sum(bench.clock.waits) == pytest.approx(10)
    assert len(bench.log.calls) == 3


def test_a_wait_ends_the_moment_somebody_asks_to_stop() -> None:
    bench = Bench(most=1)
    bench.call()
    bench.clock.before_wait = lambda _: bench.cancel.cancel() if len(bench.clock.waits) == 3 else None
    with pytest.raises(CancelledError):
        bench.pace.begin()
    assert len(bench.clock.waits) == 3
    assert len(bench.log.calls) == 1


def test_nothing_is_reserved_once_somebody_asked_to_stop() -> None:
    bench = Bench()
    bench.cancel.cancel()
    with pytest.raises(CancelledError):
        bench.pace.begin()
    assert bench.log.calls == []


class _NoWait(FakeCallLog):
    """A call log that says "not yet", but not how long."""

    @override
    def reserve(self, now: float, most: int) -> tuple[int | None, float]:
        """Refuse three times."""
        self.calls.append((now, now))
        return (len(self.calls), 0.0) if len(self.calls) > 3 else (None, -1.0 if most else 0.0)


def test_a_wait_of_no_length_does_not_make_it_spin() -> None:
    clock = FakeClock()
    Pace(_NoWait(), clock, 28, CancelToken(), lambda *_: None).begin()
    assert len(clock.waits) == 3
    assert min(clock.waits) > 0


@given(
    most=st.integers(1, 6),
    calls=st.lists(
        st.tuples(st.booleans(), st.floats(0, 40), st.floats(0, 30), st.floats(0, 1)), min_size=1, max_size=40
    ),
)
def test_no_rolling_minute_holds_more_calls_than_allowed(
    most: int, calls: list[tuple[bool, float, float, float]]
) -> None:
    """Two programs share the log; a call arrives at People HR at any moment between its start and its end."""
    bench = Bench(most)
    other = bench.another(most)
    arrivals = []
    for by_other, pause, seconds, share in calls:
        bench.clock.advance(pause)
        pace = other if by_other else bench.pace
        call = pace.begin()
        arrivals.append(bench.clock.monotonic() + seconds * share)
        bench.clock.advance(seconds)
        pace.finished(call)
    for earlier, later in zip(arrivals, arrivals[most:], strict=False):
        assert later - earlier > 60 - 1e-3


@given(most=st.integers(1, 4), lost=st.sets(st.integers(0, 11)))
def test_calls_whose_end_is_not_known_count_too(most: int, lost: set[int]) -> None:
    bench = Bench(most)
    starts = []
    for number in range(12):
        call = bench.pace.begin()
        starts.append(bench.clock.monotonic())
        if number not in lost:
            bench.pace.finished(call)
    for earlier, later in zip(starts, starts[most:], strict=False):
        assert later - earlier > 60 - 1e-3


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 60),
        ("soon", 60),
        ("-5", 60),
        ("1.5", 60),
        ("0", 1),
        ("1", 1),
        (" 20 ", 20),
        ("120", 120),
        ("86400", 300),
        ("9" * 400, 300),
        ("Wed, 04 Mar 2026 09:00:30 GMT", 30),
        ("Wed, 04 Mar 2026 10:00:45 +0100", 45),
        ("Wed, 04 Mar 2026 09:00:30 -0000", 30),
        ("Wed, 04 Mar 2026 08:00:00 GMT", 1),
        ("Thu, 05 Mar 2026 09:00:00 GMT", 300),
        ("Jan 0 +99999999999999999 99:99:99 +99999999999999999", 60),
    ],
)
def test_retry_after_is_a_number_or_a_date_within_reason(text: str, seconds: float) -> None:
    assert read_retry_after(text, NOW) == seconds


@given(st.text())
def test_any_retry_after_is_borne(text: str) -> None:
    assert 1 <= read_retry_after(text, NOW) <= 300
