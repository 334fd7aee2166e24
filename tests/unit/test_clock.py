"""Time as a port: the computer's clock, and the one that tests turn."""

from datetime import UTC, timedelta

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock, SystemClock
from clockreports.base.errors import CancelledError
from tests.helpers.clock import START, FakeClock


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()])
def test_a_clock_tells_an_aware_moment_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()])
def test_a_wait_ends_at_once_when_somebody_asked_to_stop(clock: Clock) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        clock.wait(3600, cancel)


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()])
def test_monotonic_time_never_goes_back(clock: Clock) -> None:
    before = clock.monotonic()
    clock.wait(0.001, CancelToken())
    assert clock.monotonic() > before


def test_a_fake_hour_passes_at_once_on_both_hands() -> None:
    clock = FakeClock()
    clock.wait(3600, CancelToken())
    clock.advance(60)
    assert clock.now() == START + timedelta(minutes=61)
    assert clock.monotonic() == 3660
    assert clock.waits == [3600]


def test_a_fake_wait_that_is_cancelled_lets_no_time_pass() -> None:
    clock, cancel = FakeClock(), CancelToken()
    clock.before_wait = lambda _seconds: cancel.cancel()
    with pytest.raises(CancelledError):
        clock.wait(3600, cancel)
    assert clock.monotonic() == 0
