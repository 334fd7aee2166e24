"""Links a number of the clocks to an employee: on one terminal or all, from a day and until one."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.words import listed
from clockreports.gui.day_field import DayField
from clockreports.gui.period_picker import today_in
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, make_room, wrapped
from clockreports.gui.users_words import named
from clockreports.services.employees import Linked, Roll

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_ALL_TERMINALS: Final = "All terminals"
_HINT: Final = "Without days the link counts always. A number given to somebody else gets a second link."


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
        self._hint, self._sentence = wrapped(_HINT), wrapped("")
        self._terminals: dict[str, list[str]] = {}
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
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("&Number on the clock", self._number)
        form.addRow("Te&rminal", self._terminal)
        form.addRow("&Employee", self._employee)
        form.addRow(self._from.box, self._from.day)
        form.addRow(self._until.box, self._until.day)
        for field, example in ((self._number, "As on the clock"), (self._employee, "Choose, or type an employee id")):
            line = field.lineEdit()
            if line is not None:
                line.setPlaceholderText(example)
        self._number.currentTextChanged.connect(self._hint_at)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        for part in (self._hint, self._sentence, self._buttons):
            layout.addWidget(part)
        self._sentence.hide()
        self.resize(60 * GRID, 0)
        make_room(self)

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
        for user in roll.users:
            self._terminals.setdefault(canonical_clock_id(user.clock_id), []).append(user.terminal)
        self._hint_at(self._number.currentText())
        left_over = {employee.number for employee in roll.unlinked_employees}
        people = sorted(roll.employees, key=lambda each: (each.number not in left_over, each.name.casefold()))
        typed = self._employee.currentText() or employee_id
        _offer(self._employee, [(named(each), each.employee_id) for each in people if each.employee_id], typed)

    def _hint_at(self, number: str) -> None:
        """Warn where the same number is on several terminals: it may be several people's."""
        terminals = self._terminals.get(canonical_clock_id(number), [])
        several = f" Number {number.strip()} is known on {len(terminals)} terminals ({listed(terminals)}): choose one, "
        self._hint.setText(_HINT + (f"{several}unless it is the same person’s on all." if len(terminals) > 1 else ""))
        make_room(self)

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
        for field in (self._number, self._terminal, self._employee, *self._from.parts, *self._until.parts):
            field.setEnabled(False)
        self._buttons.clear()
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)

    def _say(self, error: ClockReportsError) -> None:
        self._link.setEnabled(True)
        self._tell(f"{error.title} {error.advice}")

    def _tell(self, sentences: str) -> None:
        self._sentence.setText(sentences)
        self._sentence.show()
        make_room(self)


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
        self.day = DayField(label.replace("&", ""))
        self.day.show_day(today)
        self.day.setEnabled(False)
        self.box.toggled.connect(self.day.setEnabled)

    @property
    def parts(self) -> tuple[QWidget, QWidget]:
        return self.box, self.day

    @property
    def value(self) -> date | None:
        self.day.interpretText()  # a day that was typed counts, although nobody has left the field
        return self.day.day if self.box.isChecked() else None


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
