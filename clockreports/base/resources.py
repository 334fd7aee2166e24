"""Finds the files that come with the program: icons, translations, the sample company.

They lie in one folder, `resources`, which stands beside the package in a checkout, inside it in an installed wheel, and
in a frozen program wherever its build put the bundled files.
"""

import sys
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def resource(name: str) -> Path:
    """Return the file or folder of that name ("icons/clock.svg"), wherever the program was started from.

    Raises `UnusableError` when it is missing: then the installation is damaged.
    """
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    for path in places(name, _PACKAGE, None if bundle is None else Path(bundle)):
        if path.exists():
            return path
    raise UnusableError(f"A part of ClockReports is missing: {name}.", "Install ClockReports again.")


def places(name: str, package: Path, bundle: Path | None) -> tuple[Path, ...]:
    """Return where the resource may lie, the likeliest place first; a frozen program looks in its bundle only."""
    inside, outside = (package, package.parent) if bundle is None else (bundle / "clockreports", bundle)
    return inside / "resources" / name, outside / "resources" / name
