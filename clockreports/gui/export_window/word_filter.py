"""The counts above the list of days: how many stand how, and a click shows only those."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from clockreports.domain.words import count
from clockreports.gui.export_window.rows import WORDS, picture_of
from clockreports.gui.icons import icon
from clockreports.gui.theme import GRID

_ALL = ""


class WordFilter(QWidget):
    """One button for all days, and one for each word that some of them bear; `word` is the one pressed, "" for all."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Which days are shown")
        self.word = _ALL
        self._buttons = {word: self._button(word) for word in (_ALL, *WORDS)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 4)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch()
        self.show_counts({})

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many days bear which word; the one that is chosen stays, also when no day bears it any more."""
        total = sum(counts.values())
        for word, button in self._buttons.items():
            number = counts.get(word, 0) if word else total
            button.setText(f"{word or 'All'} {number:,}")
            button.setAccessibleName(f"{word or 'All'}: {count(number, 'day')}")
            button.setVisible(not word or bool(number) or word == self.word)

    def choose(self, word: str) -> None:
        """Choose a word, or all."""
        self.word = word
        for each, button in self._buttons.items():
            button.setChecked(each == word)
        self.chosen.emit()

    def _button(self, word: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(word == _ALL)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if word:
            button.setIcon(icon(picture_of(word)))
        button.clicked.connect(lambda: self.choose(_ALL if self.word == word else word))
        return button
