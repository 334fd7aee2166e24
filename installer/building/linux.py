"""The Linux program and its Debian package: PyInstaller, dpkg."""

import ctypes
import platform
import shutil
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST, NAME, ROOT, VERSION, source_date
from installer.building.licences import bundled, licences
from installer.building.locked import pinned
from installer.building.own_python import OwnPython, python_licence
from installer.building.parts_list import Part, parts_list
from installer.building.running import steady, step

WORK: Final = BUILD / "linux"
HERE: Final = ROOT / "installer" / "linux"
PROGRAM: Final = WORK / "frozen" / "clockreports"
LOCKS: Final = (ROOT / "requirements" / "linux.txt", ROOT / "requirements" / "build.txt")
"""What the program is made of, and what makes it; each pinned with its hash."""

_TOOLS: Final = {"dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "objdump": "binutils"}
_LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt takes from the system, and the package of Debian that brings it: dpkg-shlibdeps asks each for its version."""

_MANUAL_COLUMNS: Final = 72
"""How wide the help is in the manual page: a terminal of 80 columns, less the indent that man(1) gives it."""

_LICENCES: Final = {"CPython": "PSF-2.0", "Qt": "LGPL-3.0-only"}


def missing() -> list[str]:
    """Return what this machine lacks to build it, as Debian's packages are called."""
    if platform.system() != "Linux":
        return ["Linux"]
    tools = [package for program, package in _TOOLS.items() if shutil.which(program) is None]
    return tools + [package for library, package in _LIBRARIES.items() if not _is_there(library)]


def build() -> tuple[Path, ...]:
    """Build the package into dist/, and return the files that are there now; raises `BuildError`."""
    python = OwnPython(WORK / "python")
    with step("Python with what the program is made of"):
        python.make(LOCKS)
    with step("the program"):
        python.freeze(HERE / "clockreports.spec", PROGRAM.parent, WORK / "pyinstaller")
    distributions = bundled(python.packages, pinned(LOCKS[0]))
    _write(PROGRAM / "_internal" / "resources" / "licences.txt", licences(distributions, [python_licence()]))
    DIST.mkdir(exist_ok=True)
    with step("the package"):
        shutil.rmtree(WORK / "tree", ignore_errors=True)
        asked: list[str | Path] = [PROGRAM, WORK / "tree", DIST, VERSION, str(source_date())]
        environment = {**steady(), "QT_QPA_PLATFORM": "offscreen", "COLUMNS": str(_MANUAL_COLUMNS)}
        package = Path(python.run(["-m", "installer.linux.package", *asked], environment).strip())
    parts_file = DIST / f"{NAME}-{VERSION}-linux.cdx.json"
    parts = [Part(name, version, _LICENCES[name]) for name, version in python.versions().items()]
    _write(parts_file, parts_list(package.name, distributions, parts))
    return package, parts_file


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
