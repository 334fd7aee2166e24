"""The days of one run, as they ended then."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from clockreports.domain.ledger import DayState
from clockreports.domain.runs import Run
from clockreports.domain.words import days_between, moment
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.day_list import day_columns
from clockreports.gui.export_window.rows import DayRow, rows_of
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.run_rows import ENDS, counts_of
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, TableView, ValuesModel
from clockreports.gui.theme import GRID

if TYPE_CHECKING:
    from clockreports.bootstrap import App


class RunDialog(QDialog):
    """Shows the lines a run has kept: those that were unchanged are only counted."""

    def __init__(self, session: Session, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Run {run.number}, {moment(run.started.astimezone())}")
        self._model: ValuesModel[DayRow] = ValuesModel(day_columns("What happened"), self)
        self.view = TableView("Days of the run", SortedValues(self._model, self._model))
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self.view.activated.connect(lambda index: show_taps(session, self, *index.data(VALUE_ROLE).key))
        heading = PlainLabel(
            f"{days_between(run.period)}, by {run.user} on {run.host}. {ENDS[run.end]}: {counts_of(run)}."
        )
        heading.setWordWrap(True)
        page = Page(session, "Days of the run", self.view, lambda app: _read(app, run), self._fill)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(page, stretch=1)
        layout.addWidget(buttons)
        self.resize(124 * GRID, 64 * GRID)
        page.refresh()

    def _fill(self, rows: tuple[DayRow, ...]) -> EmptyState | None:
        self._model.show(rows)
        self.view.fit_columns()
        return None if rows else EmptyState("Every day of this run was unchanged, so nothing was done.")


def _read(app: "App", run: Run) -> tuple[DayRow, ...]:
    names = {employee.number: employee.name for employee in app.employees.roll().employees}
    told = [line for line in app.history.run_days(run.number) if line.state is not DayState.INTENDED]
    return rows_of(told, names, done=True)
