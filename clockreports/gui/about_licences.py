"""The licences of everything ClockReports is made of, to be read in a window of their own."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QStyle, QVBoxLayout, QWidget

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.gui.bridge import Workers
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID

_COLUMNS: Final = 120
"""No line is longer, but for very few."""

_HEIGHT: Final = 64 * GRID


def _find(_cancel: CancelToken) -> str:
    from clockreports.bootstrap.licences import licences  # noqa: PLC0415 - loads slowly, and is seldom asked for

    return licences()


class LicencesDialog(QDialog):
    """Shows what `find` returns; it runs in a worker, since it reads files."""

    def __init__(
        self, workers: Workers, parent: QWidget | None = None, find: Callable[[CancelToken], str] = _find
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Licences")
        self.text = QPlainTextEdit("Loading…")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        caption = PlainLabel("&What ClockReports is made of, and under which licences")
        caption.setBuddy(self.text)
        caption.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("&Close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(caption)
        layout.addWidget(self.text, stretch=1)
        layout.addWidget(buttons)
        self.resize(self._width(), _HEIGHT)
        self.text.setFocus()
        workers.start(self, find, self.text.setPlainText, self._not_found)

    def _not_found(self, error: ClockReportsError) -> None:
        self.text.setPlainText(f"{error.title} {error.advice}")

    def _width(self) -> int:
        """Return how wide the window is with whole lines in it; on a small screen they are wrapped."""
        line = self.text.fontMetrics().horizontalAdvance("n" * _COLUMNS)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        edges = 4 * GRID + 2 * self.text.frameWidth() + 2 * round(self.text.document().documentMargin()) + GRID
        return min(line + bar + edges, self.screen().availableGeometry().width())
