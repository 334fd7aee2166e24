"""`clockreports employees`: fetching, listing and linking."""

import pytest

from clockreports.practice.server import PracticeServer
from tests.cli.firm import CLEAN_LOG, ONLY_TIMESHEETS, STRANGER, Terminal


def test_a_sync_tells_who_is_left_over_on_either_side(terminal: Terminal) -> None:
    terminal.type("import", terminal.log(CLEAN_LOG, STRANGER))
    answer = terminal.type("employees", "sync", "--json")
    assert answer.code == 1
    assert answer.data == {
        "employees": 4,
        "linked": 4,
        "unlinked_clock_ids": ["9"],
        "employees_without_clock_id": [],
    }


def test_an_employee_without_a_number_needs_nobody(terminal: Terminal, people_hr: PracticeServer) -> None:
    people_hr.people_hr.change_employee("E3", lambda employee: type(employee)("E3"))
    answer = terminal.type("employees", "sync", "--json")
    assert (answer.code, answer.data["linked"]) == (0, 3)
    assert answer.data["employees_without_clock_id"] == ["E3"]
    assert "1 employee without a number on the clocks: E3 (E3)." in terminal.type("employees", "sync").out


def test_without_the_right_to_see_employees_a_sync_ends_with_the_key(terminal: Terminal) -> None:
    answer = terminal.type("employees", "sync", CLOCKREPORTS_PEOPLEHR_KEY=ONLY_TIMESHEETS)
    assert (answer.code, answer.out) == (3, "")
    assert "may not use the Employee part" in answer.err


def test_the_list_tells_both_ways(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, STRANGER)
    answer = terminal.type("employees", "list", "--json")
    assert answer.code == 1
    assert answer.data["employees"][0] == {
        "employee_id": "E1",
        "name": "Test Person 1",
        "listed": True,
        "clock_ids": ["1"],
    }
    (user,) = answer.data["unlinked_users"]
    assert user == {
        "clock_id": "9",
        "terminal": "1",
        "name": "",
        "events": 2,
        "first_tap": "2026-03-13T10:00:00",
        "last_tap": "2026-03-13T11:00:00",
    }
    read = terminal.type("employees", "list").out
    assert "  E1  Test Person 1  1\n" in read
    assert "  9         1                  2  13/03/2026 10:00  13/03/2026 11:00\n" in read


def test_an_empty_list_says_how_to_fill_it(bare: Terminal) -> None:
    answer = bare.type("employees", "list")
    assert (answer.code, answer.out) == (0, "No employees yet: `clockreports employees sync` fetches them.\n")


def test_a_link_by_hand_counts_on_its_days(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, STRANGER)
    answer = terminal.type("employees", "link", "9", "E1", "--from", "2026-03-13", "--until", "-3", "--json")
    assert (answer.code, answer.data["notes"]) == (0, [])
    assert answer.data["link"] == {
        "clock_id": "9",
        "employee_id": "E1",
        "terminal": None,
        "from": "2026-03-13",
        "until": "2026-03-13",
        "by_hand": True,
    }
    assert ("E1", "2026-03-13") in [
        (day["employee_id"], day["date"]) for day in terminal.type("days", "--json").data["days"]
    ]


def test_a_link_to_somebody_unheard_of_is_taken_and_noted(bare: Terminal) -> None:
    answer = bare.type("employees", "link", "A7", "PW7", "--terminal", "Canteen")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Number A7 on terminal Canteen is linked to PW7.\n")
    assert "is not in the list from People HR" in answer.out


@pytest.mark.parametrize("number", ["0", "000", " "])
def test_nobodys_number_cannot_be_linked(bare: Terminal, number: str) -> None:
    answer = bare.type("employees", "link", number, "E1", "--json")
    assert (answer.code, answer.data.keys()) == (2, {"error"})


def test_a_contractor_is_listed_no_more(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, STRANGER)
    answer = terminal.type("employees", "ignore", "9", "--json")
    assert (answer.code, answer.data["link"]["employee_id"]) == (0, None)
    assert terminal.type("days", "--json").code == 0
    assert "Not in People HR, on purpose: 9." in terminal.type("employees", "list").out


def test_links_are_taken_away(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    assert terminal.type("employees", "unlink", "1", "--json").data == {"clock_id": "1", "terminal": None, "removed": 1}
    again = terminal.type("employees", "unlink", "1")
    assert (again.code, again.out) == (0, "Number 1 had no link; nothing was changed.\n")
    assert terminal.type("days", "--json").code == 1, "user 1 is unlinked now"


def test_links_of_one_terminal_are_taken_away_and_those_that_stay_are_named(bare: Terminal) -> None:
    bare.type("employees", "link", "12", "PW1")
    bare.type("employees", "link", "12", "PW9", "--terminal", "Canteen")
    answer = bare.type("employees", "unlink", "12", "--terminal", "Canteen")
    assert answer.out == (
        "Taken away: number 12 on terminal Canteen, linked to PW9.\n"
        "It stays: number 12 on all terminals, linked to PW1.\n"
    )
