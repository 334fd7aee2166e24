"""The page of exports: every run, the newest first, with its days by state, how it ended, who ran it and when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.words import moment
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import side_by_side

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run, whether it goes on at this moment, and in words its days, for whom it was, its end, and its outcome."""

    run: Run
    under_way: bool
    days: str
    whom: str
    end: str
    outcome: str


def _mark(line: RunLine) -> QIcon:
    if line.under_way:
        return icon(Picture.WAITING)
    needs = {DayState.REFUSED, DayState.CONFLICT, DayState.UNKNOWN, DayState.NOT_SENT, DayState.NEEDS_ATTENTION}
    well = line.run.end is RunEnd.DONE and not any(days for state, days in line.run.counts if state in needs)
    return icon(Picture.OK if well else Picture.WARNING)


COLUMNS = (
    Column[RunLine]("Run", lambda line: str(line.run.number), lambda line: line.run.number),
    Column[RunLine](
        "Began", lambda line: moment(line.run.started.astimezone()), lambda line: line.run.started.timestamp()
    ),
    Column[RunLine]("By", lambda line: f"{line.run.user} on {line.run.host}"),
    Column[RunLine]("Days", lambda line: line.days, lambda line: line.run.period.first.toordinal()),
    Column[RunLine]("Employees", lambda line: line.whom),
    Column[RunLine]("Ended", lambda line: line.end, icon=_mark),
    Column[RunLine]("What came of it", lambda line: line.outcome),
)


class ExportsPage(Page):
    """The page; its empty state offers to open the window that exports."""

    def __init__(self, session: Session, open_export: Callable[[], object]) -> None:
        self._open_export = open_export
        self._model = ValuesModel(COLUMNS)
        self._view = TableView("Exports", SortedValues(self._model, self._model))
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        super().__init__(session, "E&xports", self._view, _read, self._fill)
        self._days = QPushButton("&Show days of the run…")
        self._days.clicked.connect(self._show_days)
        self.surround([], [side_by_side(self._days)])
        self._view.offer("&Show days of the run…", self._show_days)
        self._view.activated.connect(self._show_days)
        self._view.selectionModel().selectionChanged.connect(self._choose)

    def _fill(self, lines: tuple[RunLine, ...]) -> EmptyState | None:
        with self._view.keeping_place(lambda line: line.run.number):
            self._model.show(lines)
        self._view.fit_once()
        self._days.setVisible(bool(lines))
        self._choose()
        return None if lines else EmptyState("Nothing has been exported yet.", "&People HR Export…", self._open_export)

    def _choose(self) -> None:
        self._days.setEnabled(self._view.selectionModel().hasSelection())

    def _show_days(self) -> None:
        from clockreports.gui.export_window.run_dialog import RunDialog  # noqa: PLC0415 - see `_read`

        for index in self._view.selectionModel().selectedRows()[:1]:
            line: RunLine = index.data(VALUE_ROLE)
            RunDialog(self._session, line.run, self).open()


def _read(app: "App") -> tuple[RunLine, ...]:
    # The window that exports has the words for all this. It loads slowly, so here, beside the window.
    from clockreports.gui.export_window.history_tab import ENDS, counts_of, whom_of  # noqa: PLC0415
    from clockreports.gui.export_window.sentences import days_between  # noqa: PLC0415

    runs, busy = app.history.runs(), app.exporting.under_way() is not None
    lines = []
    for run in runs:
        under_way = busy and run.end is RunEnd.RUNNING and run is runs[0]
        end = "Under way" if under_way else ENDS[run.end]
        lines.append(RunLine(run, under_way, days_between(run.period), whom_of(run), end, counts_of(run)))
    return tuple(lines)
