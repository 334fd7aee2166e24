"""What is said across the window: a sentence with a drawing beside it, and at most two things to do."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from clockreports.gui.icons import Picture, icon
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID

Action = tuple[str, Callable[[], object]]
"""The text of a button, and what it does."""

_MOST_ACTIONS: Final = 2


class Mark(PlainLabel):
    """A drawing beside a sentence, as high as its letters; it follows a change of the scheme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._picture: Picture | None = None

    def draw(self, picture: Picture) -> None:
        """Show this drawing."""
        self._picture = picture
        side = self.fontMetrics().height()
        self.setPixmap(icon(picture).pixmap(side, side))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._picture is not None:
            self.draw(self._picture)


class Banner(QFrame):
    """A sentence across the window, with a drawing and buttons; hidden while there is nothing to say.

    Its buttons also take it away, unless it is a `lasting` one.
    """

    def __init__(self, parent: QWidget | None = None, *, lasting: bool = False) -> None:
        super().__init__(parent)
        self._lasting = lasting
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._mark, self._label = Mark(), PlainLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._actions: tuple[Action, ...] = ()
        self.buttons = tuple(self._button(number) for number in range(_MOST_ACTIONS))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._mark)
        layout.addWidget(self._label, stretch=1)
        for button in self.buttons:
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; "" while nothing is."""
        return "" if self.isHidden() else self._label.text()

    def say(self, sentence: str, picture: Picture, *actions: Action) -> None:
        """Say it, in place of what was said before."""
        self._mark.draw(picture)
        self._label.setText(sentence)
        self._actions = actions
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(actions))
            button.setText(actions[number][0] if number < len(actions) else "")
        self.show()

    def _button(self, number: int) -> QPushButton:
        """Return a button that stays, so that Tab comes to it where it stands."""
        button = QPushButton()
        button.clicked.connect(lambda: self._act(number))
        return button

    def _act(self, number: int) -> None:
        _text, action = self._actions[number]
        self.setVisible(self._lasting)
        action()
