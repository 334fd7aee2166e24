"""The Linux program and its Debian package: PyInstaller, dpkg."""

import json
import os
import platform
import shutil
import venv
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST, NAME, ROOT, VERSION, source_date
from installer.building.licences import bundled, licences
from installer.building.locked import pinned
from installer.building.parts_list import Part, parts_list
from installer.building.running import BuildError, run, steady, step

WORK: Final = BUILD / "linux"
HERE: Final = ROOT / "installer" / "linux"
PROGRAM: Final = WORK / "frozen" / "clockreports"
PYTHON: Final = WORK / "python"
LOCKS: Final = (ROOT / "requirements" / "linux.txt", ROOT / "requirements" / "build.txt")
"""What the program is made of, and what makes it; each pinned with its hash."""

_TOOLS: Final = {"dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "objdump": "binutils"}
_VERSIONS: Final = (
    "import json, platform; from PySide6 import QtCore; "
    "print(json.dumps({'CPython': platform.python_version(), 'Qt': QtCore.qVersion()}))"
)
_LICENCES: Final = {"CPython": "PSF-2.0", "Qt": "LGPL-3.0-only"}


def missing() -> list[str]:
    """Return what this machine lacks to build it, as Debian's packages are called."""
    if platform.system() != "Linux":
        return ["Linux"]
    return [package for program, package in _TOOLS.items() if shutil.which(program) is None]


def build() -> tuple[Path, ...]:
    """Build the package into dist/, and return the files that are there now; raises `BuildError`."""
    with step("Python with what the program is made of"):
        _make_python()
    with step("the program"):
        _freeze()
    versions: dict[str, str] = json.loads(run([_python(), "-c", _VERSIONS]))
    packages = next(PYTHON.glob("lib/python3*/site-packages"))
    distributions = bundled(packages, pinned(LOCKS[0]))
    _write(PROGRAM / "_internal" / "resources" / "licences.txt", licences(distributions, [_own_licence()]))
    DIST.mkdir(exist_ok=True)
    with step("the package"):
        shutil.rmtree(WORK / "tree", ignore_errors=True)
        asked: list[str | Path] = [PROGRAM, WORK / "tree", DIST, VERSION, str(source_date())]
        environment = {**steady(), "QT_QPA_PLATFORM": "offscreen"}
        package = Path(run([_python(), "-m", "installer.linux.package", *asked], environment).strip())
    parts_file = DIST / f"{NAME}-{VERSION}-linux.cdx.json"
    parts = [Part(name, version, _LICENCES[name]) for name, version in versions.items()]
    _write(parts_file, parts_list(package.name, distributions, parts))
    return package, parts_file


def _make_python() -> None:
    venv.create(PYTHON, clear=True, with_pip=True, symlinks=True)
    pip: list[str | Path] = [_python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    for lock in LOCKS:
        run([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", lock])


def _python() -> Path:
    return PYTHON / "bin" / "python"


def _freeze() -> None:
    """Run PyInstaller, and give every file the date of the source."""
    shutil.rmtree(PROGRAM.parent, ignore_errors=True)
    folders: list[str | Path] = ["--distpath", PROGRAM.parent, "--workpath", WORK / "pyinstaller"]
    how = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    run([_python(), *how, *folders, HERE / "clockreports.spec"])
    for path in PROGRAM.rglob("*"):
        os.utime(path, (source_date(), source_date()), follow_symlinks=False)


def _own_licence() -> tuple[str, str, str]:
    """Return the licence of Python itself, which lies beside its library or where Debian keeps such texts."""
    library = Path(os.__file__).parent
    places = library / "LICENSE.txt", Path("/usr/share/doc") / library.name / "copyright"
    text = next((place.read_text(encoding="utf-8") for place in places if place.exists()), None)
    if text is None:
        raise BuildError(f"The licence of Python is in none of {', '.join(map(str, places))}.")
    return "Python", "PSF-2.0", text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
