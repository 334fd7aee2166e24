"""Users of the clocks whose taps go nowhere, and employees without a number: side by side, to be linked."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.domain.people import Employee, Link, User
from clockreports.domain.words import count, moment, short_day
from clockreports.gui.export_window.linking_model import LinkingModel, let_drag
from clockreports.gui.export_window.plan import Plan, UnlinkedUser
from clockreports.gui.link_dialog import LinkDialog
from clockreports.gui.page import EmptyState, Notice
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.question import ask
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID
from clockreports.gui.users_actions import WHAT_STAYS
from clockreports.gui.users_words import number_of
from clockreports.services.employees import Linked


def _first_and_last(user: User) -> str:
    days = (short_day(tap.date()) for tap in (user.first_tap, user.last_tap) if tap is not None)
    return " – ".join(dict.fromkeys(days))


USER_COLUMNS = (
    Column[UnlinkedUser]("Number", lambda each: each.user.clock_id),
    Column[UnlinkedUser]("Terminal", lambda each: each.user.terminal),
    Column[UnlinkedUser]("Name on the clock", lambda each: each.user.name or "–"),
    Column[UnlinkedUser]("Taps", lambda each: f"{each.events:,}", lambda each: each.events, number=True),
    Column[UnlinkedUser](
        "First and last tap ever",
        lambda each: _first_and_last(each.user),
        lambda each: str(each.user.last_tap),
        tooltip=lambda each: f"{moment(each.user.first_tap)} – {moment(each.user.last_tap)}",
    ),
    Column[UnlinkedUser]("Perhaps", lambda each: each.perhaps),
)
_NAME, _PERHAPS = 2, 5
_HOW_TO_LINK = "Drag a user onto an employee to link them, or press Enter on either."
EMPLOYEE_COLUMNS = (
    Column[Employee]("Employee", lambda person: person.name),
    Column[Employee]("Id", lambda person: person.employee_id),
)


class UnlinkedTab(QWidget):
    """Enter, a double click, or dragging a row onto one of the other side opens the dialog that links, filled in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._users = LinkingModel[UnlinkedUser](USER_COLUMNS, "user", "employee", self)
        self._employees = LinkingModel[Employee](EMPLOYEE_COLUMNS, "employee", "user", self)
        self.users = _table("Users with taps in this period, linked to nobody", self._users)
        self.employees = _table("Employees without a number", self._employees)
        self._no_users, self._no_employees = Notice(), Notice()
        self._link, self._ignore = QPushButton("&Link…"), QPushButton("&Not in People HR")
        self._ignore.setToolTip("Somebody on the clock who is not in People HR, such as a contractor")
        self._sentence = PlainLabel()
        self._sentence.setWordWrap(True)
        self._told = False
        self._lay_out()
        self._link.clicked.connect(self.link)
        self._ignore.clicked.connect(self._mark)
        self._users.dropped.connect(self._link_dropped)
        self._employees.dropped.connect(self._link_dropped)
        for view in (self.users, self.employees):
            let_drag(view)
            view.activated.connect(self.link)
            view.selectionModel().selectionChanged.connect(self._choose)
        self._choose()

    def show_plan(self, plan: Plan) -> None:
        """Show who is left over."""
        self._users.show(plan.unlinked)
        self.users.setColumnHidden(_NAME, not any(each.user.name for each in plan.unlinked))
        self.users.setColumnHidden(_PERHAPS, not any(each.suggested for each in plan.unlinked))
        self._employees.show(plan.roll.unlinked_employees)
        self._no_users.say(EmptyState("Every user with taps in this period is linked."))
        self._no_employees.say(EmptyState(_no_employee(plan)))
        if not self._told:
            self._sentence.setText(_HOW_TO_LINK if plan.unlinked and plan.roll.unlinked_employees else "")
        for view, notice, values in (
            (self.users, self._no_users, plan.unlinked),
            (self.employees, self._no_employees, plan.roll.unlinked_employees),
        ):
            _show(view, notice, values)
        self._choose()

    def link(self) -> None:
        """Open the dialog that links what is selected."""
        self._ask(_selected(self.users), _selected(self.employees))

    def _link_dropped(self, on: UnlinkedUser | Employee) -> None:
        """Link what was dragged, which is what is selected on its side, with what it was dropped on."""
        if isinstance(on, Employee):
            self._ask(_selected(self.users), on)
        else:
            self._ask(on, _selected(self.employees))

    def _ask(self, user: UnlinkedUser | None, employee: Employee | None) -> None:
        number, terminal = (user.user.clock_id, user.terminal) if user is not None else ("", None)
        employee_id = employee.employee_id if employee is not None else user.suggested_id if user is not None else ""
        dialog = LinkDialog(self._session, self, number, terminal, employee_id)
        dialog.open()

    def _lay_out(self) -> None:
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        for title, view, notice in (
            ("Users with taps in this period, linked to nobody", self.users, self._no_users),
            ("Employees without a number", self.employees, self._no_employees),
        ):
            sides.addWidget(_side(title, view, notice))
        sides.setHandleWidth(2 * GRID)
        sides.setSizes([80 * GRID, 40 * GRID])
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self._sentence, stretch=1)
        below.addWidget(self._ignore)
        below.addWidget(self._link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(sides, stretch=1)
        layout.addLayout(below)

    def _choose(self) -> None:
        user = _selected(self.users)
        self._ignore.setEnabled(user is not None)
        self._link.setEnabled(user is not None or _selected(self.employees) is not None)

    def _mark(self) -> None:
        """Mark the user who is selected as not in People HR; ask first where links of other days would be lost."""
        user: UnlinkedUser | None = _selected(self.users)
        if user is None:
            return
        link = Link(user.user.clock_id, None, user.terminal)
        mark = partial(self._leave_out, link)
        if user.links_in_words:
            more = "\n".join((*user.links_in_words, "", WHAT_STAYS))
            question = f"Mark number {number_of(link)} as not in People HR?"
            ask(self.window(), question, more, {"&Mark": mark, "&Keep": None})
        else:
            mark()

    def _leave_out(self, link: Link) -> None:
        ignore = partial(self._session.app.employees.ignore, link.clock_id, link.terminal)
        self._session.workers.start(self, lambda _cancel: ignore(), self._marked, self._say)

    def _marked(self, linked: Linked) -> None:
        marked = f"Number {number_of(linked.link)} is marked as not in People HR."
        self._tell("\n".join((marked, *linked.notes)))
        self._session.changed.emit()

    def _say(self, error: ClockReportsError) -> None:
        self._tell(f"{error.title} {error.advice}")

    def _tell(self, sentence: str) -> None:
        self._told = True
        self._sentence.setText(sentence)


def tab_title(plan: Plan) -> str:
    """Return the tab's title, with how many users are left out."""
    return f"Users and e&mployees {len(plan.unlinked):,}"


def _no_employee(plan: Plan) -> str:
    listed = sum(employee.listed for employee in plan.roll.employees)
    if not listed:
        return "No employees are known yet: fetch them from People HR under Users, or type their ids when you link."
    return f"All {count(listed, 'employee')} have a number."


def _table(name: str, model: ValuesModel[Any]) -> TableView:
    view = TableView(name, SortedValues(model, model))
    view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    return view


def _side(title: str, view: TableView, notice: Notice) -> QWidget:
    side, label, stack = QWidget(), PlainLabel(title), QStackedWidget()
    label.setBuddy(view)
    for face in (view, notice):
        stack.addWidget(face)
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    layout.addWidget(label)
    layout.addWidget(stack, stretch=1)
    return side


def _show(view: TableView, notice: Notice, values: Sequence[object]) -> None:
    stack = view.parentWidget()
    if isinstance(stack, QStackedWidget):
        stack.setCurrentWidget(view if values else notice)
    if values:
        view.fit_again()


def _selected(view: TableView) -> Any:  # noqa: ANN401 - what the view's model holds
    rows = view.selectionModel().selectedRows()
    return rows[0].data(VALUE_ROLE) if rows else None
