"""The page of work days: who worked when, for how long, and what is odd about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from clockreports.domain.pairing import Tap
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period, last_week
from clockreports.domain.words import count, day, hours, listed, stretches
from clockreports.domain.work_days import WorkDay
from clockreports.gui.day_taps import show_taps
from clockreports.gui.icons import Picture, Sign, icon
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.period_picker import PeriodPicker, today_in
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, side_by_side, wrapped
from clockreports.services.review import Unlinked

if TYPE_CHECKING:
    from clockreports.bootstrap import App


_WHOSE: Final = "Nobody is linked to these users, so their taps in these days go nowhere:"
_MOST_NAMED: Final = 6
_WEEK: Final = timedelta(days=7)


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
    newest: date | None
    any_event: bool
    any_employee: bool


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
    Column[DayLine](
        "To know",
        _to_know,
        lambda line: (not line.work_day.needs_a_person, not line.work_day.exceptions, _to_know(line)),
        icon=_mark,
    ),
)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What the page leads to: importing clock events, fetching the employees, and the users, to be linked."""

    import_events: Callable[[], object]
    fetch: Callable[[], object]
    link: Callable[[], object]


class DaysPage(Page):
    """The page; its empty states offer the next step."""

    def __init__(self, session: Session, steps: NextSteps) -> None:
        self._steps = steps
        self._picker = PeriodPicker(partial(today_in, session))
        self._wanted = self._picker.period
        self._empty: EmptyState | None = EmptyState("Loading…")
        self._model = ValuesModel(COLUMNS)
        self._view = TableView("Work days", SortedValues(self._model, self._model))
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        super().__init__(session, "Da&ys", self._view, self._read, self._fill)
        self._total, self._left_out = wrapped(""), wrapped("")
        self._taps = QPushButton("Show &taps…")
        self._taps.clicked.connect(self._show_taps)
        users = QPushButton("Show user&s")
        users.clicked.connect(steps.link)
        self._unlinked = side_by_side(Sign(Picture.WARNING), self._left_out, users, wide=self._left_out)
        label = PlainLabel("&Period")
        label.setBuddy(self._picker.presets)
        above = side_by_side(label, self._picker, wide=self._picker, spacing=2 * GRID)
        below = side_by_side(self._taps, self._total, wide=self._total, spacing=2 * GRID)
        self.surround([above], [below, self._unlinked])
        session.opened.connect(self._renew)
        session.changed.connect(self._renew)
        self._picker.changed.connect(self._ask)
        self._view.offer("Show &taps…", self._show_taps)
        self._view.activated.connect(self._show_taps)
        self._view.selectionModel().selectionChanged.connect(self._choose)
        self._show_around(())

    def _read(self, app: "App") -> _Days:
        return _read(app, self._wanted, today_in(self._session))

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
            with self._view.keeping_place(lambda line: (line.employee.number, line.work_day.day)):
                self._model.show(days.lines)
            self._view.fit_once()
            self._total.setText(_total(days.lines))
            self._left_out.setText(_left_out(days.unlinked))
            self._show_around(days.lines, days.unlinked)
            self._choose()
            self._empty = self._why_empty(days)
        return self._empty

    def _show_around(self, lines: Sequence[DayLine], unlinked: Sequence[Unlinked] = ()) -> None:
        """Show what belongs to a list; where there is none, the page itself offers the next step."""
        for part in (self._taps, self._total):
            part.setVisible(bool(lines))
        self._unlinked.setVisible(bool(lines and unlinked))

    def _why_empty(self, days: _Days) -> EmptyState | None:
        if days.lines:
            return None
        if not days.any_event:
            why = (
                "No work days yet: they are made of clock events. "
                "Import the log of a time clock: drop the file onto this window, or choose it."
            )
            return EmptyState(why, "Impor&t…", self._steps.import_events)
        if not days.any_employee:
            why = (
                "No employees yet, so nobody knows whose the taps are. "
                "Fetch them from People HR; they are linked by their numbers on the clocks."
            )
            return EmptyState(why, "&Sync from People HR", self._steps.fetch)
        if days.unlinked:
            return EmptyState(
                "Nobody with taps in these days is linked to an employee.", "Show user&s", self._steps.link
            )
        if days.newest is None:
            return EmptyState("No taps in these days. Pick another period above.")
        why = f"No taps in these days; the newest were made on {day(days.newest)}."
        return EmptyState(why, "&Go to that week", partial(self._picker.pick, last_week(days.newest + _WEEK)))

    def _choose(self) -> None:
        self._taps.setEnabled(self._view.selectionModel().hasSelection())

    def _show_taps(self) -> None:
        for index in self._view.selectionModel().selectedRows()[:1]:
            line: DayLine = index.data(VALUE_ROLE)
            show_taps(self._session, self, line.employee.number, line.work_day.day)


def _read(app: "App", period: Period, today: date) -> _Days:
    roll = app.employees.roll()
    employees: Mapping[int, Employee] = {employee.number: employee for employee in roll.employees}
    reviewed = app.review.period(period)
    lines = [DayLine(employees[work_day.employee], work_day) for work_day in reviewed.work_days]
    lines.sort(key=lambda line: (line.employee.name.casefold(), line.employee.number, line.work_day.day))
    last_days = [user.last_tap.date() for user in roll.users if user.last_tap is not None]
    newest = max((last for last in last_days if last <= today), default=None)  # a clock can be wrong by a century
    return _Days(period, tuple(lines), reviewed.unlinked, newest, bool(roll.users), bool(employees))


def _total(lines: Sequence[DayLine]) -> str:
    people = len({line.employee.number for line in lines})
    odd = sum(line.work_day.needs_a_person for line in lines)
    parts = [
        count(len(lines), "work day"),
        count(people, "employee"),
        f"{hours(sum(line.work_day.minutes for line in lines))} hours",
    ]
    parts += [f"{count(odd, 'day needs', 'days need')} a person"] if odd else []
    return " · ".join(parts)


def _left_out(unlinked: Sequence[Unlinked]) -> str:
    """Name the users whose taps go nowhere; the terminal only where there are several."""
    several = len({user.terminal for user in unlinked}) > 1
    users = listed(
        (
            f"{user.clock_id}{f' on terminal {user.terminal}' if several else ''} ({count(user.events, 'tap')})"
            for user in unlinked
        ),
        _MOST_NAMED,
    )
    return f"{_WHOSE} {users}."
