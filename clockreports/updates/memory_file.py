"""What is remembered about looking for newer versions: a small JSON file in the profile's folder."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.services.ports_updates import Looked

FILE_NAME: Final = "updates.json"


class UpdateMemoryFile:
    """Fulfils `services.ports_updates.UpdateMemory` by a file in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def recall(self) -> Looked:
        """Return what is remembered; what cannot be read is forgotten."""
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return Looked(kept["by_itself"] is True, _moment(kept["looked_at"]), _moment(kept["issued"]))
        return Looked()

    def remember(self, looked: Looked) -> None:
        """Remember it; raises `UnusableError` when that cannot be."""
        kept = {"by_itself": looked.by_itself, "looked_at": _text(looked.at), "issued": _text(looked.issued)}
        make_folder(self._path.parent)
        new = self._path.with_suffix(".new")
        try:
            new.write_text(json.dumps(kept), encoding="utf-8")
            new.replace(self._path)
        except OSError as error:
            raise UnusableError(
                f"The file {self._path} cannot be written ({error.strerror}).", "Mend that, then try again."
            ) from error


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A moment without its offset.")
    return moment


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
