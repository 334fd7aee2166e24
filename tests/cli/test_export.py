"""`clockreports export`: JSON to the letter, every exit code, and what a person reads."""

import signal
import time
from collections.abc import Iterable
from datetime import date

import pytest

from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from clockreports.services.key import NoKeyError
from tests.cli.firm import CLEAN_LOG, KEY, LEAVER, MISSING_TAP, ONLY_EMPLOYEES, STRANGER, Terminal
from tests.helpers.clock import FakeClock

COUNTS = ("sent", "updated", "unchanged", "already_there", "refused", "conflicts", "unknown", "not_sent")
SHAPE = {"run", "from", "to", *COUNTS, "needs_attention", "calls", "seconds", "unlinked", "days"}


def _put(server: PracticeServer, day: int, *pairs: tuple[str, str]) -> None:
    server.people_hr.edit_timesheet("E2", date(2026, 3, day), pairs)


def test_a_first_export_sends_everything_and_tells_it_to_the_letter(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    answer = terminal.type("export", "--json")
    data = answer.data
    assert (answer.code, answer.err) == (0, "")
    assert data.keys() == SHAPE
    assert isinstance(data.pop("seconds"), int | float)
    assert data == {
        "run": 1,
        "from": "2026-03-09",
        "to": "2026-03-15",
        **dict.fromkeys(COUNTS, 0),
        "sent": 4,
        "needs_attention": 0,
        "calls": 4,
        "unlinked": [],
        "days": [
            _day("E1", "2026-03-09", [["08:58", "12:03"], ["12:41", "17:12"]]),
            _day("E2", "2026-03-10", [["09:00", "17:30"]]),
            _day("E3", "2026-03-11", [["22:00", "23:59"]]),
            _day("E3", "2026-03-12", [["00:00", "06:00"]]),
        ],
    }


def _day(employee_id: str, day: str, pairs: list[list[str]]) -> dict[str, object]:
    return {"employee_id": employee_id, "date": day, "state": "sent", "reason": "", "pairs": pairs}


def test_the_same_export_again_makes_no_call_and_lists_every_day(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    answer = terminal.type("export", "--json")
    assert answer.code == 0
    assert (answer.data["calls"], answer.data["unchanged"]) == (0, 4)
    assert [day["state"] for day in answer.data["days"]] == ["unchanged"] * 4


def test_a_dry_run_has_the_same_shape_and_writes_nothing(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.bring_in(CLEAN_LOG)
    answer = terminal.type("export", "--dry-run", "--json")
    assert answer.code == 0
    assert answer.data.keys() == SHAPE
    assert (answer.data["run"], answer.data["calls"], answer.data["sent"]) == (None, 0, 4)
    assert people_hr.timesheets == {}
    read = terminal.type("export", "--dry-run").out
    assert "Test Person 1  E1  Mon 09/03/2026  08:58–12:03  12:41–17:12  New" in read
    assert "4 new\nNothing was sent." in read


def test_unlinked_users_are_told_by_clock_id_and_ask_for_a_person(terminal: Terminal) -> None:
    on_another_terminal = STRANGER.replace("\t1\t0\t1\t0", "\tCanteen\t0\t1\t0")
    terminal.bring_in(CLEAN_LOG, STRANGER, on_another_terminal)
    answer = terminal.type("export", "--json")
    assert answer.code == 1
    assert answer.data["unlinked"] == [{"clock_id": "9", "events": 4}]


def test_days_that_need_a_person_are_told_with_their_reasons(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, MISSING_TAP, LEAVER, STRANGER)
    answer = terminal.type("export")
    assert answer.code == 1
    assert answer.out.startswith("Mon 09/03/2026 to Sun 15/03/2026, 7 days\n")
    assert "\n4 sent · 1 refused · 1 needs attention\n" in answer.out
    assert "Test Person 2  E2  Thu 12/03/2026  Needs attention  A tap is missing after 13:10." in answer.out
    assert "after the employee's leaving date" in answer.out
    assert "Clock id  Terminal  Taps\n  9         1            2\n" in answer.out
    assert "export again with --retry-failed" in answer.out


def test_a_conflict_is_left_alone_and_asks_for_a_person(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.bring_in(CLEAN_LOG)
    _put(people_hr, 10, ("08:00", "12:00"))
    answer = terminal.type("export", "--json")
    assert (answer.code, answer.data["conflicts"], answer.data["sent"]) == (1, 1, 3)
    (conflict,) = (day for day in answer.data["days"] if day["state"] == "conflict")
    assert conflict["reason"]


def test_what_stands_there_already_is_done(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.bring_in(CLEAN_LOG)
    _put(people_hr, 10, ("09:00", "17:30"))
    answer = terminal.type("export", "--json")
    assert (answer.code, answer.data["already_there"], answer.data["sent"]) == (0, 1, 3)


@pytest.mark.parametrize(
    ("key", "fault", "ending"),
    [
        (KEY, "lost_after", (4, {"unknown", "not_sent"})),
        (KEY, "http_401", (3, {"not_sent"})),
        (ONLY_EMPLOYEES, "", (3, {"not_sent"})),
    ],
)
def test_a_run_that_ends_early_still_reports_every_day(
    terminal: Terminal, people_hr: PracticeServer, key: str, fault: str, ending: tuple[int, set[str]]
) -> None:
    terminal.bring_in(CLEAN_LOG)
    if fault:
        people_hr.order(Fault(fault, "CreateNewTimesheet", times=99))
        people_hr.order(Fault("lost_before", "GetTimesheetDetail", times=99))
    answer = terminal.type("export", "--json", CLOCKREPORTS_PEOPLEHR_KEY=key)
    assert (answer.code, {day["state"] for day in answer.data["days"]}) == ending
    assert answer.data.keys() == SHAPE
    assert len(answer.data["days"]) == 4
    assert answer.err.count("\n") == 2, "why it ended, and what to do"


def test_a_day_whose_fate_is_unknown_asks_to_run_again(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.bring_in(CLEAN_LOG)
    people_hr.order(Fault("lost_after", "CreateNewTimesheet"))
    people_hr.order(Fault("lost_before", "GetTimesheetDetail", times=2))
    answer = terminal.type("export")
    assert (answer.code, answer.err) == (4, "")
    assert "3 sent · 1 not known yet" in answer.out
    assert "run the same export again" in answer.out
    assert terminal.type("export").code == 0


def test_nothing_to_send_needs_no_key_and_says_why(bare: Terminal) -> None:
    answer = bare.type("export")
    assert (answer.code, answer.err) == (0, "")
    assert "There is nothing to send: no linked user has taps in this period." in answer.out
    assert bare.type("export", "--json").data["days"] == []


def test_without_a_key_nothing_is_tried(bare: Terminal, terminal: Terminal, memory_keyring: object) -> None:
    assert memory_keyring
    terminal.bring_in(CLEAN_LOG)
    answer = bare.type("export", "--json")
    assert answer.code == 3
    assert answer.data["error"]["title"] == "There is no People HR API key yet."
    assert "clockreports key set" in answer.data["error"]["advice"]
    assert "clockreports" not in NoKeyError().advice, "the window shows it as well"


def test_only_the_chosen_employees_are_sent(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    data = terminal.type("export", "--employee", "e1", "--employee", "E2", "--json").data
    assert [day["employee_id"] for day in data["days"]] == ["E1", "E2"]
    unknown = terminal.type("export", "--employee", "E77")
    assert (unknown.code, unknown.err.splitlines()[0]) == (2, "There is no employee E77.")


def test_refused_days_are_tried_again_on_request_only(terminal: Terminal, people_hr: PracticeServer) -> None:
    terminal.bring_in(CLEAN_LOG)
    _put(people_hr, 10, ("08:00", "12:00"))
    terminal.type("export")
    _put(people_hr, 10, ("09:00", "17:30"))
    assert terminal.type("export", "--json").data["conflicts"] == 1
    answer = terminal.type("export", "--retry-failed", "--json")
    assert (answer.code, answer.data["already_there"]) == (0, 1)


@pytest.mark.parametrize(("option", "sent"), [((), 0), (("--include-today",), 1)])
def test_today_goes_only_when_asked_for(terminal: Terminal, option: Iterable[str], sent: int) -> None:
    early = "    1\t2026-03-16 06:00:00\t1\t0\t1\t0\n    1\t2026-03-16 07:00:00\t1\t0\t1\t0\n"
    terminal.bring_in(early)
    data = terminal.type("export", "--from", "today", "--to", "today", *option, "--json").data
    assert (data["sent"], data["from"]) == (sent, "2026-03-16")


def test_ctrl_c_stops_a_wait_and_the_run_reports(terminal: Terminal, clock: FakeClock) -> None:
    terminal.bring_in(CLEAN_LOG)

    def press(_seconds: float) -> None:
        signal.raise_signal(signal.SIGINT)
        while signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
            time.sleep(0.01)

    clock.advance(120)
    clock.before_wait = press
    answer = terminal.type("export", "--json", CLOCKREPORTS_CALLS_PER_MINUTE="2")
    assert answer.code == 4
    assert (answer.data["sent"], answer.data["not_sent"]) == (2, 2)
    assert answer.err.startswith("Stopped.\n")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    clock.before_wait = None
    assert terminal.type("export", "--json").data["unchanged"] == 2


def test_in_a_pipe_there_is_no_bar(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    assert terminal.type("export").err == ""


def test_the_key_is_nowhere_in_the_profile(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    terminal.type("doctor")
    written = [path for path in terminal.profile.rglob("*") if path.is_file()]
    assert any(path.suffix == ".log" for path in written)
    assert [path for path in written if KEY.encode() in path.read_bytes().lower()] == []
