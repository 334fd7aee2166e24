"""The strip's word on exports that run by themselves, and what the window does when one has run beside it."""

from collections.abc import Callable
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
from tests.helpers.qt_schedule import DONE, EVERY_MORNING, FAILED, MISSED, armed, with_timer
from tests.helpers.qt_site import NOW
from tests.helpers.schedule import FakeTimer


@pytest.fixture(autouse=True)
def timer(session: Session) -> FakeTimer:
    """Let no test touch the timers of the computer it runs on; at first it is set."""
    timer = armed()
    with_timer(session, timer)
    return timer


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


def test_a_timer_that_is_gone_is_told_until_it_is_set_again(qtbot: QtBot, session: Session, timer: FakeTimer) -> None:
    scheduling = session.app.scheduling
    scheduling.set(EVERY_MORNING)
    timer.alarm = None
    shown = strip(qtbot, session)
    (fact,) = (label for label in shown.findChildren(QLabel) if label.text() == "Scheduled export is not set any more")
    assert "save it again" in fact.toolTip()
    scheduling.set(EVERY_MORNING)
    session.changed.emit()
    settle(qtbot, session)
    assert fact.text() == "Next export: Tue 17/03/2026 06:30"


def test_the_system_is_asked_for_its_timer_at_every_change_and_each_hour_and_while_it_is_gone(
    qtbot: QtBot, session: Session, timer: FakeTimer
) -> None:
    session.app.scheduling.store.keep(EVERY_MORNING)
    watch = ScheduleWatch(session, session)
    session.opened.emit()
    settle(qtbot, session)

    def asked(what: Callable[[], object]) -> int:
        before = timer.asked
        what()
        settle(qtbot, session)
        return timer.asked - before

    assert [asked(watch.look), asked(watch.look), asked(session.changed.emit), asked(watch.look)] == [0, 0, 1, 0]
    assert timedelta(milliseconds=watch._hourly.interval()) == timedelta(hours=1)
    timer.alarm = None
    assert [asked(watch._hourly.timeout.emit), asked(watch.look), asked(watch.look)] == [1, 1, 1]


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
