"""A line of text that may be longer than its place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from clockreports.gui.plain_text import PlainLabel, plain_tip
from clockreports.gui.theme import GRID


class ElidedLabel(PlainLabel):
    """Shows as much of a line as there is room for; a tooltip tells the whole."""

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.setText(sentence)
        self.setToolTip(plain_tip(sentence))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(12 * GRID, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, place = QPainter(self), self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.style().drawItemText(painter, place, align, self.palette(), self.isEnabled(), text, self.foregroundRole())
        painter.end()
