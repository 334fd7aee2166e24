"""A computer's key store that anybody may change: as the system has it, and with its parts played."""

import os
import sys
from pathlib import Path

from clockreports.vault.machine_vault import MachineVault
from tests.helpers.wine import IS_WINE


class PlayedAccess:
    """Fulfils `AccessList` by remembering what it made; a test makes it refuse, or take something for a stranger's."""

    def __init__(self) -> None:
        self.folder_is_ours = True
        self.file_is_right = True
        self.refusal: OSError | None = None
        self.made: list[str] = []

    def make_folder(self, folder: Path) -> None:
        """Make the folder."""
        self._check()
        folder.mkdir(parents=True, exist_ok=True)

    def owns_folder(self, folder: Path) -> bool:
        """Say what the test wants, of a folder that is there."""
        return folder.is_dir() and self.folder_is_ours

    def create(self, path: Path) -> int:
        """Make the file."""
        self._check()
        self.made.append(path.name)
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def is_right(self, file: int) -> bool:
        """Say what the test wants, of a file that is there."""
        return os.fstat(file).st_size >= 0 and self.file_is_right

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal


class PlayedSeal:
    """Fulfils `Seal` by turning the text round behind a mark; what it did not close, it does not open."""

    mark = b"sealed:"

    def close(self, text: bytes) -> bytes:
        """Turn the text round."""
        return self.mark + text[::-1]

    def open(self, sealed: bytes) -> bytes:
        """Turn it round again; raises `OSError` without the mark."""
        if not sealed.startswith(self.mark):
            raise OSError(13, "The data is invalid")
        return sealed.removeprefix(self.mark)[::-1]


def played_machine(folder: Path) -> MachineVault:
    """Return a store with both parts played."""
    return MachineVault(folder, PlayedAccess(), PlayedSeal())


if sys.platform == "win32":
    import ctypes

    from clockreports.vault.windows_access import WindowsAccessList
    from clockreports.vault.windows_seal import MachineSeal

    CAN_USE_REAL_ONE = bool(ctypes.windll.shell32.IsUserAnAdmin()) and not IS_WINE

    def real_machine(folder: Path) -> MachineVault:
        """Return a store as this system has it; only an administrator can use it."""
        return MachineVault(folder, WindowsAccessList(), MachineSeal())

else:
    from clockreports.vault.posix_access import OwnerAndGroup, Unsealed

    CAN_USE_REAL_ONE = True

    def real_machine(folder: Path) -> MachineVault:
        """Return a store as this system has it, but that it is ours instead of root's."""
        return MachineVault(folder, OwnerAndGroup(os.geteuid()), Unsealed())
