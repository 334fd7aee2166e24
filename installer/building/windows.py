"""The Windows program and its setup: Windows' Python, PyInstaller, and then NSIS."""

import json
import os
import shutil
import sys
from pathlib import Path

from installer.building.about import DIST, NAME, VERSION
from installer.building.bundled_parts import VERSIONS, bundled_parts
from installer.building.licences import bundled, licences
from installer.building.locked import pinned
from installer.building.parts_list import parts_list
from installer.building.running import source_date, step
from installer.building.windows_python import RUNTIME, WindowsPython
from installer.building.windows_setup import HERE, PROGRAM, WORK, make_setup, makensis
from installer.building.wine import PROGRAMS, Wine
from installer.building.writing import write


def missing() -> list[str]:
    """Return what this machine lacks to build it, as Debian's packages are called."""
    programs = {} if sys.platform == "win32" else PROGRAMS
    lacking = [package for program, package in programs.items() if shutil.which(program) is None]
    return lacking if makensis() else [*lacking, "nsis"]


def build() -> tuple[Path, ...]:
    """Build the setup into dist/, and return the files that are there now; raises `BuildError`."""
    wine = None if sys.platform == "win32" else Wine(WORK / "wine")
    python = WindowsPython(WORK / "python", wine)
    with step("Windows' Python with what the program is made of"):
        python.make()
        if wine is not None:
            wine.make(python.qt_core)
    with step("the program"):
        _freeze(python)
    distributions = bundled(python.packages, pinned(RUNTIME))
    parts = bundled_parts("windows", _versions(python), distributions)
    texts = licences(distributions, _others(python), parts)
    write(PROGRAM / "_internal" / "resources" / "licences.txt", texts)
    with step("the setup"):
        setup = DIST / f"{NAME}-{VERSION}-setup.exe"
        make_setup(PROGRAM, setup, VERSION)
    parts_file = DIST / f"{NAME}-{VERSION}-windows.cdx.json"
    write(parts_file, parts_list(setup.name, distributions, parts))
    if wine is not None:
        wine.stop()
    return setup, parts_file


def _freeze(python: WindowsPython) -> None:
    """Run PyInstaller, and give every file the date of the source, whose order and dates the setup would keep."""
    shutil.rmtree(PROGRAM.parent, ignore_errors=True)
    folders = ["--distpath", python.path(PROGRAM.parent), "--workpath", python.path(WORK / "pyinstaller")]
    spec = python.path(HERE / "clockreports.spec")
    python.run(["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *folders, spec], python.folder)
    for path in PROGRAM.rglob("*"):
        os.utime(path, (source_date(), source_date()))


def _versions(python: WindowsPython) -> dict[str, str]:
    """Return the versions of what comes with Python and with Qt."""
    found: dict[str, str] = json.loads(python.run(["-c", VERSIONS], python.folder))
    return found


def _others(python: WindowsPython) -> list[tuple[str, str, str]]:
    """Return the licences of what is bundled and is no Python distribution."""
    folder = Path(sys.base_prefix) if python.wine is None else python.folder
    text = (folder / "LICENSE.txt").read_text(encoding="utf-8")
    return [("Python, with OpenSSL, SQLite, libffi, bzip2, XZ and zlib", "PSF-2.0 and others", text)]
