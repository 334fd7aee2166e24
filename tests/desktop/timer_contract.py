"""What every system's timer promises; `system` is the fixture of whoever makes a test class of it."""

import pytest

from clockreports.base.errors import UnusableError
from tests.desktop.played_timers import SATURDAYS, WORKING_DAYS, PlayedSystem


class SystemTimerContract:
    """One promise per method."""

    def test_it_is_named_and_says_what_to_do_in_words(self, system: PlayedSystem) -> None:
        timer = system.timer()
        assert timer.name
        assert timer.to_run_signed_out.endswith(".")

    def test_nothing_is_set_at_first_and_removing_that_changes_nothing(self, system: PlayedSystem) -> None:
        before = system.state
        assert not system.timer().is_set()
        system.timer().remove()
        assert system.state == before

    def test_what_was_set_is_set_for_whoever_looks(self, system: PlayedSystem) -> None:
        system.timer().set(WORKING_DAYS)
        assert system.timer().is_set()

    def test_a_second_alarm_replaces_the_first(self, system: PlayedSystem) -> None:
        system.timer().set(SATURDAYS)
        only = system.state
        system.timer().set(WORKING_DAYS)
        assert system.state != only
        system.timer().set(SATURDAYS)
        assert system.state == only

    def test_what_was_removed_is_gone(self, system: PlayedSystem) -> None:
        before = system.state
        system.timer().set(WORKING_DAYS)
        system.timer().remove()
        system.timer().remove()
        assert not system.timer().is_set()
        assert system.state == before

    def test_a_refusal_is_told_and_leaves_the_earlier_alarm(self, system: PlayedSystem) -> None:
        system.timer().set(WORKING_DAYS)
        before = system.state
        system.refuses = True
        with pytest.raises(UnusableError) as caught:
            system.timer().set(SATURDAYS)
        assert caught.value.title.endswith(".")
        assert system.state == before
        assert system.timer().is_set()

    def test_a_refusal_of_the_first_alarm_leaves_nothing(self, system: PlayedSystem) -> None:
        before = system.state
        system.refuses = True
        with pytest.raises(UnusableError):
            system.timer().set(SATURDAYS)
        assert system.state == before
        assert not system.timer().is_set()
