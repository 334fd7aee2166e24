"""The scenes of exports that run by themselves: switched off, set, missed, failed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.desktop.schedule_files import ScheduleFiles
from clockreports.domain.schedules import WORKING_DAYS, LastRun, RunState, Schedule
from clockreports.gui.schedule_dialog import ScheduleDialog
from clockreports.gui.session import Session
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


def with_timer(session: Session, timer: FakeTimer) -> None:
    """Let no test touch the timers of the computer it runs on."""
    session._app = replace(session.app, scheduling=replace(session.app.scheduling, timer=timer))


def open_schedule(
    stage: Stage, schedule: Schedule | None = None, last: LastRun | None = None, timer: FakeTimer | None = None
) -> ScheduleDialog:
    """Open the dialog on a computer with this schedule, whose last run went so."""
    session = stage.session()
    with_timer(session, timer or FakeTimer())
    session.app.scheduling.store.keep(schedule)
    if last is not None:
        session.app.scheduling.store.note(last)
    dialog = stage.show(ScheduleDialog(session))
    stage.settle(session)
    return dialog


def _scene(schedule: Schedule | None, last: LastRun | None, stage: Stage) -> QWidget:
    return open_schedule(stage, schedule, last)


def _strip(last: LastRun, stage: Stage) -> QWidget:
    """Open the main window where this was the last run."""
    files = ScheduleFiles(stage.site.profile)
    files.keep(EVERY_MORNING)
    files.note(last)
    return stage.main(_DAYS)


SCHEDULE_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "schedule-off": partial(_scene, None, None),
    "schedule-done": partial(_scene, EVERY_MORNING, DONE),
    "schedule-failed": partial(_scene, EVERY_MORNING, FAILED),
    "schedule-missed": partial(_scene, EVERY_MORNING, MISSED),
    "main-schedule-missed": partial(_strip, MISSED),
    "main-schedule-done": partial(_strip, replace(DONE, state=RunState.DONE)),
}
"""By the names of their pictures."""
