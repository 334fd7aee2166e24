"""The page of work days: who worked when, for how long, and what is odd about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from clockreports.domain.pairing import Tap
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.words import count, day, hours, listed, stretches
from clockreports.domain.work_days import WorkDay
from clockreports.gui.day_taps import show_taps
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState
from clockreports.gui.pages.headed import HeadedPage, fit_once, keeping_place, row
from clockreports.gui.period_picker import PeriodPicker, today_in
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import wrapped
from clockreports.services.review import Unlinked

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class DayLine:
    """A work day and whose it is."""

    employee: Employee
    work_day: WorkDay


@dataclass(frozen=True, slots=True)
class _Days:
    period: Period
    lines: tuple[DayLine, ...]
    unlinked: tuple[Unlinked, ...]
    any_event: bool


def in_and_out(work_day: WorkDay) -> str:
    """Return "08:58–12:03  12:41–17:12"; a time on another day than the work day's says so."""

    def clock(tap: Tap) -> str:
        at = tap.event.at
        return f"{at:%H:%M}" if at.date() == work_day.day else f"{at:%H:%M} ({at:%a})"

    return stretches((clock(interval.start), clock(interval.end)) for interval in work_day.intervals)


def _to_know(line: DayLine) -> str:
    return " ".join(exception.sentence for exception in line.work_day.exceptions)


def _mark(line: DayLine) -> QIcon:
    return icon(Picture.WARNING) if line.work_day.needs_a_person else QIcon()


COLUMNS = (
    Column[DayLine]("Employee", lambda line: line.employee.name),
    Column[DayLine]("Id", lambda line: line.employee.employee_id),
    Column[DayLine]("Date", lambda line: day(line.work_day.day), lambda line: line.work_day.day.toordinal()),
    Column[DayLine]("In – out", lambda line: in_and_out(line.work_day)),
    Column[DayLine](
        "Hours", lambda line: hours(line.work_day.minutes), lambda line: line.work_day.minutes, number=True
    ),
    Column[DayLine]("To know", _to_know, icon=_mark),
)


class DaysPage(HeadedPage):
    """The page; its empty states offer to import clock events, or to link users."""

    def __init__(self, session: Session, import_events: Callable[[], object], link: Callable[[], object]) -> None:
        self._session, self._import, self._link = session, import_events, link
        self._picker = PeriodPicker(partial(today_in, session))
        self._wanted = self._picker.period
        self._empty: EmptyState | None = EmptyState("Loading…")
        self._total, self._unlinked = wrapped(""), wrapped("")
        self._model = ValuesModel(COLUMNS)
        self._view = TableView("Work days", SortedValues(self._model, self._model))
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._fit = fit_once(self._view)
        label = QLabel("&Period")
        label.setBuddy(self._picker.presets)
        above, below = [row(label, self._picker)], [self._total, self._unlinked]
        super().__init__(session, "Da&ys", self._view, lambda app: _read(app, self._wanted), self._fill)
        self.lay_out(above, below)
        session.opened.connect(self._renew)
        session.changed.connect(self._renew)
        self._picker.changed.connect(self._ask)
        self._view.activated.connect(self._show_taps)

    def _ask(self, period: Period) -> None:
        self._wanted = period
        self.refresh()

    def _renew(self) -> None:
        """Move on with the day: last week is another one by now, perhaps."""
        self._picker.renew()
        if self._picker.period != self._wanted:
            self._ask(self._picker.period)

    def _fill(self, days: _Days) -> EmptyState | None:
        if days.period == self._wanted:  # else an answer to an earlier question, and the right one is on its way
            with keeping_place(self._view, lambda line: (line.employee.number, line.work_day.day)):
                self._model.show(days.lines)
            self._fit()
            self._total.setText(_total(days))
            self._total.setVisible(bool(days.lines))
            self._unlinked.setText(_left_out(days.unlinked))
            self._unlinked.setVisible(bool(days.unlinked))
            self._empty = self._why_empty(days)
        return self._empty

    def _why_empty(self, days: _Days) -> EmptyState | None:
        if days.lines:
            return None
        if not days.any_event:
            why = (
                "No work days yet: they are made of clock events. "
                "Import the log of a time clock: drop the file onto this window, or choose it."
            )
            return EmptyState(why, "Impor&t…", self._import)
        if days.unlinked:
            return EmptyState("Nobody with taps in these days is linked to an employee.", "Sho&w users", self._link)
        return EmptyState("No taps in these days. Pick another period above.")

    def _show_taps(self, index: QModelIndex) -> None:
        line: DayLine = index.data(VALUE_ROLE)
        show_taps(self._session, self, line.employee.number, line.work_day.day)


def _read(app: "App", period: Period) -> _Days:
    employees: Mapping[int, Employee] = {employee.number: employee for employee in app.employees.roll().employees}
    reviewed = app.review.period(period)
    lines = [DayLine(employees[work_day.employee], work_day) for work_day in reviewed.work_days]
    lines.sort(key=lambda line: (line.employee.name.casefold(), line.employee.number, line.work_day.day))
    return _Days(period, tuple(lines), reviewed.unlinked, app.events.last_import() is not None)


def _total(days: _Days) -> str:
    lines = days.lines
    people = len({line.employee.number for line in lines})
    odd = sum(line.work_day.needs_a_person for line in lines)
    parts = [
        count(len(lines), "work day"),
        count(people, "employee"),
        f"{hours(sum(line.work_day.minutes for line in lines))} hours",
    ]
    parts += [f"{count(odd, 'day needs', 'days need')} a person"] if odd else []
    return " · ".join(parts)


def _left_out(unlinked: tuple[Unlinked, ...]) -> str:
    users = listed(f"{user.clock_id} on terminal {user.terminal} ({count(user.events, 'tap')})" for user in unlinked)
    return f"Nobody is linked to these users, so their taps in these days go nowhere: {users}. Link them under Users."
