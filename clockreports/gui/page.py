"""A page of the main window: reads its values in a worker, shows them, or says why there is nothing to show.

An empty page says why it is empty and offers the one next step; a failure says its title and advice on the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.session import Session

if TYPE_CHECKING:
    from clockreports.bootstrap import App

Values = TypeVar("Values")


@dataclass(frozen=True)
class EmptyState:
    """Why there is nothing here, and the button with the one next step (its text, and what it does)."""

    sentence: str
    button: str = ""
    action: Callable[[], object] | None = None


class Page(QWidget):
    """One page, made of what it shows (`content`), how to `read` its values, and how to `fill` the content with them.

    `title` is as on the page's tab, with a mnemonic. `read` runs in a worker and touches no widget; `fill` returns why
    there is nothing to show, None when there is.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        content: QWidget,
        read: Callable[["App"], Values],
        fill: Callable[[Values], EmptyState | None],
    ) -> None:
        super().__init__()
        self.title = title
        self._session = session
        self._read = read
        self._fill = fill
        self._stack = QStackedWidget()
        self._notice = _Notice()
        self._content = content
        self._stack.addWidget(self._notice)
        self._stack.addWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._reading = 0
        self._notice.say("Loading…")
        session.opened.connect(self.refresh)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again, beside the window; what an earlier reading still brings is out of date."""
        if not self._session.is_open:
            return
        app, read = self._session.app, self._read
        self._reading += 1
        number = self._reading

        def show(values: Any) -> None:  # noqa: ANN401 - what `read` returned
            if number == self._reading:
                self._show(values)

        self._session.workers.start(self, lambda _cancel: read(app), show, self._fail)

    def _show(self, values: Any) -> None:  # noqa: ANN401 - what `read` returned
        empty = self._fill(values)
        if empty is None:
            self._stack.setCurrentWidget(self._content)
        else:
            self._notice.say(empty.sentence, empty.button, empty.action)
            self._stack.setCurrentWidget(self._notice)

    def _fail(self, error: ClockReportsError) -> None:
        self._notice.say(f"{error.title} {error.advice}", "Try &again", self.refresh)
        self._stack.setCurrentWidget(self._notice)


class _Notice(QWidget):
    """A sentence in the middle, with at most one button below it."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self._label)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, sentence: str, button: str = "", action: Callable[[], object] | None = None) -> None:
        self._label.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(action is not None)
        self._action = action

    def _act(self) -> None:
        if self._action is not None:
            self._action()
