"""Draws the icon of ClockReports.app from the program's own SVG: `python -m installer.macos.icon FILE`.

Source: Apple, "Icon Image Types" of the ICNS format: each picture is a PNG behind its four letters and its length.
"""

import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from installer.building.icon import write_png

_PLAIN: Final = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}
_TWICE_AS_DENSE: Final = {b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512, b"ic10": 1024}
PICTURES: Final = _PLAIN | _TWICE_AS_DENSE
"""The pictures there are, and how many pixels each side has; on dense screens the latter are shown at half the size."""

_HEADER: Final = ">4sI"


def icon_file(pictures: dict[bytes, bytes]) -> bytes:
    """Return PNG pictures, by their four letters, as one icon file."""
    blocks = [_block(letters, picture) for letters, picture in pictures.items()]
    return _block(b"icns", b"".join(blocks))


def _block(letters: bytes, content: bytes) -> bytes:
    return struct.pack(_HEADER, letters, struct.calcsize(_HEADER) + len(content)) + content


def _png(side: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "icon.png"
        write_png(path, side)
        return path.read_bytes()


def main(arguments: list[str]) -> int:
    """Write the icon into the file that is named; return 0."""
    (target,) = arguments
    Path(target).write_bytes(icon_file({letters: _png(side) for letters, side in PICTURES.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
