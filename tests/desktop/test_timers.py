"""Every system's timer, and the fake: what all of them promise."""

from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.system_timer import NoTimer, system_timer
from tests.desktop.played_timers import (
    WORKING_DAYS,
    PlayedLinux,
    PlayedMac,
    PlayedNothing,
    PlayedSystem,
    PlayedWindows,
)
from tests.desktop.timer_contract import SystemTimerContract
from tests.helpers.wine import IS_WINE


class TestFakeTimer(SystemTimerContract):
    @pytest.fixture
    def system(self, tmp_path: Path) -> PlayedSystem:
        return PlayedNothing(tmp_path)


class TestWindowsTasks(SystemTimerContract):
    @pytest.fixture
    def system(self, tmp_path: Path) -> PlayedSystem:
        return PlayedWindows(tmp_path)


class TestSystemdTimer(SystemTimerContract):
    @pytest.fixture
    def system(self, tmp_path: Path) -> PlayedSystem:
        return PlayedLinux(tmp_path)


class TestLaunchdJob(SystemTimerContract):
    @pytest.fixture
    def system(self, tmp_path: Path) -> PlayedSystem:
        return PlayedMac(tmp_path)


@pytest.mark.skipif(IS_WINE, reason="wine’s Task Scheduler finds every task that it is asked for")
def test_this_system_has_a_timer_and_a_new_profile_has_none_set(tmp_path: Path) -> None:
    timer = system_timer(tmp_path, is_default=False, is_administrator=lambda: False)
    assert timer.name
    timer.remove()


def test_where_nothing_may_be_scheduled_that_is_said() -> None:
    timer = NoTimer("Nothing is scheduled here.", "Do it elsewhere.")
    with pytest.raises(UnusableError, match="Nothing is scheduled here"):
        timer.set(WORKING_DAYS)
    timer.remove()
    assert (timer.is_set(), timer.can_run_signed_out()) == (False, False)
