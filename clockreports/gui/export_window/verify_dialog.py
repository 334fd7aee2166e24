"""Verify with People HR: reads a period back beside the window, and lists where it is not as ClockReports left it.

It begins at once, since it only reads; it can be stopped, and then shows what was found so far.
"""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.words import count, span
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.banner import Banner
from clockreports.gui.export_window.question import ask_where
from clockreports.gui.export_window.saved_list import save_text
from clockreports.gui.export_window.sentences import error_sentence
from clockreports.gui.export_window.verify_rows import (
    ALL_IS_WELL,
    NOBODY,
    DriftRow,
    drift_columns,
    drift_rows,
    drift_text,
    elsewhere_sentence,
    found_sentence,
    unread_sentence,
)
from clockreports.gui.export_window.work_progress import WorkProgress, WorkWords
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, TableView, ValuesModel
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.progress import Progress
from clockreports.services.verifying import VerifyOrder, VerifyReport

_WHAT_IT_DOES: Final = (
    "What stands in People HR, compared with what ClockReports left there. This only reads, and changes nothing."
)


_READING: Final = WorkWords("Looking up who has to be read…", "Reading", "call")


class VerifyDialog(QDialog):
    """Shows how far it is, then what differs. Closing it stops it; nothing is lost, since nothing is changed."""

    def __init__(self, session: Session, order: VerifyOrder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Verify with People HR")
        self._session, self._order = session, order
        self._reading: CancelToken | None = None
        self._model: ValuesModel[DriftRow] = ValuesModel(drift_columns(), self)
        self.view = TableView("Days that differ", SortedValues(self._model, self._model))
        self.banner, self._notice = Banner(), Notice()
        self._list, self._foot = QStackedWidget(), QStackedWidget()
        self._running = WorkProgress("How far it has read")
        self._found = wrapped("")
        self._save, self._again = QPushButton("Sa&ve list…"), QPushButton("Verify a&gain")
        self._leave = QPushButton("&Close")
        self._lay_out()
        self._connect()
        self.verify()

    @property
    def running(self) -> bool:
        """Whether it is reading."""
        return self._reading is not None

    def verify(self) -> None:
        """Read the period back, from the beginning."""
        app, workers, order = self._session.app, self._session.workers, self._order

        def tell(progress: Progress) -> None:
            workers.post(self, partial(self._running.show_progress, progress))

        def work(cancel: CancelToken) -> VerifyReport:
            return app.verifying.run(order, cancel, tell)

        self.banner.hide()
        self._running.begin(_READING)
        self._foot.setCurrentIndex(0)
        self._say_instead("Reading what stands in People HR…")
        self._reading = workers.start(self, work, self._show, self._fail)
        self.destroyed.connect(self._reading.cancel)
        self._running.stop.setFocus()

    def _lay_out(self) -> None:
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        whom = count(len(self._order.employee_ids), "employee") if self._order.employee_ids else "everybody"
        for face in (self._notice, self.view):
            self._list.addWidget(face)
        for foot in (self._running, self._done()):
            self._foot.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading(f"{span(self._order.period)}, {whom}"))
        layout.addWidget(wrapped(_WHAT_IT_DOES))
        layout.addWidget(self.banner)
        layout.addWidget(self._list, stretch=1)
        layout.addWidget(self._foot)
        self.resize(116 * GRID, 64 * GRID)

    def _done(self) -> QWidget:
        face = QWidget()
        self._again.setIcon(icon(Picture.REFRESH))
        self._save.setIcon(icon(Picture.SAVE))
        row = QHBoxLayout(face)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._found, stretch=1)
        for button in (self._save, self._again, self._leave):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        return face

    def _connect(self) -> None:
        self._running.stop.clicked.connect(self._stop)
        self._again.clicked.connect(self.verify)
        self._save.clicked.connect(self._ask_where)
        self._leave.clicked.connect(self.close)
        self.view.activated.connect(lambda index: show_taps(self._session, self, *index.data(VALUE_ROLE).key))

    # What becomes of it -----------------------------------------------------------------------------------------------

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._running.show_stopping()

    def _show(self, report: VerifyReport) -> None:
        rows = drift_rows(report)
        self._model.show(rows)
        self._say_instead(_why_empty(report))
        if rows:
            self._list.setCurrentWidget(self.view)
            self.view.fit_columns()
        self._end(found_sentence(report), can_save=bool(rows))
        problem = report.problem
        sentences = [error_sentence(problem)] if problem is not None else []
        sentences += [unread_sentence(report), elsewhere_sentence(report)]
        if any(sentences):
            harmless = problem is None or isinstance(problem, CancelledError)
            picture = Picture.INFORMATION if harmless else Picture.REFUSED
            self.banner.say(" ".join(filter(None, sentences)), picture)

    def _fail(self, error: ClockReportsError) -> None:
        self._say_instead("Nothing was read.")
        self._end("", can_save=False)
        self.banner.say(error_sentence(error), Picture.REFUSED)

    def _end(self, found: str, *, can_save: bool) -> None:
        self._reading = None
        self._found.setText(found)
        self._save.setEnabled(can_save)
        self._foot.setCurrentIndex(1)
        self._leave.setDefault(True)
        (self.view if can_save else self._again).setFocus()

    def _say_instead(self, sentence: str) -> None:
        self._notice.say(EmptyState(sentence))
        self._list.setCurrentWidget(self._notice)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_list = self.view.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not in_list:  # where Enter shows a day's taps, and must not close the dialog besides
            super().keyPressEvent(event)

    # The list as a file -----------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        ask_where(self, f"People HR differs {self._order.period.first.isoformat()}.csv", self.save)

    def save(self, path: str) -> None:
        """Save the rows in the order in which they are shown, and say so."""
        model = self.view.model()
        rows = [model.index(at, 0).data(VALUE_ROLE) for at in range(model.rowCount())]
        saved = f"Saved {count(len(rows), 'day')} to {path}."

        def done(_nothing: None) -> None:
            self.banner.say(saved, Picture.SAVE)

        def failed(error: ClockReportsError) -> None:
            self.banner.say(error_sentence(error), Picture.WARNING)

        self._session.workers.start(self, lambda _cancel: save_text(Path(path), drift_text(rows)), done, failed)


def show_verify(session: Session, parent: QWidget, order: VerifyOrder) -> VerifyDialog:
    """Verify in a dialog beside the window, which stays usable; one that is still reading is brought forward."""
    for dialog in parent.findChildren(VerifyDialog):
        if dialog.running:
            dialog.raise_()
            dialog.activateWindow()
            return dialog
    dialog = VerifyDialog(session, order, parent)
    dialog.show()
    return dialog


def _why_empty(report: VerifyReport) -> str:
    if not report.employees:
        return NOBODY
    if not report.unread:
        return ALL_IS_WELL
    return "Nothing differs as far as it was read." if report.calls else "Nothing was read."
