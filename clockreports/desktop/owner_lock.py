"""A lock on this computer which the system itself drops when its owner dies, however that happens."""

from pathlib import Path
from typing import TYPE_CHECKING

from clockreports.base.errors import UnusableError
from clockreports.base.paths import ANOTHER_FOLDER, make_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock


class FileOwnerLock:
    """Fulfils `services.ports.OwnerLock` by a locked file, which stays behind, empty, when it is free again.

    Each object is one owner: two of them exclude one another in one process as in two. A lock taken in one thread may
    be released in another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: BaseFileLock | None = None

    def try_take(self) -> bool:
        """Take the lock if nobody holds it; say whether it is held now.

        Raises `UnusableError` when the file cannot be made or the disk knows no locks.
        """
        if self._lock is not None:
            return True
        from filelock import FileLock, Timeout  # noqa: PLC0415 - loads slowly, and only an export needs it

        make_folder(self._path.parent)
        # A soft lock would outlive its owner; better none at all.
        lock = FileLock(self._path, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError as error:
            raise UnusableError(
                f"The file {self._path} cannot be locked ({error.strerror}).",
                "It has to be on this computer, where you may write: ask whoever looks after it. " + ANOTHER_FOLDER,
            ) from error
        self._lock = lock
        return True

    def release(self) -> None:
        """Give it back; nothing happens when it is not held."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


class NeverSure:
    """Fulfils `services.ports.OwnerLock` for a database on a server, where no lock file tells who is still alive."""

    def try_take(self) -> bool:
        """Say that another program may be at work."""
        return False

    def release(self) -> None:
        """Do nothing: nothing was taken."""
