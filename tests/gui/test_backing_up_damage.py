"""A damaged database, met at the start of the window or by the day's backup: the ways on, and where each leads."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from clockreports.gui.application import run_in
from clockreports.gui.backing_up_damage import DamageDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session
from clockreports.services.ports_backups import BackupKind
from tests.helpers.qt_looking import button, press, sentences, settle
from tests.helpers.qt_site import NOW, PracticeSite
from tests.helpers.qt_story import Story, box, say_it_is_read, start, visible

SAYS_SO = pytest.mark.expects_warnings("The database .* is damaged")


@pytest.fixture
def session(closed_session: Session) -> Session:
    """Return the session that the main window opens."""
    return closed_session


def ruin(site: PracticeSite) -> None:
    """Overwrite what is in the middle of the database."""
    database = site.profile / "clockreports.db"
    content = database.read_bytes()
    database.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])


@pytest.fixture
def ruined(practice_site: PracticeSite) -> PracticeSite:
    """Return a computer whose database is damaged, with a backup from a day before."""
    with practice_site.app() as app:
        app.backing_up.store.keep(BackupKind.DAILY, NOW - timedelta(days=1))
    ruin(practice_site)
    return practice_site


@SAYS_SO
def test_a_damaged_database_is_met_with_the_newest_good_backup(
    qapp: QApplication, story: Story, ruined: PracticeSite
) -> None:
    def restore() -> None:
        dialog = visible(DamageDialog)
        assert dialog is not None
        assert "is damaged" in sentences(dialog).replace("\u200b", "")
        press(dialog, "Restore the backup of 15/03/2026 08:00")

    def read() -> None:
        assert visible(DamageDialog) is None
        assert "-damaged.db" in box(story.windows[0]).informativeText()
        say_it_is_read(story.windows[0])
        story.windows[0].close()

    story.then(lambda: visible(DamageDialog) is not None, restore)
    story.then(lambda: story.is_open and visible(QMessageBox) is not None, read)
    assert run_in(qapp, start(ruined)) == 0
    story.end()
    assert len(story.windows) == 1


@SAYS_SO
def test_who_quits_ends_with_the_code_of_a_file_that_cannot_be_used(
    qapp: QApplication, story: Story, ruined: PracticeSite
) -> None:
    before = (ruined.profile / "clockreports.db").read_bytes()
    story.then(lambda: visible(DamageDialog) is not None, lambda: press(visible(DamageDialog) or QWidget(), "Quit"))
    assert run_in(qapp, start(ruined)) == 2
    story.end()
    assert (ruined.profile / "clockreports.db").read_bytes() == before


@SAYS_SO
def test_the_damaged_file_can_be_saved_first(
    qtbot: QtBot, session: Session, ruined: PracticeSite, tmp_path: Path
) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)))
    (dialog,) = window.findChildren(DamageDialog)
    press(dialog, "Save a copy of the damaged file…")
    (asking,) = dialog.findChildren(QFileDialog)
    for place, words in (("copy.db", "is saved as"), ("copy.db", "is there already")):
        asking.fileSelected.emit(str(tmp_path / place))
        qtbot.waitUntil(partial(_says, dialog, words))
    assert (tmp_path / "copy.db").read_bytes() == (ruined.profile / "clockreports.db").read_bytes()
    asking.reject()
    press(dialog, "Quit")
    assert not window.isVisible()


@SAYS_SO
def test_a_backup_that_cannot_be_restored_is_said_and_another_can_be_chosen(
    qtbot: QtBot, session: Session, ruined: PracticeSite, tmp_path: Path
) -> None:
    (good,) = (ruined.profile / "backups").iterdir()
    mine = Path(shutil.copy(good, tmp_path / "mine.db"))
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageDialog)))
    (dialog,) = window.findChildren(DamageDialog)
    good.unlink()
    press(dialog, "Restore the backup of 15/03/2026 08:00")
    qtbot.waitUntil(lambda: "There is no file" in sentences(dialog))
    press(dialog, "Another backup…")
    (asking,) = dialog.findChildren(QFileDialog)
    with qtbot.waitSignal(session.opened):
        asking.fileSelected.emit(str(mine))
    settle(qtbot, session)
    assert not window.findChildren(DamageDialog) or not dialog.isVisible()
    assert "is restored" in box(window).text()
    say_it_is_read(window)
    window.close()


@SAYS_SO
def test_damage_that_the_days_backup_finds_is_said_in_the_open_window(
    qtbot: QtBot, main_window: MainWindow, session: Session, practice_site: PracticeSite
) -> None:
    database = practice_site.profile / "clockreports.db"
    tear(database)
    practice_site.clock.advance(timedelta(days=1).total_seconds())
    main_window.backups.make_todays()
    qtbot.waitUntil(lambda: bool(main_window.findChildren(DamageDialog)))
    (dialog,) = main_window.findChildren(DamageDialog)
    with pytest.raises(ValueError, match="not enough values"):
        button(dialog, "Save a copy of the damaged file…")
    press(dialog, "Restore the backup of 16/03/2026 08:00")
    assert not main_window.isVisible()
    assert session.again is not None


def _says(window: QWidget, words: str) -> bool:
    return words in sentences(window)


def tear(database: Path) -> None:
    """Overwrite a page with taps on it, as a disk does beneath a program that is open."""
    with database.open("rb+") as file:
        file.seek(database.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\x5a" * 4096)
