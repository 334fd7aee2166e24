"""Where one installation keeps its things: the profile, a single folder with everything in it.

Finding it only looks at names; folders are made by `make_folder`, when something is about to be written into them.
"""

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError

PROFILE_VARIABLE: Final = "CLOCKREPORTS_PROFILE"
ANOTHER_FOLDER: Final = "Or start ClockReports with --profile and another folder, which then holds everything."
"""A way round a folder that cannot be used; it leads to the window and to a command alike."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One folder, given absolutely, and what lies where in it; none of it need exist yet."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database, unless another one is named by its address."""
        return self.folder / "clockreports.db"

    @property
    def settings(self) -> Path:
        """What a person chose."""
        return self.folder / "settings.toml"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.folder / "logs"


def find_profile(option: Path | None, environment: Mapping[str, str], default: Path) -> Profile:
    """Return the profile named by the option, else by the environment (CLOCKREPORTS_PROFILE), else by `default`."""
    chosen = option or Path(environment.get(PROFILE_VARIABLE, "").strip() or default)
    return Profile(full_path(chosen))


def at_home(typed: Path) -> Path:
    """Return a path as it was typed, with the person's home for `~`."""
    with suppress(RuntimeError):  # ~name, and nobody of that name has a home: then a folder may be called so
        return typed.expanduser()
    return typed


def full_path(typed: Path) -> Path:
    """Return the same, from the root on."""
    return at_home(typed).absolute()


def is_there(path: Path) -> bool:
    """Whether something is there, as far as can be seen: not in a folder that may not be opened, nor by no name."""
    try:
        return path.exists()
    except OSError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder, if it is not there, that only its owner can open; one that is there keeps its rights.

    Raises `UnusableError` when something else is in the way or the system refuses.
    """
    try:
        if sys.platform == "win32":
            # The rights come from the folder above. A mode of 0700 would give them to whoever owns the folder, and
            # what an elevated program makes is owned by the administrators: the same person would be shut out later.
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UnusableError(
            f"The folder {folder} cannot be made, because a file is in its place.",
            f"Move that file away. {ANOTHER_FOLDER}",
        ) from error
    except OSError as error:
        raise UnusableError(
            f"The folder {folder} cannot be made ({error.strerror}).",
            f"Ask whoever looks after this computer to let you write there. {ANOTHER_FOLDER}",
        ) from error
