"""The key field locks again when nobody is there."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clockreports.gui.key_screen_lock import ScreenLock
from clockreports.services.key_editing import IDLE
from tests.gui.key_desk import NEW_KEY, OLD, OLD_KEY, KeyDesk, KeySite, Sit, sitting
from tests.helpers.tree import ROOT
from tests.helpers.vault import FullVault


@pytest.fixture
def sit(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    yield from sitting(qtbot, bugs)


@pytest.mark.parametrize(
    ("typed", "held", "said", "notice"),
    [
        ("", OLD_KEY, [], ""),
        (NEW_KEY, NEW_KEY, ["The API key is saved. It ends in F00D and is not tested yet."], ""),
        ("People HR", OLD_KEY, [], "Locked, because nobody was here. What was typed is not saved"),
    ],
)
def test_ten_idle_minutes_lock_the_field(sit: Sit, typed: str, held: str, said: list[str], notice: str) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    if typed:
        desk.paste(typed)
    _pass(site, desk, IDLE - timedelta(seconds=1))
    assert not desk.locked
    _pass(site, desk, timedelta(seconds=1))
    assert site.vault.held is not None
    assert (desk.locked, desk.closed, site.vault.held.key.reveal(), desk.said) == (True, False, held, said)
    assert desk.notice.startswith(notice)


def test_whoever_is_there_keeps_it_open(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    _pass(site, desk, timedelta(minutes=9))
    desk.press(Qt.Key.Key_Left)
    _pass(site, desk, timedelta(minutes=9))
    assert not desk.locked


def test_a_key_that_cannot_be_saved_when_nobody_is_there_is_dropped_and_that_is_said(sit: Sit) -> None:
    site = KeySite(FullVault(OLD))
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    _pass(site, desk, IDLE)
    assert (desk.locked, site.vault.held) == (True, OLD)
    assert desk.notice.endswith("The disk is full.")


def test_a_question_that_nobody_answers_removes_nothing(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.press(Qt.Key.Key_Delete)
    desk.close()
    _pass(site, desk, IDLE)
    assert (desk.locked, desk.closed, desk.question, site.vault.held) == (True, False, None, OLD)


def _pass(site: KeySite, desk: KeyDesk, time: timedelta) -> None:
    site.clock.advance(time.total_seconds())
    desk.row._idle.timeout.emit()
    desk.settle()


def test_a_locked_screen_locks_the_field(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    (screen,) = desk.row.findChildren(ScreenLock)
    screen.locked.emit()
    desk.settle()
    assert site.vault.held is not None
    assert (desk.locked, site.vault.held.key.reveal()) == (True, NEW_KEY)


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="not installed: dbus-run-session")
def test_the_desktop_tells_of_a_locked_screen() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.gui.screen_lock"],  # noqa: S607 - wherever it is
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.split() == ["locked", "locked"], done.stderr
