"""Every export there was: when, who, over which days, and what came of it; one that ended early can be gone on with."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.words import STATES, count, counted
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.export_window.sentences import days_between
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Notice
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
NEEDS_SOMEBODY = (
    *(DayState.REFUSED, DayState.CONFLICT, DayState.UNKNOWN),
    *(DayState.NOT_SENT, DayState.NEEDS_ATTENTION),
)
"""States of a day that somebody has to do something about."""
_SENT = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNKNOWN})


def whom_of(run: Run) -> str:
    """Return "All", or how many it was for."""
    return count(len(run.employee_ids), "employee") if run.employee_ids else "All"


def counts_of(run: Run) -> str:
    """Return "149 sent · 1 refused"; of a run that never ended only how much it began with is known."""
    what = f"Undo of run {run.undoes}: " if run.undoes else ""
    if run.end is RunEnd.RUNNING:
        return f"{what}{count(run.total, 'day')} to {'undo' if run.undoes else 'send'} when it began"
    counts = dict(run.counts)
    told = (counted(counts[state], word) for state, word in STATES.items() if counts.get(state))
    return what + (" · ".join(told) or "No days")


def may_be_undone(run: Run) -> bool:
    """Whether there may be anything to undo: it sent days, or was cut off before it could tell."""
    sent = any(state in _SENT and days for state, days in run.counts)
    return not run.undoes and (sent or run.end is RunEnd.RUNNING)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, and whether it goes on at this moment."""

    run: Run
    under_way: bool

    @property
    def end(self) -> str:
        """How it ended, in words."""
        return "Under way" if self.under_way else ENDS[self.run.end]

    @property
    def picture(self) -> Picture:
        """The drawing beside them."""
        if self.under_way:
            return Picture.WAITING
        counts = dict(self.run.counts)
        well = self.run.end is RunEnd.DONE and not any(counts.get(state) for state in NEEDS_SOMEBODY)
        return Picture.OK if well else Picture.WARNING


def run_columns() -> tuple[Column[RunRow], ...]:
    """Return the columns of a list of runs."""
    icons = {picture: icon(picture) for picture in (Picture.OK, Picture.WARNING, Picture.WAITING)}
    return (
        Column[RunRow]("Run", lambda row: str(row.run.number), lambda row: row.run.number, number=True),
        Column[RunRow](
            "Began",
            lambda row: f"{row.run.started.astimezone():%d/%m/%Y %H:%M}",
            lambda row: row.run.started.timestamp(),
        ),
        Column[RunRow]("Days", lambda row: days_between(row.run.period), lambda row: row.run.period.first.toordinal()),
        Column[RunRow]("People", lambda row: whom_of(row.run)),
        Column[RunRow]("Ended", lambda row: row.end, icon=lambda row: icons[row.picture]),
        Column[RunRow]("What came of it", lambda row: counts_of(row.run)),
        Column[RunRow]("By", lambda row: f"{row.run.user} on {row.run.host}"),
    )


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
        rows = tuple(RunRow(run, run.end is RunEnd.RUNNING and plan.holder is not None) for run in plan.runs[:1])
        rows += tuple(RunRow(run, under_way=False) for run in plan.runs[1:])
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
