"""Chooses this system's way to administrator rights."""

import sys

from clockreports.desktop.elevation_program import KEY_HELPER, KEY_WINDOW, own_files, own_program
from clockreports.services.ports import Elevation

if sys.platform == "win32":
    from clockreports.desktop.windows_elevation import UacElevation
    from clockreports.desktop.windows_shell import WindowsShell
elif sys.platform == "darwin":
    from clockreports.desktop.macos_elevation import OsascriptElevation
else:
    from clockreports.desktop.linux_elevation import PkexecElevation


def system_elevation() -> Elevation:
    """Return what asks this system; nothing is asked yet."""
    if sys.platform == "win32":
        return UacElevation(WindowsShell(), own_program(KEY_WINDOW))
    elif sys.platform == "darwin":  # noqa: RET505 - the type checker leaves out the other systems' branches
        return OsascriptElevation(own_program(KEY_HELPER))
    else:
        return PkexecElevation(own_program(KEY_HELPER), own_files())
