"""Tables of frozen values: one model for all of them, and a view that looks and behaves the same everywhere.

A model holds plain values, never widgets; columns say how a value is shown, read aloud and sorted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from clockreports.gui.theme import GRID

Value = TypeVar("Value")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE: Final = Qt.ItemDataRole.UserRole
VALUE_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Column(Generic[Value]):
    """How a column shows a value: its text, what to sort by (the text if None), and how it stands."""

    title: str
    text: Callable[[Value], str]
    sort: Callable[[Value], Any] | None = None
    number: bool = False
    tooltip: Callable[[Value], str] | None = None
    icon: Callable[[Value], QIcon] | None = None


class ValuesModel(QAbstractTableModel, Generic[Value]):
    """A table of values, replaced as a whole; single rows can be exchanged while work goes on."""

    def __init__(self, columns: Sequence[Column[Value]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._values: list[Value] = []

    @property
    def values(self) -> tuple[Value, ...]:
        """What the table holds, in its own order."""
        return tuple(self._values)

    def show(self, values: Sequence[Value]) -> None:
        """Show these values in place of the earlier ones."""
        self.beginResetModel()
        self._values = list(values)
        self.endResetModel()

    def exchange(self, row: int, value: Value) -> None:
        """Show another value in a row; the list does not jump."""
        self._values[row] = value
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def sort_key(self, column: int) -> Callable[[Value], Any]:
        """Return what a column sorts values by; texts without case."""
        of = self._columns[column]
        return of.sort or (lambda value: of.text(value).casefold())

    def value(self, index: Index) -> Value:
        """Return the value behind an index of this model."""
        return self._values[index.row()]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._values)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - likewise
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, value = self._columns[index.column()], self._values[index.row()]
        read = _ROLES.get(role)
        return None if read is None else read(column, value)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_ROLES: Final[dict[int, Callable[[Column[Any], Any], Any]]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, value: column.text(value),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, value: f"{column.title}: {column.text(value)}",
    Qt.ItemDataRole.ToolTipRole: lambda column, value: (column.tooltip or column.text)(value),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _value: _alignment(column),
    Qt.ItemDataRole.DecorationRole: lambda column, value: None if column.icon is None else column.icon(value),
    SORT_ROLE: lambda column, value: (column.sort or column.text)(value),
    VALUE_ROLE: lambda _column, value: value,
}


_ROOM: Final = "\N{EN SPACE}"
"""Stands behind what is aligned to the right: it would touch what begins the next column."""


class _Cell(QStyledItemDelegate):
    """Shows a value with room behind it."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += _ROOM


class _Header(QHeaderView):
    """Shows a title as the values below it."""

    @override
    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        if option.textAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += _ROOM


class TableView(QTableView):
    """A table as everywhere in the program: whole rows, sorting by a click, long text elided with a tooltip."""

    def __init__(self, name: str, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Header(Qt.Orientation.Horizontal, self))
        self.horizontalHeader().setSectionsClickable(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table; the arrows move in it
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.setMinimumHeight(8 * GRID)  # the heading and a row or two: on a small screen the rest needs room as well
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setModel(model)

    def fit_columns(self) -> None:
        """Size the columns to their content, once; what a person drags afterwards stays."""
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount() - 1):
            self.setColumnWidth(column, min(self.columnWidth(column) + 12, 420))


class SortedValues(QSortFilterProxyModel):
    """Sorts by what a column says to sort by, and keeps the rows that `keeps` (None: all) lets pass."""

    def __init__(self, model: ValuesModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeps: Callable[[Any], bool] | None = None
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def keep(self, keeps: Callable[[Any], bool] | None) -> None:
        """Show only what `keeps` says, or everything."""
        self.beginFilterChange()
        self._keeps = keeps
        self.endFilterChange()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if self._keeps is None:
            return True
        index = self.sourceModel().index(source_row, 0, source_parent)
        return self._keeps(self.sourceModel().data(index, VALUE_ROLE))
