"""SQLite as it is really set up: the file, the settings of every connection, its transactions, and its errors."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import IntegrityError, OperationalError

from clockreports.base.errors import ClockReportsError, RunAgainError, UnusableError
from clockreports.services.ports_backups import DamagedError
from clockreports.store import open_database
from clockreports.store.backends import backend_for
from clockreports.store.sqlite import use_wal
from clockreports.store.tables import CALLS, LINKS, METADATA
from clockreports.store.transactions import Transactions
from tests.helpers.clock import FakeClock
from tests.helpers.tree import ROOT
from tests.store.conftest import Open

SAYS_SO = pytest.mark.expects_warnings("The database .* is damaged")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead of modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# The file ----------------------------------------------------------------------------------------------------------


@posix_only
def test_everything_it_makes_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "profile" / "clockreports.db"
        with closing(open_database(path, FakeClock())) as database:
            database.calls.reserve(1.0, 1)
            assert {entry.name: mode(entry) for entry in path.parent.iterdir()} == {
                "clockreports.db": 0o600,
                "clockreports.db-wal": 0o600,
                "clockreports.db-shm": 0o600,
            }
            assert mode(path.parent) == 0o700
    finally:
        os.umask(before)


@posix_only
def test_a_file_that_a_site_shares_with_a_group_stays_shared(path: Path, open_it: Open) -> None:
    path.chmod(0o660)
    open_it().calls.reserve(1.0, 1)
    assert mode(path) == 0o660


@pytest.mark.parametrize("name", ["a b", "100%", "what#now", "Büro", "%(here)s"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "clockreports.db"
    for number in (1, 2):
        with closing(open_database(path, FakeClock())) as database:
            assert database.calls.reserve(1.0, 5)[0] == number
    assert [entry.name for entry in path.parent.iterdir()] == ["clockreports.db"]


def test_a_url_leads_to_the_same_database(path: Path, open_it: Open) -> None:
    open_it().calls.reserve(1.0, 5)
    with closing(open_database(f"sqlite:///{path.as_posix()}", FakeClock())) as database:
        assert database.calls.reserve(1.0, 5)[0] == 2


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("not a url", "cannot be read"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file:x?mode=memory&uri=true", "names no file"),
        ("mysql://anna:secret@host/db", "in mysql"),
        ("nonsense+driver://anna:secret@host/db", "in nonsense"),
        ("postgresql+nonsense://anna:secret@host/db", "not installed"),
        ("postgresql://anna:secret@host:port/db", "cannot be read"),
    ],
)
def test_an_address_of_no_use_is_refused_without_telling_the_password(tmp_path: Path, address: str, title: str) -> None:
    with pytest.raises(UnusableError) as refusal:
        open_database(address, FakeClock())
    assert title in refusal.value.title
    assert "secret" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def _folder(path: Path) -> None:
    path.mkdir()


def _no_database(path: Path) -> None:
    path.write_bytes(b"Payroll 2026\n" * 500)


def _torn(path: Path) -> None:
    open_database(path, FakeClock()).close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE payroll (salary INTEGER)")


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (_folder, "cannot be opened"),
        pytest.param(_no_database, "damaged", marks=SAYS_SO),
        pytest.param(_torn, "damaged", marks=SAYS_SO),
        (_of_another_program, "belongs to another program"),
    ],
)
def test_a_file_of_no_use_is_refused_and_left_as_it_is(
    tmp_path: Path, spoil: Callable[[Path], None], title: str
) -> None:
    path = tmp_path / "clockreports.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UnusableError) as refusal:
        open_database(path, FakeClock())
    assert title in refusal.value.title
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("", encoding="utf-8")
    with pytest.raises(UnusableError, match="profile"):
        open_database(tmp_path / "profile" / "clockreports.db", FakeClock())


# The settings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 100), ("cache_size", -32768)],
)
def test_every_connection_is_set_up(transactions: Transactions, pragma: str, value: object) -> None:
    with transactions.reading() as one, transactions.reading() as another:
        for connection in (one, another):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_the_driver_begins_no_transactions_of_its_own(transactions: Transactions) -> None:
    with transactions.reading() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert driver.isolation_level is None


class CrowdedCursor:
    """Refuses to switch the journal as often as it is told, as SQLite does while another program switches it."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.told: list[str] = []

    def execute(self, statement: str) -> None:
        self.told.append(statement.split(maxsplit=1)[0])
        if statement.startswith("PRAGMA") and self.refusals:
            self.refusals -= 1
            raise sqlite3.OperationalError("database is locked")

    def fetchall(self) -> list[object]:
        return []


def test_who_stands_in_the_way_of_another_program_waits_for_it_and_tries_again() -> None:
    cursor = CrowdedCursor(refusals=1)
    use_wal(cast("DBAPICursor", cursor))
    assert cursor.told == ["PRAGMA", "BEGIN", "ROLLBACK", "PRAGMA"]


def test_but_not_for_ever() -> None:
    with pytest.raises(sqlite3.OperationalError):
        use_wal(cast("DBAPICursor", CrowdedCursor(refusals=99)))


@pytest.mark.parametrize("table", METADATA.tables)
def test_every_table_is_strict(transactions: Transactions, table: str) -> None:
    with transactions.reading() as connection:
        rows = connection.exec_driver_sql("SELECT strict FROM pragma_table_list WHERE name = ?", (table,))
        assert rows.scalars().all() == [1]


def test_a_text_in_a_column_of_numbers_is_refused(transactions: Transactions) -> None:
    with pytest.raises(IntegrityError, match="cannot store TEXT"), transactions.writing() as connection:
        connection.exec_driver_sql("INSERT INTO calls (started) VALUES ('yesterday')")


def test_a_link_to_an_employee_who_is_not_there_is_refused(transactions: Transactions) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), transactions.writing() as connection:
        connection.execute(insert(LINKS).values(clock_id="1", employee=99, by_hand=True))


def test_an_error_tells_no_values(transactions: Transactions) -> None:
    with pytest.raises(IntegrityError) as error, transactions.writing() as connection:
        connection.execute(insert(LINKS).values(clock_id="Anna Ångström", employee=99, by_hand=True))
    assert "Anna" not in str(error.value)


# The transactions --------------------------------------------------------------------------------------------------


def test_a_failed_transaction_takes_even_new_tables_back(transactions: Transactions) -> None:
    def fail() -> None:
        with transactions.writing() as connection:
            connection.execute(text("CREATE TABLE half_done (number INTEGER)"))
            connection.execute(insert(CALLS).values(started=1.0))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with transactions.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'")) == 0
        assert connection.scalar(text("SELECT count(*) FROM calls")) == 0


def test_a_reader_sees_one_state_and_does_not_keep_a_writer_waiting(transactions: Transactions) -> None:
    count = text("SELECT count(*) FROM calls")
    with transactions.reading() as reader:
        assert reader.scalar(count) == 0
        with transactions.writing() as writer:
            writer.execute(insert(CALLS).values(started=1.0))
        assert reader.scalar(count) == 0
    with transactions.reading() as reader:
        assert reader.scalar(count) == 1


def test_a_writer_is_alone_from_its_first_moment_on(path: Path, transactions: Transactions, open_it: Open) -> None:
    database = open_it()
    with transactions.writing(), pytest.raises(RunAgainError, match="in use by another program") as busy:
        database.calls.reserve(1.0, 1)
    assert str(path) in busy.value.title
    assert database.calls.reserve(1.0, 1) == (1, 0.0)


def test_a_new_database_locked_by_another_program_is_reported_as_busy(tmp_path: Path) -> None:
    path = tmp_path / "clockreports.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RunAgainError, match="in use"):
            open_database(path, FakeClock(), patience=0.05)
    open_database(path, FakeClock()).close()
    assert path.stat().st_size > 0


def test_a_full_disk_loses_nothing(path: Path, transactions: Transactions, open_it: Open) -> None:
    def fill() -> None:
        with transactions.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.execute(insert(CALLS), [{"started": float(second)} for second in range(5000)])

    with pytest.raises(UnusableError, match="no room left") as full:
        fill()
    assert str(path) in full.value.title
    assert open_it().calls.reserve(1.0, 1) == (1, 0.0)


# The errors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, RunAgainError, "in use"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, RunAgainError, "in use"),
        (sqlite3.SQLITE_LOCKED, RunAgainError, "in use"),
        (sqlite3.SQLITE_FULL, UnusableError, "no room"),
        (sqlite3.SQLITE_READONLY, UnusableError, "cannot be changed"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, UnusableError, "cannot be changed"),
        (sqlite3.SQLITE_CANTOPEN, UnusableError, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_WRITE, UnusableError, "could not be read or written"),
        pytest.param(sqlite3.SQLITE_CORRUPT, DamagedError, "damaged", marks=SAYS_SO),
        pytest.param(sqlite3.SQLITE_NOTADB, DamagedError, "damaged", marks=SAYS_SO),
    ],
)
def test_known_results_become_sentences(tmp_path: Path, code: int, kind: type[ClockReportsError], words: str) -> None:
    origin = sqlite3.OperationalError("whatever it says")
    origin.sqlite_errorcode = code
    known = backend_for(tmp_path / "clockreports.db", 0).explain(OperationalError("", {}, origin))
    assert type(known) is kind
    assert words in str(known)
    assert str(tmp_path) in str(known)


def test_any_other_error_is_a_bug(transactions: Transactions) -> None:
    with pytest.raises(OperationalError, match="no such table"), transactions.reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_importing_the_room_opens_nothing_and_an_up_to_date_database_needs_no_alembic(path: Path) -> None:
    look = (
        "import pathlib, sys; from clockreports.base.clock import SystemClock; import clockreports.store as store;"
        f"path = pathlib.Path({str(path)!r}); store.open_database(path, SystemClock()).close();"
        "print('alembic' in sys.modules, 'sqlalchemy' in sys.modules)"
    )
    answer = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-W", "error", "-c", look], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert answer.stdout.split() == ["False", "True"]
