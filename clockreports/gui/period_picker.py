"""Picks a period: presets first, any two days under "Custom", and the days spelt out beside it.

A preset is worked out anew whenever it is asked for, so that a window left open overnight does not stay in last week.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clockreports.base.clock import SystemClock
from clockreports.domain.periods import Period, last_week
from clockreports.domain.words import count
from clockreports.gui.day_field import DayField
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID

_ONE_DAY: Final = timedelta(days=1)
_CUSTOM: Final = "Custom"


def _this_week(today: date) -> Period:
    monday = today - timedelta(days=today.weekday())
    return Period(monday, monday + timedelta(days=6))


def _month_of(day: date) -> Period:
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Period(first, after - _ONE_DAY)


PRESETS: Final[Mapping[str, Callable[[date], Period]]] = {
    "Today": lambda today: Period(today, today),
    "Yesterday": lambda today: Period(today - _ONE_DAY, today - _ONE_DAY),
    "This week": _this_week,
    "Last week": last_week,
    "This month": _month_of,
    "Last month": lambda today: _month_of(today.replace(day=1) - _ONE_DAY),
}
"""The periods that have a name, as of today; weeks begin on Monday."""

DEFAULT_PRESET: Final = "Last week"


def long_day(value: date) -> str:
    """Return "Mon 2 March 2026"."""
    return f"{value:%a} {value.day} {value:%B %Y}"


def spelt_out(period: Period) -> str:
    """Return "Mon 2 March 2026 – Sun 8 March 2026 · 7 days"."""
    last = "" if period.days == 1 else f" – {long_day(period.last)}"
    return f"{long_day(period.first)}{last} · {count(period.days, 'day')}"


def weekdays_of(period: Period) -> str:
    """Return "Mon – Sun · 7 days": what the days' own fields do not tell."""
    last = "" if period.days == 1 else f" – {period.last:%a}"
    return f"{period.first:%a}{last} · {count(period.days, 'day')}"


def today_in(session: Session) -> date:
    """Return what day it is where the terminals hang; before the app is open, what day it is here."""
    if session.is_open:
        return session.app.clock.now().astimezone(session.app.settings.zone).date()
    return (session.start.clock or SystemClock()).now().astimezone().date()


class PeriodPicker(QWidget):
    """A period, by a preset or by its first and last day; `changed` tells the new one, a `Period`.

    Give its `presets` a label as their buddy.
    """

    changed = Signal(object)

    def __init__(self, clock_today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = clock_today
        self.presets = QComboBox()
        self.presets.setAccessibleName("Period")
        self.presets.addItems([*PRESETS, _CUSTOM])
        self.presets.setCurrentText(DEFAULT_PRESET)
        self._first, self._last = DayField("First day"), DayField("Last day")
        self._to = PlainLabel("to")
        self._words = PlainLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for field in (self.presets, self._first, self._to, self._last):
            layout.addWidget(field)
        layout.addWidget(self._words, stretch=1)
        self._show_days(self.period)
        self._lay_out()
        self.presets.activated.connect(self._choose)
        self._first.dateChanged.connect(self._first_moved)
        self._last.dateChanged.connect(self._last_moved)

    @property
    def period(self) -> Period:
        """The period picked; a preset is as of today."""
        preset = PRESETS.get(self.presets.currentText())
        if preset is not None:
            return preset(self._today())
        return Period(self._first.day, self._last.day)

    def pick(self, period: Period) -> None:
        """Pick these days, whatever day it is; `changed` is told."""
        self.presets.setCurrentText(_CUSTOM)
        self._show_days(period)
        self._tell()

    def renew(self) -> None:
        """Spell out the days anew: it may be another day by now."""
        self._show_days(self.period)
        self._lay_out()

    def _choose(self) -> None:
        """Begin a custom period where the last preset was."""
        if self.presets.currentText() != _CUSTOM:
            self._show_days(self.period)
        self._tell()

    def _first_moved(self) -> None:
        """Let the last day follow: a period never ends before it begins."""
        self._show_days(Period(self._first.day, max(self._first.day, self._last.day)))
        self._tell()

    def _last_moved(self) -> None:
        self._show_days(Period(min(self._first.day, self._last.day), self._last.day))
        self._tell()

    def _tell(self) -> None:
        self._lay_out()
        self.changed.emit(self.period)

    def _show_days(self, period: Period) -> None:
        self._first.show_day(period.first)
        self._last.show_day(period.last)

    def _lay_out(self) -> None:
        custom = self.presets.currentText() == _CUSTOM
        for part in (self._first, self._to, self._last):
            part.setVisible(custom)
        self._words.setText(weekdays_of(self.period) if custom else spelt_out(self.period))
