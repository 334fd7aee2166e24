"""Undo a run: looks first and shows what would be put back, deleted and left; then does it, when a person says so.

Deleting asks for a word of its own, which names the number of days. Stopping it keeps what is undone.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.ledger import DayKey
from clockreports.domain.runs import Run
from clockreports.domain.words import count
from clockreports.gui.export_window.sentences import error_sentence
from clockreports.gui.export_window.undo_rows import (
    NOTHING_TO_UNDO,
    STAYS_UNDONE,
    can_put_back,
    delete_words,
    is_undone,
    run_sentence,
    undo_columns,
    undo_rows,
    undo_sentence,
)
from clockreports.gui.export_window.work_dialog import WorkDialog, bring_forward
from clockreports.gui.export_window.work_progress import WorkWords
from clockreports.gui.icons import Picture
from clockreports.gui.question import ask
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID
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


class UndoDialog(WorkDialog):
    """Shows what undoing a run would do, and does it. Closing it while it works stops it first."""

    def __init__(self, session: Session, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(session, "Days of the run", undo_columns(), parent)
        self.setWindowTitle(f"Undo run {run.number}")
        self._run = run
        self._report: UndoReport | None = None
        self.delete, self.undo = QCheckBox(), QPushButton("&Undo")
        self._again = QPushButton("Look a&gain")
        buttons = (self._again, self._leave, self.undo)
        self._lay_out(run_sentence(run), _WHAT_IT_DOES, self._again, buttons, self.delete)
        self.delete.hide()
        self.resize(132 * GRID, 64 * GRID)
        self._again.clicked.connect(self.look)
        self.delete.toggled.connect(self._show_choice)
        self.undo.clicked.connect(self._ask)
        self.look()

    def look(self) -> None:
        """Look what undoing would do; changes nothing."""
        undoing, number = self._session.app.undoing, self._run.number

        def look(cancel: CancelToken, tell: Callable[[Progress], None]) -> UndoReport:
            return undoing.look(number, cancel, tell)

        self._show_rows((), "Looking at what stands in People HR…")
        self.delete.hide()
        self._work(_LOOKING, look, self._show_look, self._fail)

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

    def _undo(self, days: Collection[DayKey]) -> None:
        undoing, number = self._session.app.undoing, self._run.number

        def undo(cancel: CancelToken, tell: Callable[[Progress], None]) -> UndoReport:
            return undoing.run(number, cancel, tell, delete=days)

        self.delete.hide()
        self._work(_UNDOING, undo, self._show_done, self._fail)

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
        self._report = None
        self._show_rows(undo_rows(report), NOTHING_TO_UNDO)
        self._end(undo_sentence(report) if report.days else "")
        if report.problem is not None:
            harmless = isinstance(report.problem, CancelledError)
            self.banner.say(error_sentence(report.problem), Picture.INFORMATION if harmless else Picture.REFUSED)

    def _fail(self, error: ClockReportsError) -> None:
        self._report = None
        if not self._model.values:
            self._say_instead("Nothing was looked at, and nothing changed.")
        self._end("")
        self._show_choice()
        self.banner.say(error_sentence(error), Picture.REFUSED)
        self._again.setFocus()

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


def show_undo(session: Session, parent: QWidget, run: Run) -> UndoDialog:
    """Undo in a dialog beside the window, which stays usable; one that is still at work is brought forward."""
    dialog = bring_forward(parent, UndoDialog) or UndoDialog(session, run, parent)
    dialog.show()
    return dialog
