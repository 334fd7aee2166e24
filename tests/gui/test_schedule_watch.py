"""The strip's word on exports that run by themselves, and what the window does when one has run beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clockreports.domain.schedules import LastRun, RunState, Schedule, Standing
from clockreports.gui.schedule_watch import ScheduleWatch, strip_words
from clockreports.gui.session import Session
from clockreports.gui.status_strip import StatusStrip
from tests.helpers.qt_looking import sentences, settle
from tests.helpers.qt_schedule import DONE, EVERY_MORNING, FAILED, MISSED
from tests.helpers.qt_site import NOW


def strip(qtbot: QtBot, session: Session) -> StatusStrip:
    """Show the strip of a window whose app has just been opened."""
    shown = StatusStrip(session)
    qtbot.addWidget(shown)
    shown.show()
    session.opened.emit()
    settle(qtbot, session)
    return shown


@pytest.mark.parametrize(
    ("schedule", "last", "words"),
    [
        (None, None, ""),
        (EVERY_MORNING, None, "Scheduled export missed on Fri 13/03/2026 06:30"),
        (replace(EVERY_MORNING, since=NOW), None, "Next export: Tue 17/03/2026 06:30"),
        (EVERY_MORNING, replace(DONE, state=RunState.DONE), "Next export: Tue 17/03/2026 06:30"),
        (EVERY_MORNING, DONE, "Scheduled export: something needs a person"),
        (EVERY_MORNING, FAILED, "Scheduled export failed"),
        (EVERY_MORNING, replace(FAILED, state=RunState.RUNNING), "Scheduled export was cut off"),
        (EVERY_MORNING, MISSED, "Scheduled export missed on Fri 13/03/2026 06:30"),
    ],
)
def test_few_words_tell_how_things_stand(
    qtbot: QtBot, session: Session, schedule: Schedule | None, last: LastRun | None, words: str
) -> None:
    store = session.app.scheduling.store
    store.keep(schedule)
    if last is not None:
        store.note(last)
    standing = session.app.scheduling.standing()
    assert strip_words(standing) == words
    told = sentences(strip(qtbot, session))
    assert (words in told.splitlines()) is bool(words)


def test_whoever_points_at_it_reads_the_rest(qtbot: QtBot, session: Session) -> None:
    session.app.scheduling.store.keep(EVERY_MORNING)
    session.app.scheduling.store.note(FAILED)
    shown = strip(qtbot, session)
    (fact,) = (label for label in shown.findChildren(QLabel) if label.text() == "Scheduled export failed")
    assert "People HR cannot be reached." in fact.toolTip()
    assert "Mend the cause" in fact.toolTip()


def test_what_cannot_be_read_is_said(qtbot: QtBot, session: Session) -> None:
    (session.app.profile.folder / "schedule.json").write_text("{", encoding="utf-8")
    assert "Schedule: cannot be read" in sentences(strip(qtbot, session))


def test_when_a_run_has_ended_beside_the_window_everything_is_read_again(qtbot: QtBot, session: Session) -> None:
    told: list[Standing] = []
    watch = ScheduleWatch(session, session)
    watch.told.connect(told.append)
    session.opened.emit()
    settle(qtbot, session)
    session.app.scheduling.store.keep(EVERY_MORNING)
    session.app.scheduling.store.note(LastRun(NOW, RunState.RUNNING))
    with qtbot.assertNotEmitted(session.changed):
        watch.look()
        settle(qtbot, session)
    session.app.scheduling.store.note(DONE)
    with qtbot.waitSignal(session.changed):
        watch.look()
    settle(qtbot, session)
    assert told[-1].last == DONE
    with qtbot.assertNotEmitted(session.changed):
        watch.look()
        settle(qtbot, session)


def test_it_looks_by_itself_each_minute_once_the_app_is_open(session: Session) -> None:
    watch = ScheduleWatch(session, session)
    assert not watch._timer.isActive()
    session.opened.emit()
    assert watch._timer.isActive()
    assert timedelta(milliseconds=watch._timer.interval()) == timedelta(minutes=1)
