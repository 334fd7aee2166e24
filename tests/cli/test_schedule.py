"""`clockreports schedule`: set, shown, removed and run, at a terminal and by a program."""

from datetime import time
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.bootstrap import open_app
from clockreports.bootstrap import schedule as bootstrap_schedule
from clockreports.bootstrap.schedule import strangers
from clockreports.desktop.schedule_files import LAST_RUN_NAME, SCHEDULE_NAME
from clockreports.domain.schedules import Schedule
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.cli.firm import CLEAN_LOG, KEY, MISSING_TAP, Terminal
from tests.helpers.clock import FakeClock
from tests.helpers.schedule import FakeTimer


@pytest.fixture(autouse=True)
def timer(monkeypatch: pytest.MonkeyPatch) -> FakeTimer:
    """Let no test touch the timers of the computer it runs on."""
    fake = FakeTimer()
    monkeypatch.setattr(bootstrap_schedule, "system_timer", lambda _profile, **_options: fake)
    return fake


@pytest.fixture
def logs(terminal: Terminal) -> Path:
    """Return a folder with the clock's log, whose name needs care."""
    folder = terminal.folder / "clock logs ü"
    folder.mkdir()
    (folder / "1_attlog.dat").write_text(CLEAN_LOG, encoding="utf-8")
    return folder


def test_what_is_usual_needs_no_words(terminal: Terminal, timer: FakeTimer) -> None:
    answer = terminal.type("schedule", "set")
    assert answer.code == 0
    assert answer.out.splitlines()[:2] == [
        "Exports every working day at 06:30, the last 7 days.",
        "Next run: Tue 17/03/2026 06:30.",
    ]
    assert "only runs while you are signed in" in answer.out
    assert timer.alarm is not None


def test_everything_can_be_chosen_and_is_told_to_a_program(terminal: Terminal, logs: Path) -> None:
    chosen = ("--at", "18:05", "--days", "mon,sat", "--last", "14", "--import", logs, "--no-sync")
    answer = terminal.type("schedule", "set", *chosen, "--json")
    assert answer.code == 0
    notes = answer.data.pop("notes")
    assert answer.data | {"notes": notes} == {
        "set": True,
        "state": "not_yet",
        "at": "18:05",
        "days": ["mon", "sat"],
        "last": 14,
        "sync_employees": False,
        "import_folder": str(logs),
        "next": "2026-03-16T18:05:00+00:00",
        "missed": None,
        "timer": True,
        "last_run": None,
        "notes": notes,
    }
    assert any("CLOCKREPORTS_PEOPLEHR_KEY" in note for note in notes)
    shown = terminal.type("schedule", "show", "--json")
    assert (shown.code, shown.data) == (0, answer.data | {"notes": []})


def test_the_folder_is_kept_whole_wherever_the_command_was_typed(
    terminal: Terminal, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(logs.parent)
    assert terminal.type("schedule", "set", "--import", logs.name, "--json").data["import_folder"] == str(logs)


@pytest.mark.parametrize(
    "options",
    [("--at", "noon"), ("--days", "weekdays"), ("--last", "0"), ("--last", "93"), ("--import", " "), ("--at",)],
)
def test_what_cannot_be_scheduled_is_told_and_changes_nothing(terminal: Terminal, options: tuple[str, ...]) -> None:
    answer = terminal.type("schedule", "set", *options)
    assert (answer.code, answer.out) == (2, "")
    assert terminal.type("schedule", "show", "--json").data == {
        "set": False,
        "state": "off",
        "last_run": None,
        "notes": [],
    }


def test_when_the_system_refuses_that_is_told(terminal: Terminal, timer: FakeTimer) -> None:
    timer.refusal = "The system refuses."
    answer = terminal.type("schedule", "set")
    assert (answer.code, "The system refuses." in answer.err) == (2, True)
    assert not (terminal.profile / SCHEDULE_NAME).exists()


def test_without_a_timer_something_else_has_to_start_it(terminal: Terminal, timer: FakeTimer) -> None:
    answer = terminal.type("schedule", "set", "--no-timer")
    assert (answer.code, timer.alarm) == (0, None)
    assert "has to start `clockreports schedule run`" in " ".join(answer.out.split())
    shown = terminal.type("schedule", "show")
    assert (shown.code, "no timer for it" in shown.out, "Next run: " in shown.out) == (0, True, True)
    assert terminal.type("schedule", "show", "--json").data["timer"] is False


def test_a_timer_that_is_gone_is_told_and_no_next_run_promised(terminal: Terminal, timer: FakeTimer) -> None:
    terminal.type("schedule", "set")
    timer.alarm = None
    answer = terminal.type("schedule", "show")
    assert answer.code == 1
    assert "Scheduled export: not set on this computer any more." in answer.out
    assert "Next run: " not in answer.out
    shown = terminal.type("schedule", "show", "--json").data
    assert (shown["state"], shown["timer"], shown["notes"]) == ("timer_gone", False, [])


def test_a_system_that_does_not_tell_keeps_nothing_from_being_shown(terminal: Terminal, timer: FakeTimer) -> None:
    terminal.type("schedule", "set")
    timer.silence = "The system says nothing."
    answer = terminal.type("schedule", "show")
    assert (answer.code, "Next run: Tue 17/03/2026 06:30." in answer.out) == (0, True)


def test_removing_it_leaves_nothing_scheduled(terminal: Terminal, timer: FakeTimer) -> None:
    terminal.type("schedule", "set")
    answer = terminal.type("schedule", "remove")
    assert (answer.code, answer.out, timer.alarm) == (0, "Nothing is scheduled any more.\n", None)
    assert terminal.type("schedule", "show").out.startswith("Nothing is scheduled.")


def test_a_run_reads_fetches_exports_and_says_so(terminal: Terminal, people_hr: PracticeServer, logs: Path) -> None:
    terminal.type("schedule", "set", "--import", logs)
    answer = terminal.type("schedule", "run")
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[-3:] == [
        "The scheduled run is done.",
        "1 file imported, 8 new clock events.",
        "Mon 09/03/2026 to Sun 15/03/2026, 7 days: 4 sent.",
    ]
    assert len(people_hr.people_hr.timesheets) == 4
    again = terminal.type("schedule", "run", "--json")
    assert (again.code, again.data["state"], again.data["run"]) == (0, "done", 2)
    assert (again.data["export"]["unchanged"], again.data["export"]["sent"]) == (4, 0)
    shown = terminal.type("schedule", "show")
    assert "Scheduled export: done on Mon 16/03/2026 08:00; next Tue 17/03/2026 06:30." in shown.out


def test_what_needs_a_person_ends_with_1_also_when_it_is_shown_later(terminal: Terminal, logs: Path) -> None:
    (logs / "2_attlog.dat").write_text(MISSING_TAP, encoding="utf-8")
    terminal.type("schedule", "set", "--import", logs)
    answer = terminal.type("schedule", "run")
    assert answer.code == 1
    assert "1 needs attention" in answer.out
    assert terminal.type("schedule", "show").code == 1


def test_a_key_that_is_refused_ends_with_3(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.type("schedule", "set")
    people_hr.order(Fault("http_401", "GetAllEmployeeDetail", times=9))
    answer = terminal.type("schedule", "run")
    assert answer.code == 3
    assert answer.out.startswith("The scheduled run failed.\nPeople HR turned the call away")
    shown = terminal.type("schedule", "show", "--json")
    assert (shown.code, shown.data["state"]) == (1, "failed")


def test_what_stays_out_of_reach_ends_with_4_after_some_hours(
    terminal: Terminal, people_hr: PracticeServer, clock: FakeClock
) -> None:
    terminal.type("schedule", "set")
    people_hr.order(Fault("html_500_before", "GetAllEmployeeDetail", times=99))
    answer = terminal.type("schedule", "run", "--json")
    assert (answer.code, answer.data["state"], answer.data["export"]) == (4, "failed", None)
    assert clock.monotonic() > 9_000


def test_it_can_be_left_to_what_is_due(terminal: Terminal, clock: FakeClock) -> None:
    terminal.type("schedule", "set")
    early = terminal.type("schedule", "run", "--if-due", "--json")
    assert (early.code, early.data) == (0, {"state": "not_due"})
    assert not (terminal.profile / LAST_RUN_NAME).exists()
    clock.advance(24 * 3600)
    assert terminal.type("schedule", "run", "--if-due").code == 0
    assert terminal.type("schedule", "run", "--if-due").out == "No run is due.\n"


def test_a_run_from_before_the_schedule_was_changed_does_not_stand_for_the_next(
    terminal: Terminal, clock: FakeClock
) -> None:
    terminal.type("schedule", "set")
    assert terminal.type("schedule", "run").code == 0
    clock.advance(5 * 60)
    assert "Next run: Mon 16/03/2026 08:30." in terminal.type("schedule", "set", "--at", "08:30").out
    clock.advance(25 * 60)
    for says in ("The scheduled run is done.", "No run is due."):
        assert says in terminal.type("schedule", "run", "--if-due").out


def test_a_damaged_note_of_the_last_run_keeps_the_next_from_nothing(terminal: Terminal, clock: FakeClock) -> None:
    terminal.type("schedule", "set")
    (terminal.profile / LAST_RUN_NAME).write_text("{", encoding="utf-8")
    shown = terminal.type("schedule", "show")
    assert (shown.code, "Set the schedule again" in " ".join(shown.err.split())) == (2, True)
    clock.advance(24 * 3600)
    assert terminal.type("schedule", "run", "--if-due").code == 0
    assert terminal.type("schedule", "show").code == 0


def test_a_missed_run_is_told(terminal: Terminal, clock: FakeClock) -> None:
    terminal.type("schedule", "set")
    clock.advance(26 * 3600)
    answer = terminal.type("schedule", "show")
    assert answer.code == 1
    assert "missed on Tue 17/03/2026 06:30" in answer.out
    assert "Nothing is lost" in answer.out


def test_without_a_schedule_there_is_nothing_to_run(terminal: Terminal) -> None:
    answer = terminal.type("schedule", "run")
    assert (answer.code, "No export is scheduled here." in answer.err) == (2, True)


def test_the_key_is_found_nowhere(terminal: Terminal, logs: Path, timer: FakeTimer) -> None:
    terminal.type("schedule", "set", "--import", logs)
    terminal.type("schedule", "run")
    assert KEY not in repr(timer.alarm)
    for path in terminal.profile.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def test_only_our_own_variables_are_strangers_to_what_the_system_starts() -> None:
    here = {"PATH": "x", "CLOCKREPORTS_PROFILE": "p", "CLOCKREPORTS_TIMEZONE": " ", "CLOCKREPORTS_DATABASE_URL": "u"}
    assert strangers(here) == ("CLOCKREPORTS_DATABASE_URL",)


def test_while_practising_nothing_is_scheduled(tmp_path: Path, clock: FakeClock, timer: FakeTimer) -> None:
    with open_app(tmp_path / "practice", {}, clock, "http://127.0.0.1:9") as app:
        with pytest.raises(UnusableError, match="While practising, nothing is scheduled"):
            app.scheduling.set(Schedule(time(6, 30), (0,), 7, clock.now()))
        assert app.scheduling.store.schedule() is None
    assert timer.alarm is None
