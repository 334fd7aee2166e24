"""The taps behind a day, to the second: where each was made, with which key, and what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from clockreports.domain.clock_events import direction
from clockreports.domain.pairing import Shift, Tap
from clockreports.domain.periods import Period
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.period_picker import long_day
from clockreports.gui.session import Session
from clockreports.gui.tables import Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, heading, wrapped

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_WHAT_TO_DO: Final = "The day is not sent while that is open. What the taps do not tell, enter in People HR."


@dataclass(frozen=True, slots=True)
class TapLine:
    """A tap, and what became of it, in words; `counted` is False for one that is in no stretch of work."""

    tap: Tap
    fate: str
    counted: bool


@dataclass(frozen=True, slots=True)
class DayTaps:
    """Whose taps they are, in words, the taps in order, and what is odd about them and to be done, in sentences."""

    whose: str
    lines: tuple[TapLine, ...]
    oddities: tuple[str, ...]


def _mark(line: TapLine) -> QIcon:
    return QIcon() if line.counted else icon(Picture.WARNING)


COLUMNS = (
    Column[TapLine]("Date", lambda line: f"{line.tap.event.at:%a %d/%m/%Y}"),
    Column[TapLine]("Time", lambda line: _time(line.tap)),
    Column[TapLine]("Terminal", lambda line: line.tap.event.terminal),
    Column[TapLine]("Number", lambda line: line.tap.event.clock_id),
    Column[TapLine]("Key", lambda line: key_pressed(line.tap.event.status)),
    Column[TapLine]("Counted as", lambda line: line.fate, icon=_mark),
)


def show_taps(session: Session, parent: QWidget, employee_number: int, day: date) -> QDialog:
    """Show the taps of an employee (`Employee.number`) on a day, those of a night shift from both its days.

    Returns the dialog, which is shown already and deletes itself when it is closed.
    """
    dialog = _DayTapsDialog(session, parent, employee_number, day)
    dialog.show()
    return dialog


def day_taps(app: "App", employee_number: int, day: date) -> DayTaps:
    """Read the taps of every shift that touches the day."""
    roll = app.employees.roll()
    whose = next((person for person in roll.employees if person.number == employee_number), None)
    reviewed = app.review.period(Period(day - timedelta(days=1), day))
    work_days = [each for each in reviewed.work_days if each.employee == employee_number]
    shifts = [shift for each in work_days for shift in each.shifts if day in shift.dates]
    oddities = [exception for each in work_days for exception in each.exceptions if day in exception.dates]
    to_do = () if all(exception.settles_itself for exception in oddities) else (_WHAT_TO_DO,)
    return DayTaps(
        "" if whose is None else f"{whose.name} ({whose.employee_id})",
        tuple(_lines(shifts)),
        (*(exception.sentence for exception in oddities), *to_do),
    )


def key_pressed(status: str) -> str:
    """Return the key of a terminal's raw status: "In", "Out", the status itself where nobody knows it, "–" for none."""
    way = direction(status)
    return way.capitalize() if way is not None else status or "–"


def _lines(shifts: Iterable[Shift]) -> Iterator[TapLine]:
    for shift in shifts:
        fates = {id(interval.start): "In" for interval in shift.intervals}
        fates |= {id(interval.end): "Out" for interval in shift.intervals}
        lines = [TapLine(tap, fates.get(id(tap), "Nothing: no tap answers it"), id(tap) in fates) for tap in shift.taps]
        lines += [TapLine(tap, "Nothing: a double tap", counted=False) for tap in shift.repeats]
        yield from sorted(lines, key=lambda line: line.tap.moment)


def _time(tap: Tap) -> str:
    twice = " (second pass)" if tap.event.second_pass else ""
    return f"{tap.event.at:%H:%M:%S}{twice}"


class _DayTapsDialog(QDialog):
    def __init__(self, session: Session, parent: QWidget, employee_number: int, day: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Taps of {long_day(day)}")
        self._heading, self._oddities = heading(""), wrapped("")
        self._model = ValuesModel(COLUMNS, self)
        self._view = TableView("Taps", self._model)
        page = Page(session, "Taps", self._view, lambda app: day_taps(app, employee_number, day), self._fill)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        for part in (self._heading, page, self._oddities, buttons):
            layout.addWidget(part)
        self.resize(640, 400)
        page.refresh()

    def _fill(self, taps: DayTaps) -> EmptyState | None:
        self._heading.setText(taps.whose)
        self._oddities.setText("\n".join(taps.oddities))
        self._oddities.setVisible(bool(taps.oddities))
        self._model.show(taps.lines)
        self._view.fit_columns()
        return None if taps.lines else EmptyState("There are no taps on this day.")
