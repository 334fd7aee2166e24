"""The bar of an export: it never goes back, and turns yellow while the program waits.

The yellow is made of the palette's own accent: as bright and as strong as that is, in whichever scheme. It is never the
only sign: beside the bar stands why it waits.
"""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QProgressBar
from typing_extensions import override

_YELLOW: Final = 45
"""The hue, in degrees."""

_ACCENTS: Final = (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent)
"""What styles paint the bar with."""


class ProgressBar(QProgressBar):
    """Shows how many of how many are done."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._waiting = False
        self.setTextVisible(False)
        self.setAccessibleName(name)

    def begin(self) -> None:
        """Show that it is not known yet how many there are."""
        self.setRange(0, 0)
        self.setValue(0)
        self.show_waiting(waiting=False)

    def show_done(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.setRange(0, total)
        self.setValue(max(self.value(), done))

    def show_waiting(self, *, waiting: bool) -> None:
        """Show that nothing moves for a while, or that it goes on."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._colour()

    def _colour(self) -> None:
        palette = QApplication.palette(self)
        for role in _ACCENTS if self._waiting else ():
            accent = palette.color(role)
            palette.setColor(role, QColor.fromHsv(_YELLOW, accent.hsvSaturation(), accent.value()))
        self.setPalette(palette if self._waiting else QPalette())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()
