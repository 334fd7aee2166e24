"""What building the package takes from the system, by the names of Debian's packages.

`python3 -m installer.linux.system_packages` prints all of them, for apt-get; it needs nothing but Python.
"""

import ctypes
import shutil
import sys
from typing import Final

TOOLS: Final = {"dpkg-deb": "dpkg", "dpkg-shlibdeps": "dpkg-dev", "objdump": "binutils"}
LIBRARIES: Final = {
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


def missing() -> list[str]:
    """Return the packages that this machine lacks."""
    tools = [package for program, package in TOOLS.items() if shutil.which(program) is None]
    return tools + [package for library, package in LIBRARIES.items() if not _is_there(library)]


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> int:
    """Print the names in one line; return 0."""
    sys.stdout.write(" ".join([*TOOLS.values(), *LIBRARIES.values()]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
