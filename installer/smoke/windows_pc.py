"""A Windows computer to install on: a fresh wine prefix, and the questions that a trial asks of it."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from installer.building.about import NAME
from installer.building.running import Outcome, attempt
from installer.building.wine import Wine, windows_path
from installer.smoke.trials import expect, wait_for

COMMANDS: Final = "clockreports-cli.exe"
WINDOW: Final = "clockreports.exe"

_UNINSTALL: Final = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
_POLICIES: Final = rf"HKLM\Software\Policies\{NAME}"
_VALUE: Final = re.compile(r"^    (\w+)    REG_\w+    (.*?)\r?$", re.MULTILINE)
_NOISE: Final = re.compile(
    r"windows/|users/[^/]+/(Temp|AppData/Local/Temp|AppData/Roaming/Microsoft)/|\.update-timestamp"
)
_PATIENCE: Final = 120
_A_WHILE: Final = 3  # seconds
_FEW_TICKS: Final = 6
_USER, _SYSTEM = 11, 12
"""Where /proc/…/stat tells the time used, counted from behind the program's name. Source: proc(5)."""


@dataclass(frozen=True, slots=True)
class WindowsPc:
    """A computer on which the person at the screen is an administrator: wine knows nobody else."""

    wine: Wine
    display: str

    @property
    def drive(self) -> Path:
        """Its drive C:."""
        return self.wine.drive

    @property
    def home(self) -> Path:
        """The person's own folder."""
        return next(path for path in (self.drive / "users").iterdir() if path.name != "Public")

    @property
    def for_everyone(self) -> Path:
        """Where a program for everyone goes."""
        return self.drive / "Program Files" / NAME

    @property
    def only_for_me(self) -> Path:
        """Where a program for one person goes."""
        return self.home / "AppData" / "Local" / "Programs" / NAME

    @property
    def data(self) -> Path:
        """The person's clock events, settings and logs."""
        return self.home / "AppData" / "Local" / NAME

    def path(self, path: Path) -> str:
        """Return how the programs here call a file: on drive C: as on any computer, else as wine shows this machine."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return windows_path(path)

    def run(self, program: Path, *arguments: str, typed: str = "") -> Outcome:
        """Run a Windows program to its end; the exit code is the last byte of its own."""
        environment = {**self.wine.environment(), "DISPLAY": self.display}
        return attempt(["wine", self.path(program), *arguments], environment, self.drive, typed)

    def start(self, what: Path, *arguments: str) -> None:
        """Open a program or a shortcut as a double click does, and do not wait for it.

        It gets a pipe as its output, since Windows' Python takes no file under wine; nobody reads it.
        """
        reading, writing = os.pipe()
        try:
            subprocess.run(
                ["wine", "start", "/unix", what, *arguments],  # noqa: S607 - wherever this machine has it
                env={**self.wine.environment(), "DISPLAY": self.display},
                cwd=self.drive,
                input=b"",
                stdout=writing,
                stderr=writing,
                check=True,
            )
        finally:
            os.close(reading)
            os.close(writing)

    def told(self, program: Path, *arguments: str, profile: Path | None = None) -> dict[str, Any]:
        """Return the one object that a command answers with."""
        where = () if profile is None else ("--profile", self.path(profile))
        said = self.run(program / COMMANDS, *arguments, "--json", *where).said
        found: dict[str, Any] = json.loads(said)
        return found

    def entry(self, hive: str) -> dict[str, str]:
        """Return what Windows lists under "Installed apps"; empty when the program is not among them."""
        return self._values(rf"{hive}\{_UNINSTALL}")

    def policies(self) -> dict[str, str]:
        """Return what is decided for everyone on this computer."""
        return self._values(_POLICIES)

    def decide(self, policy: str, number: int) -> None:
        """Decide something for everyone, as an administrator does."""
        self.wine.attempt(
            ["reg", "add", _POLICIES, "/v", policy, "/t", "REG_DWORD", "/d", str(number), "/f"], self.drive
        )

    def _values(self, key: str) -> dict[str, str]:
        return dict(_VALUE.findall(self.wine.attempt(["reg", "query", key], self.drive).said))

    def timers(self) -> list[str]:
        """Return the program's tasks that the Task Scheduler keeps."""
        folder = self.drive / "windows" / "system32" / "tasks"
        return [path.name for path in folder.glob(f"{NAME}*")]

    def runs(self, program: str, *arguments: str) -> bool:
        """Whether a program of this name runs here that was given these arguments, and maybe others."""
        return any(self._processes(program, *arguments))

    def rests(self, program: str) -> bool:
        """Whether a program does nothing any more but wait for the person: so it is for some seconds."""
        before = self._ticks(program)
        time.sleep(_A_WHILE)
        return self._ticks(program) - before <= _FEW_TICKS

    def _ticks(self, program: str) -> int:
        """Return how long a program has used the processor, in hundredths of a second."""
        used = (process.joinpath("stat").read_text().rpartition(")")[2].split() for process in self._processes(program))
        return sum(int(fields[_USER]) + int(fields[_SYSTEM]) for fields in used)

    def _processes(self, program: str, *arguments: str) -> Iterator[Path]:
        mark = f"WINEPREFIX={self.wine.prefix}".encode()
        wanted = {argument.encode() for argument in arguments}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command, *given = (process / "cmdline").read_bytes().split(b"\0")
                environment = (process / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if command.endswith(program.encode()) and wanted <= {*given} and mark in environment:
                yield process

    def wait_until_gone(self, folder: Path, hive: str) -> None:
        """Wait for an uninstaller, which goes on in a copy of itself."""
        wait_for(lambda: not folder.exists(), _PATIENCE, f"{folder} is still there: {sorted(_names(folder))[:5]}")
        wait_for(lambda: not self.entry(hive), _PATIENCE, "It is still listed.")

    def files(self) -> set[str]:
        """Return every file and folder that is neither Windows' own nor passing."""
        return {name for name in _names(self.drive) if not _NOISE.match(f"{name}/")}


def check_files(found: set[str], wanted: set[str]) -> None:
    """Go on only if these are the files that were expected."""
    expect(not found - wanted, f"left behind: {sorted(found - wanted)[:8]}")
    expect(not wanted - found, f"missing: {sorted(wanted - found)[:8]}")


def _names(folder: Path) -> set[str]:
    return {
        os.path.relpath(Path(at, name), folder) for at, *both in os.walk(folder) for names in both for name in names
    }
