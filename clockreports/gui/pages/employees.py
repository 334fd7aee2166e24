"""The page of employees: everyone in People HR as far as this program uses them, and their numbers on the clocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon

from clockreports.domain.people import Employee, Link, natural_order
from clockreports.domain.words import short_day
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState
from clockreports.gui.pages.people import NOTHING, Kind, PeoplePage
from clockreports.gui.session import Session
from clockreports.gui.tables import Column
from clockreports.gui.users_actions import Chosen
from clockreports.gui.users_words import number_of, whole_link

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class EmployeeLine:
    """An employee and the links that name them."""

    employee: Employee
    links: tuple[Link, ...]


def _numbers(line: EmployeeLine) -> str:
    return ", ".join(map(number_of, line.links)) or ("None yet" if line.employee.listed else "None")


def _mark(line: EmployeeLine) -> QIcon:
    return icon(Picture.WARNING) if line.employee.listed and not line.links else QIcon()


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


COLUMNS = (
    Column[EmployeeLine]("Name", lambda line: line.employee.name),
    Column[EmployeeLine](
        "Id", lambda line: line.employee.employee_id or NOTHING, lambda line: natural_order(line.employee.employee_id)
    ),
    Column[EmployeeLine]("Numbers on the clocks", _numbers, icon=_mark),
    Column[EmployeeLine]("Time & Attendance ID", lambda line: line.employee.time_and_attendance_id or NOTHING),
    Column[EmployeeLine]("Payroll ID", lambda line: line.employee.payroll_id or NOTHING),
    Column[EmployeeLine](
        "Start",
        lambda line: short_day(line.employee.start_date) or NOTHING,
        lambda line: _ordinal(line.employee.start_date),
    ),
    Column[EmployeeLine](
        "Leaving",
        lambda line: short_day(line.employee.leaving_date) or NOTHING,
        lambda line: _ordinal(line.employee.leaving_date),
    ),
    Column[EmployeeLine]("In People HR’s list", lambda line: "Yes" if line.employee.listed else "No longer"),
)


class EmployeesPage(PeoplePage[EmployeeLine]):
    """The page; its empty state offers to fetch the employees."""

    def __init__(self, session: Session) -> None:
        kind = Kind[EmployeeLine](
            title="E&mployees",
            name="Employees",
            noun="employee",
            find="A name, an id or a number",
            columns=COLUMNS,
            sorted_by=0,
            read=_read,
            searched=_searched,
            key=lambda line: line.employee.number,
            chosen=_chosen,
            told=_told,
        )
        super().__init__(session, kind, with_ignore=False)
        why = "No employees yet. Fetch them from People HR; they are linked by their numbers on the clocks."
        self.empty = EmptyState(why, "&Sync from People HR", self.buttons.sync)


def _chosen(line: EmployeeLine) -> Chosen:
    words = tuple(whole_link(link, line.employee.name) for link in line.links)
    return Chosen("", None, line.employee.employee_id, line.links, words)


def _searched(line: EmployeeLine) -> str:
    person = line.employee
    numbers = (person.time_and_attendance_id, person.payroll_id, *map(number_of, line.links))
    return "\n".join((person.employee_id, person.name, *numbers))


def _told(lines: Sequence[EmployeeLine]) -> Iterator[str]:
    without = sum(line.employee.listed and not line.links for line in lines)
    if without:
        yield f"{without:,} without a number on the clocks"


def _read(app: "App") -> tuple[EmployeeLine, ...]:
    roll = app.employees.roll()
    links: dict[int, list[Link]] = {}
    for link in roll.links:
        if link.employee is not None:
            links.setdefault(link.employee, []).append(link)
    return tuple(EmployeeLine(person, tuple(links.get(person.number, ()))) for person in roll.employees)
