"""SQLite: the file and who may read it, the settings of a connection, its transactions, and when it is looked at.

Sources: sqlite.org, "Write-Ahead Logging", "PRAGMA Statements".
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.base.paths import make_folder
from clockreports.services.ports_backups import BackupKind
from clockreports.store.backups_copy import keep
from clockreports.store.soundness import (
    complaint_at_start,
    complaint_before_export,
    complaint_if_empty,
    fingerprint,
    were_ours,
)
from clockreports.store.sqlite_errors import damaged, explain, require_never_used
from clockreports.store.transactions import WRITES

SQLITE_VERSION: Final = sqlite3.sqlite_version
"""Of the library that Python brings, not of any file."""

_EMPTY: Final = 1
"""Bytes of a file that SQLite begins anew without a word: it takes one that holds a single byte for an empty one."""

_CACHE_KIB: Final = 32 * 1024
"""Room for the leaves that a year of taps touches, so that one import writes each page once."""

_ATTEMPTS: Final = 3

_REVISION: Final = re.compile(r"\d{4}")
"""What revisions look like in `migrations`, ours and those to come."""


def sqlite_at(url: URL, patience: float) -> "Sqlite":
    """Return the backend of an SQLite URL; raises `UnusableError` when it names no file."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise UnusableError(
            "The address of the database names no file.",
            "Write it as sqlite:///C:/folder/clockreports.db, or leave it out to use the profile's own database.",
        )
    return Sqlite(url, Path(url.database).absolute(), patience)


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A database in one file. Readers never wait; writers wait up to `patience` seconds for one another."""

    url: URL
    path: Path
    patience: float

    def prepare(self) -> None:
        """Make the file, readable by its owner alone, before SQLite would make it readable by all.

        The rights of a file that is there already are left alone: a site may share it with a group.
        """
        make_folder(self.path.parent)
        try:
            if not self.path.exists() or (self.path.is_file() and self.path.stat().st_size <= _EMPTY):
                require_never_used(self.path)
                self.path.touch(mode=0o600)
        except OSError as error:
            raise UnusableError(
                f"The database {self.path} cannot be made: {error.strerror}.",
                "Check that its folder exists and that you may write there.",
            ) from error

    def engine(self, *, foreign_keys: bool = True) -> Engine:
        """Return an engine with the driver's own transactions off and ours explicit.

        Left to itself the driver begins one only before an INSERT: a failed migration would leave its tables behind.
        """
        engine = create_engine(
            self.url,
            connect_args={"isolation_level": None, "timeout": self.patience},
            hide_parameters=True,  # the log is no place for people's names
        )
        event.listen(engine, "connect", _settings(foreign_keys=foreign_keys))
        event.listen(engine, "begin", _begin)
        return engine

    def recognise(self, connection: Connection, revision: str | None) -> None:
        """Raise `DamagedError` for a database that is none of ours any more, or whose small tables cannot be read."""
        if revision is None:
            self._look(connection, complaint_if_empty)
        elif revision or were_ours(_driver(connection)):
            if not _REVISION.fullmatch(revision):
                raise damaged(self.path, f"its revision is “{revision}”")
            self._look(connection, complaint_at_start)

    def examine(self, connection: Connection) -> None:
        """Raise `DamagedError` unless the tables by which an export is decided can be read from end to end."""
        self._look(connection, complaint_before_export)

    def settle(self, engine: Engine) -> None:
        """Switch the file to write-ahead logging, which it then keeps: readers and a writer no longer wait."""
        with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
            try:
                use_wal(cursor)
            except sqlite3.Error as error:
                known = self.explain(error)
                if known is None:
                    raise
                raise known from error

    def check(self, connection: Connection) -> None:
        """Raise `RuntimeError` when a row refers to one that is not there."""
        if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise RuntimeError(f"{len(lost)} rows refer to rows that are not there, the first in {lost[0][0]}.")

    def back_up(self, now: datetime) -> None:
        """Make an automatic backup of what was last committed, before its schema is changed."""
        keep(self.path, BackupKind.BEFORE_UPDATE, now)

    def seal(self, connection: Connection) -> None:
        """Note what the tables look like after a migration, so that they can be told from damaged ones."""
        connection.exec_driver_sql(f"PRAGMA user_version = {fingerprint(_driver(connection))}")

    def explain(self, error: Exception) -> ClockReportsError | None:
        """Say what SQLite's result code means to a person; None when it is a bug."""
        return explain(error, self.path)

    def _look(self, connection: Connection, complaint: Callable[[sqlite3.Connection], str]) -> None:
        try:
            found = complaint(_driver(connection))
        except sqlite3.Error as error:
            raise self.explain(error) or damaged(self.path, str(error)) from error
        if found:
            raise damaged(self.path, found)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"A connection of SQLite's own driver is needed, not {driver!r}.")
    return driver


def _settings(*, foreign_keys: bool) -> Callable[[sqlite3.Connection, object], None]:
    def settle(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")

    return settle


def use_wal(cursor: DBAPICursor) -> None:
    """Switch to write-ahead logging, in spite of another program that does so at the same moment.

    Where each stands in the other's way SQLite fails at once instead of waiting; an empty transaction does wait.
    """
    for attempts_left in reversed(range(_ATTEMPTS)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.fetchall()
        except sqlite3.OperationalError:
            if not attempts_left:
                raise
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        else:
            return


def _begin(connection: Connection) -> None:
    """Begin; a writer takes the write lock at once, since a reader that becomes one can fail instead of waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
