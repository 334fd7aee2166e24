"""What SQLite's errors mean to a person, in one place for all that opens an SQLite file.

Sources: sqlite.org, "Result and Error Codes". Damage is one of them, whatever shows it: SQLite itself, a value that
cannot be what was written, or an error that makes no sense and a look at the file that finds why.
"""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from clockreports.base.errors import ClockReportsError, RunAgainError, UnusableError
from clockreports.services.ports_backups import Backup, BackupKind, DamagedError
from clockreports.store.backups_folder import folder_of, kept
from clockreports.store.soundness import complaint, is_altered, is_sound, reader
from clockreports.store.transactions import ILLEGIBLE

_log: Final = logging.getLogger(__name__)

IN_USE: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_MISUSE: Final = frozenset({sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM})
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
    sqlite3.SQLITE_PERM: (
        "The database {} cannot be opened.",
        "Check that it is a file, and that you may write to it and to its folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The database {} could not be read or written.",
        "Check the disk; a database must be on this computer's own disk, never on a shared drive.",
    ),
}


def explain(error: Exception, path: Path) -> ClockReportsError | None:
    """Say what an error on a database's way in or out means to a person; None when it is a bug."""
    if isinstance(error, ILLEGIBLE):
        _log.error("A value in %s cannot be read.", path, exc_info=error)
        return damaged(path, "a value cannot be what was written")
    origin = getattr(error, "orig", error)
    if not isinstance(origin, sqlite3.Error):
        return None
    code = primary_code(origin)
    if code in IN_USE:
        return RunAgainError(
            f"The database {path} is in use by another program.",
            "Wait until its import or export is done, then try again.",
        )
    if code in _SENTENCES:
        title, advice = _SENTENCES[code]
        return UnusableError(title.format(path), advice)
    if code in DAMAGE or (code not in _MISUSE and _has_damage(path)):
        return damaged(path, str(origin))
    return None


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's result code, without the rest, which says where in SQLite it came up."""
    if hasattr(error, "sqlite_errorcode"):
        return int(error.sqlite_errorcode) & 0xFF
    # The driver's own errors have no code: a text that is no UTF-8 is damage, anything else a misuse.
    return sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else sqlite3.SQLITE_MISUSE


def damaged(path: Path, why: str) -> DamagedError:
    """Return the error of a database that is there and cannot be trusted; why, in SQLite's words, goes into the log."""
    _log.error("The database %s is damaged: %s", path, why)
    return _with_way_out(f"The database {path} is damaged, or is no database.", path)


def require_never_used(path: Path) -> None:
    """Raise `DamagedError` for a database that is gone, or emptied, although there are backups of it."""
    if kept(path):
        raise _with_way_out(f"The database {path} is not there, or is empty, though there are backups of it.", path)


def _with_way_out(title: str, path: Path) -> DamagedError:
    newest = newest_good(path)
    if newest is None:
        advice = (
            "Nothing is exported from it, and there is no backup of it that can be read. Keep the file for somebody "
            f"who may rescue it. To begin anew, move it away, with {path.name}-wal where there is one, and "
            f"{folder_of(path)}; then import the clock logs again and fetch the employees: what is in People HR "
            "already is not sent twice."
        )
    else:
        advice = (
            f"Nothing is exported from it. The newest good backup is of {newest.made.astimezone():%d/%m/%Y %H:%M}: "
            f"File › Restore… in the window, or `clockreports restore {newest.path.name}`, puts it in place, and keeps "
            "aside what is there now."
        )
    return DamagedError(title, advice, path, newest)


def newest_good(path: Path) -> Backup | None:
    """Return the newest backup that can be read from end to end; what a person replaced comes last."""
    by_choice = sorted(kept(path), key=lambda backup: backup.kind is BackupKind.BEFORE_RESTORE)
    return next((backup for backup in by_choice if is_sound(backup.path)), None)


def _has_damage(path: Path) -> bool:
    """Look for a cause in the file itself: a statement of ours that fails on a sound database is a bug."""
    try:
        with closing(reader(path)) as connection:
            return bool(complaint(connection)) or is_altered(connection)
    except sqlite3.Error as error:
        return primary_code(error) not in IN_USE
