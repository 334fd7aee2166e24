"""A screen that nobody looks at, and the pictures taken of it for those who want to."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from installer.building.running import attempt, run
from installer.smoke.trials import TrialError, expect, wait_for

PROGRAMS: Final = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick"}
"""What has to be installed, and the Debian package that brings it."""

_SIZE: Final = "1400x1000x24"
_LEAST_COLOURS: Final = 16
"""A window with text in it has more, an empty screen has one."""

_PATIENCE: Final = 60


class Screen:
    """Windows on a virtual screen; `pictures` is where its pictures go."""

    def __init__(self, display: str, pictures: Path) -> None:
        self.display = display
        self._environment: Mapping[str, str] = {**os.environ, "DISPLAY": display}
        self._pictures = pictures

    def wait_for_window(self, title: str) -> None:
        """Wait until a window with these words in its title is shown."""
        wait_for(lambda: self._find(title), _PATIENCE, f"There is no window “{title}”.")

    def picture(self, name: str) -> str:
        """Take a picture of the screen, and return where it is; raises `TrialError` when nothing is to be seen."""
        path = self._pictures / f"{name}.png"
        run(["import", "-window", "root", path], self._environment)
        colours = int(run(["identify", "-format", "%k", path]))
        expect(colours >= _LEAST_COLOURS, f"{path} shows an empty screen.")
        return str(path)

    def press(self, title: str, keys: str) -> None:
        """Press keys in a window."""
        window = self._find(title)
        if not window:
            raise TrialError(f"There is no window “{title}” any more.")
        run(["xdotool", "windowactivate", "--sync", window, "key", "--clearmodifiers", keys], self._environment)

    def _find(self, title: str) -> str:
        found = attempt(["xdotool", "search", "--onlyvisible", "--name", title], self._environment)
        return next((line for line in found.said.splitlines() if line.isdecimal()), "")


@contextmanager
def screen(pictures: Path) -> Iterator[Screen]:
    """Open a screen with a window manager, and close it in the end."""
    pictures.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        reading, writing = os.pipe()
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SIZE, "-nolisten", "tcp"]
        stack.enter_context(_background(server, writing, None))
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        stack.enter_context(_background(["openbox"], None, {**os.environ, "DISPLAY": display}))
        yield Screen(display, pictures)


@contextmanager
def _background(command: list[str], handed_on: int | None, environment: Mapping[str, str] | None) -> Iterator[None]:
    passed = () if handed_on is None else (handed_on,)
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere, pass_fds=passed, env=environment) as process:
        try:
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
