"""The rights of the key's folder and file where owner, group and mode say them: Linux and macOS."""

import grp
import os
import stat
import sys
from pathlib import Path
from typing import Final

assert sys.platform != "win32"  # noqa: S101 - tells the type checker where this module lives

ROOT: Final = 0
GROUP: Final = "clockreports"
"""Who may use the key without being able to change it; made by the package, or by an administrator."""

_FOR_GROUP: Final = 0o640
_FOR_OWNER: Final = 0o600
_NEVER: Final = stat.S_IRWXO | stat.S_IWGRP | stat.S_IXGRP


class OwnerAndGroup:
    """Fulfils `machine_vault.AccessList`: the owner may do everything, the group may read, and nobody else anything.

    Without a group, only the owner can read.
    """

    def __init__(self, owner: int = ROOT, group: int | None = None) -> None:
        self._owner = owner
        self._group = group

    def make_folder(self, folder: Path) -> None:
        """Make the folder, if it is not there; everybody may see that it is."""
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)

    def owns_folder(self, folder: Path) -> bool:
        """Whether the folder is there, belongs to the owner, and takes files from nobody else."""
        try:
            status = folder.lstat()
        except OSError:
            return False
        others = stat.S_IWGRP | stat.S_IWOTH
        return stat.S_ISDIR(status.st_mode) and status.st_uid == self._owner and not status.st_mode & others

    def create(self, path: Path) -> int:
        """Make a file that is not there yet; nobody but the owner can open it before its rights are set."""
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _FOR_OWNER)
        try:
            if self._group is not None:
                os.fchown(file, self._owner, self._group)
                os.fchmod(file, _FOR_GROUP)
        except OSError:
            os.close(file)
            raise
        return file

    def is_right(self, file: int) -> bool:
        """Whether the file belongs to the owner, who alone may change it, and nobody but the group may read it."""
        status = os.fstat(file)
        readers = () if self._group is None else (self._group,)
        strange_readers = status.st_mode & stat.S_IRGRP and status.st_gid not in readers
        return status.st_uid == self._owner and not status.st_mode & _NEVER and not strange_readers


class Unsealed:
    """Fulfils `machine_vault.Seal` where the system has no seal of the whole computer: the rights are all there is."""

    def close(self, text: bytes) -> bytes:
        """Return the text as it is."""
        return text

    def open(self, sealed: bytes) -> bytes:
        """Return the text as it is."""
        return sealed


def group_number(name: str = GROUP) -> int | None:
    """Return the number of a group, None when there is none of this name."""
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        return None
