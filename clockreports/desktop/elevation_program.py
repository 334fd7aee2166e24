"""This very program as a command line: how the elevated side is started, from a checkout and from an installed program.

Nothing but a hidden command's name is ever handed over: no key, no path, no option of the person who asks.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from typing import Final

KEY_HELPER: Final = "key-helper"
"""The hidden command that stores the key for the window that asked; `bootstrap.key_helper` carries it out."""

KEY_WINDOW: Final = "key-window"
"""The hidden command that shows the small key window; `gui.key_window` carries it out."""


def own_program(command: str) -> tuple[str, ...]:
    """Return what starts this program with a hidden command.

    A frozen program is its own file. Otherwise Python runs the installed package, isolated from the folder it is
    started in and from everything a person may have set for their own Python (-I), and leaves no files behind (-B).
    """
    if getattr(sys, "frozen", False):
        return (sys.executable, command)
    return (sys.executable, "-I", "-B", "-m", "clockreports", command)


def own_files() -> tuple[Path, ...]:
    """Return the files that decide what this program does: what runs it, and where its code lies."""
    return Path(sys.executable), Path(__file__)


def changeable(files: Iterable[Path]) -> Path | None:
    """Return the first place that somebody besides root can change, None when there is none; POSIX only.

    Looked at are the files themselves and every folder on the way to them, after following links.
    """
    real = [file.resolve() for file in files]
    places = dict.fromkeys(place for file in real for place in (file, *file.parents))
    return next((place for place in places if _others_can_change(place)), None)


def _others_can_change(place: Path) -> bool:
    status = place.stat()
    return status.st_uid != 0 or bool(status.st_mode & (S_IWGRP | S_IWOTH))
