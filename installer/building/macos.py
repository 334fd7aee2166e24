"""The macOS program and its disk image: PyInstaller, hdiutil. Written from their manuals, and never tried on a Mac."""

import platform
import shutil
import sys
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST, NAME, ROOT, VERSION
from installer.building.bundled_parts import bundled_parts
from installer.building.licences import bundled, licences
from installer.building.locked import pinned
from installer.building.own_python import OwnPython, python_licence
from installer.building.parts_list import parts_list
from installer.building.running import run, steady, step
from installer.building.writing import write

WORK: Final = BUILD / "macos"
PROGRAM: Final = WORK / "frozen" / f"{NAME}.app"
ICON: Final = WORK / "clockreports.icns"
LICENCES_TEXT: Final = WORK / "licences.txt"
APP_ID: Final = "io.github.clockreports.ClockReports"
OLDEST_SYSTEM: Final = "13.0"
"""What Qt 6.11 asks for; its wheel says so (macosx_13_0)."""

LOCKS: Final = (ROOT / "requirements" / "macos.txt", ROOT / "requirements" / "build.txt")
"""What the program is made of, and what makes it; each pinned with its hash."""

_SPEC: Final = ROOT / "installer" / "macos" / "clockreports.spec"


def missing() -> list[str]:
    """Return what this machine lacks to build it; hdiutil comes with every Mac."""
    return [] if sys.platform == "darwin" else ["macOS"]


def build() -> tuple[Path, ...]:
    """Build the disk image into dist/, and return the files that are there now; raises `BuildError`."""
    python = OwnPython(WORK / "python")
    with step("Python with what the program is made of"):
        python.make(LOCKS)
    distributions = bundled(python.packages, pinned(LOCKS[0]))
    parts = bundled_parts("macos", python.versions(), distributions)
    write(LICENCES_TEXT, licences(distributions, [python_licence()], parts))
    with step("the program"):
        python.run(["-m", "installer.macos.icon", ICON], {**steady(), "QT_QPA_PLATFORM": "offscreen"})
        python.freeze(_SPEC, PROGRAM.parent, WORK / "pyinstaller")
    image = DIST / f"{NAME}-{VERSION}-{platform.machine()}.dmg"
    with step("the disk image"):
        _make_image(image)
    parts_file = DIST / f"{NAME}-{VERSION}-macos.cdx.json"
    write(parts_file, parts_list(image.name, distributions, parts))
    return image, parts_file


def _make_image(image: Path) -> None:
    """Make a compressed image with the program in it, and beside it the folder to drag it into."""
    content = WORK / "image"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir()
    run(["ditto", PROGRAM, content / PROGRAM.name])
    (content / "Applications").symlink_to("/Applications")
    image.parent.mkdir(exist_ok=True)
    how = ["-volname", NAME, "-fs", "HFS+", "-format", "UDZO", "-ov"]
    run(["hdiutil", "create", *how, "-srcfolder", content, image])
