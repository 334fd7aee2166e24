"""Draws the icon of the Windows program from the program's own SVG: `python -m installer.building.icon`.

The result, installer/windows/clockreports.ico, is kept in the repository: drawing needs Qt, and building does not.
"""

import struct
import sys
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT: Final = Path(__file__).resolve().parents[2]
DRAWING: Final = ROOT / "resources" / "icons" / "app.svg"
ICON: Final = ROOT / "installer" / "windows" / "clockreports.ico"

SIDES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
"""What Windows shows from 100 % to 200 %, in pixels. Source: Microsoft, "App icon construction"."""

_AS_PNG_FROM: Final = 256
_HEADER: Final = "<HHH"
_ENTRY: Final = "<BBBBHHII"
_BITMAP: Final = "<IiiHHIIiiII"


def draw(side: int) -> QImage:
    """Return the drawing as a square picture with so many pixels on each side."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return picture


def write_png(path: Path, side: int) -> None:
    """Write the drawing as a square PNG picture with so many pixels on each side."""
    path.write_bytes(_png(draw(side)))


def icon_file(pictures: tuple[QImage, ...]) -> bytes:
    """Return square pictures as one icon file, the small ones as bitmaps, which even the oldest reader understands."""
    images = [_png(picture) if picture.width() >= _AS_PNG_FROM else _bitmap(picture) for picture in pictures]
    offset = struct.calcsize(_HEADER) + len(images) * struct.calcsize(_ENTRY)
    entries = b""
    for picture, image in zip(pictures, images, strict=True):
        side = picture.width() % 256  # 0 stands for 256
        entries += struct.pack(_ENTRY, side, side, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return struct.pack(_HEADER, 0, 1, len(images)) + entries + b"".join(images)


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Qt for Python takes text here, and is declared to take bytes.
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _bitmap(picture: QImage) -> bytes:
    """Return the colours from the last line up, then a mask that hides nothing: the colours bring their own opacity."""
    side = picture.width()
    mask = bytes((side + 31) // 32 * 4 * side)
    lines = (cast("memoryview", picture.constScanLine(line)) for line in reversed(range(side)))
    colours = b"".join(bytes(line)[: 4 * side] for line in lines)
    header = struct.pack(_BITMAP, struct.calcsize(_BITMAP), side, 2 * side, 1, 32, 0, len(colours), 0, 0, 0, 0)
    return header + colours + mask


def main() -> int:
    """Write the icon; return 0."""
    ICON.write_bytes(icon_file(tuple(map(draw, SIDES))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
