"""What backing up needs from the database, as a protocol; the adapters are in `store`.

A backup is a copy of the whole database in one plain file. The automatic ones lie in the folder `backups` beside the
database, under names that say when and why they were made.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from clockreports.base.errors import UnusableError


class BackupKind(StrEnum):
    """Why a backup was made by itself; the word is a part of its file's name."""

    DAILY = "daily"
    BEFORE_UPDATE = "update"
    BEFORE_RESTORE = "replaced"


@dataclass(frozen=True, slots=True)
class Backup:
    """An automatic backup, as its name and its folder tell of it: when it was made (UTC), why, its size in bytes."""

    path: Path
    made: datetime
    kind: BackupKind
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: its schema, the version that made it so, its counts, when the last export began (UTC)."""

    schema: str
    program: str
    events: int
    employees: int
    runs: int
    last_run: datetime | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the database went that was there before; None when there was none.

    `was_damaged` says that it could not be read, so that the file itself was put aside.
    """

    contents: Contents
    aside: Path | None
    was_damaged: bool


class DamagedError(UnusableError):
    """The database cannot be trusted: nothing is read from it any more, and nothing was changed.

    `database` is its file, `newest` the newest backup that can be read from end to end, None when there is none.
    """

    def __init__(self, title: str, advice: str, database: Path, newest: Backup | None) -> None:
        super().__init__(title, advice)
        self.database = database
        self.newest = newest


class BackupStore(Protocol):
    """Copies one database, checks copies, and puts one back. Needs no open app, and no database that can be opened.

    A database on a server is its administrator's to back up: there `kept` is empty and `keep` returns None, since
    nobody asked; all else raises `UnusableError` with what to use instead.
    """

    @property
    def file(self) -> Path | None:
        """The file of the database; None when it is on a server."""
        ...

    @property
    def folder(self) -> Path | None:
        """Where the automatic backups lie; None when the database is on a server."""
        ...

    def kept(self) -> tuple[Backup, ...]:
        """Return the automatic backups, the newest first: one look into their folder, and into none of the files."""
        ...

    def keep(self, kind: BackupKind, now: datetime) -> Backup | None:
        """Make an automatic backup, then remove those beyond the last seven of its kind; None for an empty database.

        Raises `DamagedError` when the database is damaged, `UnusableError` when the copy cannot be made.
        """
        ...

    def copy_to(self, target: Path) -> Contents:
        """Copy the database, as it was last committed, into a file that is not there yet; while it is in use, too.

        The copy has its name only once it has been read back and is on the disk. Raises as `keep` does.
        """
        ...

    def contents(self, path: Path) -> Contents:
        """Return what a copy holds, without checking it; raises `UnusableError` when it tells nothing."""
        ...

    def check(self) -> Contents | None:
        """Read the database from end to end; None when there is none. Raises `DamagedError` at the first complaint."""
        ...

    def put_back(self, source: Path, now: datetime, host: str) -> Restored:
        """Check a copy, keep the present database aside, and put the copy in its place: all of it, or nothing.

        The log of calls to People HR goes on from the present one; where that cannot be read, a minute's calls count
        as made just now. No export is under way in what is put back. Raises `UnusableError` when the copy is of no
        use, and `BusyError` when another program uses the database; `host` is the name of this computer.
        """
        ...

    def save_damaged(self, target: Path) -> None:
        """Copy the file as it is, damaged or not, for somebody who may rescue more; raises `UnusableError`."""
        ...
