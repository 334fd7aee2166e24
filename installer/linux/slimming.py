"""What the frozen Linux program does not need: the files of Qt that only other programs use.

Of Qt's plugins, what stays is listed, not what goes: a new version that brings another makes the program no larger.
"""

from pathlib import PurePosixPath
from typing import Final

QT_PLUGINS: Final = frozenset(
    {
        *("platforms/libqxcb", "platforms/libqwayland", "platforms/libqwayland-generic", "platforms/libqoffscreen"),
        *("wayland-shell-integration/libxdg-shell", "wayland-decoration-client/libbradient"),
        *("wayland-graphics-integration-client/libqt-plugin-wayland-egl", "xcbglintegrations/libqxcb-egl-integration"),
        *("platformthemes/libqxdgdesktopportal", "platforminputcontexts/libcomposeplatforminputcontextplugin"),
        *("platforminputcontexts/libibusplatforminputcontextplugin",),
        *("iconengines/libqsvgicon", "imageformats/libqsvg"),
    }
)
"""The only plugins of Qt that stay: both kinds of screen, dark mode by the desktop's portal, typing, and SVG."""


BUNDLED_LIBRARIES: Final = frozenset(
    {
        *("libQt6Core", "libQt6DBus", "libQt6Gui", "libQt6OpenGL", "libQt6Svg", "libQt6Widgets", "libQt6XcbQpa"),
        *("libQt6WaylandClient", "libQt6WaylandEglClientHwIntegration", "libQt6WlShellIntegration"),
        *("libicudata", "libicui18n", "libicuuc", "libpyside6", "libshiboken6"),
        "libpython3",
    }
)
"""The only shared libraries that stay. All others come from the system, which mends them: see dependencies.py."""


def is_needed(destination: str) -> bool:
    """Whether a file of the frozen program, named from its folder on, is needed there."""
    path = PurePosixPath(destination)
    if "__pycache__" in path.parts:
        return False
    if "plugins" in path.parts and path.parts[0] == "PySide6":
        return f"{path.parent.name}/{path.stem}" in QT_PLUGINS
    if path.name.startswith("lib") and ".so" in path.name:
        return path.name.partition(".")[0] in BUNDLED_LIBRARIES
    return path.parts[0] != "PySide6" or "translations" not in path.parts
