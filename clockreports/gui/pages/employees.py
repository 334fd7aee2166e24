"""The page of employees: everyone in People HR as far as this program uses them, and their numbers on the clocks."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon

from clockreports.domain.people import Employee, Link
from clockreports.domain.words import count, short_day
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState
from clockreports.gui.pages.headed import FindField, HeadedPage, fit_once, keeping_place, row
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import wrapped
from clockreports.gui.users_actions import Chosen, UsersActions
from clockreports.gui.users_words import number_of

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class EmployeeLine:
    """An employee and the links that name them, in words too."""

    employee: Employee
    links: tuple[Link, ...]
    links_in_words: tuple[str, ...]


def _numbers(line: EmployeeLine) -> str:
    return ", ".join(line.links_in_words) or ("None yet" if line.employee.listed else "None")


def _mark(line: EmployeeLine) -> QIcon:
    return icon(Picture.WARNING) if line.employee.listed and not line.links else QIcon()


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


COLUMNS = (
    Column[EmployeeLine]("Id", lambda line: line.employee.employee_id or "–"),
    Column[EmployeeLine]("Name", lambda line: line.employee.name),
    Column[EmployeeLine]("Time & Attendance ID", lambda line: line.employee.time_and_attendance_id or "–"),
    Column[EmployeeLine]("Payroll ID", lambda line: line.employee.payroll_id or "–"),
    Column[EmployeeLine](
        "Start", lambda line: short_day(line.employee.start_date), lambda line: _ordinal(line.employee.start_date)
    ),
    Column[EmployeeLine](
        "Leaving", lambda line: short_day(line.employee.leaving_date), lambda line: _ordinal(line.employee.leaving_date)
    ),
    Column[EmployeeLine]("Numbers on the clocks", _numbers, icon=_mark),
    Column[EmployeeLine]("In People HR’s list", lambda line: "Yes" if line.employee.listed else "No longer"),
)


class EmployeesPage(HeadedPage):
    """The page; its empty state offers to fetch the employees."""

    def __init__(self, session: Session) -> None:
        self._lines: tuple[EmployeeLine, ...] = ()
        self._model = ValuesModel(COLUMNS)
        self._sorted = SortedValues(self._model, self._model)
        self._view = TableView("Employees", self._sorted)
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self._fit = fit_once(self._view)
        self._find = FindField("F&ind", "A name, an id or a number", self._search)
        self._total = wrapped("")
        self.buttons = UsersActions(session, self.chosen, with_ignore=False)
        above = [row(self._find, self._total)]
        super().__init__(session, "E&mployees", self._view, _read, self._fill)
        self.lay_out(above, [self.buttons])
        self._view.selectionModel().selectionChanged.connect(self.buttons.choose)
        self._view.activated.connect(self._link)

    def chosen(self) -> Chosen | None:
        """Return the employee that is chosen."""
        rows = self._view.selectionModel().selectedRows()
        if not rows:
            return None
        line: EmployeeLine = rows[0].data(VALUE_ROLE)
        words = tuple(f"{words}: {line.employee.name}" for words in line.links_in_words)
        return Chosen("", None, line.employee.employee_id, line.links, words)

    def _link(self, _index: QModelIndex) -> None:
        self.buttons.link()

    def _search(self, words: str) -> None:
        text = words.casefold()
        self._sorted.keep((lambda line: text in _searched(line)) if text else None)
        self._tell()

    def _fill(self, lines: tuple[EmployeeLine, ...]) -> EmptyState | None:
        self._lines = lines
        with keeping_place(self._view, lambda line: line.employee.number):
            self._model.show(lines)
        self._fit()
        self._find.setVisible(bool(lines))
        self._tell()
        self.buttons.choose()
        self.buttons.show_buttons(bool(lines))
        if lines:
            return None
        why = "No employees yet. Fetch them from People HR; they are linked by their numbers on the clocks."
        return EmptyState(why, "&Sync from People HR", self.buttons.sync)

    def _tell(self) -> None:
        shown, lines = self._sorted.rowCount(), self._lines
        if not lines:
            self._total.setText("")
            return
        everyone = count(len(lines), "employee")
        parts = [everyone if shown == len(lines) else f"{shown:,} of {everyone}"]
        without = sum(line.employee.listed and not line.links for line in lines)
        parts += [f"{without:,} without a number on the clocks"] if without else []
        self._total.setText(" · ".join(parts))


def _searched(line: EmployeeLine) -> str:
    person = line.employee
    numbers = (person.time_and_attendance_id, person.payroll_id, *line.links_in_words)
    return "\n".join((person.employee_id, person.name, *numbers)).casefold()


def _read(app: "App") -> tuple[EmployeeLine, ...]:
    roll = app.employees.roll()
    links: dict[int, list[Link]] = {}
    for link in roll.links:
        if link.employee is not None:
            links.setdefault(link.employee, []).append(link)
    own = ((person, tuple(links.get(person.number, ()))) for person in roll.employees)
    return tuple(EmployeeLine(person, theirs, tuple(number_of(link) for link in theirs)) for person, theirs in own)
