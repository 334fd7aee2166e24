"""Which days, and whose: the period, today or not, and everybody or some."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.gui.export_window.people_dialog import PeopleDialog, people_words
from clockreports.gui.icons import Picture, icon
from clockreports.gui.period_picker import PeriodPicker, today_in
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID
from clockreports.services.exporting import ExportOrder


class WhichDays(QWidget):
    """The row; `changed` tells that another order is wanted."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._employees: tuple[Employee, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self.picker = PeriodPicker(partial(today_in, session))
        self.today = QCheckBox("Include toda&y")
        self.today.setToolTip("Its work may not be over: what is sent now is sent again once it has changed")
        self.people = QPushButton("All people")
        self.people.setIcon(icon(Picture.PEOPLE))
        self.people.setAccessibleName("People")
        self._lay_out()
        self.picker.changed.connect(self._period_changed)
        self.today.toggled.connect(self.changed)
        self.people.clicked.connect(self._ask_whom)
        self.renew()

    @property
    def today_left_out(self) -> bool:
        """Whether today is in the period and is not to be sent."""
        return today_in(self._session) in self.picker.period and not self.today.isChecked()

    def order(self) -> ExportOrder:
        """Return what is wanted."""
        return ExportOrder(self.picker.period, self._chosen, include_today=self.today.isChecked())

    def renew(self) -> None:
        """Spell out the days anew: it may be another day by now."""
        self.picker.renew()
        self._offer_today()

    def show_people(self, employees: Iterable[Employee]) -> None:
        """Offer these employees; those who have no employee id cannot be exported at all."""
        self._employees = tuple(employee for employee in employees if employee.employee_id)
        self._chosen &= {employee.employee_id for employee in self._employees}
        self._say_whom()

    def pick(self, period: Period, employee_ids: frozenset[str]) -> None:
        """Pick days and people; nothing is told."""
        self._chosen = employee_ids
        self.picker.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.picker.pick(period)
        self.picker.blockSignals(False)  # noqa: FBT003 - likewise
        self._offer_today()
        self._say_whom()

    def include_today(self) -> None:
        """Send today too."""
        self.today.setChecked(True)

    def choose_period(self) -> None:
        """Lead the person to the period."""
        self.picker.presets.setFocus()
        self.picker.presets.showPopup()

    def _lay_out(self) -> None:
        period, people = PlainLabel("Per&iod"), PlainLabel("P&eople")
        period.setBuddy(self.picker.presets)
        people.setBuddy(self.people)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(period)
        row.addWidget(self.picker, stretch=1)
        row.addWidget(self.today)
        row.addSpacing(GRID)
        row.addWidget(people)
        row.addWidget(self.people)

    def _period_changed(self) -> None:
        self._offer_today()
        self.changed.emit()

    def _offer_today(self) -> None:
        """Offer today only where it is in the period; elsewhere it means nothing."""
        in_it = today_in(self._session) in self.picker.period
        self.today.setVisible(in_it)
        if not in_it:
            self.today.blockSignals(True)  # noqa: FBT003 - Qt's own; the period has changed already
            self.today.setChecked(False)
            self.today.blockSignals(False)  # noqa: FBT003 - likewise

    def _ask_whom(self) -> None:
        dialog = PeopleDialog(self._employees, self._chosen, self)
        dialog.picked.connect(self._picked)
        dialog.open()

    def _picked(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen
        self._say_whom()
        self.changed.emit()

    def _say_whom(self) -> None:
        self.people.setText(people_words(self._chosen, len(self._employees)))
        self.people.setEnabled(bool(self._employees))
