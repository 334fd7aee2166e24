"""Typing a day: over everything, after a click, after Tab; with strokes, points or nothing between."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clockreports.gui.day_field import DayField

BEFORE, TYPED = date(2026, 11, 22), date(2026, 3, 1)


@pytest.fixture
def field(qtbot: QtBot) -> DayField:
    field = DayField("First day")
    qtbot.addWidget(field)
    field.show_day(BEFORE)
    field.show()
    field.setFocus()
    return field


def over_everything(field: DayField) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def after_a_click(field: DayField) -> None:
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton, pos=QPoint(6, 8))


def after_tab(field: DayField) -> None:
    field.setSelectedSection(DayField.Section.DaySection)


@pytest.mark.parametrize("begin", [over_everything, after_a_click, after_tab])
@pytest.mark.parametrize("keys", ["01/03/2026", "01032026", "1/3/2026", "01.03.2026", "01-03-2026"])
def test_a_day_is_typed_as_people_type_it(field: DayField, begin: object, keys: str) -> None:
    assert callable(begin)
    begin(field)
    QTest.keyClicks(field, keys)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.day == TYPED
    assert field.text() == "01/03/2026"


def test_a_day_is_told_once_it_is_whole_and_not_when_it_is_shown(field: DayField) -> None:
    told: list[date] = []
    field.dateChanged.connect(lambda _day: told.append(field.day))
    field.show_day(date(2026, 1, 1))
    over_everything(field)
    QTest.keyClicks(field, "01/03/202")
    assert told == []
    QTest.keyClicks(field, "6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [TYPED]
