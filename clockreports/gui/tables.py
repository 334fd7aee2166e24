"""Tables of frozen values: one model for all of them, and a view that looks and behaves the same everywhere.

A model holds plain values, never widgets; columns say how a value is shown, read aloud and sorted.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QIcon, QKeySequence, QResizeEvent
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

from clockreports.gui.copying import as_text
from clockreports.gui.icons import Picture, icon
from clockreports.gui.plain_text import plain_tip
from clockreports.gui.theme import GRID

Value = TypeVar("Value")
Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[range]
"""Rows of a table, from top to bottom, as stretches: a person may choose a million."""

VALUE_ROLE: Final = Qt.ItemDataRole.UserRole
_LEAST_WIDTH: Final = 8 * GRID
_MOST_WIDTH: Final = 60 * GRID
_PADDING: Final = 12
_BY_KEYBOARD: Final = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


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
    Qt.ItemDataRole.ToolTipRole: lambda column, value: plain_tip((column.tooltip or column.text)(value)),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _value: _alignment(column),
    Qt.ItemDataRole.DecorationRole: lambda column, value: None if column.icon is None else column.icon(value),
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
    """A table as everywhere: whole rows, sorting by a click, copying, long text elided with a tooltip.

    What is to happen with rows that are copied can be set as `copying`; by itself what is shown goes to the clipboard.
    """

    def __init__(self, name: str, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: list[int] = []  # the widths of the columns, where there is room
        self._sharing = self._dragged = False
        self.copying: Callable[[Rows], object] = self._copy_shown
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
        self.setMinimumHeight(7 * GRID)  # the heading and a row or two: on a small screen the rest needs room as well
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().sectionResized.connect(self._drag)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._offer_copying()
        self.setModel(model)

    def fit_columns(self) -> None:
        """Size the columns to their content, as far as there is room; once a person drags one, all of them stay."""
        self._sharing, self._dragged = True, False
        self.resizeColumnsToContents()
        widths = (self.columnWidth(column) + _PADDING for column in range(self.model().columnCount()))
        self._wanted = [min(width, _MOST_WIDTH) for width in widths]
        self._share_room()

    def fit_once(self) -> None:
        """Size the columns to the first content there is, and leave them alone ever after."""
        if not self._wanted and self.model().rowCount():
            self.fit_columns()

    def fit_again(self) -> None:
        """Size the columns to new content, unless a person has dragged one."""
        if not self._dragged:
            self.fit_columns()

    def offer(self, text: str, act: Callable[[], object]) -> None:
        """Offer in the menu of the right mouse button what can be done with the row that is chosen."""
        action = QAction(text, self)
        action.triggered.connect(lambda: act())  # noqa: PLW0108 - leaves out the state that Qt tells
        self.insertAction(self.actions()[-1], action)

    def chosen_rows(self) -> Rows:
        """Return the rows that are chosen."""
        chosen = self.selectionModel().selection()
        stretches = (chosen.at(place) for place in range(chosen.size()))
        return sorted((range(each.top(), each.bottom() + 1) for each in stretches), key=lambda rows: rows.start)

    @contextmanager
    def keeping_place(self, key: Callable[[Any], object]) -> Iterator[None]:
        """Choose the same row again, known by its key, and scroll to where it was, when the values are replaced."""
        rows = self.selectionModel().selectedRows()
        chosen = key(rows[0].data(VALUE_ROLE)) if rows else None
        scrolled = self.verticalScrollBar().value()
        yield
        model = self.model()
        for row in range(model.rowCount() if chosen is not None else 0):
            index = model.index(row, 0)
            if key(index.data(VALUE_ROLE)) == chosen:
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                break
        self.verticalScrollBar().setValue(scrolled)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wanted and not self._dragged:
            self._share_room()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a row for whoever comes with the keyboard: without one there is nothing to do anything with."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD and not self.selectionModel().hasSelection() and self.model().rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def _share_room(self) -> None:
        shown = [column for column in range(len(self._wanted)) if not self.isColumnHidden(column)]
        self._sharing = True
        widths = within([self._wanted[column] for column in shown], self.viewport().width())
        for column, width in zip(shown, widths, strict=True):
            self.setColumnWidth(column, width)
        self._sharing = False

    def _drag(self, column: int, _before: int, _after: int) -> None:
        is_last = column == self.horizontalHeader().count() - 1  # it takes what the others leave
        if not self._sharing and not is_last:
            self._dragged = True

    def _offer_copying(self) -> None:
        copying = QAction(icon(Picture.COPY), "&Copy", self)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(lambda: self.copying(self.chosen_rows()))
        self.addAction(copying)

    def _copy_shown(self, rows: Rows) -> None:
        model, header = self.model(), self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in columns if not self.isColumnHidden(column)]
        lines = ((str(model.index(row, column).data()) for column in shown) for some in rows for row in some)
        if rows:
            QGuiApplication.clipboard().setText(as_text(lines))


def within(widths: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns that are to fit into a room: the widest give way first, down to a least width."""
    left = room
    for narrower, width in enumerate(sorted(widths)):
        share = left // (len(widths) - narrower)
        if width > share:
            return [min(each, max(share, _LEAST_WIDTH)) for each in widths]
        left -= width
    return list(widths)
