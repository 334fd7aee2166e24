"""Picking a period: by a preset that moves on with the days, or by its first and last day."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from clockreports.domain.periods import Period
from clockreports.gui.period_picker import PeriodPicker, spelt_out
from tests.helpers.qt_looking import sentences
from tests.helpers.qt_site import LAST_WEEK, NOW

TODAY = NOW.date()


class TestPeriodPicker:
    @pytest.mark.parametrize(
        ("preset", "today", "expected"),
        [
            ("Today", TODAY, "Mon 16 March 2026 · 1 day"),
            ("Yesterday", TODAY, "Sun 15 March 2026 · 1 day"),
            ("This week", TODAY, "Mon 16 March 2026 – Sun 22 March 2026 · 7 days"),
            ("Last week", date(2026, 3, 15), "Mon 2 March 2026 – Sun 8 March 2026 · 7 days"),
            ("This month", date(2026, 12, 31), "Tue 1 December 2026 – Thu 31 December 2026 · 31 days"),
            ("Last month", date(2028, 3, 31), "Tue 1 February 2028 – Tue 29 February 2028 · 29 days"),
            ("Last month", date(2026, 1, 1), "Mon 1 December 2025 – Wed 31 December 2025 · 31 days"),
        ],
    )
    def test_presets_are_spelt_out(self, qtbot: QtBot, preset: str, today: date, expected: str) -> None:
        picker = PeriodPicker(lambda: today)
        qtbot.addWidget(picker)
        picker.presets.setCurrentText(preset)
        picker.presets.activated.emit(picker.presets.currentIndex())
        assert expected in sentences(picker)
        assert spelt_out(picker.period) == expected

    def test_the_last_complete_week_is_the_default_and_moves_on_with_the_days(self, qtbot: QtBot) -> None:
        days = [date(2026, 3, 15)]
        picker = PeriodPicker(lambda: days[0])
        qtbot.addWidget(picker)
        assert picker.period.first == date(2026, 3, 2)
        days[0] = date(2026, 3, 16)
        picker.renew()
        assert picker.period == LAST_WEEK
        assert spelt_out(LAST_WEEK) in sentences(picker)

    def test_custom_days_begin_as_those_shown_and_never_end_before_they_begin(self, qtbot: QtBot) -> None:
        picker = PeriodPicker(lambda: TODAY)
        qtbot.addWidget(picker)
        told: list[Period] = []
        picker.changed.connect(told.append)
        first, last = picker.findChildren(QDateEdit)
        assert first.isHidden()
        picker.presets.setCurrentText("Custom")
        picker.presets.activated.emit(picker.presets.currentIndex())
        assert not first.isHidden()
        first.setDate(QDate(2026, 3, 20))
        last.setDate(QDate(2026, 3, 1))
        assert "Sun · 1 day" in sentences(picker), "the rest stands in the fields"
        march = [(9, 15), (20, 20), (1, 1)]
        assert told == [Period(date(2026, 3, begin), date(2026, 3, end)) for begin, end in march]

    def test_any_days_can_be_picked_by_the_program(self, qtbot: QtBot) -> None:
        picker = PeriodPicker(lambda: TODAY)
        qtbot.addWidget(picker)
        with qtbot.waitSignal(picker.changed):
            picker.pick(Period(date(2026, 1, 1), date(2026, 1, 2)))
        assert picker.period == Period(date(2026, 1, 1), date(2026, 1, 2))
        assert picker.presets.currentText() == "Custom"
