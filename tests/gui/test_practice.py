"""Practising: everything is pretended, it says so, and nothing of the person's own takes part."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import ExitCode
from clockreports.bootstrap.practice import Practice, open_practice
from clockreports.cli.commands import demo
from clockreports.cli.main import run
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.main_window import MainWindow
from clockreports.gui.practice import PracticeBanner, bring_in_sample, practice_start, practise
from clockreports.gui.session import Practising, Session
from clockreports.services.exporting import ExportOrder
from tests.gui.conftest import open_session
from tests.helpers.clock import FakeClock
from tests.helpers.qt_looking import let_go, press, sentences, settle
from tests.helpers.qt_site import LAST_WEEK, NOW

KEY = "11111111-2222-4333-8444-555566667777"


@pytest.fixture
def practice() -> Iterator[Practice]:
    with open_practice(NOW.date(), clock=FakeClock(NOW)) as practice:
        yield practice


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, practice: Practice, bugs: list[Exception]) -> Iterator[Session]:
    """Open a practice whose sample log is imported."""
    session = Session(practice_start(tmp_path, practice, FakeClock(NOW)), bugs.append)
    bring_in_sample(session)
    with qtbot.waitSignal(session.changed):
        open_session(qtbot, session)
    yield session
    session.close()


def test_practising_begins_with_four_weeks_of_taps_and_no_key(session: Session) -> None:
    assert sum(user.events for user in session.app.events.users()) > 1000
    assert session.app.employees.roll().employees == ()
    assert not session.app.key.status().is_set
    assert not session.app.key.status().read_only


def test_with_the_key_that_is_shown_a_week_can_be_exported(session: Session, practice: Practice) -> None:
    app, practising = session.app, session.start.practising
    assert practising is not None
    app.key.set(practising.key)
    assert app.key.status().address == practice.address
    app.employees.sync(CancelToken(), lambda _seconds, _reason: None)
    report = app.exporting.run(ExportOrder(LAST_WEEK), CancelToken())
    assert report.problem is None
    assert report.calls > 100


def test_anyone_can_go_the_whole_way_in_the_window(qtbot: QtBot, session: Session, practice: Practice) -> None:
    assert practice.key is not None
    main = MainWindow(session)
    qtbot.addWidget(main)
    main.show()
    settle(qtbot, session)

    window = _export_window(qtbot, main, session)
    press(window, "Unlock")
    settle(qtbot, session)
    field = window.key_row.focusProxy()
    assert field is not None
    QTest.keyClicks(field, practice.key.reveal())
    window.close()
    qtbot.waitUntil(lambda: session.app.key.status().is_set)
    let_go(qtbot)

    window = _export_window(qtbot, main, session)
    press(window, "Sync from People HR")
    qtbot.waitUntil(lambda: window.days.counts["New"] > 100)
    settle(qtbot, session)
    days = window.days.counts["New"]
    press(window, f"Export {days} days")
    qtbot.waitUntil(lambda: window.days.counts["Sent"] == days, timeout=20_000)
    settle(qtbot, session)
    main.close()


def _export_window(qtbot: QtBot, main: MainWindow, session: Session) -> ExportWindow:
    main.open_export()
    settle(qtbot, session)
    (window,) = main.findChildren(ExportWindow)
    return window


def test_a_persons_own_environment_takes_no_part(
    tmp_path: Path, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOCKREPORTS_PEOPLEHR_KEY", "their own")
    start = practice_start(tmp_path, practice)
    assert start.profile == tmp_path
    assert [*start.environment] == ["CLOCKREPORTS_CALLS_PER_MINUTE"]


def test_the_window_says_that_everything_is_made_up(qtbot: QtBot, session: Session) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    assert "practice" in window.windowTitle()
    (banner,) = window.findChildren(PracticeBanner)
    assert banner.isVisible()
    assert any("Pretend Works Ltd" in label.text() for label in banner.findChildren(QLabel))


def test_the_key_is_copied_and_where_it_goes_is_said(qtbot: QtBot) -> None:
    banner = PracticeBanner(Practising("Pretend Works Ltd", KEY, "http://127.0.0.1:1"))
    qtbot.addWidget(banner)
    banner.show()
    press(banner, "Copy its API key")
    assert QGuiApplication.clipboard().text() == KEY
    assert "click Unlock, paste the key" in sentences(banner)


@pytest.mark.parametrize(
    ("frozen", "expected"), [(False, [sys.executable, "-m", "clockreports", "demo"]), (True, [sys.executable, "demo"])]
)
def test_practising_from_the_menu_is_a_program_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, frozen: bool, expected: list[str]
) -> None:
    started: list[list[str]] = []

    def start(program: str, arguments: list[str]) -> tuple[bool, int]:
        started.append([program, *arguments])
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", start)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    practise(window)
    assert started == [expected]


def test_a_practice_that_does_not_start_is_told(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProcess, "startDetached", lambda *_arguments: (False, 0))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    practise(window)
    (box,) = window.findChildren(QMessageBox)
    assert "could not be started" in box.text()
    box.close()
    qapp.processEvents()


class Shown:
    """Stands in for the window that the command line opens."""

    def __init__(self) -> None:
        self.practices: list[tuple[Path, str]] = []

    def __call__(self, folder: Path, practice: Practice, clock: Clock | None) -> int:
        assert folder.is_dir()
        assert clock is None
        self.practices.append((folder, practice.company))
        return 70


def test_the_demo_opens_the_window_where_there_is_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Shown()
    assert run(["demo"], {}, show_practice=shown) == 70
    ((folder, company),) = shown.practices
    assert company == "Pretend Works Ltd"
    assert not folder.exists()
    out = capsys.readouterr().out
    assert KEY in out
    assert "People HR Export" in out


def test_the_demo_leaves_everything_in_a_folder_that_was_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Shown()
    run(["demo", "--profile", str(tmp_path / "new")], {}, show_practice=shown)
    assert shown.practices[0][0] == tmp_path / "new"
    assert f"stays in {tmp_path / 'new'}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("typed", "environment"),
    [(["--console"], {}), (["--json"], {}), ([], {"CI": "true"})],
    ids=["console", "json", "CI"],
)
def test_the_demo_is_told_in_words_where_they_are_wanted_or_nobody_looks(
    typed: list[str], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown()
    monkeypatch.setattr(demo, "_demonstrate", lambda _call, _cancel: ExitCode.NEEDS_A_PERSON)
    assert run(["demo", *typed], environment, show_practice=shown) == ExitCode.NEEDS_A_PERSON
    assert shown.practices == []


def test_the_sample_log_is_of_the_weeks_before_today(tmp_path: Path, practice: Practice) -> None:
    practice_start(tmp_path, practice)
    days = {line.split()[1] for line in (tmp_path / "sample-attlog.dat").read_text(encoding="utf-8").splitlines()}
    assert date(2026, 2, 16).isoformat() <= min(days)
    assert max(days) < NOW.date().isoformat()
