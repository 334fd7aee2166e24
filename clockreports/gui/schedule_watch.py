"""Watches, beside the window, how things stand with exports that run by themselves: another program runs them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from clockreports.base.errors import ClockReportsError
from clockreports.domain.schedule_words import told, when
from clockreports.domain.schedules import Standing, Verdict
from clockreports.gui.session import Session

_LOOK_MILLISECONDS: Final = 60_000
_ASK_MILLISECONDS: Final = 3_600_000
_SHORT: Final[Mapping[Verdict, str]] = {
    Verdict.RUNNING: "Scheduled export is running",
    Verdict.NEEDS_A_PERSON: "Scheduled export: something needs a person",
    Verdict.FAILED: "Scheduled export failed",
    Verdict.INTERRUPTED: "Scheduled export was cut off",
    Verdict.TIMER_GONE: "Scheduled export is not set any more",
}


class ScheduleWatch(QObject):
    """Tells how things stand, a `Standing`, at every change and each minute; `failed` tells why that is not known.

    When a run has ended since it looked last, stored data changed, and the session says so. The system is asked for its
    timer, which takes a program of its own, at every change and each hour, and while the timer is gone.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._finished: datetime | None = None
        self._looked = False
        self._armed = False
        self._timer, self._hourly = QTimer(self), QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._hourly.setInterval(_ASK_MILLISECONDS)
        self._hourly.timeout.connect(self.ask)
        session.opened.connect(self._begin)
        session.changed.connect(self.ask)

    def look(self) -> None:
        """Look now, beside the window; a timer that was there a while ago is taken to be there still."""
        if self._session.is_open:
            app, armed = self._session.app, self._armed
            self._session.workers.start(
                self, lambda _cancel: app.scheduling.standing(armed=armed), self._tell, self._fail
            )

    def ask(self) -> None:
        """Look now, also whether the timer is still there."""
        self._armed = False
        self.look()

    def _begin(self) -> None:
        self._timer.start()
        self._hourly.start()
        self.ask()

    def _tell(self, standing: Standing) -> None:
        self._armed = standing.armed
        self.told.emit(standing)
        finished = None if standing.last is None else standing.last.finished
        ended, self._finished = self._looked and finished not in {None, self._finished}, finished
        self._looked = True
        if ended:
            self._session.changed.emit()

    def _fail(self, error: ClockReportsError) -> None:
        self.failed.emit(error)


def strip_words(standing: Standing) -> str:
    """Return what the strip says of the schedule, in few words; "" when it is off."""
    if standing.next is None:
        return ""
    if standing.missed is not None and standing.verdict is Verdict.MISSED:
        return f"Scheduled export missed on {when(standing.missed)}"
    return _SHORT.get(standing.verdict, f"Next export: {when(standing.next)}")


def strip_details(standing: Standing) -> str:
    """Return what the strip says of the schedule to somebody who points at it."""
    return "\n".join(told(standing))
