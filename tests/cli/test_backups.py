"""`clockreports backup` and `clockreports restore`: what is typed, what is answered, and what is refused."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from clockreports.store import open_database
from clockreports.store.schema import OURS
from tests.cli.firm import CLEAN_LOG, NOW, STRANGER, Terminal
from tests.helpers.clock import FakeClock

A_DAY = timedelta(days=1).total_seconds()
TODAYS = "clockreports-20260316T080000Z-daily.db"
SERVER = "postgresql://anna:secret@host/db"


@pytest.fixture
def used(terminal: Terminal) -> Terminal:
    """Return a terminal at which yesterday something was imported, and today something more."""
    terminal.bring_in(CLEAN_LOG)
    terminal.type("import", terminal.log(STRANGER))
    return terminal


def events(terminal: Terminal) -> int:
    """Return how many clock events are stored."""
    return int(terminal.type("doctor", "--json").data["counts"]["clock_events"])


def kept(terminal: Terminal) -> list[str]:
    """Return the names of the automatic backups, the newest first."""
    return [Path(backup["file"]).name for backup in terminal.type("restore", "--json").data["backups"]]


# backup --------------------------------------------------------------------------------------------------------------


def test_a_backup_says_where_it_is_and_what_it_holds(used: Terminal) -> None:
    target = used.folder / "mine.db"
    answer = used.type("backup", target, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.data == {
        "file": str(target),
        "bytes": target.stat().st_size,
        "schema": OURS.head,
        "events": 10,
        "employees": 4,
        "runs": 0,
        "last_run": None,
    }
    told = used.type("backup", used.folder / "again.db").out
    assert "10 clock events, 4 employees, 0 exports" in told


def test_a_file_that_is_there_is_refused(used: Terminal) -> None:
    used.type("backup", used.folder / "mine.db")
    answer = used.type("backup", used.folder / "mine.db")
    assert answer.code == 2
    assert "is there already" in answer.err


def test_without_a_database_there_is_nothing_to_back_up(bare: Terminal) -> None:
    answer = bare.type("backup", bare.folder / "mine.db")
    assert answer.code == 2
    assert "There is no database" in answer.err
    assert not (bare.folder / "mine.db").exists()


def test_the_first_command_of_a_day_makes_the_days_backup(used: Terminal, clock: FakeClock) -> None:
    assert kept(used) == [TODAYS]
    used.type("days")
    assert kept(used) == [TODAYS]
    clock.advance(A_DAY)
    used.type("days")
    assert kept(used) == ["clockreports-20260317T080000Z-daily.db", TODAYS]


def test_seven_days_are_kept(used: Terminal, clock: FakeClock) -> None:
    for _ in range(9):
        clock.advance(A_DAY)
        used.type("employees", "list")
    days = [name.split("T")[0].removeprefix("clockreports-202603") for name in kept(used)]
    assert days == ["25", "24", "23", "22", "21", "20", "19"]


# restore -------------------------------------------------------------------------------------------------------------


def test_the_automatic_backups_are_listed(used: Terminal) -> None:
    (backup,) = used.type("restore", "--json").data["backups"]
    assert backup["made"] == NOW.isoformat()
    assert (backup["kind"], backup["events"], backup["last_run"], backup["problem"]) == ("daily", 8, None, None)
    told = used.type("restore")
    assert told.code == 0
    assert all(words in told.out for words in ("16/03/2026 08:00", " KB ", " 8 ", "none", TODAYS))
    assert max(map(len, told.out.splitlines())) <= 100


def test_one_that_cannot_be_read_is_listed_as_such(used: Terminal) -> None:
    (used.profile / "backups" / TODAYS).write_bytes(b"torn")
    assert "cannot be read" in used.type("restore").out
    (backup,) = used.type("restore", "--json").data["backups"]
    assert "is damaged" in backup["problem"]


def test_a_new_profile_has_none(bare: Terminal) -> None:
    answer = bare.type("restore")
    assert (answer.code, answer.out.split(":")[0].split(".")[0]) == (0, "There are no automatic backups yet")


def test_a_backup_is_restored_by_its_name_and_taken_back_by_the_others(used: Terminal) -> None:
    assert events(used) == 10
    answer = used.type("restore", TODAYS, "--json")
    assert answer.code == 0
    assert (answer.data["events"], answer.data["was_damaged"]) == (8, False)
    assert events(used) == 8
    used.type("restore", Path(answer.data["kept_aside"]).name)
    assert events(used) == 10


def test_what_to_do_next_is_told(used: Terminal) -> None:
    told = " ".join(used.type("restore", TODAYS).out.split())
    assert "Import again the clock logs that came in since" in told
    assert "is kept as" in told


@pytest.mark.parametrize("named", ["nowhere.db", "attlog.dat", "profile/clockreports.db"])
def test_any_other_file_is_refused(used: Terminal, named: str) -> None:
    answer = used.type("restore", used.folder / named)
    assert answer.code == 2
    assert "File › Restore… lists" in answer.err
    assert "so does `clockreports restore`" in answer.err
    assert events(used) == 10


@pytest.mark.parametrize("command", ["backup", "restore"])
@pytest.mark.parametrize("named", ["n" * 300, "~nobody-of-that-name/mine.db"], ids=["too long", "of nobody"])
def test_a_name_that_no_file_can_have_is_refused_in_words(used: Terminal, command: str, named: str) -> None:
    answer = used.type(command, named)
    assert answer.code == 2
    assert Path(named).name in answer.err.replace("\n", "")


def test_it_waits_until_the_window_is_closed(used: Terminal) -> None:
    with closing(open_database(used.profile / "clockreports.db", FakeClock(NOW))):
        answer = used.type("restore", TODAYS)
    assert answer.code == 4
    assert "Close ClockReports wherever it is open" in answer.err
    assert used.type("restore", TODAYS).code == 0


# A database on a server --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "tool"), [(("backup", "mine.dump"), "pg_dump"), (("restore", "x.db"), "pg_restore")])
def test_a_server_has_its_own_tools(bare: Terminal, words: tuple[str, ...], tool: str) -> None:
    answer = bare.type(*words, CLOCKREPORTS_DATABASE_URL=SERVER)
    assert answer.code == 2
    assert tool in answer.err
    assert "secret" not in answer.err
    assert bare.type("restore", "--json", CLOCKREPORTS_DATABASE_URL=SERVER).data == {"backups": []}
