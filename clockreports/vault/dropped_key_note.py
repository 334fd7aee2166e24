"""The note in the profile that a change to the key was lost when the program had to end. It holds no key."""

from contextlib import suppress
from pathlib import Path
from typing import Final

FILE_NAME: Final = "key-change-not-saved"


class DroppedKeyFile:
    """Fulfils `services.ports.DroppedKeyNote` by an empty file in a profile's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def leave(self) -> None:
        """Make the file; a full disk has no room for it, and the program is ending."""
        with suppress(OSError):
            self._path.touch()

    def take(self) -> bool:
        """Say whether the file is there, and remove it."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
