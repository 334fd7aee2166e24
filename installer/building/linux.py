"""The Linux program and its Debian package: PyInstaller, dpkg."""

import platform
import shutil
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST, NAME, ROOT, VERSION
from installer.building.bundled_parts import bundled_parts
from installer.building.licences import bundled, licences
from installer.building.locked import pinned
from installer.building.own_python import OwnPython, python_licence
from installer.building.parts_list import parts_list
from installer.building.running import source_date, steady, step
from installer.building.writing import write
from installer.linux.system_packages import missing as missing_packages

WORK: Final = BUILD / "linux"
HERE: Final = ROOT / "installer" / "linux"
PROGRAM: Final = WORK / "frozen" / "clockreports"
LOCKS: Final = (ROOT / "requirements" / "linux.txt", ROOT / "requirements" / "build.txt")
"""What the program is made of, and what makes it; each pinned with its hash."""

_MANUAL_COLUMNS: Final = 72
"""How wide the help is in the manual page: a terminal of 80 columns, less the indent that man(1) gives it."""


def missing() -> list[str]:
    """Return what this machine lacks to build it, as Debian's packages are called."""
    return missing_packages() if platform.system() == "Linux" else ["Linux"]


def build() -> tuple[Path, ...]:
    """Build the package into dist/, and return the files that are there now; raises `BuildError`."""
    python = OwnPython(WORK / "python")
    with step("Python with what the program is made of"):
        python.make(LOCKS)
    with step("the program"):
        python.freeze(HERE / "clockreports.spec", PROGRAM.parent, WORK / "pyinstaller")
    distributions = bundled(python.packages, pinned(LOCKS[0]))
    parts = bundled_parts("linux", python.versions(), distributions)
    texts = licences(distributions, [python_licence()], parts)
    write(PROGRAM / "_internal" / "resources" / "licences.txt", texts)
    DIST.mkdir(exist_ok=True)
    with step("the package"):
        shutil.rmtree(WORK / "tree", ignore_errors=True)
        asked: list[str | Path] = [PROGRAM, WORK / "tree", DIST, VERSION, str(source_date())]
        environment = {**steady(), "QT_QPA_PLATFORM": "offscreen", "COLUMNS": str(_MANUAL_COLUMNS)}
        package = Path(python.run(["-m", "installer.linux.package", *asked], environment).strip())
    parts_file = DIST / f"{NAME}-{VERSION}-linux.cdx.json"
    write(parts_file, parts_list(package.name, distributions, parts))
    return package, parts_file
