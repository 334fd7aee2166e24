"""The backups of a database: of an SQLite file, or of one on a server, where they are not ours to make."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clockreports.base.errors import UnusableError
from clockreports.services.ports_backups import Backup, BackupKind, BackupStore, Contents, Restored
from clockreports.store import backups_copy, backups_folder
from clockreports.store.backends import backend_for
from clockreports.store.sqlite import Sqlite


def backups_of(address: str | Path) -> BackupStore:
    """Return the backups of the database at an SQLAlchemy URL, or in an SQLite file; nothing of it need be there yet.

    Raises `UnusableError` for an address of no use.
    """
    backend = backend_for(address, patience=0.0)
    return SqliteBackups(backend.path) if isinstance(backend, Sqlite) else ServerBackups()


@dataclass(frozen=True, slots=True)
class SqliteBackups:
    """Fulfils `BackupStore` for a database in one file."""

    file: Path

    @property
    def folder(self) -> Path:
        """The folder beside the file."""
        return backups_folder.folder_of(self.file)

    def kept(self) -> tuple[Backup, ...]:
        """Return the automatic backups, the newest first."""
        return backups_folder.kept(self.file)

    def keep(self, kind: BackupKind, now: datetime) -> Backup | None:
        """Make an automatic backup, and remove the surplus ones; None when there is nothing to lose yet."""
        return backups_copy.keep(self.file, kind, now)

    def copy_to(self, target: Path) -> Contents:
        """Copy the database into a new file, and return what the copy holds."""
        return backups_copy.copy_to(self.file, target)

    def contents(self, path: Path) -> Contents:
        """Return what a copy holds, without checking it."""
        return backups_copy.look(path)

    def check(self) -> Contents | None:
        """Read the database from end to end; raises `DamagedError` at the first complaint."""
        return backups_copy.check(self.file)

    def put_back(self, source: Path, now: datetime, host: str) -> Restored:
        """Put a copy in the place of the database, which is kept aside."""
        from clockreports.store.backups_restore import put_back  # noqa: PLC0415 - needed by nobody else

        return put_back(self.file, source, now, host)

    def save_damaged(self, target: Path) -> None:
        """Copy the file as it is, and the log that is a part of it."""
        backups_copy.save_as_it_is(self.file, target)


@dataclass(frozen=True, slots=True)
class ServerBackups:
    """Fulfils `BackupStore` for a database whose server has an administrator."""

    file: None = None
    folder: None = None

    def kept(self) -> tuple[Backup, ...]:
        """Return none."""
        return ()

    def keep(self, kind: BackupKind, now: datetime) -> None:
        """Do nothing: nobody asked for it."""

    def copy_to(self, target: Path) -> Contents:
        """Refuse."""
        raise _on_a_server(f"`pg_dump --format=custom --file={target} DATABASE`")

    def contents(self, path: Path) -> Contents:
        """Refuse."""
        raise _on_a_server(f"`pg_restore --list {path}`")

    def check(self) -> None:
        """Say nothing: a server looks after its files."""

    def put_back(self, source: Path, now: datetime, host: str) -> Restored:  # noqa: ARG002 - it refuses whenever
        """Refuse."""
        raise _on_a_server(f"`pg_restore --clean --dbname=DATABASE {source}`")

    def save_damaged(self, target: Path) -> None:
        """Refuse."""
        raise _on_a_server(f"`pg_dump --format=custom --file={target} DATABASE`")


def _on_a_server(instead: str) -> UnusableError:
    return UnusableError(
        "This database is on a PostgreSQL server, which has its own backups.", f"Use {instead}, or ask whoever runs it."
    )
