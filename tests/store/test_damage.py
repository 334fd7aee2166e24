"""A damaged database is recognised, wherever it is met; the sentence names the newest good backup and the command."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy.exc import IntegrityError

from clockreports.base.errors import ClockReportsError
from clockreports.domain.people import Employee
from clockreports.services.ports import Holder
from clockreports.services.ports_backups import BackupKind, DamagedError
from clockreports.store import Database
from clockreports.store.soundness import address
from tests.helpers.clock import START
from tests.store.filled import HOST, PERIOD, add_ben, at, backups, fill, opened, ruin, tell

SAYS_SO = pytest.mark.expects_warnings("is damaged|cannot be read")
PAGE = 4096


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a database with a little of everything in it."""
    return fill(path)


def use(path: Path) -> None:
    """Open a database and do with it what an export does."""
    with opened(path) as database:
        lease = database.lease.take(Holder(HOST, "anna", START), START, others_are_gone=True)
        everything(database)
        database.lease.release(lease)


def everything(database: Database) -> None:
    """Read all that can be read."""
    database.people.employees()
    database.people.links()
    database.events.users()
    database.events.days()
    database.events.quarantined()
    database.events.last_import()
    for run in database.ledger.runs():
        database.ledger.run_days(run.number)
    database.ledger.entries(PERIOD)


def root_of(path: Path, table: str) -> int:
    """Return the place of a table's first page in the file."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return (int(page) - 1) * PAGE


def _overwrite(path: Path, place: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(place)
        file.write(content)


def _torn_ledger(path: Path) -> None:
    _overwrite(path, root_of(path, "ledger") + 2048, b"\x5a" * 2048)


def _zeroed_events(path: Path) -> None:
    _overwrite(path, root_of(path, "clock_events"), bytes(PAGE))


def _links_in_place_of_users(path: Path) -> None:
    links = root_of(path, "links")
    _overwrite(path, root_of(path, "users"), path.read_bytes()[links : links + PAGE])


def _index_of_another_table(path: Path) -> None:
    other = root_of(path, "sqlite_autoindex_employees_1")
    _overwrite(path, root_of(path, "ix_ledger_day"), path.read_bytes()[other : other + PAGE])


def _no_head(path: Path) -> None:
    _overwrite(path, 0, b"GARBAGE ")


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 5 * PAGE])


def _no_schema(path: Path) -> None:
    _overwrite(path, 100, b"\x0d" + bytes(7))


def _lost_employee(path: Path) -> None:
    tell(path, "DELETE FROM employees")


def _broken_rule(path: Path) -> None:
    tell(path, "PRAGMA ignore_check_constraints = ON", "UPDATE ledger SET state = 'semt'")


def _no_text(path: Path) -> None:
    tell(path, "UPDATE employees SET first_name = CAST(x'41ff' AS TEXT)")


def _no_pairs(path: Path) -> None:
    tell(path, "UPDATE ledger SET attempted = '09:00-1x:00'")


def _no_moment(path: Path) -> None:
    tell(path, "UPDATE runs SET started = 1e300")


def _no_revision(path: Path) -> None:
    tell(path, "UPDATE alembic_version SET version_num = '0q02'")


def _revision_gone(path: Path) -> None:
    tell(path, "DROP TABLE alembic_version")


DAMAGE = (
    ruin,
    _torn_ledger,
    _zeroed_events,
    _links_in_place_of_users,
    _index_of_another_table,
    _no_head,
    _cut_off,
    _no_schema,
    _lost_employee,
    _broken_rule,
    _no_text,
    _no_pairs,
    _no_moment,
    _no_revision,
    _revision_gone,
)


@SAYS_SO
@pytest.mark.parametrize("spoil", DAMAGE)
def test_no_export_begins_on_a_damaged_database(filled: Path, spoil: Callable[[Path], None]) -> None:
    backup = backups(filled).keep(BackupKind.DAILY, at(1))
    assert backup is not None
    spoil(filled)
    with pytest.raises(DamagedError) as damage:
        use(filled)
    error = damage.value
    assert error.newest == backup
    assert str(filled) in error.title
    assert f"clockreports restore {backup.path.name}" in error.advice
    backups(filled).put_back(backup.path, START, HOST)
    use(filled)


def _zeroed_lines(path: Path) -> None:
    _overwrite(path, root_of(path, "run_days"), bytes(PAGE))


def _lines_of_no_run(path: Path) -> None:
    line = "(7, 1, '2026-03-02', 'PW1', 'sent', '', '09:00-17:00', NULL, 1)"
    tell(path, f"INSERT INTO run_days VALUES {line}")  # noqa: S608 - a line of this test


@SAYS_SO
@pytest.mark.parametrize("spoil", [_zeroed_lines, _lines_of_no_run])
def test_nor_does_an_undoing_where_what_the_runs_did_cannot_be_read(
    filled: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(filled)
    with opened(filled) as database, pytest.raises(DamagedError):
        database.lease.take(Holder(HOST, "anna", START), START, others_are_gone=True)


def test_a_sound_one_serves(filled: Path) -> None:
    use(filled)
    with opened(filled) as database:
        assert len(database.ledger.entries(PERIOD)) == 1


@SAYS_SO
def test_the_backup_that_is_named_can_be_read_from_end_to_end(filled: Path) -> None:
    older, newer = (backups(filled).keep(BackupKind.DAILY, at(day)) for day in (1, 2))
    replaced = backups(filled).keep(BackupKind.BEFORE_RESTORE, at(3))
    assert older is not None
    assert newer is not None
    assert replaced is not None
    advice = ""
    for path, named in ((filled, newer), (newer.path, older), (older.path, replaced), (replaced.path, None)):
        ruin(path)
        with pytest.raises(DamagedError) as damage, opened(filled):
            pass
        assert damage.value.newest == named
        advice = damage.value.advice
    assert "there is no backup of it that can be read" in advice


@pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_a_database_that_is_gone_is_not_begun_anew_in_silence(filled: Path, lose: Callable[[Path], None]) -> None:
    backup = backups(filled).keep(BackupKind.DAILY, at(1))
    assert backup is not None
    lose(filled)
    with pytest.raises(DamagedError, match="though there are backups") as damage, opened(filled):
        pass
    assert damage.value.newest == backup
    backup.path.unlink()
    with opened(filled) as database:
        assert database.people.employees() == []


def test_a_database_of_which_a_single_byte_is_left_is_gone_as_well(filled: Path) -> None:
    backup = backups(filled).keep(BackupKind.DAILY, at(1))
    filled.write_bytes(b"S")  # which older SQLites take for a new database
    with pytest.raises(DamagedError) as damage, opened(filled):
        pass
    assert damage.value.newest == backup


# Errors that SQLite does not put down to damage ----------------------------------------------------------------------


def _rule_that_nothing_keeps(path: Path) -> None:
    """Change a letter in the definition of a table, as a flipped bit does."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'listed IN (0, 1)', 'listed IN (0, 3)')")


def _column_of_another_name(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'payroll_id', 'paYroll_ix')")


@SAYS_SO
@pytest.mark.parametrize("alter", [_rule_that_nothing_keeps, _column_of_another_name])
def test_a_statement_that_fails_because_of_altered_tables_is_damage(path: Path, alter: Callable[[Path], None]) -> None:
    alter(path)
    with pytest.raises(DamagedError), opened(path) as database:
        database.people.save_employees([Employee("PW1", first_name="Anna")])


def test_on_a_sound_database_it_is_a_bug(filled: Path) -> None:
    with opened(filled) as database, pytest.raises(IntegrityError):
        database.people.save_employees([Employee("PW1", first_name="Another with her id")])


def test_whoever_adds_a_table_of_their_own_is_served_all_the_same(filled: Path) -> None:
    tell(filled, "CREATE TABLE my_notes (text TEXT)", "CREATE INDEX mine ON runs (started)")
    use(filled)
    add_ben(filled)
    assert backups(filled).check() is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/srv/what?now/100%/a#b.db"), "file:///srv/what%3Fnow/100%25/a%23b.db"),
        (PureWindowsPath(r"C:\Büro\a b.db"), "file:///C%3A/B%C3%BCro/a%20b.db"),
        (PureWindowsPath(r"\\nas\backups\a.db"), "file:////nas/backups/a.db"),
    ],
)
def test_a_file_anywhere_can_be_named_to_sqlite(path: PurePath, expected: str) -> None:
    assert address(path) == expected


def test_a_look_at_the_file_is_not_needed_to_find_it_in_use(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(filled) as database, pytest.raises(ClockReportsError, match="in use by another program"):
            database.people.save_employees([Employee("PW9")])
