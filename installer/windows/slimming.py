"""What the frozen Windows program does not need: whole modules, and the files of Qt that only other programs use.

Of Qt, what stays is listed, not what goes: a new version that brings another plugin makes the program no larger.
"""

from pathlib import PurePosixPath
from typing import Final

from installer.building.unused_modules import UNUSED_EVERYWHERE

UNUSED_MODULES: Final = [*UNUSED_EVERYWHERE, "PySide6.QtDBus"]

QT_LIBRARIES: Final = frozenset({"core", "gui", "svg", "widgets"})

QT_PLUGINS: Final = frozenset(
    {
        *("platforms/qwindows", "styles/qmodernwindowsstyle"),
        *("iconengines/qsvgicon", "imageformats/qsvg", "imageformats/qico"),
    }
)
"""The only plugins of Qt that stay."""

METADATA: Final = frozenset({"METADATA", "entry_points.txt"})
"""What is asked of an installed distribution while the program runs; the licences are collected elsewhere."""


def is_needed(destination: str) -> bool:
    """Whether a file of the frozen program, named from its folder on, is needed there."""
    path = PurePosixPath(destination.replace("\\", "/"))
    if any(folder.endswith(".dist-info") for folder in path.parts):
        return path.name in METADATA
    if path.suffix == ".dll" and path.name.startswith("Qt6"):
        return path.stem.removeprefix("Qt6").lower() in QT_LIBRARIES
    if path.parts[0] != "PySide6":
        return True
    if "plugins" in path.parts:
        return f"{path.parent.name}/{path.stem}" in QT_PLUGINS
    return path.name != "opengl32sw.dll" and "translations" not in path.parts
