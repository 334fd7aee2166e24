"""The page of exports: every run, the newest first, with its days by state, how it ended, who ran it and when."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from clockreports.gui.page import EmptyState, Page
from clockreports.gui.run_rows import RunRow, run_columns, run_rows
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, TableView, ValuesModel
from clockreports.gui.theme import side_by_side

if TYPE_CHECKING:
    from clockreports.bootstrap import App


class ExportsPage(Page):
    """The page; its empty state offers to open the window that exports."""

    def __init__(self, session: Session, open_export: Callable[[], object]) -> None:
        self._open_export = open_export
        self._model = ValuesModel(run_columns())
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

    def _fill(self, rows: tuple[RunRow, ...]) -> EmptyState | None:
        with self._view.keeping_place(lambda row: row.run.number):
            self._model.show(rows)
        self._view.fit_once()
        self._days.setVisible(bool(rows))
        self._choose()
        return None if rows else EmptyState("Nothing has been exported yet.", "&People HR Export…", self._open_export)

    def _choose(self) -> None:
        self._days.setEnabled(self._view.selectionModel().hasSelection())

    def _show_days(self) -> None:
        from clockreports.gui.export_window.run_dialog import RunDialog  # noqa: PLC0415 - only whoever asks needs it

        for index in self._view.selectionModel().selectedRows()[:1]:
            row: RunRow = index.data(VALUE_ROLE)
            RunDialog(self._session, row.run, self).open()


def _read(app: "App") -> tuple[RunRow, ...]:
    return run_rows(app.history.runs(), busy=app.exporting.under_way() is not None)
