"""What can be chosen about exports that run by themselves: time, days, how far back, and what comes before."""

from datetime import datetime, time
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from clockreports.base.errors import UnusableError
from clockreports.domain.schedule_words import WEEKDAY_NAMES
from clockreports.domain.schedules import MOST_DAYS_BACK, WORKING_DAYS, Schedule
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID

_DAYS: Final = ("&Mon", "&Tue", "&Wed", "T&hu", "&Fri", "&Sat", "S&un")
_AT: Final = time(6, 30)
_DAYS_BACK: Final = 7


class ScheduleForm(QWidget):
    """The fields, filled in with a schedule or with what most choose; `changed` is told whenever a person changes one.

    `zone` is the name of the terminals' zone, told only where it is not this computer's own.
    """

    changed = Signal()

    def __init__(self, zone: str = "") -> None:
        super().__init__()
        self.on = QCheckBox("Let exports run &by themselves")
        self._time = QTimeEdit(QTime(_AT.hour, _AT.minute))
        self._time.setDisplayFormat("HH:mm")
        self._time.setAccessibleName("Time of day")
        self._days = tuple(self._day(number) for number in range(len(_DAYS)))
        self._days_back = QSpinBox()
        self._days_back.setRange(1, MOST_DAYS_BACK)
        self._days_back.setValue(_DAYS_BACK)
        self._days_back.setAccessibleName("How many days are exported, up to the day before")
        self._sync = QCheckBox("Fetch the &employees from People HR first")
        self._sync.setChecked(True)
        self._read = QCheckBox("&Read every new file in a folder first")
        self._folder = QLineEdit()
        self._folder.setAccessibleName("Folder with the files of the clocks")
        self._choose = QPushButton("&Choose…")
        self._fields = QWidget()
        self._lay_out(zone)
        self.on.toggled.connect(self._fields.setEnabled)
        self._read.toggled.connect(self._folder.setEnabled)
        self._read.toggled.connect(self._choose.setEnabled)
        self._choose.clicked.connect(self._ask_for_folder)
        self._tell_changes()
        self.fill(None)

    @property
    def folder(self) -> str:
        """The folder that is read before; "" for none."""
        return self._folder.text().strip() if self._read.isChecked() else ""

    def schedule(self, now: datetime) -> Schedule:
        """Return what is filled in, as of now (aware); raises `UnusableError` for what cannot be kept."""
        if self._read.isChecked() and not self.folder:
            raise UnusableError("No folder is named.", "Choose the folder with the files of the clocks.")
        at = self._time.time()
        weekdays = tuple(number for number, box in enumerate(self._days) if box.isChecked())
        days_back, sync = self._days_back.value(), self._sync.isChecked()
        return Schedule(time(at.hour(), at.minute()), weekdays, days_back, now, sync, self.folder)

    def fill(self, schedule: Schedule | None) -> None:
        """Fill in a schedule; with none, all is off, and proposes what most choose."""
        self.on.setChecked(schedule is not None)
        self._fields.setEnabled(schedule is not None)
        folder = "" if schedule is None else schedule.import_folder
        if schedule is not None:
            self._time.setTime(QTime(schedule.at.hour, schedule.at.minute))
            for number, box in enumerate(self._days):
                box.setChecked(number in schedule.weekdays)
            self._days_back.setValue(schedule.days_back)
            self._sync.setChecked(schedule.sync_employees)
        self._read.setChecked(bool(folder))
        self._folder.setText(folder)
        for part in (self._folder, self._choose):
            part.setEnabled(bool(folder))

    def _day(self, number: int) -> QCheckBox:
        box = QCheckBox(_DAYS[number])
        box.setAccessibleName(WEEKDAY_NAMES[number])
        box.setChecked(number in WORKING_DAYS)
        return box

    def _lay_out(self, zone: str) -> None:
        form = QFormLayout(self._fields)
        form.setContentsMargins(3 * GRID, 0, 0, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        at, last = PlainLabel("&At"), PlainLabel("The &last")
        at.setBuddy(self._time)
        last.setBuddy(self._days_back)
        form.addRow(at, _row(self._time, PlainLabel(f"in the time zone of the clocks, {zone}" if zone else "")))
        form.addRow("On", _row(*self._days))
        form.addRow(last, _row(self._days_back, PlainLabel("days, up to the day before")))
        form.addRow("Before", self._sync)
        form.addRow("", self._read)
        place = PlainLabel("F&older")
        place.setBuddy(self._folder)
        form.addRow(place, _row(self._folder, self._choose, stretched=self._folder))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.on)
        layout.addWidget(self._fields)

    def _tell_changes(self) -> None:
        for box in (self.on, *self._days, self._sync, self._read):
            box.toggled.connect(lambda _checked: self.changed.emit())
        self._time.timeChanged.connect(lambda _time: self.changed.emit())
        self._days_back.valueChanged.connect(lambda _days: self.changed.emit())
        self._folder.textChanged.connect(lambda _text: self.changed.emit())

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, "Folder with the files of the clocks", self.folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(QLineEdit.setText, self._folder))
        dialog.open()


def _row(*parts: QWidget, stretched: QWidget | None = None) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    for part in parts:
        if isinstance(part, QAbstractSpinBox):
            part.setMinimumWidth(10 * GRID)
        layout.addWidget(part, stretch=int(part is stretched))
    if stretched is None:
        layout.addStretch()
    return row
