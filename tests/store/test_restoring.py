"""A backup in the place of the database: checked first, the present one kept, the pace kept, all of it or nothing."""

import re
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.services.failures import BusyError
from clockreports.services.ports import Holder
from clockreports.services.ports_backups import Restored
from clockreports.store import open_database
from clockreports.store.schema import OURS, Schema
from tests.helpers.clock import START, FakeClock
from tests.store.filled import HOST, add_ben, ask, backups, copied, fill, first_names, opened, ruin, tell

SAYS_SO = pytest.mark.expects_warnings("The database .* is damaged")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead of modes")


@pytest.fixture
def now(path: Path) -> Path:
    """Return a database that knows Anna and Ben."""
    add_ben(fill(path))
    return path


@pytest.fixture
def backup(now: Path, tmp_path: Path) -> Path:
    """Return a backup from the time before Ben."""
    earlier = tmp_path / "earlier.db"
    backups(now).copy_to(earlier)
    tell(earlier, "DELETE FROM employees WHERE first_name = 'Ben'")
    return earlier


def restore(path: Path, source: Path) -> Restored:
    return backups(path).put_back(source, START, HOST)


def listing(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The present database is sound --------------------------------------------------------------------------------------


def test_the_backup_is_in_place_and_what_was_there_is_kept(now: Path, backup: Path) -> None:
    restored = restore(now, backup)
    assert first_names(now) == ["Anna"]
    assert (restored.contents.employees, restored.was_damaged) == (1, False)
    assert restored.aside == now.parent / "backups" / "clockreports-20260304T090000Z-replaced.db"
    assert first_names(restored.aside) == ["Anna", "Ben"]
    assert {path.name for path in now.parent.iterdir()} == {"clockreports.db", "earlier.db", "backups"}


def test_it_can_be_taken_back(now: Path, backup: Path) -> None:
    aside = restore(now, backup).aside
    assert aside is not None
    restore(now, aside)
    assert first_names(now) == ["Anna", "Ben"]
    with opened(now) as database:
        assert len(database.people.employees()) == 2


@posix_only
def test_the_file_stays_whoever_may_read_it(now: Path, backup: Path) -> None:
    now.chmod(0o660)
    restore(now, backup)
    assert stat.S_IMODE(now.stat().st_mode) == 0o660


def test_it_works_whatever_the_size_of_its_pages(now: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.execute("VACUUM")
    restore(now, backup)
    with opened(now) as database:
        assert [employee.first_name for employee in database.people.employees()] == ["Anna"]


def test_an_older_backup_is_brought_up_to_date_when_it_is_opened(now: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    open_database(old, FakeClock(), schema=Schema(OURS.revisions[:1], OURS.folders)).close()
    assert restore(now, old).contents.schema == OURS.revisions[0]
    with opened(now) as database:
        assert database.ledger.runs() == []
    assert ask(now, "SELECT version_num FROM alembic_version") == [(OURS.head,)]


def test_a_backup_on_a_disc_leaves_nothing_there(now: Path, backup: Path, tmp_path: Path) -> None:
    disc = tmp_path / "disc"
    disc.mkdir()
    with closing(sqlite3.connect(copied(backup, disc))) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    before = listing(disc)
    restore(now, disc / backup.name)
    assert listing(disc) == before


# The pace and the lease ---------------------------------------------------------------------------------------------


def test_the_calls_of_the_last_minute_still_count(now: Path, backup: Path) -> None:
    second = START.timestamp()
    with opened(now) as database:
        for _ in range(3):
            database.calls.reserve(second, 28)
    restore(now, backup)
    with opened(now) as database:
        reserved = [database.calls.reserve(second, 5)[0] for _ in range(3)]
    assert [number is not None for number in reserved] == [True, True, False]


def test_calls_that_the_backup_remembers_do_not(now: Path, backup: Path) -> None:
    second = START.timestamp()
    with opened(backup) as database:
        for _ in range(9):
            database.calls.reserve(second, 28)
    restore(now, backup)
    assert ask(now, "SELECT count(*) FROM calls") == [(0,)]


@SAYS_SO
def test_where_nobody_knows_them_the_allowance_counts_as_used_up(now: Path, backup: Path) -> None:
    ruin(now)
    with pytest.raises(UnusableError), opened(now):
        pass
    restore(now, backup)
    with opened(now) as database:
        number, wait = database.calls.reserve(START.timestamp(), 28)
        assert number is None
        assert 59 < wait < 61
        assert database.calls.reserve(START.timestamp() + wait, 28)[0] is not None


def test_no_export_is_under_way_in_what_is_restored(now: Path, backup: Path) -> None:
    with opened(backup) as database:
        database.lease.take(Holder("PC2", "ben", START), START, others_are_gone=False)
    restore(now, backup)
    with opened(now) as database:
        assert database.lease.holder(START) is None
        assert database.lease.take(Holder(HOST, "anna", START), START, others_are_gone=False)


# The present database is damaged, empty, or gone --------------------------------------------------------------------


def test_a_damaged_file_is_moved_aside_with_its_log(now: Path, backup: Path) -> None:
    ruin(now)
    damaged, log = now.read_bytes(), now.with_name(f"{now.name}-wal")
    log.write_bytes(b"no log at all")
    restored = restore(now, backup)
    assert restored.was_damaged
    assert restored.aside == now.parent / "backups" / "clockreports-20260304T090000Z-damaged.db"
    assert restored.aside.read_bytes() == damaged
    assert not log.exists()
    with opened(now) as database:
        assert [employee.first_name for employee in database.people.employees()] == ["Anna"]


def test_a_file_whose_damage_cannot_be_put_into_words_is_moved_aside_like_any_other(now: Path, backup: Path) -> None:
    file = bytearray(now.read_bytes())
    for found in [*re.finditer(b"CREATE TABLE", file)]:  # some of them in pages that are not in use any more
        file[found.start() - 8 : found.start() + 56] = b"\xff" * 64
    now.write_bytes(file)
    assert restore(now, backup).was_damaged
    assert first_names(now) == ["Anna"]


@posix_only
def test_the_copy_that_takes_its_place_can_be_read_by_the_same_people(now: Path, backup: Path) -> None:
    ruin(now)
    now.chmod(0o660)
    restore(now, backup)
    assert stat.S_IMODE(now.stat().st_mode) == 0o660


def test_a_damaged_file_is_put_back_when_the_exchange_fails(now: Path, backup: Path) -> None:
    ruin(now)
    before = now.read_bytes()
    (now.parent / f"{now.name}-shm").mkdir()  # a folder is no file that could be removed
    with pytest.raises(UnusableError, match="was left as it was"):
        restore(now, backup)
    assert now.read_bytes() == before
    assert not list(now.parent.glob("*.part"))


@pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_database_that_is_gone_or_emptied_comes_back(now: Path, backup: Path, lose: Callable[[Path], None]) -> None:
    lose(now)
    restored = restore(now, backup)
    assert (restored.aside, restored.was_damaged) == (None, False)
    assert first_names(now) == ["Anna"]


def test_the_log_of_a_database_that_is_gone_is_moved_aside_and_not_replayed(now: Path, backup: Path) -> None:
    log, shared, journal = (now.with_name(f"{now.name}{end}") for end in ("-wal", "-shm", "-journal"))
    with closing(sqlite3.connect(now, isolation_level=None)) as killed:
        killed.execute("PRAGMA journal_mode=WAL")
        killed.execute("UPDATE employees SET first_name = 'Bob'")
        of_killed = {path: path.read_bytes() for path in (log, shared)} | {journal: b"no journal at all"}
    now.unlink()
    for path, content in of_killed.items():
        path.write_bytes(content)
    restored = restore(now, backup)
    assert (restored.aside, restored.was_damaged) == (None, False)
    assert first_names(now) == ["Anna"]
    assert not any(path.exists() for path in of_killed)
    aside = now.parent / "backups" / "clockreports-20260304T090000Z-damaged.db"
    assert [aside.with_name(f"{aside.name}{end}").read_bytes() for end in ("-wal", "-journal")] == [
        of_killed[log],
        of_killed[journal],
    ]


# All of it or nothing -----------------------------------------------------------------------------------------------


def _another_program_is_open(now: Path) -> Callable[[], None]:
    return open_database(now, FakeClock()).close


def _another_program_writes(now: Path) -> Callable[[], None]:
    connection = sqlite3.connect(now, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection.close


@pytest.mark.parametrize("occupy", [_another_program_is_open, _another_program_writes])
def test_nothing_is_exchanged_under_a_program_that_is_open(
    now: Path, backup: Path, occupy: Callable[[Path], Callable[[], None]]
) -> None:
    leave = occupy(now)
    with pytest.raises(BusyError, match="Another program has the database"):
        restore(now, backup)
    leave()
    assert first_names(now) == ["Anna", "Ben"]
    restore(now, backup)
    assert first_names(now) == ["Anna"]


def test_nor_while_another_computer_exports(now: Path, backup: Path) -> None:
    with opened(now) as database:
        database.lease.take(Holder("PC2", "ben", START), START, others_are_gone=False)
    before = listing(now.parent)
    with pytest.raises(BusyError, match="ben on PC2"):
        restore(now, backup)
    assert first_names(now) == ["Anna", "Ben"]
    assert listing(now.parent).keys() == before.keys()
    backups(now).put_back(backup, START + timedelta(minutes=3), HOST)
    assert first_names(now) == ["Anna"]


def test_an_export_that_died_on_this_computer_is_in_nobodys_way(now: Path, backup: Path) -> None:
    with opened(now) as database:
        database.lease.take(Holder(HOST, "anna", START), START, others_are_gone=False)
    restore(now, backup)
    assert first_names(now) == ["Anna"]


def _is_torn(backup: Path) -> None:
    ruin(backup)


def _is_cut_off(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:20_000])


def _is_no_database(backup: Path) -> None:
    backup.write_text("no database", encoding="utf-8")


def _is_gone(backup: Path) -> None:
    backup.unlink()


def _is_newer(backup: Path) -> None:
    tell(backup, "UPDATE alembic_version SET version_num = '0099'", "UPDATE meta SET value = '9.8.7'")


def _is_another_programs(backup: Path) -> None:
    backup.unlink()
    tell(backup, "CREATE TABLE payroll (salary INTEGER)")


def _refers_to_nothing(backup: Path) -> None:
    tell(backup, "DELETE FROM employees")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_is_torn, "is damaged, or is no backup"),
        (_is_cut_off, "is damaged, or is no backup"),
        (_is_no_database, "is damaged, or is no backup"),
        (_is_gone, "There is no file"),
        (_is_newer, r"version 9\.8\.7, with schema 0099"),
        (_is_another_programs, "is damaged, or is no backup"),
        (_refers_to_nothing, "is damaged, or is no backup"),
    ],
)
def test_a_backup_of_no_use_changes_nothing(now: Path, backup: Path, spoil: Callable[[Path], None], words: str) -> None:
    spoil(backup)
    before = listing(now.parent)
    with pytest.raises(UnusableError, match=words):
        restore(now, backup)
    assert listing(now.parent) == before


def test_the_database_of_another_program_is_left_alone(now: Path, backup: Path) -> None:
    now.unlink()
    tell(now, "CREATE TABLE payroll (salary INTEGER)")
    before = now.read_bytes()
    with pytest.raises(UnusableError, match="belongs to another program"):
        restore(now, backup)
    assert now.read_bytes() == before


def test_a_database_of_a_newer_program_is_kept_like_any_other(now: Path, backup: Path) -> None:
    tell(now, "UPDATE alembic_version SET version_num = '0099'", "ALTER TABLE runs RENAME COLUMN started TO began")
    aside = restore(now, backup).aside
    assert aside is not None
    assert ask(aside, "SELECT version_num FROM alembic_version") == [("0099",)]
    assert first_names(now) == ["Anna"]


def test_without_room_to_keep_the_present_one_nothing_is_changed(now: Path, backup: Path) -> None:
    (now.parent / "backups").write_text("in the way of the folder", encoding="utf-8")
    before = listing(now.parent)
    with pytest.raises(UnusableError, match="cannot be made"):
        restore(now, backup)
    assert first_names(now) == ["Anna", "Ben"]
    assert listing(now.parent).keys() == before.keys()
