"""The setup for Windows: what NSIS is told, to pack a program that is frozen already."""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from clockreports.vault.access_words import KEY_FOLDER
from installer.building.about import BUILD, NAME, PUBLISHER, ROOT
from installer.building.running import run

WORK: Final = BUILD / "windows"
HERE: Final = ROOT / "installer" / "windows"
PROGRAM: Final = WORK / "frozen" / "clockreports"
"""The folder of the frozen program; what the setup brings is in it."""


def make_setup(program: Path, setup: Path, version: str, *, quickly: bool = False) -> None:
    """Make a setup of a frozen program under this version; `quickly` makes it larger, for tests."""
    setup.parent.mkdir(parents=True, exist_ok=True)
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    told = {
        "NAME": NAME,
        "VERSION": version,
        "VERSION_NUMBERS": f"{version}.0",
        "PUBLISHER": PUBLISHER,
        "FILES": program,
        "OUTPUT": setup,
        "SIZE_KB": size // 1024,
        "KEY_FOLDER_ACCESS": KEY_FOLDER,
        # Debian's NSIS makes setups of 64 bits; the one for Windows only those of 32, which run everywhere as well.
        "TARGET": "x86-unicode" if sys.platform == "win32" else "amd64-unicode",
    }
    how = ["-V2", "-INPUTCHARSET", "UTF8", "-NOCD", *(["-XSetCompressor /FINAL zlib"] if quickly else [])]
    run([makensis(), *how, *(f"-D{name}={value}" for name, value in told.items()), "setup.nsi"], folder=HERE)


def makensis() -> str:
    """Return where NSIS is, "" when it is not installed; on Windows it puts itself on no search path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    return shutil.which("makensis") or (str(usual) if usual.exists() else "")
