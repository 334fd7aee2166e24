"""The window never waits: its event loop goes on beating while People HR takes its time."""

from time import sleep

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clockreports.base.clock import SystemClock
from clockreports.gui.session import Session, Start
from clockreports.practice.faults import Fault
from tests.helpers.qt_export import Operator
from tests.helpers.qt_heartbeat import CAN_TELL, Heartbeat
from tests.helpers.qt_site import PracticeSite

pytestmark = pytest.mark.skipif(not CAN_TELL, reason="this system does not tell who was kept waiting for a processor")

LONGEST_STANDSTILL = 0.1
SLOW = 0.4
"""Seconds that People HR takes to answer: a window that waited for it would stand still for as long."""


def test_the_event_loop_beats_on_while_people_hr_is_slow(
    qtbot: QtBot, practice_site: PracticeSite, bugs: list[Exception]
) -> None:
    session = Session(Start(practice_site.environment, practice_site.profile, clock=SystemClock()), bugs.append)
    with qtbot.waitSignal(session.opened):
        session.open(bugs.append)
    operator = Operator(qtbot, session)
    window = operator.open("PW1", "PW2")
    practice_site.people_hr.order(Fault("slow_before", "CreateNewTimesheet", times=3, seconds=SLOW))
    practice_site.people_hr.order(Fault("slow_after", "CreateNewTimesheet", skip=3, times=2, seconds=SLOW))
    heart = Heartbeat()
    operator.button("Export").click()
    operator.until(lambda: not window.desk.running)
    operator.wait()
    heart.stop()
    session.close()
    assert window.days.counts["Sent"] > 5
    assert heart.longest < LONGEST_STANDSTILL


def test_a_window_that_waited_would_be_noticed(qtbot: QtBot) -> None:
    heart = Heartbeat()
    QTimer.singleShot(0, lambda: sleep(2 * LONGEST_STANDSTILL))
    qtbot.wait(1)
    heart.stop()
    assert heart.longest > LONGEST_STANDSTILL
