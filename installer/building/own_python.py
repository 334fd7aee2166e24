"""A Python like the one that runs this, with what the lock files pin: it freezes the program for Linux and macOS."""

import json
import os
import shutil
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.building.bundled_parts import VERSIONS
from installer.building.running import BuildError, run, source_date


@dataclass(frozen=True, slots=True)
class OwnPython:
    """An environment in a folder of its own."""

    folder: Path

    @property
    def packages(self) -> Path:
        """The folder of the packages."""
        return next(self.folder.glob("lib/python3*/site-packages"))

    def make(self, locks: Iterable[Path]) -> None:
        """Make it afresh with what these lock files pin."""
        venv.create(self.folder, clear=True, with_pip=True, symlinks=True)
        pip = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        for lock in locks:
            self.run([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", lock])

    def run(self, arguments: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> str:
        """Run it and return what it said; raises `BuildError` when it fails."""
        return run([self.folder / "bin" / "python", *arguments], environment)

    def versions(self) -> dict[str, str]:
        """Return the versions of Python, of Qt, and of what comes with Python."""
        found: dict[str, str] = json.loads(self.run(["-c", VERSIONS]))
        return found

    def freeze(self, spec: Path, result: Path, scratch: Path) -> None:
        """Have PyInstaller fill the folder `result`, and give every file in it the date of the source."""
        shutil.rmtree(result, ignore_errors=True)
        how = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
        self.run([*how, "--distpath", result, "--workpath", scratch, spec])
        for path in result.rglob("*"):
            os.utime(path, (source_date(), source_date()), follow_symlinks=False)


def python_licence() -> tuple[str, str, str]:
    """Return the name of Python, its licence and the licence's text.

    The text lies beside its library, or where Debian keeps such texts; raises `BuildError` when it is in neither place.
    """
    library = Path(os.__file__).parent
    places = library / "LICENSE.txt", Path("/usr/share/doc") / library.name / "copyright"
    text = next((place.read_text(encoding="utf-8") for place in places if place.exists()), None)
    if text is None:
        raise BuildError(f"The licence of Python is in none of {', '.join(map(str, places))}.")
    return "Python", "PSF-2.0", text
