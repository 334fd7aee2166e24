"""A field for one day, as people write it here; a calendar drops down from it.

Qt's own field takes a typed day only where its text is selected the right way; this one takes it as people type it:
over everything, after a click, with or without the strokes between.
"""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit
from typing_extensions import override

from clockreports.domain.periods import EARLIEST, LATEST


class DayField(QDateEdit):
    """Holds one day; `name` is what a screen reader says."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)  # a day half typed is none
        self.setDisplayFormat("dd/MM/yyyy")
        self.setDateRange(_to_qdate(EARLIEST), _to_qdate(LATEST))
        self.lineEdit().installEventFilter(self)

    @property
    def day(self) -> date:
        """The day in it."""
        return to_date(self.date())

    def show_day(self, day: date) -> None:
        """Put a day into it; that tells nobody."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.setDate(_to_qdate(day))
        self.blockSignals(False)  # noqa: FBT003 - likewise

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, chosen = event.text(), self.lineEdit().selectedText()
        if text.isdigit() and chosen == self.text():
            self.setSelectedSection(QDateEdit.Section.DaySection)
        if text in {"/", ".", "-", " "} and chosen == self.sectionText(self.currentSection()):
            return  # two figures led there already
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and not self.lineEdit().hasSelectedText():
            self.setSelectedSection(self.currentSection())
        return super().eventFilter(watched, event)


def to_date(value: QDate) -> date:
    """Return Qt's day as Python's."""
    return date(value.year(), value.month(), value.day())


def _to_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
