"""Whose days: all employees, or some, picked by name from a list that may be long."""

from collections.abc import Iterable

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clockreports.domain.people import Employee
from clockreports.domain.words import count
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID

_ID_ROLE = Qt.ItemDataRole.UserRole


def people_words(chosen: frozenset[str], employees: int) -> str:
    """Return "All 25 people", or "3 of 25 people"; "Nobody yet" before any employee is known."""
    if not employees:
        return "Nobody yet"
    people = count(employees, "person", "people")
    return f"{len(chosen):,} of {people}" if chosen else f"All {people}"


class PeopleDialog(QDialog):
    """Offers everybody who has an employee id; `picked` tells the ids that were chosen, none of them meaning all."""

    picked = Signal(object)

    def __init__(self, employees: Iterable[Employee], chosen: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("People")
        self._model = QStandardItemModel(self)
        for employee in sorted(employees, key=lambda each: each.name.casefold()):
            self._model.appendRow(_item(employee, checked=not chosen or employee.employee_id in chosen))
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._found.setFilterFixedString)
        self.list = QListView()
        self.list.setAccessibleName("People")
        self.list.setSpacing(GRID // 4)
        self.list.setModel(self._found)
        self._sentence = PlainLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._pick)
        self._buttons.rejected.connect(self.reject)
        self._model.itemChanged.connect(self._count)
        self._lay_out()
        self._count()
        self.resize(48 * GRID, 56 * GRID)

    def _lay_out(self) -> None:
        label = PlainLabel("&Find")
        label.setBuddy(self.search)
        above = QHBoxLayout()
        above.setSpacing(GRID)
        for part in (label, self.search):
            above.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        for text, state in (("&All", Qt.CheckState.Checked), ("&None", Qt.CheckState.Unchecked)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, state=state: self._check_found(state))
            below.addWidget(button)
        below.addWidget(self._sentence, stretch=1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addLayout(above)
        layout.addWidget(self.list, stretch=1)
        layout.addLayout(below)
        layout.addWidget(self._buttons)

    def _items(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    def _checked(self) -> frozenset[str]:
        return frozenset(item.data(_ID_ROLE) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def _check_found(self, state: Qt.CheckState) -> None:
        """Check those that are found, or none of them; the others stay as they are."""
        self._model.blockSignals(True)  # noqa: FBT003 - Qt's own: counted once, not a thousand times
        for row in range(self._found.rowCount()):
            self._model.itemFromIndex(self._found.mapToSource(self._found.index(row, 0))).setCheckState(state)
        self._model.blockSignals(False)  # noqa: FBT003 - likewise
        self.list.viewport().update()
        self._count()

    def _count(self) -> None:
        checked = len(self._checked())
        self._sentence.setText(f"{checked:,} of {count(self._model.rowCount(), 'person', 'people')}")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(checked))

    def _pick(self) -> None:
        checked = self._checked()
        self.picked.emit(frozenset() if len(checked) == self._model.rowCount() else checked)
        self.accept()


def _item(employee: Employee, *, checked: bool) -> QStandardItem:
    item = QStandardItem(f"{employee.name} ({employee.employee_id})")
    item.setEditable(False)
    item.setCheckable(True)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    item.setData(employee.employee_id, _ID_ROLE)
    return item
