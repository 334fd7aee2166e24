"""`clockreports days`: work days and what is odd about them."""

from tests.cli.firm import CLEAN_LOG, MISSING_TAP, STRANGER, Terminal


def test_work_days_are_told_to_the_letter(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, MISSING_TAP)
    answer = terminal.type("days", "--json")
    assert answer.code == 1
    assert answer.data == {
        "days": [
            {
                "employee_id": "E1",
                "date": "2026-03-09",
                "intervals": [["2026-03-09T08:58", "2026-03-09T12:03"], ["2026-03-09T12:41", "2026-03-09T17:12"]],
                "minutes": 456,
                "exceptions": [],
            },
            {
                "employee_id": "E2",
                "date": "2026-03-10",
                "intervals": [["2026-03-10T09:00", "2026-03-10T17:30"]],
                "minutes": 510,
                "exceptions": [],
            },
            {
                "employee_id": "E2",
                "date": "2026-03-12",
                "intervals": [["2026-03-12T08:30", "2026-03-12T12:40"]],
                "minutes": 250,
                "exceptions": ["missing tap: A tap is missing after 13:10."],
            },
            {
                "employee_id": "E3",
                "date": "2026-03-11",
                "intervals": [["2026-03-11T22:00", "2026-03-12T06:00"]],
                "minutes": 480,
                "exceptions": [],
            },
        ]
    }


def test_a_person_reads_a_table_for_each_employee(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, MISSING_TAP, STRANGER)
    read = terminal.type("days").out
    assert read.startswith("Mon 09/03/2026 to Sun 15/03/2026, 7 days\n\nTest Person 1 (E1), 7:36 hours\n")
    assert "  Mon 09/03/2026  08:58–12:03  12:41–17:12   7:36\n" in read
    assert "  Wed 11/03/2026  22:00–06:00 (Thu)   8:00\n" in read
    assert "  Thu 12/03/2026  08:30–12:40   4:10  A tap is missing after 13:10.\n" in read
    assert "1 day needs a person." in read
    assert "Users nobody is linked to" in read


def test_a_double_tap_needs_nobody(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, "    1\t2026-03-09 08:58:40\t1\t0\t1\t0\n")
    answer = terminal.type("days", "--json")
    assert answer.code == 0
    assert answer.data["days"][0]["exceptions"] == ["double tap: The tap at 08:58:40 repeats the one before."]


def test_taps_of_nobody_need_a_person(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, STRANGER)
    assert terminal.type("days", "--json").code == 1
    assert terminal.type("days", "--from", "2026-03-09", "--to", "2026-03-12", "--json").code == 0


def test_no_days_say_what_is_missing(bare: Terminal) -> None:
    answer = bare.type("days")
    assert answer.code == 0
    assert "No work days" in answer.out
