"""Every export there was: when, who, over which days, and what came of it; one that ended early can be gone on with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.words import STATES, count, counted
from clockreports.gui.export_window.notice import Notice
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.export_window.sentences import days_between
from clockreports.gui.page import EmptyState
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID

ENDS = {
    RunEnd.RUNNING: "Interrupted",
    RunEnd.DONE: "Done",
    RunEnd.STOPPED: "Stopped",
    RunEnd.UNREACHABLE: "People HR did not answer",
    RunEnd.KEY_REFUSED: "Key refused",
}


def whom_of(run: Run) -> str:
    """Return "All", or how many it was for."""
    return count(len(run.employee_ids), "employee") if run.employee_ids else "All"


def counts_of(run: Run) -> str:
    """Return "149 sent · 1 refused"; of a run that never ended only how much it began with is known."""
    if run.end is RunEnd.RUNNING:
        return f"{count(run.total, 'day')} to send when it began"
    counts = dict(run.counts)
    told = (counted(counts[state], word) for state, word in STATES.items() if counts.get(state))
    return " · ".join(told) or "No days"


COLUMNS = (
    Column[Run]("Run", lambda run: str(run.number), lambda run: run.number, number=True),
    Column[Run]("Began", lambda run: f"{run.started.astimezone():%d/%m/%Y %H:%M}", lambda run: run.started.timestamp()),
    Column[Run]("By", lambda run: f"{run.user} on {run.host}"),
    Column[Run]("Days", lambda run: days_between(run.period), lambda run: run.period.first.toordinal()),
    Column[Run]("Employees", whom_of),
    Column[Run]("Ended", lambda run: ENDS[run.end]),
    Column[Run]("What came of it", counts_of),
)


class HistoryTab(QWidget):
    """The runs, the newest first. `opened` tells the run whose days are wanted, `go_on` that one is to be resumed."""

    opened = Signal(object)
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ValuesModel[Run] = ValuesModel(COLUMNS, self)
        self.view = TableView("Exports so far", SortedValues(self._model, self._model))
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self._interrupted: Run | None = None
        self._fitted = False
        self._notice = Notice()
        self._notice.say(EmptyState("Nothing has been exported yet."))
        self._stack = QStackedWidget()
        self._open, self._resume = QPushButton("Sho&w days of the run…"), QPushButton("Re&sume")
        self._lay_out()
        self.view.activated.connect(lambda index: self.opened.emit(index.data(VALUE_ROLE)))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self._open.clicked.connect(lambda: self.opened.emit(self._chosen()))
        self._resume.clicked.connect(self.go_on)
        self._choose()

    def show_plan(self, plan: Plan, *, may_resume: bool) -> None:
        """Show the runs there were."""
        if plan.runs != self._model.values:
            self._model.show(plan.runs)
        self._interrupted = plan.interrupted.run if plan.interrupted is not None and may_resume else None
        self._stack.setCurrentWidget(self.view if plan.runs else self._notice)
        if plan.runs and not self._fitted:
            self.view.fit_columns()
            self._fitted = True
        self._choose()

    def _lay_out(self) -> None:
        for face in (self.view, self._notice):
            self._stack.addWidget(face)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addStretch()
        below.addWidget(self._open)
        below.addWidget(self._resume)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._stack, stretch=1)
        layout.addLayout(below)

    def _chosen(self) -> Run | None:
        value: Run | None = self.view.currentIndex().data(VALUE_ROLE)
        return value

    def _choose(self) -> None:
        run = self._chosen()
        self._open.setEnabled(run is not None)
        self._resume.setEnabled(run is not None and run == self._interrupted)
