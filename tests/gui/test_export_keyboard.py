"""The whole export by keyboard alone; and that everything can be reached and read aloud."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clockreports.gui.export_window import ExportWindow
from clockreports.gui.link_dialog import LinkDialog
from clockreports.gui.session import Session
from tests.helpers.qt_export import Operator
from tests.helpers.qt_looking import mnemonics
from tests.helpers.qt_site import PracticeSite

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def operator(qtbot: QtBot, session: Session) -> Operator:
    return Operator(qtbot, session)


@pytest.fixture
def window(operator: Operator) -> ExportWindow:
    window = operator.open()
    operator.until(window.isActiveWindow)
    return window


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key, wherever the keyboard leads."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def test_an_export_from_the_period_to_the_result(operator: Operator, window: ExportWindow, site: PracticeSite) -> None:
    assert QApplication.focusWidget() is window.which.picker.presets
    press(Qt.Key.Key_Home)  # today
    operator.until(lambda: operator.plan.report.order.period.days == 1)
    operator.wait()
    assert operator.plan.report.to_send == 0
    press(Qt.Key.Key_I, ALT)
    for _ in range(3):
        press(Qt.Key.Key_Down)  # yesterday, this week, last week
    operator.until(lambda: operator.plan.report.to_send > 0)
    operator.wait()
    press(Qt.Key.Key_N, ALT)
    assert QApplication.focusWidget() is window.days.search
    QTest.keyClicks(window.days.search, "pw10")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.days.view
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    operator.wait()
    taps = operator.dialog(QDialog)
    assert taps.windowTitle().startswith("Taps of ")
    QTest.keyClick(taps, Qt.Key.Key_Escape)
    window.activateWindow()  # as every desktop does when a dialog is closed
    operator.until(window.isActiveWindow)
    press(Qt.Key.Key_X, ALT)
    operator.until(lambda: window.desk.ended is not None)
    operator.wait()
    assert len(site.people_hr.timesheets) > 100
    press(Qt.Key.Key_F5)
    operator.wait()
    assert operator.plan.report.to_send == 0
    press(Qt.Key.Key_Escape)
    operator.until(lambda: not operator.is_open)


def test_f1_asks_for_the_manual(qtbot: QtBot, window: ExportWindow) -> None:
    with qtbot.waitSignal(window.manual_asked):
        press(Qt.Key.Key_F1)


def test_a_link_is_made_by_enter(operator: Operator, window: ExportWindow) -> None:
    press(Qt.Key.Key_M, ALT)
    assert window.tabs.currentWidget() is window.unlinked
    window.unlinked.users.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    operator.wait()
    dialog = operator.dialog(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    QTest.keyClicks(dialog.focusWidget(), "PW25")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_L, ALT)
    operator.wait()
    assert len(operator.plan.unlinked) == 1
    assert operator.plan.roll.unlinked_employees == ()


def test_tab_leads_through_the_window_in_the_order_of_reading(window: ExportWindow) -> None:
    window.which.picker.presets.setFocus()
    visited: list[QWidget] = []
    for _ in range(30):
        press(Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is window.which.picker.presets:
            break
        visited.append(widget)
    tops = [widget.mapTo(window, widget.rect().topLeft()) for widget in visited if not isinstance(widget, QLabel)]
    below_key = [top.y() for top in tops if top.y() > window.which.y()]
    lines = [y // 40 for y in below_key]
    assert lines == sorted(lines)
    assert any(isinstance(widget, QTableView) for widget in visited)


@pytest.mark.parametrize("tab", range(3))
def test_every_mnemonic_leads_to_one_place(window: ExportWindow, tab: int) -> None:
    window.tabs.setCurrentIndex(tab)
    letters = Counter(mnemonics(window))
    assert {letter: times for letter, times in letters.items() if times > 1} == {}
    assert len(letters) > 10


def test_everything_that_can_be_used_has_a_name_to_be_read_aloud(window: ExportWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView, QProgressBar)
    nameless = []
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        nameless += [
            part
            for kind in kinds
            for part in window.findChildren(kind)
            if part.isVisible()
            and part.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
        ]
    assert nameless == []


@pytest.fixture
def site(practice_site: PracticeSite) -> PracticeSite:
    return practice_site
