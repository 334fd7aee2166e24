"""`clockreports runs`: the history."""

import sqlite3
from contextlib import closing

from tests.cli.firm import CLEAN_LOG, MISSING_TAP, Terminal

COUNTS = ("sent", "updated", "unchanged", "already_there", "refused", "conflicts", "unknown", "not_sent")


def test_the_history_tells_every_run_the_newest_first(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    terminal.type("export")
    newest, first = terminal.type("runs", "--json").data["runs"]
    assert (newest["run"], newest["unchanged"], newest["calls"]) == (2, 4, 0)
    assert first.keys() == {
        *("run", "from", "to", "host", "user", "started", "finished", "end", "total", "calls", "undoes", *COUNTS),
        "needs_attention",
    }
    assert (first["run"], first["sent"], first["end"], first["started"]) == (1, 4, "done", "2026-03-16T08:00:00+00:00")
    read = terminal.type("runs").out
    assert "    1  16/03/2026 08:00  09/03/2026–15/03/2026  done  4 sent\n" in read


def test_one_run_tells_its_days(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG, MISSING_TAP)
    terminal.type("export")
    data = terminal.type("runs", "1", "--json").data
    assert (data["run"], len(data["days"])) == (1, 5)
    assert data["days"][0] == {
        "employee_id": "E1",
        "date": "2026-03-09",
        "state": "sent",
        "reason": "",
        "pairs": [["08:58", "12:03"], ["12:41", "17:12"]],
        "before": None,
    }
    read = terminal.type("runs", "1").out
    assert "4 sent · 1 needs attention, 4 calls to People HR\n" in read
    assert "Test Person 3  E3  Wed 11/03/2026  22:00–23:59               Sent\n" in read


def test_the_undoing_of_a_run_is_told_as_one(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    terminal.type("undo", "1", "--delete", "4")
    newest, first = terminal.type("runs", "--json").data["runs"]
    assert (newest["undoes"], newest["undone"], first["undoes"], "undone" in first) == (1, 4, None, False)
    assert "done  undo of run 1: 4 undone\n" in terminal.type("runs").out
    day = terminal.type("runs", "2", "--json").data["days"][1]
    assert (day["state"], day["pairs"], day["before"]) == ("undone", [], [["09:00", "17:30"]])


def test_a_run_that_was_cut_off_tells_its_last_day_as_not_known_yet(terminal: Terminal) -> None:
    terminal.bring_in(CLEAN_LOG)
    terminal.type("export")
    with closing(sqlite3.connect(terminal.profile / "clockreports.db")) as database, database:
        database.execute("UPDATE run_days SET state = 'intended' WHERE day = '2026-03-12'")
    assert [day["state"] for day in terminal.type("runs", "1", "--json").data["days"]] == ["sent"] * 3 + ["unknown"]
    assert "00:00–06:00               Not known yet\n" in terminal.type("runs", "1").out


def test_a_run_that_never_was_is_told(bare: Terminal) -> None:
    answer = bare.type("runs", "3", "--json")
    assert (answer.code, answer.data["error"]["title"]) == (2, "There is no run 3.")


def test_no_history_says_how_to_begin_one(bare: Terminal) -> None:
    answer = bare.type("runs")
    assert answer.code == 0
    assert answer.out.startswith("No export yet.")
