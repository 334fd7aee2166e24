"""From any schema to ours: equal to the tables, all or nothing, never from a newer one, never without a backup."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from clockreports import __version__
from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee, Link
from clockreports.domain.timesheets import from_text
from clockreports.store import Database, open_database
from clockreports.store.backends import backend_for
from clockreports.store.schema import OURS, Schema
from clockreports.store.tables import METADATA
from clockreports.store.transactions import Transactions
from tests.helpers.clock import FakeClock

ANNA: Final = Employee("PW1", first_name="Anna", number=1)
LINK: Final = Link("012", 1)

FAILS: Final = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{head}"

def upgrade():
    op.create_table("half_done", sa.Column("number", sa.Integer))
    op.drop_table("ledger")
    op.execute("DELETE FROM links")
    op.execute("SELECT * FROM nowhere")
"""
REBUILDS: Final = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{head}"

def upgrade():
    with op.batch_alter_table("employees", recreate="always", table_kwargs={"sqlite_strict": True}) as table:
        table.add_column(sa.Column("nickname", sa.Text))
"""
ORPHANS: Final = """
from alembic import op
revision, down_revision = "next", "{head}"

def upgrade():
    op.execute("DELETE FROM employees")
"""


@pytest.fixture
def in_use(path: Path) -> Path:
    """Return the file of a database with somebody in it."""
    with closing(open_database(path, FakeClock())) as database:
        database.people.save_employees([Employee("PW1", first_name="Anna")])
        database.people.change_links([], [LINK])
    return path


def planted(folder: Path, revision: str) -> Schema:
    """Return our schema with one more revision, from a folder of its own."""
    versions = folder / "planted"
    versions.mkdir()
    (versions / "planted.py").write_text(revision.replace("{head}", OURS.head), encoding="utf-8")
    return Schema((*OURS.revisions, "next"), (*OURS.folders, versions))


@contextmanager
def opened(path: Path, schema: Schema = OURS, clock: Clock | None = None) -> Iterator[Database]:
    with closing(open_database(path, clock or FakeClock(), schema=schema)) as database:
        yield database


def ask(path: Path, question: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(question)]


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def definitions(path: Path) -> dict[str, str]:
    """Return how each table and index was made, without differences of layout."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
        )
        return {name: " ".join(sql.split()) for name, sql in rows}


# The migrations and the tables ---------------------------------------------------------------------------------------


def test_the_migrations_make_the_very_tables_the_queries_know(path: Path, tmp_path: Path) -> None:
    from_tables = tmp_path / "tables.db"
    engine = backend_for(from_tables, 0).engine()
    METADATA.create_all(engine)
    engine.dispose()
    assert definitions(path) == definitions(from_tables)


def test_alembic_finds_nothing_left_to_change(transactions: Transactions) -> None:
    with transactions.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_revisions_known_without_alembic_are_those_it_finds() -> None:
    (folder,) = OURS.folders
    scripts = ScriptDirectory(str(folder.parent), version_locations=[str(folder)])
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == OURS.revisions


def test_the_database_knows_which_program_made_it(path: Path) -> None:
    assert ask(path, "SELECT value FROM meta WHERE name = 'program_version'") == [__version__]


# A newer database --------------------------------------------------------------------------------------------------


def test_a_newer_database_is_refused_naming_both_versions(in_use: Path) -> None:
    change(in_use, "UPDATE alembic_version SET version_num = '0099'", "UPDATE meta SET value = '9.8.7'")
    before = in_use.read_bytes()
    with pytest.raises(UnusableError) as refusal, opened(in_use):
        pass
    assert all(word in refusal.value.title for word in ("0099", "9.8.7", OURS.head, __version__))
    assert "9.8.7" in refusal.value.advice
    assert in_use.read_bytes() == before
    assert [entry.name for entry in in_use.parent.iterdir()] == [in_use.name]


def test_one_that_does_not_tell_its_program_is_refused_as_well(in_use: Path) -> None:
    change(in_use, "UPDATE alembic_version SET version_num = '0099'", "DROP TABLE meta")
    with pytest.raises(UnusableError, match="version unknown, with schema 0099"), opened(in_use):
        pass


# An older database -------------------------------------------------------------------------------------------------


def test_an_older_database_is_backed_up_and_then_migrated_with_all_that_is_in_it(in_use: Path) -> None:
    change(in_use, "UPDATE meta SET value = '0.0.1'")
    with opened(in_use, planted(in_use.parent, REBUILDS)) as database:
        assert database.people.links() == [LINK]
    assert ask(in_use, "SELECT version_num FROM alembic_version") == ["next"]
    assert ask(in_use, "SELECT value FROM meta") == [__version__]
    assert ask(in_use, "SELECT first_name || coalesce(nickname, '?') FROM employees") == ["Anna?"]
    (backup,) = (in_use.parent / "backups").iterdir()
    assert backup.name == "clockreports-20260304T090000Z-update.db"
    assert ask(backup, "SELECT value FROM meta") == ["0.0.1"]
    restored = Path(shutil.copy(backup, in_use.parent / "restored.db"))
    with opened(restored) as database:
        assert (database.people.employees(), database.people.links()) == ([ANNA], [LINK])


SINCE_0001: Final = """
INSERT INTO employees VALUES (1, 'PW1', NULL, 'Anna', '', '', '', NULL, NULL, 1);
INSERT INTO runs VALUES
    (7, '2026-03-02', '2026-03-08', 'PC1', 'anna', 1.5, 4, 2.5, 'done', 6, '{"sent": 1}', '["PW1"]');
INSERT INTO run_days VALUES
    (7, 1, '2026-03-02', 'PW1', 'sent', '', '09:00-17:00', NULL),
    (7, 1, '2026-03-03', 'PW1', 'updated', '', '09:00-17:00', '08:00-16:00'),
    (7, 1, '2026-03-04', 'PW1', 'updated', '', '09:00-17:00', NULL),
    (7, 1, '2026-03-05', 'PW0', 'refused', 'Not so.', '09:00-17:00', NULL),
    (7, 1, '2026-03-06', 'PW1', 'conflict', 'Edited.', '09:00-17:00', '');
INSERT INTO ledger VALUES
    (1, '2026-03-02', 'sent', '09:00-17:00', '09:00-17:00', NULL, '', 7),
    (1, '2026-03-05', 'refused', '09:00-17:00', NULL, NULL, 'Not so.', 7),
    (1, '2026-03-06', 'refused', '09:00-17:00', NULL, NULL, 'Nor so.', NULL);
"""


def test_from_0001_on_a_run_knows_what_it_wrote_and_a_refusal_as_whom(tmp_path: Path) -> None:
    path = tmp_path / "clockreports.db"
    with opened(path, Schema(("0001",), OURS.folders)):
        change(path, *SINCE_0001.split(";\n"))
    day, whole = date(2026, 3, 2), from_text("09:00-17:00")
    with opened(path) as database:
        (run,) = database.ledger.runs()
        lines = database.ledger.run_days(7)
        entries = database.ledger.entries(run.period)
    assert (run.number, run.undoes, run.counts, run.employee_ids) == (7, 0, ((DayState.SENT, 1),), ("PW1",))
    assert [(line.wrote, line.before) for line in lines] == [
        (True, None),
        (True, from_text("08:00-16:00")),
        (False, None),
        (False, None),
        (False, ()),
    ]
    assert entries[1, day] == LedgerEntry(1, day, DayState.SENT, whole, whole, run=7)
    assert [entry.refused_as for entry in entries.values()] == ["", "PW0", ""]


def test_a_new_database_needs_no_backup(tmp_path: Path) -> None:
    with opened(tmp_path / "clockreports.db"):
        assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    ("revision", "error"), [(FAILS, "no such table: nowhere"), (ORPHANS, "1 rows refer to rows that are not there")]
)
def test_a_migration_that_fails_leaves_the_file_as_it_was(in_use: Path, revision: str, error: str) -> None:
    before, made = in_use.read_bytes(), definitions(in_use)
    with pytest.raises(Exception, match=error), opened(in_use, planted(in_use.parent, revision)):
        pass
    assert in_use.read_bytes() == before
    assert definitions(in_use) == made
    with opened(in_use) as database:
        assert (database.people.employees(), database.people.links()) == ([ANNA], [LINK])


def test_without_a_backup_nothing_is_migrated(in_use: Path) -> None:
    (in_use.parent / "backups").write_text("in the way of the folder", encoding="utf-8")
    before = in_use.read_bytes()
    with (
        pytest.raises(UnusableError, match="backups cannot be made"),
        opened(in_use, planted(in_use.parent, REBUILDS)),
    ):
        pass
    assert in_use.read_bytes() == before


def test_programs_that_open_a_new_database_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "clockreports.db"
    ready = threading.Barrier(4)
    numbers: list[int | None] = []

    def run() -> None:
        ready.wait()
        with opened(path) as database:
            numbers.append(database.calls.reserve(1.0, 10)[0])

    programs = [threading.Thread(target=run) for _ in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert sorted(number for number in numbers if number is not None) == [1, 2, 3, 4]
    assert ask(path, "SELECT version_num FROM alembic_version") == [OURS.head]
    assert not (tmp_path / "backups").exists()
