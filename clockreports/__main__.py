"""The door: starts the window, or the command line when given a command."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.clock import Clock
from clockreports.base.errors import ExitCode

if TYPE_CHECKING:
    from clockreports.bootstrap.practice import Practice

_PROFILE: Final = "--profile"

_OBJECTS: Final = 200_000
"""As many new ones make the garbage collector look. Left to itself it takes a seventh of what a short command takes."""


def main() -> int:
    """Do what was typed behind the program's name, and return the exit code."""
    match sys.argv[1:]:
        case ["key-helper", *arguments]:
            from clockreports.bootstrap.key_helper import run_key_helper  # noqa: PLC0415 - needed by nobody else

            return run_key_helper(arguments)
        case ["key-window", *arguments]:
            from clockreports.gui.key_window import run_key_window  # noqa: PLC0415 - likewise

            return run_key_window(arguments)
        case arguments:
            wanted = window_profile(arguments)
            return _command(arguments) if wanted is None else start_window(wanted[0], os.environ)


def window_profile(arguments: Sequence[str]) -> tuple[Path | None] | None:
    """Return the profile, if any, on which the window is to open, or None when the command line is asked for."""
    match arguments:
        case []:
            return (None,)
        case ["--profile", folder] if folder.strip():
            return (Path(folder),)
        case [option] if option.startswith(f"{_PROFILE}=") and option.partition("=")[2].strip():
            return (Path(option.partition("=")[2]),)
        case _:
            return None


def start_window(profile: Path | None, environment: Mapping[str, str]) -> int:
    """Open the window, or say why that cannot be."""
    if not has_screen(environment):
        return _refuse("There is no screen here to show the window on.")
    try:
        from clockreports.gui.application import run_window  # noqa: PLC0415 - the command line loads no Qt
        from clockreports.gui.session import Start  # noqa: PLC0415 - likewise
    except ImportError as missing:
        return _refuse(f"The window cannot be shown, because a part of this system is missing ({missing}).")
    return run_window(Start(environment, profile))


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Say whether there is anything to show a window on: always, but where a server may run without."""
    if platform in {"win32", "darwin"}:
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _command(arguments: Sequence[str]) -> int:
    gc.set_threshold(_OBJECTS)
    try:
        from clockreports.cli.main import run  # noqa: PLC0415 - the window does without

        return run(arguments, os.environ, show_practice=_show_practice if has_screen(os.environ) else None)
    finally:
        gc.freeze()  # or it would look at everything once more on the way out


def _show_practice(folder: Path, practice: "Practice", clock: Clock | None) -> int:
    from clockreports.gui.application import run_window  # noqa: PLC0415 - the command line loads no Qt
    from clockreports.gui.practice import practice_start  # noqa: PLC0415 - likewise

    return run_window(practice_start(folder, practice, clock))


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence} Everything works without it, too: `clockreports --help` lists the commands.\n")
    return ExitCode.UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
