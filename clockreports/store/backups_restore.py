"""Puts a copy in the place of the database: the copy is checked first, what is there now is kept, all of it or nothing.

A sound database is overwritten in one transaction of SQLite's own, so that no file is exchanged while somebody might
open it. A damaged one cannot be: its files are moved aside, and the copy gets its name.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.services.failures import BusyError
from clockreports.services.ports_backups import BackupKind, Contents, Restored
from clockreports.store.backups_copy import fill, not_written, unusable_copy
from clockreports.store.backups_folder import flush, flush_folder, new_name, part_of, remove_surplus
from clockreports.store.lease import lives
from clockreports.store.schema import OURS, require_known
from clockreports.store.soundness import (
    complaint,
    contents,
    copy_reader,
    is_ours,
    moment,
    reader,
    revision,
    tables,
    were_ours,
    writer,
)
from clockreports.store.sqlite_errors import DAMAGE, IN_USE, explain, primary_code

ALL_OF_A_MINUTE: Final = 30
"""Calls that People HR takes in a minute, from everybody (reference: People HR API, pace)."""

_PATIENCE: Final = 1.0
_FILES: Final = ("", "-wal", "-journal")
"""How the names of a database's files end: its own, and those of its logs."""

_Calls = list[tuple[float, float | None]]
"""The start and the end of calls to People HR, in seconds since 1970."""


def put_back(database: Path, source: Path, now: datetime, host: str) -> Restored:
    """Do all of it; raises as `BackupStore.put_back` says."""
    make_folder(database.parent)
    try:
        with _staging(database) as staged:
            found = _take_in(source, staged)
            if not database.exists():
                _prepare(staged, None, now)
                _exchange(database, staged, now)
                return Restored(found, None, was_damaged=False)
            with closing(reader(database, _PATIENCE)) as present:
                is_sound, calls = _look_at(present, database, now, host)
                _prepare(staged, calls, now)
                if is_sound:
                    return Restored(found, _overwrite(present, staged, database, now), was_damaged=False)
            return Restored(found, _exchange(database, staged, now), was_damaged=True)
    except sqlite3.Error as error:
        raise explain(error, database) or not_written(error, database) from error
    except OSError as error:
        raise UnusableError(
            f"{database} could not be exchanged ({error.strerror}), and was left as it was.",
            "Close ClockReports wherever it is open on this computer, check that you may write to that folder and that "
            "there is room on the disk, then restore again.",
        ) from error


@contextmanager
def _staging(database: Path) -> Iterator[Path]:
    """Give an empty file on the database's own disk, and leave nothing of it unless it got another name."""
    staged = database.with_name(f".{database.name}.{token_hex(4)}.part")
    try:
        staged.touch(mode=0o600, exist_ok=False)
        yield staged
    finally:
        for leftover in (staged, staged.with_name(f"{staged.name}-journal")):
            leftover.unlink(missing_ok=True)


def _take_in(source: Path, staged: Path) -> Contents:
    """Copy the chosen file and read it from end to end; from now on only the copy matters."""
    try:
        with closing(copy_reader(source)) as original:
            if not is_ours(original):
                raise unusable_copy(source)
            require_known(revision(original), writer(original), OURS, str(source))
            fill(staged, original)
        with closing(reader(staged)) as copy:
            return contents(copy)
    except sqlite3.Error as error:
        full = primary_code(error) == sqlite3.SQLITE_FULL
        raise (not_written(error, staged) if full else unusable_copy(source)) from error


def _prepare(staged: Path, calls: _Calls | None, now: datetime) -> None:
    """Let nobody hold the lease, and the pace go on: People HR remembers the last minute's calls, whatever we restore.

    Where nobody knows them any more (`calls` is None), a whole minute's are taken to have ended just now.
    """
    seconds = now.timestamp()
    with closing(reader(staged)) as copy:
        copy.execute("BEGIN IMMEDIATE")
        copy.execute("DELETE FROM lease")
        copy.execute("DELETE FROM calls")
        noted = [(seconds, seconds)] * ALL_OF_A_MINUTE if calls is None else calls
        copy.executemany("INSERT INTO calls (started, finished) VALUES (?, ?)", noted)
        copy.execute("COMMIT")
    flush(staged)


# What is there now -------------------------------------------------------------------------------------------------


def _look_at(present: sqlite3.Connection, database: Path, now: datetime, host: str) -> tuple[bool, _Calls | None]:
    """Lock the database against everybody else; say whether it is sound, and then which calls it knows of."""
    try:
        _lock(present)
        is_sound = not complaint(present)
        if is_sound:
            _require_ours(present, database)
            _require_no_export(present, now, host)
    except sqlite3.Error as error:
        code = primary_code(error)
        if code in IN_USE:
            raise BusyError(
                f"Another program has the database {database} open.",
                "Close ClockReports wherever it is open on this computer, then restore again; nothing was changed.",
            ) from error
        if code not in DAMAGE | {sqlite3.SQLITE_ERROR}:
            raise
        is_sound = False
    return is_sound, _calls_of(present) if is_sound else None


def _lock(present: sqlite3.Connection) -> None:
    """Keep everybody else out until the connection is closed, and fold the write-ahead log into the file."""
    present.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    present.execute("BEGIN EXCLUSIVE")
    present.execute("COMMIT")
    present.execute("PRAGMA journal_mode=DELETE").fetchall()


def _require_ours(present: sqlite3.Connection, database: Path) -> None:
    if tables(present) and not (is_ours(present) or were_ours(present)):
        raise UnusableError(
            f"The database {database} belongs to another program.", "Name another profile, and restore into that one."
        )


def _require_no_export(present: sqlite3.Connection, now: datetime, host: str) -> None:
    """Raise `BusyError` when another computer exports; on this one the lock has told already that nobody does."""
    query = "SELECT host, person, heartbeat FROM lease" if tables(present) else "SELECT 1 LIMIT 0"
    for at_host, person, heartbeat in present.execute(query):
        beat = moment(heartbeat)
        if at_host != host and beat is not None and lives(beat, now):
            raise BusyError(
                "Another export is under way.",
                f"{person} on {at_host} is exporting from this database. Wait until that is done, then restore again.",
            )


def _calls_of(present: sqlite3.Connection) -> _Calls | None:
    """Return the calls that a sound database knows of; None when it is empty."""
    return present.execute("SELECT started, finished FROM calls").fetchall() if tables(present) else None


# The exchange --------------------------------------------------------------------------------------------------------


def _overwrite(present: sqlite3.Connection, staged: Path, database: Path, now: datetime) -> Path | None:
    """Keep a copy of what is there, then put the staged copy over it, in one transaction."""
    aside = _kept_aside(present, database, now) if tables(present) else None
    with closing(reader(staged)) as copy:
        copy.backup(present)
    return aside


def _kept_aside(present: sqlite3.Connection, database: Path, now: datetime) -> Path:
    aside = new_name(database, BackupKind.BEFORE_RESTORE, now)
    make_folder(aside.parent)
    with part_of(aside) as part:
        fill(part, present)
    remove_surplus(database, aside, BackupKind.BEFORE_RESTORE)
    return aside


def _exchange(database: Path, staged: Path, now: datetime) -> Path:
    """Move a damaged database and its logs aside, for whoever may rescue something, and give the copy its name.

    Logs that are left of a database that is gone go as well: SQLite would replay them over the copy.
    """
    aside = new_name(database, "damaged", now)
    names = [(database.with_name(f"{database.name}{end}"), aside.with_name(f"{aside.name}{end}")) for end in _FILES]
    there_are = [(here, there) for here, there in names if here.exists()]
    if there_are:
        make_folder(aside.parent)
    if sys.platform != "win32" and database.exists():
        shutil.copymode(database, staged)
    moved: list[tuple[Path, Path]] = []
    try:
        for here, there in there_are:
            shutil.move(here, there)
            moved.append((here, there))
        database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
        staged.replace(database)
        flush_folder(database.parent)
    except OSError:
        for here, there in reversed(moved):
            shutil.move(there, here)
        raise
    return aside
