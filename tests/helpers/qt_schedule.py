"""The scenes of exports that run by themselves: switched off, set, missed, failed, and not set any more."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from clockreports.domain.schedules import WORKING_DAYS, LastRun, RunState, Schedule
from clockreports.gui.main_window import MainWindow
from clockreports.gui.schedule_dialog import ScheduleDialog
from clockreports.gui.session import Session
from clockreports.services.ports_schedule import Alarm
from tests.helpers.qt_site import NOW
from tests.helpers.qt_stage import Stage
from tests.helpers.schedule import FakeTimer

_DAYS: Final = 1
EVERY_MORNING: Final = Schedule(time(6, 30), WORKING_DAYS, 7, NOW - timedelta(days=30), import_folder="C:\\Clock logs")
DONE: Final = LastRun(
    NOW - timedelta(minutes=90),
    RunState.NEEDS_A_PERSON,
    (
        "2 files imported, 213 new clock events.",
        "Mon 09/03/2026 to Sun 15/03/2026, 7 days: 112 sent, 1 refused. 1 user of the clocks is linked to nobody.",
    ),
    NOW - timedelta(minutes=88),
    1,
    date(2026, 3, 15),
)
FAILED: Final = LastRun(
    NOW - timedelta(minutes=90),
    RunState.FAILED,
    ("People HR cannot be reached. Check this computer’s connection to the internet.",),
    NOW - timedelta(minutes=30),
)
MISSED: Final = replace(DONE, started=DONE.started - timedelta(days=4), state=RunState.DONE)


def armed() -> FakeTimer:
    """Return a timer that is set."""
    return FakeTimer(Alarm(NOW, ZoneInfo("Europe/London"), WORKING_DAYS, signed_out=False))


def with_timer(session: Session, timer: FakeTimer) -> None:
    """Let no test touch the timers of the computer it runs on."""
    session._app = replace(session.app, scheduling=replace(session.app.scheduling, timer=timer))


def open_schedule(
    stage: Stage, schedule: Schedule | None = None, last: LastRun | None = None, timer: FakeTimer | None = None
) -> ScheduleDialog:
    """Open the dialog on a computer with this schedule, whose last run went so, and whose timer is set unless given."""
    session = stage.session()
    with_timer(session, timer or armed())
    session.app.scheduling.store.keep(schedule)
    if last is not None:
        session.app.scheduling.store.note(last)
    dialog = stage.show(ScheduleDialog(session))
    stage.settle(session)
    return dialog


def _scene(schedule: Schedule | None, last: LastRun | None, timer: Callable[[], FakeTimer], stage: Stage) -> QWidget:
    return open_schedule(stage, schedule, last, timer())


def _strip(last: LastRun, timer: Callable[[], FakeTimer], stage: Stage) -> QWidget:
    """Open the main window where this was the last run."""
    session = stage.session()
    with_timer(session, timer())
    session.app.scheduling.store.keep(EVERY_MORNING)
    session.app.scheduling.store.note(last)
    window = stage.show(MainWindow(session))
    session.opened.emit()
    stage.turn_to(window, _DAYS)
    stage.settle(session)
    return window


SCHEDULE_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "schedule-off": partial(_scene, None, None, FakeTimer),
    "schedule-done": partial(_scene, EVERY_MORNING, DONE, armed),
    "schedule-failed": partial(_scene, EVERY_MORNING, FAILED, armed),
    "schedule-missed": partial(_scene, EVERY_MORNING, MISSED, armed),
    "schedule-timer-gone": partial(_scene, EVERY_MORNING, MISSED, FakeTimer),
    "main-schedule-missed": partial(_strip, MISSED, armed),
    "main-schedule-done": partial(_strip, replace(DONE, state=RunState.DONE), armed),
    "main-schedule-timer-gone": partial(_strip, MISSED, FakeTimer),
}
"""By the names of their pictures."""
