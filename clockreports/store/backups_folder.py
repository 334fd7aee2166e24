"""The folder of the automatic backups: what their names say, which of them are kept, how a new file comes into being.

A file has its name only when it is whole and on the disk; until then it is a `.part` beside it.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Final

from clockreports.services.ports_backups import Backup, BackupKind

KEPT: Final = 7
"""Of each kind."""

_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"(?P<made>\d{8}T\d{6}Z)-(?P<kind>[a-z-]+)\.db")
_FORGOTTEN: Final = timedelta(days=1)
"""A part that is older than this belongs to a program that died."""


def folder_of(database: Path) -> Path:
    """Return where the automatic backups of a database lie: beside it, so that no two databases share them."""
    return database.parent / "backups"


def kept(database: Path) -> tuple[Backup, ...]:
    """Return the automatic backups of a database, the newest first, by one look into their folder."""
    try:
        with os.scandir(folder_of(database)) as entries:
            found = [backup for entry in entries if (backup := _backup(database, entry)) is not None]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))


def new_name(database: Path, kind: BackupKind | str, now: datetime) -> Path:
    """Return a path in the folder that nothing has yet, with the moment in its name."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    while (path := folder_of(database) / f"{database.stem}-{moment:{_MOMENT}}-{kind}.db").exists():
        moment += timedelta(seconds=1)
    return path


def remove_surplus(database: Path, made: Path, kind: BackupKind) -> None:
    """Remove what is beyond the last seven of a kind, whatever the clock once said; never the one just made."""
    others = [backup.path for backup in kept(database) if backup.kind is kind and backup.path != made]
    for path in others[KEPT - 1 :]:
        with suppress(OSError):  # another program may be reading it: the next one removes it
            path.unlink()
    for part in made.parent.glob(f".{database.stem}-*.part*"):
        with suppress(OSError):
            if datetime.now(UTC).timestamp() - part.stat().st_mtime > _FORGOTTEN.total_seconds():
                part.unlink()


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """Give an empty file, its owner's alone, to fill; afterwards it is put on the disk and gets the name of `target`.

    Nothing is left of it when the `with` block raises. Raises `OSError`.
    """
    part = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        part.touch(mode=0o600, exist_ok=False)
        yield part
        flush(part)
        part.replace(target)
        flush_folder(target.parent)
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal")):
            leftover.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where it can be asked for; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some disks know no such thing, and the name is there
                os.fsync(handle)
        finally:
            os.close(handle)


def flush(path: Path) -> None:
    """Have the content of a file written to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _backup(database: Path, entry: "os.DirEntry[str]") -> Backup | None:
    prefix = f"{database.stem}-"
    match = _NAME.fullmatch(entry.name.removeprefix(prefix)) if entry.name.startswith(prefix) else None
    if match is None or match["kind"] not in {*BackupKind}:
        return None
    try:
        made = datetime.strptime(match["made"], _MOMENT).replace(tzinfo=UTC)
        return Backup(Path(entry.path), made, BackupKind(match["kind"]), entry.stat().st_size)
    except (OSError, ValueError):  # gone meanwhile, or a name that is no moment
        return None
