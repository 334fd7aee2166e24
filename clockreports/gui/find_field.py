"""A line to search with, which waits until the person pauses typing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID

_TYPING_MILLISECONDS: Final = 250
"""So long after the last key a search begins."""


class FindField(QWidget):
    """A line to search with; `changed` is called with the words when the person pauses typing, or presses Enter."""

    def __init__(self, label: str, placeholder: str, changed: Callable[[str], object]) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(30 * GRID)
        words = PlainLabel(label)
        words.setBuddy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(words)
        layout.addWidget(self.line)
        layout.addStretch()
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MILLISECONDS)
        self._changed = changed
        self._pause.timeout.connect(self._tell)
        self.line.textChanged.connect(self._pause.start)
        self.line.returnPressed.connect(self._tell)

    def empty(self) -> None:
        """Search for nothing, at once."""
        self.line.clear()
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        words = self.line.text().strip()
        if words != self._told:
            self._told = words
            self._changed(words)
