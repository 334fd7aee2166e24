"""The files that lie in a folder, each with a mark by which a change of it is seen."""

import os
from collections.abc import Mapping
from pathlib import Path

from clockreports.base.errors import UnusableError


def folder_files(folder: str) -> Mapping[Path, str]:
    """Return the files in a folder, by name, each with a mark of its size and of when it was changed.

    Folders in it and files whose names begin with a dot are left out. Raises `UnusableError` when it cannot be looked
    into. Fulfils `services.ports_schedule.FolderFiles`.
    """
    try:
        with os.scandir(folder) as entries:
            found = {
                entry.name: entry.stat() for entry in entries if entry.is_file() and not entry.name.startswith(".")
            }
    except OSError as error:
        raise UnusableError(
            f"The folder {folder} cannot be looked into ({error.strerror}).",
            "Check that it is there and that you may open it, or choose another one for the schedule.",
        ) from error
    return {Path(folder, name): f"{found[name].st_size} {found[name].st_mtime_ns}" for name in sorted(found)}
