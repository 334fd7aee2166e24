"""The schedule, set and shown: what is kept, what the system is asked for, and what a person is told."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.desktop.schedule_files import LAST_RUN_NAME, ScheduleFiles
from clockreports.domain.schedules import LastRun, RunState, Schedule, Verdict
from clockreports.services.key import KeyringLockedError, KeyService
from clockreports.services.ports import Credentials
from clockreports.services.ports_schedule import Alarm
from clockreports.services.scheduling import Scheduling
from tests.helpers.owner_lock import MemoryOwnerLock
from tests.helpers.schedule import FakeTimer, MemoryScheduleStore
from tests.helpers.vault import MemoryVault
from tests.services.desk import KEY, NOW
from tests.services.firm import Firm

EVERY_MORNING: Final = Schedule(time(6, 30), (0, 1, 2, 3, 4), 7, datetime(2020, 1, 1, tzinfo=UTC))
ON_SUNDAYS: Final = Schedule(time(18, 0), (6,), 14, datetime(2020, 1, 1, tzinfo=UTC))


class Site:
    """A computer with a timer of its own; `timer`, `store` and `lock` can be looked at."""

    def __init__(
        self, *, machine_wide: bool = False, signed_out: bool = False, strangers: tuple[str, ...] = ()
    ) -> None:
        self.firm = Firm()
        self.firm.vault = MemoryVault(KEY, machine_wide=machine_wide)
        self.timer, self.store, self.lock = FakeTimer(signed_out=signed_out), MemoryScheduleStore(), MemoryOwnerLock()
        self.scheduling = Scheduling(
            self.store,
            self.timer,
            lambda: MemoryOwnerLock(self.lock),
            self.firm.key,
            self.firm.clock,
            self.firm.settings.zone,
            strangers,
        )


def test_setting_it_keeps_it_as_of_now_and_sets_the_timer_to_its_first_moment() -> None:
    site = Site()
    assert site.scheduling.set(EVERY_MORNING) == ()
    kept = site.store.schedule()
    assert kept is not None
    assert (kept.at, kept.since) == (time(6, 30), NOW)
    zone = site.firm.settings.zone
    assert site.timer.alarm == Alarm(datetime(2026, 3, 17, 6, 30, tzinfo=zone), zone, (0, 1, 2, 3, 4), signed_out=False)
    assert site.scheduling.standing().armed


def test_a_first_moment_in_the_hour_that_never_comes_does_not_move_all_the_others() -> None:
    site = Site()
    site.firm.clock.advance(timedelta(days=12).total_seconds())  # Saturday 28 March, the night before
    site.scheduling.set(Schedule(time(1, 30), (0, 6), 7, NOW))
    assert site.timer.alarm is not None
    assert f"{site.timer.alarm.first:%a %H:%M}" == "Mon 01:30"


@pytest.mark.parametrize("before", [None, ON_SUNDAYS])
def test_when_the_system_refuses_the_earlier_schedule_stays(before: Schedule | None) -> None:
    site = Site()
    site.store.keep(before)
    site.timer.refusal = "The system refuses."
    with pytest.raises(UnusableError, match="The system refuses"):
        site.scheduling.set(EVERY_MORNING)
    assert site.store.schedule() == before


def test_without_the_timer_it_is_kept_for_somebody_else_to_start() -> None:
    site = Site()
    site.scheduling.set(ON_SUNDAYS)
    (note,) = site.scheduling.set(replace(EVERY_MORNING, with_timer=False))
    assert "`clockreports schedule run`" in note
    kept = site.store.schedule()
    assert kept is not None
    assert (kept.with_timer, site.timer.alarm) == (False, None)
    assert site.scheduling.standing().verdict is Verdict.NOT_YET, "nobody is told of a timer that nobody wanted"


def test_a_timer_that_is_gone_is_told_and_set_again() -> None:
    site = Site()
    site.scheduling.set(EVERY_MORNING)
    site.timer.remove()
    assert site.scheduling.standing().verdict is Verdict.TIMER_GONE
    site.scheduling.set(EVERY_MORNING)
    assert site.scheduling.standing().verdict is Verdict.NOT_YET


def test_a_system_that_does_not_tell_is_not_said_to_have_lost_the_timer() -> None:
    site = Site()
    site.scheduling.set(EVERY_MORNING)
    site.timer.silence = "The system says nothing."
    assert site.scheduling.standing().verdict is Verdict.NOT_YET


def test_the_system_is_asked_for_its_timer_only_by_whoever_does_not_know() -> None:
    site = Site()
    site.scheduling.standing()
    site.scheduling.set(EVERY_MORNING)
    site.scheduling.standing(armed=True)
    assert site.timer.asked == 0
    site.scheduling.standing()
    assert site.timer.asked == 1


def test_removing_it_takes_the_alarm_away_first() -> None:
    site = Site()
    site.scheduling.set(EVERY_MORNING)
    site.timer.refusal = "The system refuses."
    with pytest.raises(UnusableError):
        site.scheduling.remove()
    assert site.store.schedule() is not None
    site.timer.refusal = ""
    site.scheduling.remove()
    assert (site.store.schedule(), site.timer.is_set()) == (None, False)


@pytest.mark.parametrize(
    ("machine_wide", "signed_out", "always", "advice"),
    [
        (False, False, False, "in this computer’s key store"),
        (False, True, False, "in this computer’s key store"),
        (True, False, False, "ask the test"),
        (True, True, True, "also runs while nobody is signed in"),
    ],
)
def test_it_runs_while_nobody_is_signed_in_only_with_the_computers_key_and_the_systems_leave(
    *, machine_wide: bool, signed_out: bool, always: bool, advice: str
) -> None:
    site = Site(machine_wide=machine_wide, signed_out=signed_out)
    outlook = site.scheduling.outlook()
    assert outlook.signed_out is always
    assert "It uses the API key in memory." in outlook.sentences
    assert advice in " ".join(outlook.sentences)
    site.scheduling.set(EVERY_MORNING)
    assert site.timer.alarm is not None
    assert site.timer.alarm.signed_out is always


def test_a_key_that_is_missing_locked_or_unreadable_is_told_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.firm.vault.held = None
    assert "every run fails" in site.scheduling.outlook().sentences[0]

    def locked(_service: KeyService, *, unasked: bool) -> None:
        assert unasked
        raise KeyringLockedError("Your keyring is locked.", "Unlock it.")

    monkeypatch.setattr(KeyService, "status", locked)
    assert "has to be unlocked by then" in site.scheduling.outlook().sentences[0]

    def unreadable(_service: KeyService, *, unasked: bool) -> None:
        raise UnusableError("It is broken.", f"Mend it, {unasked}.")

    monkeypatch.setattr(KeyService, "status", unreadable)
    assert "It is broken. Mend it" in site.scheduling.outlook().sentences[0]


def test_settings_that_the_systems_program_may_not_have_are_named_without_their_values() -> None:
    told = " ".join(Site(strangers=("CLOCKREPORTS_DATABASE_URL",)).scheduling.outlook().sentences)
    assert "CLOCKREPORTS_DATABASE_URL" in told


def test_a_folder_of_another_computer_is_told_of_where_nobody_may_be_signed_in() -> None:
    shared = Schedule(time(6, 30), (0,), 7, NOW, import_folder=r"\\server\clock logs")
    assert Site().scheduling.set(shared) == ()
    (note,) = Site(machine_wide=True, signed_out=True).scheduling.set(shared)
    assert r"\\server\clock logs" in note


def test_a_schedule_that_cannot_be_read_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()

    def broken() -> Schedule | None:
        raise UnusableError("It is broken.", "Set it again.")

    with monkeypatch.context() as patch:
        patch.setattr(site.store, "schedule", broken)
        site.scheduling.set(EVERY_MORNING)
    assert site.store.schedule() is not None


def test_a_note_that_cannot_be_read_is_mended_by_setting_it_again(tmp_path: Path) -> None:
    site = Site()
    site.scheduling = replace(site.scheduling, store=ScheduleFiles(tmp_path))
    site.scheduling.set(EVERY_MORNING)
    (tmp_path / LAST_RUN_NAME).write_text('{"state": "of a later version"}', encoding="utf-8")
    with pytest.raises(UnusableError, match="Set the schedule again"):
        site.scheduling.standing()
    site.scheduling.set(EVERY_MORNING)
    assert site.scheduling.standing().verdict is Verdict.NOT_YET


def test_how_things_stand_is_told_and_whether_a_run_is_at_work() -> None:
    site = Site()
    assert site.scheduling.standing().verdict is Verdict.OFF
    site.scheduling.set(EVERY_MORNING)
    assert site.scheduling.standing().verdict is Verdict.NOT_YET
    site.store.note(LastRun(NOW, RunState.RUNNING))
    assert site.scheduling.standing().verdict is Verdict.INTERRUPTED
    at_work = MemoryOwnerLock(site.lock)
    at_work.try_take()
    assert site.scheduling.standing().verdict is Verdict.RUNNING
    at_work.release()
    assert MemoryOwnerLock(site.lock).try_take(), "looking at it leaves the lock free"


def test_no_key_goes_to_the_timer() -> None:
    secret = Secret("c0ffee00-dead-4bee-8fad-0123456789ab")
    site = Site()
    site.firm.vault.held = Credentials(secret, "https://people.example")
    site.scheduling.set(EVERY_MORNING)
    assert secret.reveal() not in repr((site.timer.alarm, site.store.schedule(), site.scheduling.outlook()))
