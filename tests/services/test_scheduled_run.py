"""A run that nobody watches: what it does, how often it tries, and what it leaves to be read."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ExitCode, UnusableError
from clockreports.domain.periods import Period
from clockreports.domain.schedules import LastRun, RunState
from clockreports.services.exporting import Exporting
from clockreports.services.failures import BusyError, MissingRightError
from clockreports.services.ports import Holder
from clockreports.services.scheduled_run import RETRY_WAITS
from tests.helpers.owner_lock import MemoryOwnerLock
from tests.services.desk import BAD_KEY, KEY, NO_NETWORK, NOW, asked
from tests.services.firm import Firm
from tests.services.night import DAILY, Night

WITH_FOLDER: Final = replace(DAILY, import_folder="logs")
THE_WEEK: Final = Period(date(2026, 3, 9), date(2026, 3, 15))
ADAS_MONDAY: Final = "2026-03-09 09:00 17:00"
NO_RIGHT: Final = MissingRightError("The API key may not use the Employee part.", "Ask for it.", "Employee")


def test_it_fetches_the_employees_and_exports_the_last_days() -> None:
    night = Night()
    night.firm.tap("1", ADAS_MONDAY)
    outcome = night.run()
    assert night.firm.standing == {("PW1", date(2026, 3, 9)): "09:00-17:00"}
    assert outcome.report is not None
    assert outcome.report.order.period == THE_WEEK
    assert outcome.problem is None
    noted = night.store.last_run()
    assert noted is not None
    assert (noted.state, noted.run, noted.covered, noted.started, noted.finished) == (
        *(RunState.DONE, outcome.report.run, THE_WEEK.last),
        *(NOW, NOW),
    )
    assert noted.sentences == ("Mon 09/03/2026 to Sun 15/03/2026, 7 days: 1 sent.",)
    assert [note.state for note in night.store.noted] == [RunState.RUNNING, RunState.DONE]


def test_it_does_what_a_person_would_do_by_hand_and_no_more() -> None:
    night, by_hand = Night(replace(DAILY, sync_employees=False)), Firm()
    for firm in (night.firm, by_hand):
        firm.sync()
        firm.tap("1", ADAS_MONDAY)
    night.run()
    by_hand.export(period=THE_WEEK)
    assert night.firm.people_hr.asked == by_hand.people_hr.asked


def test_a_second_run_sends_nothing_twice() -> None:
    night = Night()
    night.firm.tap("1", ADAS_MONDAY)
    night.run()
    night.run()
    assert asked(night.firm.people_hr).count("create") == 1


def test_missed_days_are_made_up_for() -> None:
    night = Night()
    night.store.note(LastRun(NOW - timedelta(days=21), RunState.DONE, covered=date(2026, 2, 22)))
    report = night.run().report
    assert report is not None
    assert report.order.period == Period(date(2026, 2, 23), date(2026, 3, 15))


def test_a_run_that_failed_leaves_its_days_to_the_next() -> None:
    night = Night()
    night.run()
    night.firm.clock.advance(timedelta(days=9).total_seconds())
    night.firm.people_hr.fail("employees", BAD_KEY)
    failed = night.run()
    assert (failed.noted.state, failed.noted.covered) == (RunState.FAILED, THE_WEEK.last)
    night.firm.clock.advance(timedelta(days=1).total_seconds())
    report = night.run().report
    assert report is not None
    assert report.order.period == Period(date(2026, 3, 16), date(2026, 3, 25))


# What needs a person -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock_id", "text", "words"),
    [
        ("9", ADAS_MONDAY, "1 user of the clocks is linked to nobody."),
        ("1", "2026-03-09 09:00 12:00 13:00", "1 needs attention"),
    ],
)
def test_what_needs_a_person_is_noted(clock_id: str, text: str, words: str) -> None:
    night = Night()
    night.firm.tap(clock_id, text)
    outcome = night.run()
    assert (outcome.noted.state, outcome.problem) == (RunState.NEEDS_A_PERSON, None)
    assert words in " ".join(outcome.noted.sentences)


def test_a_key_without_the_employee_right_still_exports() -> None:
    night = Night()
    night.firm.sync()
    night.firm.tap("1", ADAS_MONDAY)
    night.firm.people_hr.fail("employees", NO_RIGHT)
    outcome = night.run()
    assert outcome.noted.state is RunState.DONE
    assert "The employees were not fetched." in outcome.noted.sentences[0]
    assert len(night.firm.standing) == 1


# Files -------------------------------------------------------------------------------------------------------------


def test_new_files_are_read_first_and_those_that_did_not_change_not_again() -> None:
    night = Night(WITH_FOLDER)
    night.lay(monday=ADAS_MONDAY)
    outcome = night.run()
    assert len(night.firm.standing) == 1
    assert outcome.noted.sentences[0] == "1 file imported, 2 new clock events."
    night.run()
    assert night.logs.read == ["monday"]
    night.lay(monday=f"{ADAS_MONDAY} 18:00", tuesday="2026-03-10 09:00 17:00")
    night.run()
    assert night.logs.read == ["monday", "monday", "tuesday"]


def test_a_file_that_is_no_log_stops_nothing_and_is_told_every_time() -> None:
    night = Night(WITH_FOLDER)
    night.lay(monday=ADAS_MONDAY, odd="2026-03-10 09:00 17:00")
    night.folder.files = {**(night.folder.files or {}), Path("notes.txt"): "1"}
    for _time in range(2):
        outcome = night.run()
        assert outcome.noted.state is RunState.NEEDS_A_PERSON
        assert any("notes.txt was not imported." in sentence for sentence in outcome.noted.sentences)
    assert night.logs.read == ["monday", "odd", "notes", "notes"]
    assert len(night.firm.standing) == 2


def test_rows_that_were_set_aside_are_told() -> None:
    night = Night(WITH_FOLDER)
    night.lay(odd=ADAS_MONDAY)
    outcome = night.run()
    assert outcome.noted.state is RunState.NEEDS_A_PERSON
    assert "1 row was set aside, because they are no clock events." in outcome.noted.sentences


def test_nothing_is_exported_without_the_files_of_the_folder() -> None:
    night = Night(WITH_FOLDER)
    night.firm.sync()
    night.firm.tap("1", ADAS_MONDAY)
    night.folder.files = None
    outcome = night.run()
    assert outcome.noted.state is RunState.FAILED
    assert "The folder logs cannot be looked into." in outcome.noted.sentences[0]
    assert night.firm.standing == {}
    assert night.firm.clock.waits == list(RETRY_WAITS)


# Trying again ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["employees", "create"])
def test_what_is_out_of_reach_is_tried_again_until_it_is_back(action: str) -> None:
    night = Night()
    night.firm.sync()
    night.firm.tap("1", ADAS_MONDAY)
    night.firm.people_hr.fail(action, NO_NETWORK, times=20 if action == "create" else 3)

    def mend(seconds: float) -> None:
        if seconds >= RETRY_WAITS[2]:
            night.firm.people_hr._failures.clear()

    night.firm.clock.before_wait = mend
    outcome = night.run()
    assert (outcome.noted.state, outcome.problem) == (RunState.DONE, None)
    assert len(night.firm.standing) == 1
    assert set(RETRY_WAITS[:3]) <= set(night.firm.clock.waits)
    waiting = [note.sentences for note in night.store.noted if note.state is RunState.RUNNING]
    assert waiting[1] == ("People HR cannot be reached. It is tried again at 08:01.",)
    assert any("tried again at" in sentence for sentence in night.told)


def test_after_some_hours_it_gives_up_and_says_why() -> None:
    night = Night()
    night.firm.people_hr.fail("employees", NO_NETWORK, times=99)
    outcome = night.run()
    assert outcome.problem is not None
    assert outcome.problem.exit_code is ExitCode.RUN_AGAIN
    assert outcome.noted.state is RunState.FAILED
    assert outcome.noted.sentences == ("People HR cannot be reached. Look at the cable.",)
    assert timedelta(seconds=sum(RETRY_WAITS)) < timedelta(hours=3)
    assert outcome.noted.finished == NOW + timedelta(seconds=sum(RETRY_WAITS))


def test_what_was_done_before_it_gave_up_is_not_done_again() -> None:
    night = Night(WITH_FOLDER)
    night.lay(monday=ADAS_MONDAY)
    night.firm.people_hr.fail("create", NO_NETWORK, times=99)
    night.run()
    assert night.logs.read == ["monday"]
    assert asked(night.firm.people_hr).count("employees") == 1


def test_another_export_is_waited_for() -> None:
    night = Night()
    night.firm.tap("1", ADAS_MONDAY)
    lease = night.firm.database.lease
    token = lease.take(Holder("PC-12", "jane", NOW), NOW, others_are_gone=False)

    def wait(_seconds: float) -> None:
        lease.release(token)

    night.firm.clock.before_wait = wait
    assert night.run().noted.state is RunState.DONE
    assert night.firm.clock.waits == [RETRY_WAITS[0]]


def test_a_key_that_is_refused_is_not_tried_again() -> None:
    night = Night()
    night.firm.people_hr.fail("employees", BAD_KEY)
    outcome = night.run()
    assert outcome.problem is BAD_KEY
    assert night.firm.clock.waits == []


def test_a_key_that_is_not_to_be_had_yet_is_waited_for() -> None:
    night = Night(credentials=None)
    night.firm.tap("1", ADAS_MONDAY)
    night.firm.clock.before_wait = lambda _seconds: night.firm.vault.write(KEY)
    assert night.run().noted.state is RunState.DONE
    assert night.firm.clock.waits == [RETRY_WAITS[0]]


# Being stopped -----------------------------------------------------------------------------------------------------


def test_stopping_it_while_it_waits_is_noted() -> None:
    night = Night()
    night.firm.people_hr.fail("employees", NO_NETWORK, times=99)
    night.firm.clock.before_wait = lambda _seconds: night.cancel.cancel()
    outcome = night.run()
    assert isinstance(outcome.problem, CancelledError)
    assert (outcome.noted.state, outcome.noted.sentences[0][:8]) == (RunState.FAILED, "Stopped.")


def test_stopping_it_while_it_reads_leaves_the_file_to_the_next_run() -> None:
    night = Night(WITH_FOLDER)
    night.lay(monday=ADAS_MONDAY)
    night.cancel.cancel()
    assert night.run().noted.state is RunState.FAILED
    night.cancel = CancelToken()
    night.run()
    assert night.logs.read == ["monday"]
    assert len(night.firm.standing) == 1


def test_a_mistake_of_the_program_is_noted_and_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night()

    def blunder(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Exporting, "run", blunder)
    with pytest.raises(ZeroDivisionError):
        night.run()
    noted = night.store.last_run()
    assert noted is not None
    assert (noted.state, noted.finished) == (RunState.FAILED, NOW)
    assert MemoryOwnerLock(night.lock).try_take()


# One at a time, and when -------------------------------------------------------------------------------------------


def test_two_runs_exclude_one_another_and_the_second_notes_nothing() -> None:
    night = Night()
    first = MemoryOwnerLock(night.lock)
    first.try_take()
    with pytest.raises(BusyError):
        night.run()
    assert night.store.noted == []


def test_a_window_that_looks_for_a_moment_does_not_keep_a_run_from_starting() -> None:
    night = Night()
    looking = MemoryOwnerLock(night.lock)
    looking.try_take()
    night.firm.clock.before_wait = lambda _seconds: looking.release()
    assert night.run().noted.state is RunState.DONE


def test_without_a_schedule_there_is_nothing_to_run() -> None:
    night = Night(None)
    for ask in (night.run, night.scheduled.is_due):
        with pytest.raises(UnusableError, match="No export is scheduled here"):
            ask()


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-03-16T06:29+00:00", True),  # yesterday's was missed
        ("2026-03-15T06:30+00:00", "2026-03-16T06:29+00:00", False),
        ("2026-03-15T06:30+00:00", "2026-03-16T06:30+00:00", True),
        ("2026-03-16T06:30+00:00", "2026-03-16T12:00+00:00", False),
        ("2026-03-16T05:00+00:00", "2026-03-16T12:00+00:00", True),  # that one was made in time for nothing
    ],
)
def test_it_is_due_once_for_each_of_its_moments(last: str | None, now: str, *, due: bool) -> None:
    night = Night()
    night.firm.clock = type(night.firm.clock)(datetime.fromisoformat(now))
    if last is not None:
        night.store.note(LastRun(datetime.fromisoformat(last), RunState.FAILED))
    assert night.scheduled.is_due() is due


def test_a_last_run_that_cannot_be_read_keeps_nothing_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night()

    def broken() -> LastRun | None:
        raise UnusableError("It is broken.", "Set it again.")

    with monkeypatch.context() as patch:
        patch.setattr(night.store, "last_run", broken)
        assert night.scheduled.is_due()
        assert night.run().noted.state is RunState.DONE
