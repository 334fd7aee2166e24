"""What the key row looks like: its widgets, where they stand, and how they show a state. Decides nothing."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget
from typing_extensions import override

from clockreports.gui.icons import Picture, Sign, icon
from clockreports.gui.key_field import KeyField
from clockreports.gui.key_words import CLOSING_SAVES
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID
from clockreports.services.key_editing import KeyEditing, Phase


class KeyPanel(QWidget):
    """The label, the field, Unlock and Test; below them how the key stands, and what there is to say about it."""

    touched = Signal()
    """A person pressed a key or a button of the mouse here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = KeyField()
        self.unlock = QPushButton("&Unlock")
        self.test = QPushButton("&Test")
        self.show_typed = QCheckBox("&Show what I typed")
        self.state = _sentence()
        self.notice = _sentence()
        self.retry = QPushButton("&Retry")
        self.discard = QPushButton("&Discard change")
        self._closing = PlainLabel(CLOSING_SAVES)
        self._sign = Sign(Picture.WARNING)
        self._arrange()
        self.show_typed.toggled.connect(self.field.show_typed)
        for widget in (self.field, self.unlock, self.test, self.show_typed, self.retry, self.discard):
            widget.installEventFilter(self)
        for button in (self.unlock, self.test, self.retry, self.discard):
            button.setAutoDefault(False)  # Enter in another field of the window must not press it

    def show_state(self, editing: KeyEditing, line: str, notice: str, *, warns: bool) -> None:
        """Show the field's state, with the line and the sentence ("" for none) that go with it.

        `warns` says that the sentence is about something that is not as it should be.
        """
        phase = editing.phase
        self.field.set_locked(phase in {Phase.LOCKED, Phase.SAVING})
        self.field.setAccessibleDescription(line)
        self.state.setText(line)
        self.unlock.setEnabled(phase is Phase.LOCKED)
        typed = editing.typed is not None and bool(editing.typed.reveal())
        self.show_typed.setVisible(typed)
        if not typed:
            self.show_typed.setChecked(False)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        self._sign.setVisible(warns and bool(notice))
        self.retry.setVisible(phase is Phase.FAILED)
        self.discard.setVisible(bool(editing.reason))

    def show_closing(self, *, saves: bool) -> None:
        """Say that closing saves what is typed, where anything can be."""
        self._closing.setText(CLOSING_SAVES if saves else "")

    def show_testing(self, *, testing: bool) -> None:
        """Let the button begin a test, or stop the one that is under way."""
        self.test.setText("Stop &test" if testing else "&Test")

    def _arrange(self) -> None:
        keep_room = self.show_typed.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)  # else the lines below would jump with the first character
        self.show_typed.setSizePolicy(keep_room)
        label = PlainLabel("API &key")
        label.setBuddy(self.field)
        shield = self.style().standardIcon(QStyle.StandardPixmap.SP_VistaShield)
        self.unlock.setIcon(icon(Picture.LOCK) if shield.isNull() else shield)
        self.unlock.setToolTip("Lets an administrator change the API key.")
        self.test.setToolTip("Asks People HR a few harmless questions with this key; changes nothing.")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for column, widget in enumerate((label, self.field, self.unlock, self.test)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self.state, 1, 1, 1, 3)
        grid.addLayout(_line(self._closing, self.show_typed, stretch=0), 2, 1, 1, 3)
        grid.addLayout(_line(self._sign, self.notice, self.retry, self.discard, stretch=1), 3, 1, 1, 3)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}:
            self.touched.emit()
        return super().eventFilter(watched, event)


def _sentence(text: str = "") -> QLabel:
    label = PlainLabel(text)
    label.setWordWrap(True)
    return label


def _line(*widgets: QWidget, stretch: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(GRID)
    for number, widget in enumerate(widgets):
        line.addWidget(widget, 1 if number == stretch else 0)
    return line
