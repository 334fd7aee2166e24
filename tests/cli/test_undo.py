"""`clockreports undo`: JSON to the letter, every exit code, and the number that has to be named."""

from datetime import date

import pytest

from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.cli.firm import CLEAN_LOG, Terminal

LATER_TAPS = "    2\t2026-03-10 18:00:00\t1\t0\t1\t0\n    2\t2026-03-10 19:00:00\t1\t0\t1\t0\n"
COUNTS = ("put_back", "deleted", "to_delete", "left", "as_before", "already_undone", "refused", "unknown", "not_done")


@pytest.fixture
def twice(terminal: Terminal) -> Terminal:
    """Return a terminal where run 1 made four days, and run 2 changed one of them."""
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    terminal.bring_in(LATER_TAPS)
    assert terminal.type("export", "--json").data["updated"] == 1
    return terminal


def test_what_a_run_changed_is_put_back_and_told_to_the_letter(twice: Terminal, people_hr: PracticeServer) -> None:
    answer = twice.type("undo", "2", "--json")
    data = answer.data
    assert (answer.code, answer.err) == (0, "")
    assert isinstance(data.pop("seconds"), int | float)
    assert data == {
        "run": 3,
        "undoes": 2,
        "from": "2026-03-09",
        "to": "2026-03-15",
        **dict.fromkeys(COUNTS, 0),
        "put_back": 1,
        "calls": 3,
        "days": [
            {
                "employee_id": "E2",
                "date": "2026-03-10",
                "state": "put_back",
                "reason": "",
                "sent": [["09:00", "17:30"], ["18:00", "19:00"]],
                "before": [["09:00", "17:30"]],
            }
        ],
    }
    assert people_hr.timesheets["E2", date(2026, 3, 10)].pairs == (("09:00", "17:30"),)


def test_after_that_an_export_leaves_the_day_alone_and_says_so(twice: Terminal) -> None:
    twice.type("undo", "2")
    answer = twice.type("export", "--json")
    assert (answer.code, answer.data["undone"], answer.data["unchanged"], answer.data["calls"]) == (1, 1, 3, 0)
    (undone,) = (day for day in answer.data["days"] if day["state"] == "undone")
    assert "undid this day on 16/03/2026" in undone["reason"]
    read = twice.type("export").out
    assert "3 unchanged · 1 undone" in read
    assert "To send them after all,\nexport again with --retry-failed." in read
    assert twice.type("export", "--retry-failed", "--json").data["updated"] == 1


def test_without_the_number_nothing_is_deleted_and_the_number_is_told(
    twice: Terminal, people_hr: PracticeServer
) -> None:
    answer = twice.type("undo", "1")
    assert answer.code == 1
    assert "3 to be deleted · 1 left alone" in answer.out
    assert "`clockreports undo 1 --delete 3`" in answer.out
    assert "Run 2 dealt with this day since." in answer.out
    assert len(people_hr.timesheets) == 4


def test_the_days_are_deleted_when_exactly_so_many_are_named(twice: Terminal, people_hr: PracticeServer) -> None:
    twice.type("undo", "2")
    answer = twice.type("undo", "1", "--delete", "4", "--json")
    assert (answer.code, answer.data["deleted"], people_hr.timesheets) == (0, 4, {})
    again = twice.type("undo", "1", "--delete", "0", "--json")
    assert (again.code, again.data["already_undone"], again.data["run"]) == (0, 4, None)


@pytest.mark.parametrize("named", [0, 2, 4])
def test_any_other_number_changes_nothing(twice: Terminal, people_hr: PracticeServer, named: int) -> None:
    answer = twice.type("undo", "1", "--delete", named, "--json")
    assert (answer.code, answer.data["error"]["title"]) == (2, f"Undoing run 1 would delete 3 days, not {named}.")
    assert len(people_hr.timesheets) == 4
    assert len(twice.type("runs", "--json").data["runs"]) == 2


def test_a_dry_run_shows_it_and_writes_nothing(twice: Terminal, people_hr: PracticeServer) -> None:
    before = dict(people_hr.timesheets)
    answer = twice.type("undo", "2", "--dry-run", "--json")
    assert (answer.code, answer.data["run"], answer.data["put_back"], answer.data["calls"]) == (0, None, 1, 1)
    read = twice.type("undo", "2", "--dry-run").out
    assert "09:00–17:30  18:00–19:00  09:00–17:30  To be put back\n" in read
    assert "1 call to People HR" in read
    assert "Nothing was changed." in read
    assert people_hr.timesheets == before


def test_what_somebody_touched_is_left_and_asks_for_a_person(twice: Terminal, people_hr: PracticeServer) -> None:
    people_hr.people_hr.edit_timesheet("E2", date(2026, 3, 10), [("08:00", "12:00")])
    answer = twice.type("undo", "2", "--json")
    assert (answer.code, answer.data["left"]) == (1, 1)
    assert answer.data["days"][0]["reason"].startswith("Someone changed this day in People HR since")
    assert people_hr.timesheets["E2", date(2026, 3, 10)].pairs == (("08:00", "12:00"),)


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_what_somebody_deleted_already_is_not_told_as_deleted(
    twice: Terminal, people_hr: PracticeServer, how: tuple[str, ...]
) -> None:
    people_hr.people_hr.delete_timesheet("E1", date(2026, 3, 9))
    data = twice.type("undo", "1", "--json", *how).data
    assert (data["deleted"], data["as_before"], data["to_delete"]) == (0, 1, 2)
    twice.type("undo", "1", *how)
    read = twice.type("undo", "1", "--dry-run").out
    assert ("2 to be deleted · 1 left alone · 1 as before already" in read) is bool(how)


def test_one_whose_answer_is_lost_asks_to_run_again(twice: Terminal, people_hr: PracticeServer) -> None:
    people_hr.order(Fault("lost_after", "UpdateTimesheet"))
    people_hr.order(Fault("lost_before", "GetTimesheetDetail", skip=1, times=9))
    answer = twice.type("undo", "2")
    assert answer.code == 4
    assert "1 not known yet" in answer.out
    assert "Type the same again to go on" in answer.out


def test_a_refused_key_ends_it_with_its_own_code(twice: Terminal, people_hr: PracticeServer) -> None:
    people_hr.order(Fault("http_401", "UpdateTimesheet"))
    answer = twice.type("undo", "2", "--json")
    assert (answer.code, answer.data["not_done"]) == (3, 1)
    assert answer.err.startswith("People HR turned the call away")


def test_an_unreachable_people_hr_names_no_number(twice: Terminal, people_hr: PracticeServer) -> None:
    people_hr.order(Fault("http_503", "GetTimesheetDetail", times=99))
    answer = twice.type("undo", "1", "--delete", "3", "--json")
    assert (answer.code, answer.data["run"], answer.data["not_done"]) == (4, None, 3)
    assert len(people_hr.timesheets) == 4


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (("9",), "There is no run 9."),
        (("3",), "Run 3 undid run 2, and cannot be undone itself."),
        (("1", "--delete", "3", "--dry-run"), "This is not understood: argument --dry-run: not allowed with argument"),
        (("1", "--delete", "-3"), "This is not understood: argument --delete"),
    ],
)
def test_what_cannot_be_undone_is_told(twice: Terminal, typed: tuple[str, ...], title: str) -> None:
    twice.type("undo", "2")
    answer = twice.type("undo", *typed, "--json")
    assert answer.code == 2
    assert answer.data["error"]["title"].startswith(title)


def test_a_run_that_sent_nothing_needs_no_undoing(twice: Terminal) -> None:
    assert twice.type("export", "--json").data["calls"] == 0
    answer = twice.type("undo", "3")
    assert (answer.code, answer.out) == (0, "Run 3 sent nothing, so there is nothing to undo.\n")
