"""Data Manager › Schedule…: chosen and saved with OK, and how the last run went, read as a person does."""

from dataclasses import replace
from datetime import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QFileDialog, QLineEdit, QSpinBox, QTimeEdit
from pytestqt.qtbot import QtBot

from clockreports.base.errors import UnusableError
from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.schedules import EVERY_DAY, WORKING_DAYS
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.schedule_dialog import ScheduleDialog
from clockreports.gui.session import Session
from clockreports.services.scheduling import Outlook, Scheduling
from tests.helpers.qt_looking import actions, button, press, sentences, settle
from tests.helpers.qt_schedule import DONE, EVERY_MORNING, FAILED, MISSED, armed, open_schedule, with_timer
from tests.helpers.qt_site import LAST_WEEK, NOW
from tests.helpers.qt_stage import Stage
from tests.helpers.schedule import FakeTimer


def box(dialog: ScheduleDialog, name: str) -> QCheckBox:
    """Return the box with that name."""
    (found,) = (each for each in dialog.findChildren(QCheckBox) if name in {each.accessibleName(), each.text()})
    return found


def ok(dialog: ScheduleDialog) -> None:
    """Click OK, and wait until it is done."""
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def test_switching_it_on_and_clicking_ok_schedules_what_most_choose(stage: Stage, qtbot: QtBot) -> None:
    timer = FakeTimer()
    dialog = open_schedule(stage, timer=timer)
    session = dialog._session
    assert "Nothing is exported unless somebody does it." in sentences(dialog)
    dialog.form.on.click()
    assert "Next run: Tue 17/03/2026 06:30." in sentences(dialog)
    with qtbot.waitSignals([session.changed, dialog.accepted]):
        ok(dialog)
    kept = session.app.scheduling.store.schedule()
    assert kept is not None
    assert (kept.at, kept.weekdays, kept.days_back, kept.sync_employees, kept.import_folder, kept.since) == (
        *(time(6, 30), WORKING_DAYS, 7, True, "", NOW),
    )
    assert timer.is_set()


def test_what_is_kept_is_shown_and_every_field_counts(stage: Stage, qtbot: QtBot) -> None:
    dialog = open_schedule(stage, EVERY_MORNING)
    session = dialog._session
    (clock,), (days,) = dialog.findChildren(QTimeEdit), dialog.findChildren(QSpinBox)
    (folder,) = (each for each in dialog.findChildren(QLineEdit) if each.accessibleName().startswith("Folder"))
    assert (clock.text(), days.value(), folder.text()) == ("06:30", 7, "C:\\Clock logs")
    clock.setTime(QTime(18, 5))
    days.setValue(14)
    folder.setText(" D:\\ü ")
    for name in ("Saturday", "Sunday"):
        box(dialog, name).click()
    box(dialog, "Fetch the &employees from People HR first").click()
    assert "Next run: Mon 16/03/2026 18:05." in sentences(dialog)
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    kept = session.app.scheduling.store.schedule()
    assert kept is not None
    assert (kept.at, kept.weekdays, kept.days_back, kept.sync_employees, kept.import_folder) == (
        *(time(18, 5), EVERY_DAY, 14, False, "D:\\ü"),
    )


def test_cancel_changes_nothing(stage: Stage) -> None:
    timer = FakeTimer()
    dialog = open_schedule(stage, EVERY_MORNING, timer=timer)
    dialog.form.on.click()
    store = dialog._session.app.scheduling.store
    dialog.reject()
    assert store.schedule() == EVERY_MORNING
    assert timer.alarm is None


def test_switching_it_off_removes_it(stage: Stage, qtbot: QtBot) -> None:
    timer = FakeTimer()
    dialog = open_schedule(stage, EVERY_MORNING, timer=timer)
    scheduling = dialog._session.app.scheduling
    scheduling.set(EVERY_MORNING)
    dialog.form.on.click()
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    assert (scheduling.store.schedule(), timer.alarm) == (None, None)


@pytest.mark.parametrize(("clear", "words"), [("days", "The schedule has no day."), ("folder", "No folder is named.")])
def test_what_cannot_be_kept_is_told_where_it_is_filled_in(stage: Stage, clear: str, words: str) -> None:
    dialog = open_schedule(stage, EVERY_MORNING)
    if clear == "days":
        for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
            box(dialog, name).click()
    else:
        (folder,) = (each for each in dialog.findChildren(QLineEdit) if each.accessibleName().startswith("Folder"))
        folder.clear()
    assert words in sentences(dialog)
    ok(dialog)
    assert dialog.isVisible()
    assert dialog._session.app.scheduling.store.schedule() == EVERY_MORNING


def test_a_refusal_of_the_system_stays_in_the_window_and_can_be_tried_again(stage: Stage, qtbot: QtBot) -> None:
    timer = FakeTimer()
    timer.refusal = "The system refuses."
    dialog = open_schedule(stage, EVERY_MORNING, timer=timer)
    ok(dialog)
    qtbot.waitUntil(lambda: "The system refuses. Ask the test." in sentences(dialog))
    timer.refusal = ""
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    assert timer.is_set()


def test_it_cannot_be_left_while_it_is_being_saved(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = open_schedule(stage, EVERY_MORNING)
    may_end = Event()
    monkeypatch.setattr(type(dialog._session.app.scheduling), "set", lambda _self, _schedule: (may_end.wait(20), ())[1])
    ok(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        may_end.set()


def test_why_it_is_not_known_when_it_can_run_stays_in_its_place(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_scheduling: object) -> Outlook:
        raise UnusableError("The keyring is away.", "Bring it back.")

    monkeypatch.setattr(Scheduling, "outlook", refuse)
    dialog = open_schedule(stage)
    dialog.form.on.click()
    assert "With whose key it runs, and when\nThe keyring is away. Bring it back." in sentences(dialog)


def test_what_is_odd_about_it_is_told_before_the_window_closes(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_schedule(stage, EVERY_MORNING)
    scheduling = dialog._session.app.scheduling
    monkeypatch.setattr(type(scheduling), "set", lambda _self, _schedule: ("That is odd.",))
    ok(dialog)
    qtbot.waitUntil(lambda: "It is saved.\nThat is odd." in sentences(dialog))
    assert not dialog.form.isEnabled()
    press(dialog, "Close")


def test_it_says_plainly_when_it_can_run_and_with_which_key(stage: Stage) -> None:
    told = sentences(open_schedule(stage))
    assert "It uses the API key in " in told
    assert "It only runs while you are signed in to this computer" in told
    assert "No scheduled export has run yet." in told


def test_a_failure_and_a_missed_run_are_told_with_what_to_do(stage: Stage) -> None:
    failed = sentences(open_schedule(stage, EVERY_MORNING, FAILED))
    assert "failed on Mon 16/03/2026 06:30; next Tue 17/03/2026 06:30." in failed
    assert "People HR cannot be reached." in failed
    missed = sentences(open_schedule(stage, EVERY_MORNING, MISSED))
    assert "missed on Fri 13/03/2026 06:30" in missed
    assert "the next run reaches back" in missed


def test_a_timer_that_is_gone_is_told_and_saving_sets_it_again(stage: Stage, qtbot: QtBot) -> None:
    timer = FakeTimer()
    dialog = open_schedule(stage, EVERY_MORNING, DONE, timer)
    assert "not set on this computer any more" in sentences(dialog)
    assert "save it again" in sentences(dialog)
    assert "Next run, once this is saved: Tue 17/03/2026 06:30." in sentences(dialog)
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    assert timer.is_set()


def test_the_days_of_the_last_run_are_a_click_away(stage: Stage, qtbot: QtBot) -> None:
    dialog = open_schedule(stage, EVERY_MORNING, DONE)
    session = dialog._session
    with session.app.exporting.leased() as lease:
        run = Run(0, LAST_WEEK, "PC-12", "jane", NOW, 0)
        number = session.app.history.start_run(lease, run)
        session.app.history.finish_run(lease, replace(run, number=number, finished=NOW, end=RunEnd.DONE), ())
    assert DONE.run == number
    press(dialog, "Show its days…")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(RunDialog)))
    (days,) = dialog.findChildren(RunDialog)
    assert days.windowTitle().startswith("Run 1, ")
    settle(qtbot, session)


def test_pressing_twice_shows_the_days_once(stage: Stage, qtbot: QtBot) -> None:
    dialog = open_schedule(stage, EVERY_MORNING, DONE)
    session = dialog._session
    with session.app.exporting.leased() as lease:
        session.app.history.start_run(lease, Run(0, LAST_WEEK, "PC-12", "jane", NOW, 0))
    for _ in range(2):
        press(dialog, "Show its days…")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(RunDialog)))
    settle(qtbot, session)
    assert len(dialog.findChildren(RunDialog)) == 1
    assert button(dialog, "Show its days…").isEnabled()


def test_a_run_that_is_not_there_any_more_is_told(stage: Stage, qtbot: QtBot) -> None:
    dialog = open_schedule(stage, EVERY_MORNING, replace(DONE, run=99))
    press(dialog, "Show its days…")
    qtbot.waitUntil(lambda: "That run is not in this database." in sentences(dialog))


def test_a_schedule_that_cannot_be_read_is_told_and_can_be_replaced(stage: Stage, qtbot: QtBot) -> None:
    session = stage.session()
    with_timer(session, FakeTimer())
    (session.app.profile.folder / "schedule.json").write_text("{", encoding="utf-8")
    dialog = stage.show(ScheduleDialog(session))
    stage.settle(session)
    assert "schedule.json cannot be read. Set the schedule again" in sentences(dialog)
    dialog.form.on.click()
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    assert session.app.scheduling.store.schedule() is not None


def test_a_damaged_note_of_the_last_run_hides_no_schedule_and_saving_mends_it(stage: Stage, qtbot: QtBot) -> None:
    session = stage.session()
    with_timer(session, armed())
    session.app.scheduling.store.keep(EVERY_MORNING)
    (session.app.profile.folder / "schedule-last-run.json").write_text("{", encoding="utf-8")
    dialog = stage.show(ScheduleDialog(session))
    stage.settle(session)
    assert "schedule-last-run.json cannot be read. Set the schedule again" in sentences(dialog)
    assert dialog.form.folder == EVERY_MORNING.import_folder
    with qtbot.waitSignal(dialog.accepted):
        ok(dialog)
    assert session.app.scheduling.standing().schedule == replace(EVERY_MORNING, since=NOW)


def test_a_folder_can_be_chosen(stage: Stage, tmp_path: Path) -> None:
    dialog = open_schedule(stage, EVERY_MORNING)
    press(dialog, "Choose…")
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.fileMode() is QFileDialog.FileMode.Directory
    asking.fileSelected.emit(str(tmp_path))
    assert dialog.form.folder == str(tmp_path)
    asking.reject()


def test_the_fields_are_closed_while_it_is_off(stage: Stage) -> None:
    dialog = open_schedule(stage)
    assert not button(dialog, "Choose…").isEnabled()
    dialog.form.on.click()
    assert not button(dialog, "Choose…").isEnabled()
    box(dialog, "&Read every new file in a folder first").click()
    assert button(dialog, "Choose…").isEnabled()


def test_the_menu_opens_it(qtbot: QtBot, main_window: MainWindow, session: Session) -> None:
    with_timer(session, FakeTimer())
    actions(main_window.menuBar(), "Data Manager")["Schedule…"].trigger()
    (dialog,) = main_window.findChildren(ScheduleDialog)
    qtbot.waitUntil(lambda: "No scheduled export has run yet." in sentences(dialog))
    dialog.reject()
