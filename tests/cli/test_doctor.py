"""`clockreports doctor`: all a report needs, and no key."""

import sqlite3
from contextlib import closing

import pytest

from clockreports import __version__
from clockreports.store.schema import OURS
from tests.cli.firm import BAD_ROW, CLEAN_LOG, NOW, Terminal
from tests.helpers.vault import MemoryKeyring


def test_it_tells_all_a_report_needs(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, BAD_ROW)
    answer = terminal.type("doctor", "--json")
    data = answer.data
    assert (answer.code, answer.err) == (0, "")
    assert data.keys() == {"versions", "system", "profile", "database", "backups", "counts", "settings", "key"}
    assert data["versions"]["ClockReports"] == __version__
    assert {"Python", "SQLite", "SQLAlchemy"} <= data["versions"].keys()
    assert data["profile"]["folder"] == str(terminal.profile)
    size = (terminal.profile / "clockreports.db").stat().st_size
    assert data["database"] == {"check": "sound", "bytes": size, "schema": OURS.head}
    assert data["backups"] == {
        "folder": str(terminal.profile / "backups"),
        "kept": 1,
        "last": NOW.isoformat(),
        "problem": None,
    }
    assert data["counts"] == {
        "clock_events": 8,
        "rows_set_aside": 1,
        "users": 3,
        "employees": 4,
        "links": 4,
        "unlinked_users": 0,
        "runs": 0,
    }
    assert (data["settings"]["timezone"], data["settings"]["calls_per_minute"]) == ("Europe/London", 10_000)
    assert data["key"] == {"set": True, "place": "the environment"}


def test_it_shows_not_even_the_end_of_the_key(terminal: Terminal) -> None:
    answer = terminal.type("doctor")
    assert answer.code == 0
    assert "89AB" not in answer.out.upper().replace(str(terminal.profile).upper(), "")
    assert "  set    yes\n  place  the environment\n" in answer.out


def test_it_works_without_a_key_and_without_a_keyring(bare: Terminal) -> None:
    answer = bare.type("doctor", "--json")
    assert (answer.code, answer.data["key"]["set"]) == (0, None)


def test_it_knows_when_no_key_is_set(bare: Terminal, memory_keyring: MemoryKeyring) -> None:
    assert bare.type("doctor", "--json").data["key"] == {"set": False, "place": "your own keyring"}
    assert memory_keyring.kept == {}


@pytest.mark.expects_warnings("The database .* is damaged")
def test_a_database_that_cannot_be_opened_is_the_finding(bare: Terminal) -> None:
    bare.profile.mkdir()
    (bare.profile / "clockreports.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    answer = bare.type("doctor", "--json")
    assert (answer.code, answer.err) == (2, "")
    assert answer.data.keys() == {"versions", "system", "profile", "database", "backups", "error"}
    assert "is damaged, or is no database" in answer.data["error"]["title"]
    assert "is damaged, or is no database" in answer.data["database"]["check"]
    assert "is damaged, or is no database" in " ".join(bare.type("doctor").out.split())


def test_the_address_of_another_database_is_not_shown(bare: Terminal) -> None:
    url = f"sqlite:///{bare.folder / 'secret-place.db'}"
    data = bare.type("doctor", "--json", CLOCKREPORTS_DATABASE_URL=url).data
    assert data["profile"]["database"] == "another one, named by CLOCKREPORTS_DATABASE_URL"
    assert "secret-place" not in str(data["backups"])


def test_a_new_profile_has_nothing_to_check_yet(bare: Terminal) -> None:
    data = bare.type("doctor", "--json").data
    assert data["database"] == {"check": "nothing stored yet", "bytes": None, "schema": OURS.head}
    assert data["backups"] == {"folder": str(bare.profile / "backups"), "kept": 0, "last": None, "problem": None}
    assert "  last     none yet\n" in bare.type("doctor").out


@pytest.mark.expects_warnings("The database .* is damaged")
def test_damage_where_no_command_looks_is_found_all_the_same(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    with closing(sqlite3.connect(terminal.profile / "clockreports.db")) as connection, connection:
        connection.execute("UPDATE clock_events SET source = 99")
    answer = terminal.type("doctor", "--json")
    assert answer.code == 2
    assert "clockreports restore clockreports-" in answer.data["error"]["advice"]
    assert answer.data["counts"]["clock_events"] == 8
    assert terminal.type("days").code in {0, 1}


@pytest.mark.expects_warnings("Today's backup could not be made")
def test_a_backup_that_cannot_be_made_is_told(terminal: Terminal) -> None:
    terminal.type("import", terminal.log(CLEAN_LOG))
    (terminal.profile / "backups").write_text("in its way", encoding="utf-8")
    answer = terminal.type("doctor", "--json")
    assert (answer.code, answer.data["backups"]["kept"]) == (0, 0)
    assert "cannot be made" in answer.data["backups"]["problem"]
