"""Every export there was: when, who, over which days, and what came of it; one that ended early can be gone on with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run, RunEnd
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.run_rows import RunRow, run_columns, run_rows
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, TableView, ValuesModel
from clockreports.gui.theme import GRID

_SENT = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNKNOWN})


def may_be_undone(run: Run) -> bool:
    """Whether there may be anything to undo: it sent days, or was cut off before it could tell."""
    sent = any(state in _SENT and days for state, days in run.counts)
    return not run.undoes and (sent or run.end is RunEnd.RUNNING)


class HistoryTab(QWidget):
    """The runs, the newest first. `opened` tells the run whose days are wanted, `go_on` that one is to be resumed.

    `verify` tells that what stands in People HR by now is to be compared with what was left there, `undo` the run that
    is to be undone.
    """

    opened = Signal(object)
    undo = Signal(object)
    go_on = Signal()
    verify = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ValuesModel[RunRow] = ValuesModel(run_columns(), self)
        self.view = TableView("Exports so far", SortedValues(self._model, self._model))
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self._interrupted: Run | None = None
        self._notice = Notice()
        self._notice.say(EmptyState("Nothing has been exported yet."))
        self._stack = QStackedWidget()
        self._verify = QPushButton("&Verify with People HR…")
        self._open, self._resume = QPushButton("Sho&w days of the run…"), QPushButton("Resume i&nterrupted run")
        self._undo = QPushButton("Un&do this run…")
        self._lay_out()
        self.view.activated.connect(lambda index: self.opened.emit(index.data(VALUE_ROLE).run))
        self.view.selectionModel().selectionChanged.connect(self._choose)
        self._open.clicked.connect(lambda: self.opened.emit(self._chosen()))
        self._undo.clicked.connect(lambda: self.undo.emit(self._chosen()))
        self._resume.clicked.connect(self.go_on)
        self._verify.clicked.connect(self.verify)
        self._verify.setEnabled(False)
        self._choose()

    def show_plan(self, plan: Plan, *, may_resume: bool) -> None:
        """Show the runs there were."""
        self._verify.setEnabled(True)
        rows = run_rows(plan.runs, busy=plan.holder is not None)
        if rows != self._model.values:
            self._model.show(rows)
        self._interrupted = plan.interrupted.run if plan.interrupted is not None and may_resume else None
        self._stack.setCurrentWidget(self.view if plan.runs else self._notice)
        self.view.fit_once()
        self._choose()

    def _lay_out(self) -> None:
        for face in (self.view, self._notice):
            self._stack.addWidget(face)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self._verify)
        below.addStretch()
        for button in (self._open, self._undo, self._resume):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._stack, stretch=1)
        layout.addLayout(below)

    def _chosen(self) -> Run | None:
        rows = self.view.selectionModel().selectedRows()
        return rows[0].data(VALUE_ROLE).run if rows else None

    def _choose(self) -> None:
        run = self._chosen()
        self._open.setEnabled(run is not None)
        self._undo.setEnabled(run is not None and may_be_undone(run))
        self._resume.setEnabled(run is not None and run == self._interrupted)
