"""Backups in the window: the day's by itself, one when asked for, and a restore, for which the window opens again."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from clockreports.gui.application import run_in
from clockreports.gui.backing_up_choice import RestoreDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session
from clockreports.services.ports_backups import BackupKind
from tests.helpers.qt_backups import make_backups
from tests.helpers.qt_looking import actions, button, column, press, sentences, settle, table
from tests.helpers.qt_site import PracticeSite
from tests.helpers.qt_story import Story, box, say_it_is_read, start, visible


@pytest.fixture
def session(closed_session: Session) -> Session:
    """Return the session that the main window opens."""
    return closed_session


def choose(window: MainWindow, text: str) -> None:
    """Choose what stands in the menu File."""
    actions(window.menuBar(), "File")[text].trigger()


# The day's backup ----------------------------------------------------------------------------------------------------


def test_an_open_window_makes_the_days_backup_once(
    qtbot: QtBot, main_window: MainWindow, session: Session, practice_site: PracticeSite
) -> None:
    kept = session.app.backing_up.kept()
    assert [backup.kind for backup in kept] == [BackupKind.DAILY]
    main_window.backups.make_todays()
    settle(qtbot, session)
    assert session.app.backing_up.kept() == kept
    practice_site.clock.advance(timedelta(days=1).total_seconds())
    main_window.backups.make_todays()
    settle(qtbot, session)
    assert len(session.app.backing_up.kept()) == 2


def test_it_looks_every_hour(main_window: MainWindow) -> None:
    (timer,) = main_window.backups.findChildren(QTimer)
    assert timer.isActive()
    assert timer.interval() == 3_600_000


@pytest.mark.expects_warnings("Today's backup could not be made")
def test_one_that_cannot_be_made_is_said_until_it_is(
    qtbot: QtBot, session: Session, practice_site: PracticeSite
) -> None:
    folder = practice_site.profile / "backups"
    folder.write_text("in its way", encoding="utf-8")
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: "No backup today" in sentences(window))
    (fact,) = (label for label in window.findChildren(QLabel) if label.text() == "No backup today")
    assert "cannot be made" in fact.toolTip()
    folder.unlink()
    window.backups.make_todays()
    qtbot.waitUntil(lambda: "No backup today" not in sentences(window))
    window.close()


# Back up… ------------------------------------------------------------------------------------------------------------


def test_a_backup_is_saved_where_a_person_says(
    qtbot: QtBot, main_window: MainWindow, session: Session, tmp_path: Path
) -> None:
    choose(main_window, "Back up…")
    (dialog,) = main_window.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["clockreports-2026-03-16.db"]
    dialog.fileSelected.emit(str(tmp_path / "mine.db"))
    settle(qtbot, session)
    assert "is saved as" in box(main_window).text()
    assert "25 employees" in box(main_window).informativeText()
    assert session.app.backing_up.store.contents(tmp_path / "mine.db").employees == 25
    say_it_is_read(main_window)
    dialog.reject()


def test_a_file_that_is_there_is_not_overwritten(
    qtbot: QtBot, main_window: MainWindow, session: Session, tmp_path: Path
) -> None:
    target = tmp_path / "precious.db"
    target.touch()
    main_window.backups.save_as(str(target))
    settle(qtbot, session)
    assert "is there already" in box(main_window).text()
    say_it_is_read(main_window)


# Restore… ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def choice(qtbot: QtBot, main_window: MainWindow, session: Session) -> RestoreDialog:
    """Return the dialog that offers four backups, the oldest of which cannot be read, besides today's."""
    make_backups(session)
    choose(main_window, "Restore…")
    settle(qtbot, session)
    (dialog,) = main_window.findChildren(RestoreDialog)
    return dialog


def test_the_backups_are_offered_with_what_they_hold(choice: RestoreDialog) -> None:
    offered = table(choice, "Automatic backups")
    assert column(offered, "Made")[0] == "16/03/2026 08:00"
    assert column(offered, "Why") == ["Daily", "Daily", "Daily", "Before an update", "Daily"]
    assert column(offered, "Clock events") == ["1,877"] * 4 + ["–"]
    assert column(offered, "Last export") == ["none"] * 4 + ["cannot be read"]
    choice.reject()


def test_what_cannot_be_read_cannot_be_restored(choice: RestoreDialog) -> None:
    assert button(choice, "Restore…").isEnabled()
    table(choice, "Automatic backups").selectRow(4)
    assert not button(choice, "Restore…").isEnabled()
    choice.reject()


def test_nothing_happens_before_a_person_has_agreed(
    main_window: MainWindow, choice: RestoreDialog, session: Session
) -> None:
    press(choice, "Restore…")
    question = box(choice)
    assert "16/03/2026 08:00" in question.text()
    press(question, "Cancel")
    assert main_window.isVisible()
    assert session.again is None
    choice.reject()


def test_then_the_window_closes_to_be_opened_with_it(
    main_window: MainWindow, choice: RestoreDialog, session: Session
) -> None:
    newest = session.app.backing_up.kept()[0].path
    press(choice, "Restore…")
    press(box(choice), "Restore")
    assert not main_window.isVisible()
    assert not session.is_open
    assert session.again is not None
    assert session.again.restoring == newest


def test_a_file_from_anywhere_will_do(choice: RestoreDialog, main_window: MainWindow, tmp_path: Path) -> None:
    press(choice, "Another file…")
    (dialog,) = choice.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "mine.db"))
    assert box(choice).text() == "Restore mine.db?"
    press(box(choice), "Cancel")
    dialog.reject()
    choice.reject()
    assert main_window.isVisible()


def test_a_window_that_has_to_ask_something_is_not_closed_over(
    main_window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "_leave_export", lambda: False)
    main_window.backups.restart_with(Path("backup.db"))
    assert session.again is None
    assert "Nothing was restored" in box(main_window).text()
    say_it_is_read(main_window)
    monkeypatch.undo()


# The whole way -------------------------------------------------------------------------------------------------------


def backup_of(site: PracticeSite, folder: Path) -> Path:
    """Make a backup as it was before somebody forgot all links."""
    with site.app() as app:
        app.backing_up.back_up(folder / "earlier.db")
        app.employees.people.change_links(app.employees.people.links(), [])
    return folder / "earlier.db"


def test_a_restore_opens_the_window_again_and_says_what_is_there_now(
    qapp: QApplication, story: Story, practice_site: PracticeSite, tmp_path: Path
) -> None:
    backup = backup_of(practice_site, tmp_path)
    said: list[str] = []

    def read() -> None:
        window = story.windows[-1]
        said.append(f"{box(window).text()} {box(window).informativeText()}")
        say_it_is_read(window)
        window.close()

    story.then(lambda: story.is_open, lambda: story.windows[-1].backups.restart_with(backup))
    story.then(lambda: len(story.windows) > 1 and story.is_open and visible(QMessageBox) is not None, read)
    assert run_in(qapp, start(practice_site)) == 0
    story.end()
    assert len(story.windows) == 2
    assert "The backup is restored. It holds 1,877 clock events" in said[0]
    assert "-replaced.db" in said[0]
    with practice_site.app() as app:
        assert app.employees.people.links()


def test_one_that_fails_is_said_and_what_is_there_is_opened(
    qapp: QApplication, story: Story, practice_site: PracticeSite, tmp_path: Path
) -> None:
    said: list[str] = []

    def read() -> None:
        said.append(box(story.windows[-1]).text())
        say_it_is_read(story.windows[-1])

    story.then(lambda: story.is_open, lambda: story.windows[-1].backups.restart_with(tmp_path / "nowhere.db"))
    story.then(lambda: len(story.windows) > 1 and visible(QMessageBox) is not None, read)
    story.then(lambda: story.is_open, lambda: bool(story.windows[-1].close()))
    assert run_in(qapp, start(practice_site)) == 0
    story.end()
    assert "There is no file" in said[0]
