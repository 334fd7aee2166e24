"""Undo a run: looks first and shows what would be put back, deleted and left; then does it, when a person says so.

Deleting asks for a word of its own, which names the number of days. Stopping it keeps what is undone.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.runs import Run
from clockreports.domain.undo_plan import Key
from clockreports.domain.words import count
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.banner import Banner
from clockreports.gui.export_window.question import ask
from clockreports.gui.export_window.sentences import error_sentence
from clockreports.gui.export_window.undo_rows import (
    NOTHING_TO_UNDO,
    STAYS_UNDONE,
    UndoRow,
    can_put_back,
    delete_words,
    is_undone,
    run_sentence,
    undo_columns,
    undo_rows,
    undo_sentence,
)
from clockreports.gui.export_window.work_progress import WorkProgress, WorkWords
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, TableView, ValuesModel
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.progress import Progress
from clockreports.services.undoing import UndoReport

_WHAT_IT_DOES: Final = (
    "What stood in People HR before this run is put back, on the days that still hold what the run sent. "
    "Whatever anybody touched since stays as it is."
)
_CANNOT_BE_UNDONE: Final = (
    "Nothing stood there before this run. Whatever People HR keeps with a day, such as an approval, is lost with it."
)
_LOOKING: Final = WorkWords("Looking up what the run sent…", "Looking at", "day")
_UNDOING: Final = WorkWords("Beginning…", "Undoing", "day")


class UndoDialog(QDialog):
    """Shows what undoing a run would do, and does it. Closing it while it works stops it first."""

    def __init__(self, session: Session, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Undo run {run.number}")
        self._session, self._run = session, run
        self._working: CancelToken | None = None
        self._report: UndoReport | None = None
        self._model: ValuesModel[UndoRow] = ValuesModel(undo_columns(), self)
        self.view = TableView("Days of the run", SortedValues(self._model, self._model))
        self.banner, self._notice = Banner(), Notice()
        self._list, self._foot = QStackedWidget(), QStackedWidget()
        self._running = WorkProgress("How far it is")
        self._found, self.delete = wrapped(""), QCheckBox()
        self._again, self._leave = QPushButton("Look a&gain"), QPushButton("&Close")
        self.undo = QPushButton("&Undo")
        self._lay_out()
        self._connect()
        self.look()

    @property
    def running(self) -> bool:
        """Whether it looks or undoes."""
        return self._working is not None

    def look(self) -> None:
        """Look what undoing would do; changes nothing."""
        undoing, number = self._session.app.undoing, self._run.number
        self._model.show(())
        self._say_instead("Looking at what stands in People HR…")
        self._work(_LOOKING, lambda cancel, tell: undoing.look(number, cancel, tell), self._show_look)

    def _lay_out(self) -> None:
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        for face in (self._notice, self.view):
            self._list.addWidget(face)
        for foot in (self._running, self._done()):
            self._foot.addWidget(foot)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading(run_sentence(self._run)))
        layout.addWidget(wrapped(_WHAT_IT_DOES))
        layout.addWidget(self.banner)
        layout.addWidget(self._list, stretch=1)
        layout.addWidget(self.delete)
        layout.addWidget(self._foot)
        self.delete.hide()
        self.resize(132 * GRID, 64 * GRID)

    def _done(self) -> QWidget:
        face = QWidget()
        self._again.setIcon(icon(Picture.REFRESH))
        row = QHBoxLayout(face)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._found, stretch=1)
        for button in (self._again, self._leave, self.undo):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        return face

    def _connect(self) -> None:
        self._running.stop.clicked.connect(self._stop)
        self._again.clicked.connect(self.look)
        self._leave.clicked.connect(self.close)
        self.delete.toggled.connect(self._show_choice)
        self.undo.clicked.connect(self._ask)
        self.view.activated.connect(lambda index: show_taps(self._session, self, *index.data(VALUE_ROLE).key))

    # Working ----------------------------------------------------------------------------------------------------------

    def _work(
        self,
        words: WorkWords,
        work: Callable[[CancelToken, Callable[[Progress], None]], UndoReport],
        done: Callable[[UndoReport], object],
    ) -> None:
        workers = self._session.workers

        def tell(progress: Progress) -> None:
            workers.post(self, partial(self._running.show_progress, progress))

        self.banner.hide()
        self.delete.hide()
        self._running.begin(words)
        self._foot.setCurrentIndex(0)
        self._working = workers.start(self, lambda cancel: work(cancel, tell), done, self._fail)
        self.destroyed.connect(self._working.cancel)
        self._running.stop.setFocus()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._running.show_stopping()

    def _ask(self) -> None:
        """Undo, once a person has confirmed how many days are deleted, if any are."""
        if self._report is None:
            return
        days = self._report.to_delete if self.delete.isChecked() else frozenset()
        if not days:
            self._undo(days)
            return
        named = count(len(days), "day")
        answers = {f"&Delete {named}": partial(self._undo, days), "&Cancel": None}
        ask(self, f"Delete {named} in People HR?", _CANNOT_BE_UNDONE, answers)

    def _undo(self, days: Collection[Key]) -> None:
        undoing, number = self._session.app.undoing, self._run.number
        self._work(_UNDOING, lambda cancel, tell: undoing.run(number, cancel, tell, delete=days), self._show_done)

    # What becomes of it -----------------------------------------------------------------------------------------------

    def _show_look(self, report: UndoReport) -> None:
        self._show(report)
        self._report = report
        days = len(report.to_delete)
        self.delete.setChecked(False)
        self.delete.setText(delete_words(days))
        self.delete.setVisible(bool(days) and report.problem is None)
        self._show_choice()
        (self.view if report.days else self._leave).setFocus()

    def _show_choice(self) -> None:
        """Say on the button how many days will be undone."""
        report = self._report
        days = 0 if report is None or report.problem is not None else can_put_back(report)
        if report is not None and self.delete.isChecked():
            days += len(report.to_delete)
        more = "…" if self.delete.isChecked() else ""
        self.undo.setText(f"&Undo {count(days, 'day')}{more}")
        self.undo.setEnabled(bool(days))
        self.undo.setVisible(report is not None and bool(report.days))

    def _show_done(self, report: UndoReport) -> None:
        self._show(report)
        self._show_choice()
        if report.problem is None and is_undone(report):
            self.banner.say(STAYS_UNDONE, Picture.INFORMATION)
        self._leave.setFocus()
        self._session.changed.emit()

    def _show(self, report: UndoReport) -> None:
        """Show every day of a report, and why it ended early if it did."""
        self._model.show(undo_rows(report))
        if report.days:
            self._list.setCurrentWidget(self.view)
            self.view.fit_columns()
        else:
            self._say_instead(NOTHING_TO_UNDO)
        self._end(undo_sentence(report) if report.days else "")
        if report.problem is not None:
            harmless = isinstance(report.problem, CancelledError)
            self.banner.say(error_sentence(report.problem), Picture.INFORMATION if harmless else Picture.REFUSED)

    def _fail(self, error: ClockReportsError) -> None:
        if not self._model.values:
            self._say_instead("Nothing was looked at, and nothing changed.")
        self._end("")
        self._show_choice()
        self.banner.say(error_sentence(error), Picture.REFUSED)
        self._again.setFocus()

    def _end(self, found: str) -> None:
        self._working = self._report = None
        self._found.setText(found)
        self._foot.setCurrentIndex(1)
        self._leave.setDefault(True)

    def _say_instead(self, sentence: str) -> None:
        self._notice.say(EmptyState(sentence))
        self._list.setCurrentWidget(self._notice)

    # The way out ------------------------------------------------------------------------------------------------------

    @override
    def reject(self) -> None:
        if self.running:
            self._stop()
        else:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running:
            self._stop()
            event.ignore()
        else:
            super().closeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_list = self.view.hasFocus() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if not in_list:  # where Enter shows a day's taps, and must not undo anything besides
            super().keyPressEvent(event)


def show_undo(session: Session, parent: QWidget, run: Run) -> UndoDialog:
    """Undo in a dialog beside the window, which stays usable; one that is still at work is brought forward."""
    for dialog in parent.findChildren(UndoDialog):
        if dialog.running:
            dialog.raise_()
            dialog.activateWindow()
            return dialog
    dialog = UndoDialog(session, run, parent)
    dialog.show()
    return dialog
