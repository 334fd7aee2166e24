"""Whether an SQLite file is sound, and what it holds: what can be told by looking, in SQLite's own words.

It sees structure, not meaning. Found are torn, cut off, overwritten and exchanged pages, rows that break a constraint
or refer to nothing, indexes that disagree with their table. Not found is a value that became another valid one.
Raises what `sqlite3` raises; `sqlite_errors` says what that means to a person.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

from typing_extensions import override

from clockreports.base.paths import is_there
from clockreports.services.ports_backups import Contents

UNKNOWN: Final = "unknown"
"""The version of a program that left no name."""

_READ_AT_EVERY_START: Final = ("users", "employees", "links", "runs", "calls", "lease", "meta")
"""Tables that stay small, so that reading them through takes less than a millisecond."""

_DECISIVE: Final = ("clock_events", *_READ_AT_EVERY_START, "ledger")
"""Tables by which an export is decided."""

_REFERRING: Final = ("links", "ledger", "run_days")
"""Tables whose references decide in whose name a day is sent, or undone.

To follow those of `run_days` every line of every run is read: by these an undoing is decided. That costs a fraction of
what the rules and the order of its rows would, which an export does not need.
"""


def reader(path: Path, patience: float = 5.0) -> sqlite3.Connection:
    """Open a database that is there already, beside whoever uses it."""
    return _connected(path, "mode=rw", patience)


def copy_reader(path: Path) -> sqlite3.Connection:
    """Open a file that somebody may have copied anywhere, without leaving anything beside it.

    Where a write-ahead log lies beside it, that is a part of it; else the file stands for itself, as on a disc.
    """
    alone = not is_there(path.with_name(f"{path.name}-wal"))
    return _connected(path, "mode=ro&immutable=1" if alone else "mode=ro")


def _connected(path: Path, how: str, patience: float = 5.0) -> sqlite3.Connection:
    return sqlite3.connect(f"{address(path)}?{how}", patience, isolation_level=None, factory=_Reader, uri=True)


class _Reader(sqlite3.Connection):
    """Raises SQLite's error of damage where the driver fails to tell of it, since the message has bytes of no text."""

    @override
    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            raise corrupt("its tables are called what is no text") from error


def address(path: PurePath) -> str:
    """Return an absolute path as SQLite wants it in an address.

    `as_uri` would name the computer of a shared folder where SQLite allows none; two more slashes mean the same.
    """
    written = path.as_posix()
    return f"file://{'' if written.startswith('/') else '/'}{quote(os.fsencode(written))}"


def complaint(connection: sqlite3.Connection) -> str:
    """Read everything, and return the first thing that is wrong; "" when nothing is."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return _unless_ok(found) or _lost(connection.execute("PRAGMA foreign_key_check").fetchone())


def complaint_at_start(connection: sqlite3.Connection) -> str:
    """Look at what every command reads; SQLite has compared the file's head with its length already."""
    return _read(connection, _READ_AT_EVERY_START)


def complaint_if_empty(connection: sqlite3.Connection) -> str:
    """Look at a database without tables: a new one has no pages besides the first."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return f"{pages} pages, and no table" if pages > 1 else ""


def complaint_before_export(connection: sqlite3.Connection) -> str:
    """Read the tables by which an export is decided: 15 ms for 25 people and a year, 0.7 s for 1,000 people."""
    references = (f"PRAGMA foreign_key_check({table})" for table in _REFERRING)
    lost = (_lost(connection.execute(reference).fetchone()) for reference in references)
    return _read(connection, _DECISIVE) or next(filter(None, lost), "")


def fingerprint(connection: sqlite3.Connection) -> int:
    """Return a number that tells these tables from others, never 0; a migration leaves it as `user_version`."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql != '' ORDER BY name")
    return zlib.crc32(repr(made.fetchall()).encode()) >> 1 or 1


def is_altered(connection: sqlite3.Connection) -> bool:
    """Whether the tables are not the ones that the last migration made."""
    (noted,) = connection.execute("PRAGMA user_version").fetchone()
    return noted not in {0, fingerprint(connection)}


def is_sound(path: Path) -> bool:
    """Whether a copy can be read from end to end and holds a database of ours."""
    try:
        with closing(copy_reader(path)) as connection:
            return not complaint(connection) and is_ours(connection)
    except (OSError, sqlite3.Error):
        return False


def tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of all tables."""
    return frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))


def revision(connection: sqlite3.Connection) -> str:
    """Return the revision of a database of ours, as it stands there."""
    (found,) = connection.execute("SELECT group_concat(version_num, ', ') FROM alembic_version").fetchone()
    return str(found)


def writer(connection: sqlite3.Connection) -> str:
    """Return the version of the program that made the tables what they are."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'program_version'").fetchone()
    return UNKNOWN if row is None else str(row[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a ClockReports made the tables, of whichever version."""
    return {"alembic_version", "meta", "clock_events"} <= tables(connection)


def were_ours(connection: sqlite3.Connection) -> bool:
    """Whether tables of ours are left in a database that is not ours any more, by its tables."""
    return {"clock_events", "ledger"} <= tables(connection)


def contents(connection: sqlite3.Connection) -> Contents:
    """Return what a database of ours holds; the events are counted by their users, which takes no time."""
    (events,) = connection.execute("SELECT coalesce(sum(events), 0) FROM users").fetchone()
    (employees,) = connection.execute("SELECT count(*) FROM employees").fetchone()
    runs, last_run = connection.execute("SELECT count(*), max(started) FROM runs").fetchone()
    return Contents(revision(connection), writer(connection), events, employees, runs, moment(last_run))


def corrupt(what: str) -> sqlite3.DatabaseError:
    """Return the error that SQLite itself raises on meeting damage, for damage that only a look finds."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def moment(seconds: float | None) -> datetime | None:
    """Return a moment as it is kept, in UTC; raises the error of damage for one that no calendar knows."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise corrupt("a moment that no calendar knows") from None


def _read(connection: sqlite3.Connection, names: Iterable[str]) -> str:
    there = tables(connection)
    found = (connection.execute(f"PRAGMA integrity_check({name})").fetchone()[0] for name in names if name in there)
    return next(filter(None, map(_unless_ok, found)), "")


def _unless_ok(found: str) -> str:
    return "" if found == "ok" else found


def _lost(row: tuple[str, object, str, int] | None) -> str:
    return "" if row is None else f"a row of {row[0]} refers to one of {row[2]} that is not there"
