"""Backing up and restoring: one automatic backup a day, one whenever asked for, and the way back to any of them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from clockreports.base.clock import Clock
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.base.paths import at_home, full_path, is_there
from clockreports.domain.settings import Settings
from clockreports.services.failures import BusyError
from clockreports.services.ports import OwnerLock
from clockreports.services.ports_backups import Backup, BackupKind, BackupStore, Contents, DamagedError, Restored

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """An automatic backup to choose from, with what it holds, or why that cannot be told."""

    backup: Backup
    contents: Contents | None
    problem: ClockReportsError | None = None


@dataclass(frozen=True, slots=True)
class BackingUp:
    """Works on the database's file; the app need not be open, and must not be for `restore`."""

    store: BackupStore
    owner_lock: Callable[[], OwnerLock]
    clock: Clock
    settings: Settings
    host: str

    def once_a_day(self) -> ClockReportsError | None:
        """Make today's backup unless there is one; return why it could not be made, which stops no other work.

        Where today's is made already this costs one look into a folder. Raises `DamagedError`, since every page is
        read for a backup: a damaged database does stop the work.
        """
        now = self.clock.now()
        if any(kept.kind is BackupKind.DAILY and self._day(kept.made) == self._day(now) for kept in self.store.kept()):
            return None
        try:
            self.store.keep(BackupKind.DAILY, now)
        except DamagedError:
            raise
        except ClockReportsError as problem:
            _log.warning("Today's backup could not be made. %s %s", problem.title, problem.advice)
            return problem
        return None

    def back_up(self, target: Path) -> Contents:
        """Copy the database into a new file; raises `UnusableError` when there is one, or it cannot be written."""
        return self.store.copy_to(full_path(target))

    def kept(self) -> tuple[Backup, ...]:
        """Return the automatic backups, the newest first."""
        return self.store.kept()

    def offered(self) -> tuple[Offered, ...]:
        """Return the automatic backups, the newest first, with what each holds."""
        return tuple(self._offered(backup) for backup in self.store.kept())

    def find(self, typed: str) -> Path:
        """Return the file that is meant: a path, or no more than the name of an automatic backup."""
        path = at_home(Path(typed))
        named = (kept.path for kept in self.store.kept() if kept.path.name == typed)
        return path if is_there(path) else next(named, path)

    def check(self) -> Contents | None:
        """Read the database from end to end; None when there is none yet. Raises `DamagedError`."""
        return self.store.check()

    def restore(self, source: Path) -> Restored:
        """Put a copy in the place of the database, which is kept aside.

        Raises `BusyError`, with nothing changed, while another program exports or has the database open.
        """
        if self.store.file is not None and _same(source, self.store.file):
            raise UnusableError(
                f"{source} is the database itself.",
                "Choose a backup: File › Restore… lists the automatic ones, and so does `clockreports restore`.",
            )
        lock = self.owner_lock()
        if self.store.file is not None and not lock.try_take():
            raise BusyError(
                "An export is under way on this computer.", "Wait until it is done, or stop it, then restore again."
            )
        try:
            restored = self.store.put_back(full_path(source), self.clock.now(), self.host)
        finally:
            lock.release()
        _log.info("The database was restored from %s; what was there before is %s.", source, restored.aside)
        return restored

    def save_damaged(self, target: Path) -> None:
        """Copy the database's file as it is, for somebody who may rescue more from it than a backup holds."""
        self.store.save_damaged(full_path(target))

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.settings.zone).date()

    def _offered(self, backup: Backup) -> Offered:
        try:
            return Offered(backup, self.store.contents(backup.path))
        except ClockReportsError as problem:
            return Offered(backup, None, problem)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
