"""The window never waits: its event loop goes on beating while People HR takes its time."""

from time import monotonic

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from clockreports.base.clock import SystemClock
from clockreports.gui.session import Session, Start
from clockreports.practice.faults import Fault
from tests.helpers.qt_export import Operator
from tests.helpers.qt_site import PracticeSite

BEAT_MILLISECONDS = 10
LONGEST_GAP = 0.1
SLOW = 0.5
"""Seconds that People HR takes to answer: a window that waited for it would stand still for as long."""

TRIES = 6


class Heartbeat:
    """Notes the longest time between two beats of the event loop."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = monotonic()
        self._timer = QTimer(interval=BEAT_MILLISECONDS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Stop beating."""
        self._timer.stop()

    def _beat(self) -> None:
        now = monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def longest_gap(operator: Operator, site: PracticeSite, employee_id: str) -> float:
    """Export one person's week while People HR is slow, and return the longest time without a beat."""
    window = operator.open(employee_id)
    site.people_hr.order(Fault("slow_before", "CreateNewTimesheet", seconds=SLOW))
    heart = Heartbeat()
    window.strip.export.emit()
    operator.until(lambda: not window.desk.running)
    heart.stop()
    operator.wait()
    assert window.days.counts["Sent"] > 0
    return heart.longest


def test_the_event_loop_beats_on_while_people_hr_is_slow(qtbot: QtBot, practice_site: PracticeSite) -> None:
    """A window that waits does so every time; a computer that is busy with something else does not."""
    bugs: list[Exception] = []
    session = Session(Start(practice_site.environment, practice_site.profile, clock=SystemClock()), bugs.append)
    with qtbot.waitSignal(session.opened):
        session.open(bugs.append)
    operator = Operator(qtbot, session)
    gaps = (longest_gap(operator, practice_site, f"PW{number}") for number in range(1, TRIES + 1))
    best = next((gap for gap in gaps if gap < LONGEST_GAP), None)
    session.close()
    assert best is not None, "the window stood still each time"
    assert bugs == []
