"""The list of days: how many stand how, which of them are shown, and each with its hours and what happens to it.

Rows change while a run goes on, and stay where they are. Nothing is hidden unsaid: what is left out is told in figures.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clockreports.domain.ledger import DayKey, DayState
from clockreports.domain.runs import RunDay
from clockreports.domain.words import day, times
from clockreports.gui.export_window.rows import WORDS, DayRow, hours_of, picture_of
from clockreports.gui.export_window.word_filter import WordFilter
from clockreports.gui.icons import icon
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID

_ROWS_MEASURED: Final = 100
"""So many rows are looked at for the width of a column: a thousand would hold up the window for half a second."""


def day_columns(happens: str = "What happens") -> tuple[Column[DayRow], ...]:
    """Return the columns of a list of days; `happens` is the title of the last one."""
    icons = {word: icon(picture_of(word)) for word in WORDS}
    return (
        Column[DayRow]("Employee", lambda row: row.name),
        Column[DayRow]("Id", lambda row: row.line.employee_id),
        Column[DayRow]("Date", lambda row: day(row.line.day), lambda row: row.line.day.toordinal()),
        Column[DayRow](
            "In – out",
            lambda row: times(row.line.pairs) or "–",
            lambda row: row.line.pairs[0].time_in if row.line.pairs else time.max,
        ),
        Column[DayRow]("Hours", lambda row: hours_of(row.minutes), lambda row: row.minutes or 0, number=True),
        Column[DayRow](
            happens,
            lambda row: row.happening,
            lambda row: (WORDS.index(row.word), row.line.reason),
            tooltip=lambda row: row.whole_story,
            icon=lambda row: icons[row.word],
        ),
    )


class DayList(QWidget):
    """Shows rows; `opened` tells the row whose taps are wanted, `settle` the conflict that is to be settled.

    `counted` tells how many days there are now, shown or not.
    """

    opened = Signal(object)
    settle = Signal(object)
    save = Signal()
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ValuesModel[DayRow] = ValuesModel(day_columns(), self)
        self._sorted = SortedValues(self._model, self._model)
        self.view = TableView("Days", self._sorted)
        self.counts: Counter[str] = Counter()
        """How many days stand how, by word; of all of them, shown or not."""
        self._places: dict[DayKey, int] = {}
        self._empty: EmptyState | None = None
        self.filter = WordFilter()
        self.search = QLineEdit()
        self._left_out = PlainLabel()
        self._open, self._settle = QPushButton("Sho&w taps…"), QPushButton("&Both versions…")
        self._save = QPushButton("Sa&ve list…")
        self._notice = Notice()
        self._stack = QStackedWidget()
        self._make_table()
        self._lay_out()
        self.filter.chosen.connect(self._keep)
        self.search.textChanged.connect(self._keep)
        self._open.clicked.connect(lambda: self._tell(self.opened.emit))
        self._settle.clicked.connect(lambda: self._tell(self.settle.emit))
        self._save.clicked.connect(self.save)
        self._choose()

    def shown(self) -> list[DayRow]:
        """Return the rows that are shown, in their order."""
        return [self._sorted.index(at, 0).data(VALUE_ROLE) for at in range(self._sorted.rowCount())]

    def show_rows(self, rows: Sequence[DayRow], empty: EmptyState | None = None) -> None:
        """Show these rows, or why there are none; what was searched for stays."""
        self._model.show(rows)
        self._places = {row.key: number for number, row in enumerate(rows)}
        self.counts = Counter(row.word for row in rows)
        self.counted.emit(len(rows))
        if not self.counts[self.filter.word]:
            self.filter.choose("")
        self.filter.show_counts(self.counts)
        if rows:
            self.view.fit_again()
        self._empty = None if rows else empty
        for part in (self.filter, self.search, self._save):
            part.setEnabled(bool(rows))
        self._keep()

    def show_result(self, rows: Sequence[DayRow]) -> None:
        """Show how a run ended; when it was about the days that are shown, each stays where it is."""
        if {row.key for row in rows} != self._places.keys():
            self.show_rows(rows)
            return
        shown = self._model.values
        for row in rows:
            if shown[self._places[row.key]] != row:
                self._exchange(shown[self._places[row.key]], row)
        self.filter.show_counts(self.counts)

    def finish(self, line: RunDay) -> None:
        """Show that a day is done, where it stands."""
        place = self._places.get((line.employee, line.day))
        if place is not None:
            row = self._model.value(self._model.index(place, 0))
            self._exchange(row, replace(row, line=line, done=True))
            self.filter.show_counts(self.counts)

    def show_only(self, word: str) -> None:
        """Show only the days that stand so; "" shows all."""
        self.search.clear()
        self.filter.choose(word)
        self.view.setFocus()

    def _exchange(self, before: DayRow, after: DayRow) -> None:
        self._model.exchange(self._places[before.key], after)
        self.counts[before.word] -= 1
        self.counts[after.word] += 1
        self._choose()

    def _make_table(self) -> None:
        self.view.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self.view.horizontalHeader().setSortIndicatorClearable(True)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self.view.activated.connect(self._activate)
        self.view.selectionModel().selectionChanged.connect(self._choose)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Name or id")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(20 * GRID)
        label = PlainLabel("Fi&nd")
        label.setBuddy(self.search)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(GRID)
        above.addWidget(self.filter, stretch=1)
        above.addWidget(label)
        above.addWidget(self.search)
        below.addWidget(self._left_out, stretch=1)
        for button in (self._open, self._settle, self._save):
            below.addWidget(button)
        for face in (self.view, self._notice):
            self._stack.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(above)
        layout.addWidget(self._stack, stretch=1)
        layout.addLayout(below)

    def _keep(self) -> None:
        word, wanted = self.filter.word, self.search.text().strip().casefold()

        def keeps(row: DayRow) -> bool:
            return (not word or row.word == word) and (
                wanted in row.name.casefold() or wanted in row.line.employee_id.casefold()
            )

        self._sorted.keep(keeps if word or wanted else None)
        shown, total = self._sorted.rowCount(), self._model.rowCount()
        self._left_out.setText("" if shown == total else f"{shown:,} of {total:,} days shown")
        empty = self._empty if shown or not total else EmptyState(self._why_none(), "Show al&l days", self._show_all)
        if empty is not None:
            self._notice.say(empty)
        self._stack.setCurrentWidget(self.view if empty is None else self._notice)
        self._choose()

    def _why_none(self) -> str:
        """Return why none of the days there are is shown."""
        wanted, word = self.search.text().strip(), self.filter.word
        of_those = f" of the days that are “{word}”" if word else ""
        return f"No name and no id{of_those} holds “{wanted}”." if wanted else f"No day is “{word}” any more."

    def _show_all(self) -> None:
        self.show_only("")

    def _chosen(self) -> DayRow | None:
        rows = self.view.selectionModel().selectedRows()
        return rows[0].data(VALUE_ROLE) if rows else None

    def _choose(self) -> None:
        row = self._chosen()
        self._open.setEnabled(row is not None)
        self._settle.setEnabled(row is not None and row.line.state is DayState.CONFLICT)

    def _activate(self, index: QModelIndex) -> None:
        row: DayRow = index.data(VALUE_ROLE)
        (self.settle if row.line.state is DayState.CONFLICT else self.opened).emit(row)

    def _tell(self, tell: Callable[[DayRow], object]) -> None:
        row = self._chosen()
        if row is not None:
            tell(row)
