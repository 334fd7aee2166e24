"""Asks how the files of an import are to be read, before they are chosen: on which terminal, and in which format."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.domain.people import User
from clockreports.gui.import_words import ReadAs, format_words
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, make_room, wrapped

_LONGEST_NAME: Final = 64
"""As in the files themselves."""

_WHY: Final = (
    "Every tap in the files will count as made on this terminal, whatever the files say. That is for a clock which "
    "does not name itself, or for two clocks that go by the same name."
)


class ImportChoices(QDialog):
    """Asks; `chosen` tells a `ReadAs` once the person goes on to choose the files."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import for a terminal")
        self._terminal = QComboBox()
        self._terminal.setEditable(True)
        self._terminal.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self._terminal.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST_NAME)
            line.setPlaceholderText("As the files say")
        self._format = QComboBox()
        self._format.addItem("As the content tells", "")
        for name in session.app.formats:
            self._format.addItem(format_words(name), name)
        self._trouble = wrapped("")
        self._trouble.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton("&Choose files…", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._go_on)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow("Te&rminal", self._terminal)
        form.addRow("&Format", self._format)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        for part in (wrapped(_WHY), self._trouble, buttons):
            layout.addWidget(part)
        self.resize(60 * GRID, 0)
        make_room(self)
        session.workers.start(self, lambda _cancel: session.app.events.users(), self._offer, self._tell)

    def _offer(self, users: list[User]) -> None:
        """Offer the terminals that are known; what was typed meanwhile stays."""
        typed = self._terminal.currentText()
        self._terminal.clear()
        self._terminal.addItems(sorted({user.terminal for user in users}))
        self._terminal.setEditText(typed)

    def _tell(self, error: ClockReportsError) -> None:
        self._say(f"{error.title} {error.advice}")

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        make_room(self)

    def _go_on(self) -> None:
        terminal = self._terminal.currentText().strip()
        if not terminal and not self._format.currentData():
            self._say("Name the terminal, or choose a format.")
            self._terminal.setFocus()
            return
        read_as = ReadAs(terminal, self._format.currentData())
        self.accept()
        self.chosen.emit(read_as)
