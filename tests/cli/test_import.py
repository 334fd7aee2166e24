"""`clockreports import`: what came in, what was set aside, and files that cannot be used."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.firm import BAD_ROW, CLEAN_LOG, STRANGER, Terminal

AMBIGUOUS = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t00000001\t\t0\t1\t03-04-2026 08:00:00\n"

FILE_SHAPE = {"path", "format", "rows", "added", "already_known", "quarantined", "unknown_clock_ids"}


def test_a_log_of_linked_users_needs_nobody(terminal: Terminal) -> None:
    terminal.type("employees", "sync")
    path = terminal.log(CLEAN_LOG)
    answer = terminal.type("import", path, "--json")
    told = {"path": str(path), "format": "attlog", "rows": 8, "added": 8, "already_known": 0, "quarantined": 0}
    assert (answer.code, answer.err) == (0, "")
    assert answer.data == {
        "files": [told | {"unknown_clock_ids": []}],
        "added": 8,
        "already_known": 0,
        "quarantined": 0,
    }


def test_importing_again_changes_nothing(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    answer = terminal.type("import", terminal.log(CLEAN_LOG), "--json")
    assert (answer.code, answer.data["added"], answer.data["already_known"]) == (0, 0, 8)


def test_rows_set_aside_are_told_with_file_line_and_reason(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    path = terminal.log(CLEAN_LOG, BAD_ROW * 8)
    answer = terminal.type("import", path)
    assert answer.code == 1
    assert "  attlog.dat:9: There is no such date or time.\n" in answer.out
    assert "  and 3 more rows\n" in answer.out
    assert terminal.type("import", path, "--json").data["quarantined"] == 8


def test_unknown_clock_ids_ask_for_a_person_and_say_what_next(bare: Terminal) -> None:
    path = bare.log(CLEAN_LOG, STRANGER)
    answer = bare.type("import", path)
    assert answer.code == 1
    assert "Nobody is linked yet to 4 clock ids: 1, 2, 3, 9." in answer.out
    assert "clockreports employees sync" in answer.out
    assert bare.type("import", path, "--json").data["files"][0]["unknown_clock_ids"] == ["1", "2", "3", "9"]


def test_a_file_that_cannot_be_used_does_not_keep_the_others_out(bare: Terminal) -> None:
    good, missing = bare.log(CLEAN_LOG), bare.folder / "no “such” file.dat"
    answer = bare.type("import", missing, good, "--json")
    assert (answer.code, answer.data["added"]) == (2, 8)
    bad = answer.data["files"][0]
    assert bad.keys() == FILE_SHAPE | {"error"}
    assert (bad["path"], bad["format"], bad["rows"]) == (str(missing), None, 0)
    assert bad["error"]["title"] == "There is no file no “such” file.dat."
    assert answer.out.isascii()
    read = bare.type("import", missing, good)
    assert (read.code, read.err) == (2, "")
    assert "There is no file no “such” file.dat.\nCheck its name" in read.out


def test_the_terminal_can_be_named(bare: Terminal) -> None:
    bare.type("import", bare.log(STRANGER), "--terminal", "Canteen")
    (user,) = bare.type("employees", "list", "--json").data["unlinked_users"]
    assert (user["clock_id"], user["terminal"], user["events"]) == ("9", "Canteen", 2)


NAMED = """\
No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime
1\t1\t00000009\tAda  Example \t0\t1\t2026/03/13 08:00:00
2\t1\t00000009\t             \t0\t1\t2026/03/13 17:00:00
"""


def test_names_that_a_log_tells_are_shown_and_link_nobody(bare: Terminal) -> None:
    bare.type("import", bare.log(NAMED, name="GLG_001.TXT"))
    answer = bare.type("employees", "list", "--json")
    (user,) = answer.data["unlinked_users"]
    assert (user["clock_id"], user["name"], user["events"]) == ("00000009", "Ada Example", 2)
    assert answer.data["links"] == []
    assert "Ada Example" in bare.type("employees", "list").out
    bare.type("import", bare.log("clock_id,time,name\n00000009,13/03/2026 17:30,Ada Newname\n", name="taps.csv"))
    (user,) = bare.type("employees", "list", "--json").data["unlinked_users"]
    assert (user["name"], user["events"]) == ("Ada Newname", 3)


def test_dates_that_can_be_read_in_two_ways_are_refused_with_the_formats_to_give(bare: Terminal) -> None:
    path = bare.log(AMBIGUOUS, name="GLG_001.TXT")
    answer = bare.type("import", path, "--json")
    assert answer.code == 2
    assert "--format glog-day-first" in answer.data["files"][0]["error"]["advice"]
    assert bare.type("import", path, "--format", "glog-day-first", "--json").data["added"] == 1


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2\n", "04"),
        ("1\n", "03"),
        ("\n", ""),
        ("7\n", ""),
        ("", ""),
        pytest.param("1" * 5000, "", id="longer than Python reads a number"),
    ],
)
def test_on_a_terminal_it_asks_which_way_they_are_meant(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, typed: str, month: str
) -> None:
    keyboard = io.StringIO(typed)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    answer = bare.type("import", bare.log(AMBIGUOUS, name="GLG_001.TXT"))
    assert "[1] glog-month-first  [2] glog-day-first  [Enter] leave this file out" in answer.err
    assert answer.code == (1 if month else 2)
    users = bare.type("employees", "list", "--json").data["unlinked_users"]
    assert [user["first_tap"][5:7] for user in users] == ([month] if month else [])


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere the shell does it")
@pytest.mark.parametrize("pattern", ["*.dat", "**.dat"])
def test_a_pattern_names_the_files_it_fits(bare: Terminal, pattern: str) -> None:
    bare.log(CLEAN_LOG, name="a.dat")
    bare.log(STRANGER, name="b.dat")
    answer = bare.type("import", Path(bare.folder) / pattern, "--json")
    assert [Path(file["path"]).name for file in answer.data["files"]] == ["a.dat", "b.dat"]
