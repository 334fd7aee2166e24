"""Rows that can be dragged onto the rows of another table, to be linked with them."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from clockreports.gui.tables import Column, Index, TableView, ValuesModel

Value = TypeVar("Value")


class LinkingModel(ValuesModel[Value]):
    """Holds rows of one kind, and takes those of another; `dropped` tells on which value one was dropped."""

    dropped = Signal(object)

    def __init__(self, columns: Sequence[Column[Value]], kind: str, takes: str, parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._kind, self._takes = (f"application/x-clockreports-{name}" for name in (kind, takes))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction

    @override
    def mimeTypes(self) -> list[str]:
        return [self._takes]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Say only of which kind it is: which row is dragged, its table knows."""
        data = QMimeData()
        data.setData(self._kind, b"")
        return data

    @override
    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return parent.isValid() and data.hasFormat(self._takes)

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(self.value(parent))
        return True


def let_drag(view: TableView) -> None:
    """Let the rows of a table be dragged, and others be dropped on them."""
    view.setDragDropMode(TableView.DragDropMode.DragDrop)
    view.setDefaultDropAction(Qt.DropAction.LinkAction)
