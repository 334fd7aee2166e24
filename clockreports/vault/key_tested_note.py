"""The note in the profile that the stored key passed a test. It holds no key: only when that key was saved."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

FILE_NAME: Final = "key-tested"


class KeyTestedFile:
    """Fulfils `services.key_proof.KeyTestedNote` by a file in a profile's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def leave(self, saved_at: datetime) -> None:
        """Write the moment; without it the window says “not tested” once more than it should."""
        with suppress(OSError):
            self._path.write_text(saved_at.isoformat(), encoding="ascii")

    def read(self) -> datetime | None:
        """Return the moment, None for none or for what is no moment."""
        with suppress(OSError, ValueError):
            return datetime.fromisoformat(self._path.read_text(encoding="ascii"))
        return None
