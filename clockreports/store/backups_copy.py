"""Copies a database that may be in use, as it was last committed, and reads the copy back before it counts.

A copy is one plain file: its journal mode is changed from the write-ahead log to the one that leaves nothing beside it.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.base.paths import is_there, make_folder
from clockreports.services.ports_backups import Backup, BackupKind, Contents
from clockreports.store.backups_folder import kept, new_name, part_of, remove_surplus
from clockreports.store.soundness import complaint, contents, copy_reader, corrupt, is_ours, reader, tables
from clockreports.store.sqlite_errors import DAMAGE, IN_USE, damaged, explain, primary_code, require_never_used


def keep(database: Path, kind: BackupKind, now: datetime) -> Backup | None:
    """Make an automatic backup and remove those beyond the last of its kind; None when there is nothing to lose yet."""
    if _is_empty(database):
        return None
    target = new_name(database, kind, now)
    make_folder(target.parent)
    copy_to(database, target)
    remove_surplus(database, target, kind)
    return next((backup for backup in kept(database) if backup.path == target), None)


def copy_to(database: Path, target: Path) -> Contents:
    """Copy a database into a new file, and return what the copy was found to hold.

    Raises `DamagedError` when the database is damaged, `UnusableError` with nothing left of the copy when that fails.
    """
    if is_there(target):
        raise _there_already(target)
    if not is_there(database):
        require_never_used(database)
        raise UnusableError(f"There is no database {database} yet.", "Import a clock log first: then there is one.")
    try:
        with part_of(target) as part, closing(reader(database)) as source:
            fill(part, source)
            with closing(reader(part)) as copy:
                return contents(copy)
    except OSError as error:
        raise UnusableError(
            f"The backup {target} could not be written ({error.strerror}).",
            "Name a file in a folder that is there and that you may write to, with room for the whole database.",
        ) from error
    except sqlite3.Error as error:
        raise _failed(error, database, target) from error


def fill(part: Path, source: sqlite3.Connection) -> None:
    """Copy what `source` is connected with into an empty file, and read that from end to end.

    Raises `sqlite3.DatabaseError`, with SQLite's code for damage, when the copy cannot be trusted.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        found = complaint(copy)
        if found:
            raise corrupt(found)


def look(path: Path) -> Contents:
    """Return what a copy holds, without checking it; raises `UnusableError` when it tells nothing."""
    try:
        with closing(copy_reader(path)) as connection:
            if is_ours(connection):
                return contents(connection)
    except (OSError, sqlite3.Error):
        pass
    raise unusable_copy(path)


def check(database: Path) -> Contents | None:
    """Read a database from end to end; None when there is none. Raises `DamagedError` at the first complaint."""
    if not is_there(database) or _is_empty(database):
        return None
    try:
        with closing(reader(database)) as connection:
            found = complaint(connection)
            if found:
                raise damaged(database, found)
            return contents(connection)
    except sqlite3.Error as error:
        raise explain(error, database) or damaged(database, str(error)) from error


def save_as_it_is(database: Path, target: Path) -> None:
    """Copy a file, damaged or not, and the log that is a part of it; raises `UnusableError`, and overwrites nothing."""
    if not is_there(database):
        raise UnusableError(f"There is no file {database}.", "Restore a backup instead.")
    try:
        for suffix in ("", "-wal", "-journal"):
            here, there = (path.with_name(f"{path.name}{suffix}") for path in (database, target))
            if here.exists():
                there.touch(mode=0o600, exist_ok=False)
                shutil.copyfile(here, there)
    except FileExistsError:
        raise _there_already(target) from None
    except OSError as error:
        raise UnusableError(
            f"The file could not be copied to {target} ({error.strerror}).", "Choose a folder you may write to."
        ) from error


def unusable_copy(path: Path) -> UnusableError:
    """Return the error of a file that is no backup, or a damaged one."""
    return UnusableError(
        f"{path} is damaged, or is no backup of ClockReports." if is_there(path) else f"There is no file {path}.",
        "Choose one of the automatic backups: File › Restore… lists them, and so does `clockreports restore`.",
    )


def _there_already(target: Path) -> UnusableError:
    return UnusableError(f"{target} is there already.", "Name a file that is not there yet: nothing is overwritten.")


def _is_empty(database: Path) -> bool:
    """Whether nothing was ever stored: the file has no tables, or nobody and nothing in them."""
    try:
        with closing(reader(database)) as connection:
            if not tables(connection):
                return True
            found = contents(connection)
            return not (found.events or found.employees or found.runs)
    except sqlite3.Error:  # the copy will tell why
        return False


def _failed(error: sqlite3.Error, database: Path, target: Path) -> ClockReportsError:
    """Say why a copy failed; where it cannot be read back, it depends on whether the database can."""
    code = primary_code(error)
    if code in DAMAGE:
        check(database)
    known = explain(error, database) if code in IN_USE else None
    return known or not_written(error, target)


def not_written(error: sqlite3.Error, target: Path) -> UnusableError:
    """Return the error of a copy that could not be written, or not be read back."""
    full = primary_code(error) == sqlite3.SQLITE_FULL
    return UnusableError(
        f"The backup {target} could not be made ({'there is no room left on the disk' if full else error}).",
        "Check the disk it is on, and that there is room for the whole database. The database itself is as it was.",
    )
