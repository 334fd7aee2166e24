"""SQLite: the file and who may read it, the settings of a connection, its transactions, its backup, its errors.

Sources: sqlite.org, "Write-Ahead Logging", "PRAGMA Statements", "Result and Error Codes".
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from clockreports.base.errors import ClockReportsError, RunAgainError, UnusableError
from clockreports.base.paths import make_folder
from clockreports.store.transactions import WRITES

SQLITE_VERSION: Final = sqlite3.sqlite_version
"""Of the library that Python brings, not of any file."""

_CACHE_KIB: Final = 32 * 1024
"""Room for the leaves that a year of taps touches, so that one import writes each page once."""

_ATTEMPTS: Final = 3


def sqlite_at(url: URL, patience: float) -> "Sqlite":
    """Return the backend of an SQLite URL; raises `UnusableError` when it names no file."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise UnusableError(
            "The address of the database names no file.",
            "Write it as sqlite:///C:/folder/clockreports.db, or leave it out to use the profile's own database.",
        )
    return Sqlite(url, Path(url.database), patience)


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
            if not self.path.exists():
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

    def back_up(self, target: Path) -> None:
        """Copy the database as it was last committed: under its name the copy is always whole."""
        make_folder(target.parent)
        part = target.with_suffix(".part")
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
            part.replace(target)
        except (OSError, sqlite3.Error) as error:
            raise UnusableError(
                f"The database could not be backed up to {target}, so it was left as it is.",
                "Check that there is room on the disk and that you may write there, then start ClockReports again.",
            ) from error

    def explain(self, error: Exception) -> ClockReportsError | None:
        """Say what SQLite's result code means to a person; None when it is a bug."""
        extended = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
        if extended is None:
            return None
        code = extended & 0xFF  # the primary code; the rest says where in SQLite it came up
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
            return RunAgainError(
                f"The database {self.path} is in use by another program.",
                "Wait until its import or export is done, then try again.",
            )
        sentences = _SENTENCES.get(code)
        return None if sentences is None else UnusableError(sentences[0].format(self.path), sentences[1])


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


_DAMAGED: Final = (
    "The database {} is damaged, or is no database.",
    "Close ClockReports, keep that file, and put a copy of it from a backup in its place.",
)
_SENTENCES: Final = {
    sqlite3.SQLITE_FULL: (
        "There is no room left on the disk for the database {}.",
        "Make room, then do it again; nothing was lost.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The database {} cannot be changed.",
        "Check that you may write to the file and to its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database {} cannot be opened.",
        "Check that it is a file, and that you may write to it and to its folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The database {} could not be read or written.",
        "Check the disk; a database must be on this computer's own disk, never on a shared drive.",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
