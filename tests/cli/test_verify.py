"""`clockreports verify`: JSON to the letter, every exit code, and what a person reads."""

import signal
import time
from datetime import date

import pytest

from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.cli.firm import CLEAN_LOG, KEY, ONLY_EMPLOYEES, Terminal
from tests.helpers.clock import FakeClock

COUNTS = ("agree", "missing_there", "different_there", "only_there", "not_read")
SHAPE = {"from", "to", "employees", "calls", "seconds", *COUNTS, "days"}


@pytest.fixture(autouse=True)
def exported(terminal: Terminal) -> None:
    """Begin with a week that was exported and left alone."""
    terminal.bring_in(CLEAN_LOG)
    assert terminal.type("export").code == 0


def _meddle(server: PracticeServer) -> None:
    """Edit a day, delete one and add one, as a person does in People HR."""
    server.people_hr.edit_timesheet("E1", date(2026, 3, 9), (("08:00", "12:00"),))
    server.people_hr.delete_timesheet("E2", date(2026, 3, 10))
    server.people_hr.edit_timesheet("E4", date(2026, 3, 12), (("09:00", "17:00"),))


def test_where_nothing_changed_everything_agrees(terminal: Terminal) -> None:
    answer = terminal.type("verify", "--json")
    data = answer.data
    assert (answer.code, answer.err) == (0, "")
    assert data.keys() == SHAPE
    assert isinstance(data.pop("seconds"), int | float)
    assert data == {
        "from": "2026-03-09",
        "to": "2026-03-15",
        "employees": 4,
        "calls": 4,
        **dict.fromkeys(COUNTS, 0),
        "agree": 4,
        "days": [],
    }
    read = terminal.type("verify").out
    assert read.startswith("Mon 09/03/2026 to Sun 15/03/2026, 7 days\n")
    assert "\nEverything in People HR is as ClockReports left it.\n4 days agree\n4 employees, 4 calls" in read


def test_what_a_person_changed_there_is_told_to_the_letter(terminal: Terminal, people_hr: PracticeServer) -> None:
    _meddle(people_hr)
    answer = terminal.type("verify", "--json")
    assert (answer.code, answer.err) == (1, "")
    assert {name: answer.data[name] for name in COUNTS} == dict.fromkeys(COUNTS, 1) | {"agree": 2, "not_read": 0}
    assert answer.data["days"] == [
        {
            "employee_id": "E1",
            "date": "2026-03-09",
            "drift": "different_there",
            "here": [["08:58", "12:03"], ["12:41", "17:12"]],
            "there": [["08:00", "12:00"]],
        },
        {
            "employee_id": "E2",
            "date": "2026-03-10",
            "drift": "missing_there",
            "here": [["09:00", "17:30"]],
            "there": [],
        },
        {"employee_id": "E4", "date": "2026-03-12", "drift": "only_there", "here": [], "there": [["09:00", "17:00"]]},
    ]


def test_a_person_reads_both_versions_side_by_side(terminal: Terminal, people_hr: PracticeServer) -> None:
    _meddle(people_hr)
    answer = terminal.type("verify")
    assert (answer.code, answer.err) == (1, "")
    for line in (
        "  Test Person 1  E1  Mon 09/03/2026  Different there  08:58–12:03  12:41–17:12  08:00–12:00",
        "  Test Person 2  E2  Tue 10/03/2026  Missing there    09:00–17:30               –",
        "  Test Person 4  E4  Thu 12/03/2026  Only there       –                         09:00–17:00",
        "2 days agree · 1 missing there · 1 different there · 1 only there",
        "4 employees, 4 calls to People HR, 0.0 s. Nothing was changed.",
    ):
        assert f"\n{line}\n" in answer.out


def test_only_the_chosen_employees_and_days_are_read(terminal: Terminal, people_hr: PracticeServer) -> None:
    _meddle(people_hr)
    data = terminal.type("verify", "--employee", "e1", "--employee", "E3", "--json").data
    assert (data["employees"], data["calls"], [day["employee_id"] for day in data["days"]]) == (2, 2, ["E1"])
    later = terminal.type("verify", "--from", "2026-03-11", "--to", "today", "--json").data
    assert (later["agree"], [day["date"] for day in later["days"]]) == (2, ["2026-03-12"])
    unknown = terminal.type("verify", "--employee", "E77")
    assert (unknown.code, unknown.err.splitlines()[0]) == (2, "There is no employee E77.")


def test_days_not_sent_yet_are_no_drift_and_are_told(terminal: Terminal) -> None:
    terminal.bring_in("    1\t2026-03-10 09:00:00\t1\t0\t1\t0\n    1\t2026-03-10 17:00:00\t1\t0\t1\t0\n")
    answer = terminal.type("verify")
    assert answer.code == 0
    assert "4 days agree\n" in answer.out
    assert "1 day does not hold yet what the clocks say. That is no drift:" in answer.out


def test_somebody_who_cannot_be_read_is_told_and_asks_for_a_person(terminal: Terminal) -> None:
    assert terminal.type("employees", "link", "77", "E77").code == 0
    answer = terminal.type("verify")
    assert (answer.code, answer.err) == (1, "E77 (E77) was not read: EmployeeId does not exists.\n")
    assert "4 days agree · 7 not read\n" in answer.out
    assert "is as ClockReports left it" not in answer.out
    assert terminal.type("verify", "--json").data["not_read"] == 7


@pytest.mark.parametrize(
    ("key", "fault", "code"),
    [(KEY, "lost_before", 4), (KEY, "torn", 4), (KEY, "http_401", 3), (ONLY_EMPLOYEES, "", 3)],
)
def test_when_it_ends_early_it_tells_what_was_found_so_far(
    terminal: Terminal, people_hr: PracticeServer, key: str, fault: str, code: int
) -> None:
    _meddle(people_hr)
    if fault:
        people_hr.order(Fault(fault, "GetTimesheetDetail", skip=1, times=99))
    answer = terminal.type("verify", "--json", CLOCKREPORTS_PEOPLEHR_KEY=key)
    assert answer.code == code
    assert answer.data.keys() == SHAPE
    assert [day["employee_id"] for day in answer.data["days"]] == (["E1"] if fault else [])
    assert answer.data["not_read"] == (21 if fault else 28)
    assert answer.err.count("\n") >= 2, "why it ended, and what to do"


def test_one_answer_that_cannot_be_read_asks_to_run_again(terminal: Terminal, people_hr: PracticeServer) -> None:
    people_hr.order(Fault("torn", "GetTimesheetDetail", times=3))
    answer = terminal.type("verify")
    assert (answer.code, answer.out.count("3 days agree · 7 not read")) == (4, 1)
    assert answer.err.startswith("Test Person 1 (E1) was not read: ")
    assert terminal.type("verify").code == 0


def test_without_a_key_nothing_is_tried(bare: Terminal, memory_keyring: object) -> None:
    assert memory_keyring
    answer = bare.type("verify", "--json")
    assert (answer.code, answer.data["error"]["title"]) == (3, "There is no People HR API key yet.")


def test_with_nobody_to_read_it_says_so(bare: Terminal) -> None:
    answer = Terminal(bare.folder / "new", bare.capture, bare.clock).type("verify")
    assert (answer.code, answer.err) == (0, "")
    assert "There is nobody to read" in answer.out


def test_ctrl_c_stops_a_wait_and_tells_what_was_found_so_far(
    terminal: Terminal, people_hr: PracticeServer, clock: FakeClock
) -> None:
    _meddle(people_hr)

    def press(_seconds: float) -> None:
        signal.raise_signal(signal.SIGINT)
        while signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
            time.sleep(0.01)

    clock.advance(120)
    clock.before_wait = press
    answer = terminal.type("verify", "--json", CLOCKREPORTS_CALLS_PER_MINUTE="2")
    assert (answer.code, answer.data["calls"], answer.data["not_read"]) == (4, 2, 14)
    assert [day["employee_id"] for day in answer.data["days"]] == ["E1", "E2"]
    assert answer.err.startswith("Stopped.\n")
