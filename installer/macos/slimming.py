"""What the frozen macOS program does not need: the plugins of Qt that only other programs use.

Libraries all stay: which of them Qt's frameworks want of each other was never seen on a Mac.
"""

from pathlib import PurePosixPath
from typing import Final

QT_PLUGINS: Final = frozenset(
    {"platforms/libqcocoa", "styles/libqmacstyle", "iconengines/libqsvgicon", "imageformats/libqsvg"}
)
"""The only plugins of Qt that stay."""


def is_needed(destination: str) -> bool:
    """Whether a file of the frozen program, named from its folder on, is needed there."""
    path = PurePosixPath(destination)
    if path.parts[0] != "PySide6":
        return True
    if "plugins" in path.parts:
        return f"{path.parent.name}/{path.stem}" in QT_PLUGINS
    return "translations" not in path.parts
