"""The strip at the bottom while it runs: the bar, the room it takes, and where the keyboard is afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clockreports.gui.export_window.elided_label import ElidedLabel
from clockreports.gui.export_window.progress_bar import ProgressBar
from clockreports.gui.session import Session
from tests.helpers.qt_dark import dark_palette
from tests.helpers.qt_export import PACE, Operator, paced, session_at
from tests.helpers.qt_site import PracticeSite

HIGHLIGHT = QPalette.ColorRole.Highlight


@pytest.fixture
def bar(qtbot: QtBot) -> ProgressBar:
    bar = ProgressBar("How far it is")
    qtbot.addWidget(bar)
    return bar


def test_the_bar_never_goes_back(bar: ProgressBar) -> None:
    bar.show_done(5, 10)
    bar.show_done(3, 10)
    assert (bar.value(), bar.maximum()) == (5, 10)
    bar.begin()
    assert (bar.value(), bar.maximum()) == (0, 0)


@pytest.mark.parametrize("palette", [QPalette(), dark_palette()], ids=["light", "dark"])
def test_it_turns_yellow_while_it_waits_as_bright_as_the_palettes_own_colour(
    qapp: QApplication, bar: ProgressBar, palette: QPalette
) -> None:
    before = qapp.palette()
    qapp.setPalette(palette)
    own = qapp.palette().color(HIGHLIGHT)
    bar.show_waiting(waiting=True)
    waiting = bar.palette().color(HIGHLIGHT)
    bar.show_waiting(waiting=False)
    after = bar.palette().color(HIGHLIGHT)
    qapp.setPalette(before)
    assert 40 < waiting.hsvHue() < 60
    assert abs(waiting.value() - own.value()) <= 1
    assert after == own


def test_a_long_line_is_elided_and_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.say("Sending Alexandra Featherstonehaugh-Montgomery, Tue 10/03/2026 …")
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    assert label.toolTip() == label.text()
    label.resize(label.minimumSizeHint())
    assert not label.grab().isNull()


def test_the_list_stays_as_high_as_it_is_when_an_export_begins(qtbot: QtBot, session: Session) -> None:
    operator = Operator(qtbot, session)
    window = operator.open("PW1")
    heights: list[int] = []

    def measure(_told: object = None) -> None:
        QApplication.processEvents()
        heights.append(window.days.view.height())

    measure()
    window.desk.progressed.connect(measure)
    operator.press("Export")
    measure()
    assert len(heights) > 2
    assert len({*heights}) == 1


def test_after_stop_by_the_keyboard_the_next_key_neither_starts_nor_types_anything(
    qtbot: QtBot, practice_site: PracticeSite
) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, PACE) as session:
        operator = Operator(qtbot, session)
        window = operator.open()
        operator.until(window.isActiveWindow)
        clock.hold()
        operator.button("Export").click()
        operator.until(clock.waiting.is_set)
        assert QApplication.focusWidget() is operator.button("Stop")
        QTest.keyClick(operator.button("Stop"), Qt.Key.Key_Space)
        assert QApplication.focusWidget() is window.tabs.tabBar()
        QTest.keyClick(window.tabs.tabBar(), Qt.Key.Key_Space)
        clock.go_on()
        operator.until(lambda: not window.desk.running)
        operator.wait()
        assert QApplication.focusWidget() is window.tabs.tabBar()
        assert window.days.counts["Sent"] == PACE - 1
