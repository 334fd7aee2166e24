"""The field of the API key: masked, locked or open, and never in possession of the stored key.

What stands in it for a stored key is a filler. What was typed can be shown, by painting it: it is never copied,
dragged, selected for a middle click, or told to a screen reader.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QMenu, QStyle, QStyleOptionFrame, QWidget
from typing_extensions import override

from clockreports.services.key import trimmed

_FILLER: Final = "•"
_FILLER_LENGTH: Final = 32
_CHARACTERS: Final = 44
"""Room for a key with its dashes, shown."""
_TEXT_INSET: Final = 2
"""Pixels between a line edit's contents and its text, as Qt itself leaves them."""


class KeyField(QLineEdit):
    """Shows a filler for a stored key, or masks what is typed; a person's changes come out trimmed, as `changed`."""

    changed = Signal(str, bool)
    """What stands in the field now, and whether it came in one go: pasted."""
    entered = Signal()
    """The Enter key was pressed, or the field was left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length = 0
        self._shown = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)
        self.textEdited.connect(self._clean)
        self.editingFinished.connect(self.entered)

    def show_stored(self, *, is_set: bool) -> None:
        """Forget what was typed; show that a key is stored, or that none is."""
        self.setText(_FILLER * _FILLER_LENGTH if is_set else "")
        self._length = 0

    def set_locked(self, locked: bool) -> None:  # noqa: FBT001 - Qt's way to switch something
        """Lock the field, which stays reachable by Tab and to a screen reader, or open it."""
        self.setReadOnly(locked)
        self.setPlaceholderText("" if locked else "Paste the API key here")
        self.update()

    def show_typed(self, shown: bool) -> None:  # noqa: FBT001 - likewise
        """Paint what was typed as it is, or mask it."""
        self._shown = shown
        self.update()

    def _clean(self, text: str) -> None:
        """Drop what is left of the filler, and what a paste brought along."""
        clean = trimmed(text.replace(_FILLER, ""))
        pasted = len(clean) - self._length > 1
        self._length = len(clean)
        if clean != text:
            self.setText(clean)
        self.changed.emit(clean, pasted)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # else it would press the window's default button
            self.entered.emit()
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer Paste and nothing else: there is nothing to copy here."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction("&Paste", self.paste)
        paste.setEnabled(not self.isReadOnly())
        menu.popup(event.globalPos())

    @override
    def initStyleOption(self, option: QStyleOptionFrame) -> None:
        super().initStyleOption(option)
        if self.isReadOnly():
            palette = QPalette(option.palette)
            palette.setBrush(QPalette.ColorRole.Base, palette.window())
            option.palette = palette

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown:
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        place = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        place.adjust(_TEXT_INSET, 0, -_TEXT_INSET, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, place.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, place, align, self.palette(), self.isEnabled(), text, QPalette.ColorRole.Text
        )
        painter.end()
