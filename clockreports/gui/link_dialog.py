"""Links a number of the clocks to an employee: on one terminal or all, from a day and until one."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.gui.period_picker import day_field, to_date, today_in
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID
from clockreports.gui.users_words import named
from clockreports.services.employees import Linked, Roll

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_ALL_TERMINALS: Final = "All terminals"


@dataclass(frozen=True, slots=True)
class WantedLink:
    """What a person filled in: a number, on one terminal or all (None), an employee id, and the days, both included."""

    clock_id: str
    employee_id: str
    terminal: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def problem(self) -> str:
        """Return what keeps it from being tried, in a sentence; "" when nothing does."""
        if not self.clock_id:
            return "Give the number that the person has on the clock."
        if not self.employee_id:
            return "Choose the employee, or type the employee id that People HR shows, such as PW1."
        if self.valid_from is not None and self.valid_until is not None and self.valid_until < self.valid_from:
            return "The link ends before it begins: put the earlier day first."
        return ""


class LinkDialog(QDialog):
    """Asks whose a number is; `linked` is told when the link is made. What was known beforehand is filled in."""

    linked = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        clock_id: str = "",
        terminal: str | None = None,
        employee_id: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Link a number to an employee")
        self._session = session
        self._asked = (terminal, employee_id)
        self._number = _choice(clock_id)
        self._terminal = QComboBox()
        self._terminal.addItem(_ALL_TERMINALS, None)
        self._employee = _choice(employee_id)
        today = today_in(session)
        self._from, self._until = _OptionalDay("&From", today), _OptionalDay("&Until", today)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._link = self._buttons.addButton("&Link", QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        (self._employee if clock_id else self._number).setFocus()
        session.workers.start(self, lambda _cancel: session.app.employees.roll(), self._offer, self._say)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow("&Number on the clock", self._number)
        form.addRow("&Terminal", self._terminal)
        form.addRow("&Employee", self._employee)
        form.addRow(self._from.box, self._from.day)
        form.addRow(self._until.box, self._until.day)
        hint = QLabel("Without days the link counts always. A number given to somebody else gets a second link.")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        for part in (hint, self._sentence, self._buttons):
            layout.addWidget(part)
        self._sentence.hide()
        self.resize(480, self.sizeHint().height())

    def _offer(self, roll: Roll) -> None:
        """Fill the lists: those nobody is linked to come first."""
        terminal, employee_id = self._asked
        unlinked = {user.clock_id for user in roll.unlinked_users}
        numbers = {user.clock_id: None for user in (*roll.unlinked_users, *roll.users)}
        _offer(self._number, [(clock_id, clock_id) for clock_id in numbers], self._number.currentText())
        for number, clock_id in enumerate(numbers):
            if clock_id in unlinked:
                self._number.setItemData(number, "Nobody is linked to this number", Qt.ItemDataRole.ToolTipRole)
        for name in sorted({user.terminal for user in roll.users} | ({terminal} if terminal else set())):
            self._terminal.addItem(name, name)
        self._terminal.setCurrentIndex(max(0, self._terminal.findData(terminal)))
        left_over = {employee.number for employee in roll.unlinked_employees}
        people = sorted(roll.employees, key=lambda each: (each.number not in left_over, each.name.casefold()))
        typed = self._employee.currentText() or employee_id
        _offer(self._employee, [(named(each), each.employee_id) for each in people if each.employee_id], typed)

    @property
    def wanted(self) -> WantedLink:
        """What is filled in at the moment."""
        return WantedLink(
            _chosen(self._number),
            _chosen(self._employee),
            self._terminal.currentData(),
            self._from.value,
            self._until.value,
        )

    def _try(self) -> None:
        wanted = self.wanted
        if wanted.problem:
            self._tell(wanted.problem)
            return
        self._link.setEnabled(False)
        work = partial(_make, self._session.app, wanted)
        self._session.workers.start(self, work, self._made, self._say)

    def _made(self, made: Linked) -> None:
        self.linked.emit()
        self._session.changed.emit()
        if not made.notes:
            self.accept()
            return
        self._tell("\n".join(("The link is made.", *made.notes)))
        self._buttons.clear()
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)

    def _say(self, error: ClockReportsError) -> None:
        self._link.setEnabled(True)
        self._tell(f"{error.title} {error.advice}")

    def _tell(self, sentences: str) -> None:
        self._sentence.setText(sentences)
        self._sentence.show()


def _make(app: "App", wanted: WantedLink, _cancel: CancelToken) -> Linked:
    return app.employees.link(
        wanted.clock_id,
        wanted.employee_id,
        terminal=wanted.terminal,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
    )


class _OptionalDay:
    """A day that need not be given: a box to tick, and the day beside it."""

    def __init__(self, label: str, today: date) -> None:
        self.box = QCheckBox(label)
        self.day: QDateEdit = day_field(label.replace("&", ""))
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setEnabled(False)
        self.box.toggled.connect(self.day.setEnabled)

    @property
    def value(self) -> date | None:
        return to_date(self.day.date()) if self.box.isChecked() else None


def _choice(text: str) -> QComboBox:
    """Return a field to choose in or to type into."""
    field = QComboBox()
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.setEditText(text)
    completer = QCompleter(field.model(), field)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
    return field


def _offer(field: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    """Offer choices (text, value); what was typed or asked for stays."""
    field.clear()
    for text, value in choices:
        field.addItem(text, value)
    place = field.findData(chosen)
    field.setCurrentIndex(place)
    if place < 0:
        field.setEditText(chosen)


def _chosen(field: QComboBox) -> str:
    """Return the value of the choice, or what was typed instead of one."""
    typed = field.currentText().strip()
    place = field.findText(typed, Qt.MatchFlag.MatchFixedString)
    return str(field.itemData(place)) if place >= 0 else typed
