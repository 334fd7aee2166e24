"""A page with something above and below that stays, whatever there is to show: a period, a search, a sum, buttons."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.gui.page import EmptyState, Page
from clockreports.gui.session import Session
from clockreports.gui.tables import VALUE_ROLE, TableView
from clockreports.gui.theme import GRID

if TYPE_CHECKING:
    from clockreports.bootstrap import App

Values = TypeVar("Values")

_TYPING_MILLISECONDS = 250
"""So long after the last key a search begins."""


class HeadedPage(QWidget):
    """A page made of a `Page` between other widgets. Nothing is read for it while nobody sees it.

    `read` and `fill` are as in `Page`. What changed meanwhile is read when the page comes to the front.
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
        self._seen, self._stale = False, True
        self._shown: EmptyState | None = EmptyState("Loading…")

        def read_if_seen(app: "App") -> Values | None:
            return read(app) if self._seen else None

        def fill_if_read(values: Values | None) -> EmptyState | None:
            self._stale = values is None
            if values is not None:
                self._shown = fill(values)
            return self._shown

        self._page = Page(session, title, content, read_if_seen, fill_if_read)
        self.refresh = self._page.refresh

    def lay_out(self, above: Iterable[QWidget] = (), below: Iterable[QWidget] = ()) -> None:
        """Lay out the page once, from top to bottom; what is above and below the content stays when there is none."""
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for part in above:
            column.addWidget(part)
        column.addWidget(self._page, stretch=1)
        for part in below:
            column.addWidget(part)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        if self._stale:
            self.refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._seen = False


class FindField(QWidget):
    """A line to search with; `changed` is called with the words when the person pauses typing, or presses Enter."""

    def __init__(self, label: str, placeholder: str, changed: Callable[[str], object]) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(30 * GRID)
        words = QLabel(label)
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


def row(*parts: QWidget) -> QWidget:
    """Return widgets side by side, the last one as wide as there is room."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2 * GRID)
    for part in parts[:-1]:
        layout.addWidget(part)
    layout.addWidget(parts[-1], stretch=1)
    return line


def fit_once(view: TableView) -> Callable[[], None]:
    """Return what sizes the columns to the first content there is, and leaves them alone ever after."""
    fitted = False

    def fit() -> None:
        nonlocal fitted
        if not fitted and view.model().rowCount():
            view.fit_columns()
            fitted = True

    return fit


@contextmanager
def keeping_place(view: TableView, key: Callable[[Any], object]) -> Iterator[None]:
    """Choose the same row again, known by its key, and scroll to where the table was, when its values are replaced."""
    rows = view.selectionModel().selectedRows()
    chosen = key(rows[0].data(VALUE_ROLE)) if rows else None
    scrolled = view.verticalScrollBar().value()
    yield
    model = view.model()
    for row in range(model.rowCount() if chosen is not None else 0):
        index = model.index(row, 0)
        if key(index.data(VALUE_ROLE)) == chosen:
            flags = QItemSelectionModel.SelectionFlag
            view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            break
    view.verticalScrollBar().setValue(scrolled)
