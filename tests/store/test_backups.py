"""Copies of the database: whole, read back, private, seven of each kind, and made while it is in use."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.services.ports_backups import BackupKind, DamagedError
from clockreports.store import backups_of
from clockreports.store.schema import OURS
from tests.helpers.clock import START
from tests.store.filled import add_ben, ask, at, backups, copied, fill, first_names, opened, ruin, tell

SAYS_SO = pytest.mark.expects_warnings("The database .* is damaged")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead of modes")


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a database with a little of everything in it."""
    return fill(path)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# One copy ----------------------------------------------------------------------------------------------------------


def test_a_copy_is_one_plain_file_with_everything_in_it(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    contents = backups(filled).copy_to(folder / "mine.db")
    assert (contents.schema, contents.events, contents.employees, contents.runs) == (OURS.head, 2, 1, 1)
    assert contents.last_run == START
    assert names(folder) == ["mine.db"]
    assert ask(folder / "mine.db", "PRAGMA journal_mode") == [("delete",)]
    with opened(folder / "mine.db") as database:
        assert [employee.first_name for employee in database.people.employees()] == ["Anna"]


def test_it_is_made_while_the_database_is_in_use_of_what_was_committed(filled: Path, tmp_path: Path) -> None:
    with opened(filled) as database, closing(sqlite3.connect(filled, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE employees SET first_name = 'Nobody'")
        assert backups(filled).copy_to(tmp_path / "mine.db").employees == 1
        assert database.people.employees()
        writer.execute("COMMIT")
    assert (first_names(tmp_path / "mine.db"), first_names(filled)) == (["Anna"], ["Nobody"])


@posix_only
def test_it_is_its_owners_alone(filled: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        backups(filled).copy_to(tmp_path / "mine.db")
        made = backups(filled).keep(BackupKind.DAILY, at(2))
    finally:
        os.umask(before)
    assert made is not None
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mine.db", made.path)} == {0o600}
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_there_is_never_overwritten(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(UnusableError, match="is there already"):
        backups(filled).copy_to(target)
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["nowhere/mine.db", "clockreports.db/mine.db"])
def test_a_copy_that_cannot_be_written_is_a_sentence(filled: Path, place: str) -> None:
    with pytest.raises(UnusableError, match="could not be written"):
        backups(filled).copy_to(filled.parent / place)


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="There is no database"):
        backups(tmp_path / "clockreports.db").copy_to(tmp_path / "mine.db")
    assert names(tmp_path) == []


@SAYS_SO
def test_a_damaged_database_is_told_and_no_copy_is_kept(filled: Path, tmp_path: Path) -> None:
    good = backups(filled).keep(BackupKind.DAILY, at(1))
    assert good is not None
    ruin(filled)
    for make in (
        lambda: backups(filled).copy_to(tmp_path / "mine.db"),
        lambda: backups(filled).keep(BackupKind.DAILY, at(2)),
    ):
        with pytest.raises(DamagedError) as damage:
            make()
        assert damage.value.newest == good
    assert names(good.path.parent) == [good.path.name]
    assert not (tmp_path / "mine.db").exists()


@SAYS_SO
def test_a_row_that_refers_to_nothing_is_damage_that_a_copy_finds(filled: Path, tmp_path: Path) -> None:
    tell(filled, "DELETE FROM employees")
    with pytest.raises(DamagedError):
        backups(filled).copy_to(tmp_path / "mine.db")
    assert names(tmp_path) == [filled.name]


# Those made by themselves ------------------------------------------------------------------------------------------


def test_they_lie_beside_the_database_under_names_that_say_when_and_why(filled: Path) -> None:
    made = backups(filled).keep(BackupKind.DAILY, at(9))
    assert made is not None
    assert made.path == filled.parent / "backups" / "clockreports-20260309T080000Z-daily.db"
    assert (made.made, made.kind, made.size) == (at(9), BackupKind.DAILY, made.path.stat().st_size)
    assert backups(filled).kept() == (made,)
    assert backups(filled).contents(made.path).events == 2


def test_an_empty_database_needs_none(path: Path) -> None:
    assert backups(path).keep(BackupKind.DAILY, at(1)) is None
    assert backups(path).kept() == ()


@pytest.mark.parametrize("kind", BackupKind)
def test_the_last_seven_of_each_kind_are_kept(filled: Path, kind: BackupKind) -> None:
    store = backups(filled)
    for other in set(BackupKind) - {kind}:
        store.keep(other, at(1))
    for day in range(2, 12):
        store.keep(kind, at(day))
    kept = [backup.made for backup in store.kept() if backup.kind is kind]
    assert kept == [at(day) for day in range(11, 4, -1)]
    assert len(store.kept()) == 7 + len(BackupKind) - 1


def test_a_clock_that_was_wrong_for_a_while_costs_no_new_backup(filled: Path) -> None:
    store = backups(filled)
    for day in range(1, 8):
        store.keep(BackupKind.DAILY, at(day).replace(year=2099))
    made = store.keep(BackupKind.DAILY, at(2))
    assert made in store.kept()
    assert len(store.kept()) == 7


def test_two_of_one_second_are_two(filled: Path) -> None:
    store = backups(filled)
    made = [store.keep(BackupKind.BEFORE_RESTORE, at(1)) for _ in range(3)]
    assert len(set(made)) == len(store.kept()) == 3


def test_what_is_no_backup_of_this_database_is_left_alone(filled: Path) -> None:
    store = backups(filled)
    made = store.keep(BackupKind.DAILY, at(1))
    assert made is not None
    strangers = ("other-20260301T080000Z-daily.db", "clockreports-mine.db", "clockreports-20260399T080000Z-daily.db")
    for name in strangers:
        copied(made.path, made.path.with_name(name))
    for day in range(2, 12):
        store.keep(BackupKind.DAILY, at(day))
    assert len(store.kept()) == 7
    assert set(strangers) < set(names(made.path.parent))


def test_what_a_program_that_died_left_behind_is_removed_after_a_day(filled: Path) -> None:
    store = backups(filled)
    made = store.keep(BackupKind.DAILY, at(1))
    assert made is not None
    old, young = (made.path.with_name(f".clockreports-2026-daily.db.{name}.part") for name in ("old", "young"))
    for part in (old, young):
        part.touch()
    yesterday = young.stat().st_mtime - timedelta(days=1, hours=1).total_seconds()
    os.utime(old, (yesterday, yesterday))
    store.keep(BackupKind.DAILY, at(2))
    assert (old.exists(), young.exists()) == (False, True)


def test_a_folder_that_cannot_be_made_is_a_sentence(filled: Path) -> None:
    (filled.parent / "backups").write_text("in its way", encoding="utf-8")
    with pytest.raises(UnusableError, match="cannot be made"):
        backups(filled).keep(BackupKind.DAILY, at(1))
    assert backups(filled).kept() == ()


# What a file holds, and what the database says of itself -------------------------------------------------------------


def test_a_copy_with_its_log_beside_it_is_read_with_it(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with opened(filled) as database:
        database.people.save_employees(database.people.employees())
        add_ben(filled)
        for file in (filled, filled.with_name(f"{filled.name}-wal")):
            copied(file, folder)
    assert backups(filled).contents(folder / filled.name).employees == 2


@pytest.mark.parametrize("content", [b"", b"no database, but long enough to be looked at" * 99])
def test_any_other_file_is_no_backup(filled: Path, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    with pytest.raises(UnusableError, match="no backup of ClockReports"):
        backups(filled).contents(other)
    with pytest.raises(UnusableError, match="There is no file"):
        backups(filled).contents(tmp_path / "nowhere.db")


def test_a_sound_database_says_so(filled: Path, tmp_path: Path) -> None:
    contents = backups(filled).check()
    assert contents is not None
    assert contents.events == 2
    assert backups(tmp_path / "nowhere.db").check() is None


def test_a_file_is_saved_as_it_is_with_its_log(filled: Path, tmp_path: Path) -> None:
    ruin(filled)
    log = filled.with_name(f"{filled.name}-wal")
    log.write_bytes(b"whatever")
    backups(filled).save_damaged(tmp_path / "saved.db")
    assert (tmp_path / "saved.db").read_bytes() == filled.read_bytes()
    assert (tmp_path / "saved.db-wal").read_bytes() == b"whatever"
    for place, words in (("saved.db", "is there already"), ("nowhere/saved.db", "could not be copied")):
        with pytest.raises(UnusableError, match=words):
            backups(filled).save_damaged(tmp_path / place)
    filled.unlink()
    with pytest.raises(UnusableError, match="There is no file"):
        backups(filled).save_damaged(tmp_path / "another.db")


# A database on a server ----------------------------------------------------------------------------------------------


def test_a_server_has_its_own_backups(tmp_path: Path) -> None:
    store = backups_of("postgresql://anna:secret@host/db")
    assert store.file is None
    assert store.kept() == ()
    assert store.check() is None
    assert store.keep(BackupKind.DAILY, at(1)) is None
    for ask_for, tool in (
        (lambda: store.copy_to(tmp_path / "x.dump"), "pg_dump"),
        (lambda: store.save_damaged(tmp_path / "x.dump"), "pg_dump"),
        (lambda: store.contents(tmp_path / "x.dump"), "pg_restore"),
        (lambda: store.put_back(tmp_path / "x.dump", at(1), "PC1"), "pg_restore"),
    ):
        with pytest.raises(UnusableError, match=tool) as refusal:
            ask_for()
        assert "secret" not in str(refusal.value)
