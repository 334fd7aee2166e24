"""The window never waits: its event loop goes on beating while People HR takes its time."""

import threading
from time import monotonic, sleep

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clockreports.base.clock import SystemClock
from clockreports.gui.session import Session, Start
from clockreports.practice.faults import Fault
from tests.helpers.qt_export import Operator
from tests.helpers.qt_site import LAST_WEEK, PracticeSite

BEAT = 0.01
"""Seconds between two beats."""

LONGEST_GAP = 0.1


class Heartbeat:
    """Notes the longest time between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = monotonic()

    def beat(self) -> None:
        now = monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def test_the_event_loop_beats_on_while_people_hr_is_slow(qtbot: QtBot, practice_site: PracticeSite) -> None:
    bugs: list[Exception] = []
    session = Session(Start(practice_site.environment, practice_site.profile, clock=SystemClock()), bugs.append)
    with qtbot.waitSignal(session.opened):
        session.open(bugs.append)
    operator = Operator(qtbot, session)
    window = operator.open()
    practice_site.people_hr.order(Fault("slow_before", "CreateNewTimesheet", times=3, seconds=0.4))
    window.which.pick(LAST_WEEK, frozenset({"PW1"}))
    window.refresh()
    operator.wait()
    beats, elsewhere, over = Heartbeat(), Heartbeat(), threading.Event()

    def beat_elsewhere() -> None:
        while not over.is_set():
            sleep(BEAT)
            elsewhere.beat()

    reference = threading.Thread(target=beat_elsewhere)  # a machine that stands still does so in every thread
    timer = QTimer(interval=int(BEAT * 1000))
    timer.timeout.connect(beats.beat)
    reference.start()
    timer.start()
    window.strip.export.emit()
    operator.until(lambda: not window.desk.running)
    operator.wait()
    timer.stop()
    over.set()
    reference.join()
    assert window.days.counts["Sent"] >= 3
    assert beats.longest < LONGEST_GAP + elsewhere.longest
    session.close()
    assert bugs == []
