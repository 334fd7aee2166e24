"""A dark palette, as Fusion has it: a platform without a screen tells no scheme, so pictures put it on by hand."""

from typing import Final

from PySide6.QtGui import QColor, QPalette

_ROLES: Final = {
    QPalette.ColorRole.Window: "#323232",
    QPalette.ColorRole.WindowText: "#ffffff",
    QPalette.ColorRole.Base: "#242424",
    QPalette.ColorRole.AlternateBase: "#2b2b2b",
    QPalette.ColorRole.ToolTipBase: "#3c3c3c",
    QPalette.ColorRole.ToolTipText: "#d4d4d4",
    QPalette.ColorRole.PlaceholderText: "#8f8f8f",
    QPalette.ColorRole.Text: "#ffffff",
    QPalette.ColorRole.Button: "#323232",
    QPalette.ColorRole.ButtonText: "#ffffff",
    QPalette.ColorRole.Light: "#4b4b4b",
    QPalette.ColorRole.Midlight: "#2a2a2a",
    QPalette.ColorRole.Mid: "#262626",
    QPalette.ColorRole.Dark: "#212121",
    QPalette.ColorRole.Shadow: "#191919",
    QPalette.ColorRole.Highlight: "#308cc6",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#5ab2e8",
    QPalette.ColorRole.Accent: "#308cc6",
}
_DISABLED: Final = "#9d9d9d"
_TEXTS: Final = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def dark_palette() -> QPalette:
    """Return it."""
    palette = QPalette()
    for role, colour in _ROLES.items():
        palette.setColor(role, QColor(colour))
    for role in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED))
    return palette
