"""A dialog whose list takes a while to fill: how far that is, Stop, what was found, and what can be done next.

Owns what such dialogs share; what they list, and what is done, belongs to each of them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.banner import Banner
from clockreports.gui.export_window.work_progress import WorkProgress, WorkWords
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.progress import Progress

REPORT = TypeVar("REPORT")
DIALOG = TypeVar("DIALOG", bound="WorkDialog")

Work = Callable[[CancelToken, Callable[[Progress], None]], REPORT]
"""Done off the window's thread; the second argument tells how far it is."""


class WorkDialog(QDialog):
    """Shows days, each with a `key`, in a list that a worker fills; activating one shows its taps."""

    def __init__(self, session: Session, days: str, columns: Iterable[Column[Any]], parent: QWidget | None) -> None:
        """`days` says what the list holds, `columns` how."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._working: CancelToken | None = None
        self._model: ValuesModel[Any] = ValuesModel(tuple(columns), self)
        self.view = TableView(days, SortedValues(self._model, self._model))
        self.banner, self._notice = Banner(), Notice()
        self._list, self._foot = QStackedWidget(), QStackedWidget()
        self._running = WorkProgress("How far it is")
        self._found, self._leave = wrapped(""), QPushButton("&Close")

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        return self._working is not None

    def _lay_out(
        self, head: str, about: str, again: QPushButton, buttons: Sequence[QPushButton], *above: QWidget
    ) -> None:
        """Put everything in its place: `above` is what stands between the list and the foot with its buttons."""
        again.setIcon(icon(Picture.REFRESH))
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        for face in (self._notice, self.view):
            self._list.addWidget(face)
        for foot in (self._running, self._foot_with(buttons)):
            self._foot.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading(head))
        layout.addWidget(wrapped(about))
        layout.addWidget(self.banner)
        layout.addWidget(self._list, stretch=1)
        for widget in (*above, self._foot):
            layout.addWidget(widget)
        self._running.stop.clicked.connect(self._stop)
        self._leave.clicked.connect(self.close)
        self.view.activated.connect(lambda index: show_taps(self._session, self, *index.data(VALUE_ROLE).key))

    def _foot_with(self, buttons: Sequence[QPushButton]) -> QWidget:
        face, row = QWidget(), QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._found, stretch=1)
        for button in buttons:
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch()  # the other face is higher
        column.addLayout(row)
        return face

    def _work(
        self,
        words: WorkWords,
        work: Work[REPORT],
        done: Callable[[REPORT], object],
        failed: Callable[[ClockReportsError], object],
    ) -> None:
        """Begin, and show how far it is until `_end`."""
        workers = self._session.workers

        def tell(progress: Progress) -> None:
            workers.post(self, partial(self._running.show_progress, progress))

        self.banner.hide()
        self._running.begin(words)
        self._foot.setCurrentIndex(0)
        self._working = workers.start(self, lambda cancel: work(cancel, tell), done, failed)
        self.destroyed.connect(self._working.cancel)
        self._running.stop.setFocus()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._running.show_stopping()

    def _end(self, found: str) -> None:
        """Say what was found, in place of how far it is."""
        self._working = None
        self._found.setText(found)
        self._foot.setCurrentIndex(1)
        self._leave.setDefault(True)

    def _show_rows(self, rows: Sequence[Any], instead: str) -> None:
        """Show rows, or the sentence instead of none."""
        self._model.show(tuple(rows))
        self._say_instead(instead)
        if rows:
            self._list.setCurrentWidget(self.view)
            self.view.fit_columns()

    def _say_instead(self, sentence: str) -> None:
        self._notice.say(EmptyState(sentence))
        self._list.setCurrentWidget(self._notice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_list = self.view.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not in_list:  # where Enter shows a day's taps, and must press no button besides
            super().keyPressEvent(event)


def bring_forward(parent: QWidget, kind: type[DIALOG]) -> DIALOG | None:
    """Bring a dialog of this kind that is still at work before the others, and return it; None when there is none."""
    for dialog in parent.findChildren(kind):
        if dialog.running:
            dialog.raise_()
            dialog.activateWindow()
            return dialog
    return None
