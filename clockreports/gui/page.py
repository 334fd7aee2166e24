"""A page: reads its values in a worker, shows them, or says why there is nothing to show.

Nothing is read for a page that nobody sees: what changed meanwhile is read when it comes to the front. An empty page
says why it is empty and offers the one next step; a failure says its title and advice on the page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.errors import ClockReportsError
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, wrapped

if TYPE_CHECKING:
    from clockreports.bootstrap import App

Values = TypeVar("Values")

_WIDEST: Final = 80 * GRID
"""A sentence across the whole window is hard to read."""


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
        self._session, self._read_values, self._fill_content = session, read, fill
        self._stack, self._notice, self._content = QStackedWidget(), Notice(), content
        self._stack.addWidget(self._notice)
        self._stack.addWidget(content)
        self._seen, self._stale, self._reading = False, True, 0
        self._notice.say(EmptyState("Loading…"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._stack, stretch=1)
        session.opened.connect(self.refresh)
        session.changed.connect(self.refresh)

    def surround(self, above: Iterable[QWidget], below: Iterable[QWidget]) -> None:
        """Put widgets above and below, which stay whatever there is to show; call it once."""
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(GRID)
        self._stack.setParent(None)  # Tab goes through widgets in the order in which they were put into their parent
        for part in (*above, self._stack, *below):
            self._column.addWidget(part, stretch=int(part is self._stack))

    def refresh(self) -> None:
        """Read again, beside the window; what an earlier reading still brings is out of date."""
        self._stale = not (self._seen and self._session.is_open)
        if self._stale:
            return
        app, read = self._session.app, self._read_values
        self._reading += 1
        show, fail = partial(self._show, self._reading), partial(self._fail, self._reading)
        self._session.workers.start(self, lambda _cancel: read(app), show, fail)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        if self._stale:
            self.refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._seen = False

    def _show(self, reading: int, values: Any) -> None:  # noqa: ANN401 - what `read` returned
        if reading == self._reading:
            empty = self._fill_content(values)
            if empty is not None:
                self._notice.say(empty)
            self._stack.setCurrentWidget(self._content if empty is None else self._notice)

    def _fail(self, reading: int, error: ClockReportsError) -> None:
        if reading == self._reading:
            self._stale = True  # whoever comes back to the page need not ask for another try
            self._notice.say(EmptyState(f"{error.title} {error.advice}", "Try &again", self.refresh))
            self._stack.setCurrentWidget(self._notice)


class Notice(QWidget):
    """Why there is nothing to show, in the middle of its place, and the one next step."""

    def __init__(self) -> None:
        super().__init__()
        self._label = wrapped("")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setMaximumWidth(_WIDEST)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._label, _WIDEST)  # as much as there is, up to its widest
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, 0)  # in the middle anyway, and high enough for a small screen
        layout.setSpacing(2 * GRID)
        layout.addStretch()
        layout.addLayout(line)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, empty: EmptyState) -> None:
        """Say why there is nothing here."""
        self._label.setText(empty.sentence)
        self._button.setText(empty.button)
        self._button.setVisible(empty.action is not None)
        self._action = empty.action

    def _act(self) -> None:
        if self._action is not None:
            self._action()
