"""From the door to the open window, and out again with the right exit code."""

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from clockreports import __main__ as door
from clockreports import bootstrap
from clockreports.base.clock import Clock
from clockreports.bootstrap import App
from clockreports.gui import application
from clockreports.gui.application import after_first_paint, run_in
from clockreports.gui.crash_dialog import CrashDialog
from clockreports.gui.interrupts import closing_on_request
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from tests.helpers.qt_site import PracticeSite

MOST_LOOKS = 2000
NEVER = 99

Watch = Callable[[Callable[[], bool], Callable[[], object]], None]


@pytest.fixture
def when(qapp: QApplication) -> Watch:
    """Return what does something in the running event loop, once, as soon as a condition holds.

    A condition that never holds ends the loop, and so the test, with a code that no test expects.
    """

    def watch(condition: Callable[[], bool], then: Callable[[], object]) -> None:
        looks = 0
        timer = QTimer(qapp)

        def look() -> None:
            nonlocal looks
            looks += 1
            if not condition() and looks < MOST_LOOKS:
                return
            timer.stop()
            timer.deleteLater()
            if looks < MOST_LOOKS:
                then()
            else:
                qapp.exit(NEVER)

        timer.timeout.connect(look)
        timer.start(5)

    return watch


def _visible(kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def _start(site: PracticeSite) -> Start:
    return Start(site.environment, site.profile, clock=site.clock)


def test_the_window_opens_the_app_and_ends_with_code_0(
    qapp: QApplication, practice_site: PracticeSite, when: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: list[Session] = []

    def window_of(session: Session) -> MainWindow:
        sessions.append(session)
        return MainWindow(session)

    monkeypatch.setattr(application, "MainWindow", window_of)
    when(lambda: bool(sessions) and sessions[0].is_open, qapp.closeAllWindows)
    assert run_in(qapp, _start(practice_site)) == 0
    assert not sessions[0].is_open
    assert sessions[0].problem is None


def test_the_window_is_shown_before_anything_is_opened(
    qapp: QApplication, practice_site: PracticeSite, when: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_when_opened: list[int] = []

    def open_app(profile: Path | None, environment: Mapping[str, str], clock: Clock | None, *rest: str) -> object:
        shown_when_opened.append(len(_visible(MainWindow)))
        return really_open(profile, environment, clock, *rest)

    really_open = bootstrap.open_app
    monkeypatch.setattr(bootstrap, "open_app", open_app)
    when(lambda: bool(shown_when_opened), qapp.closeAllWindows)
    run_in(qapp, _start(practice_site))
    assert shown_when_opened == [1]


def test_a_profile_that_cannot_be_used_is_told_and_ends_with_its_code(
    qapp: QApplication, tmp_path: Path, when: Watch
) -> None:
    said: list[str] = []

    def read_and_close() -> None:
        (box,) = _visible(QMessageBox)
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.close()

    file = tmp_path / "file"
    file.touch()
    when(lambda: bool(_visible(QMessageBox)), read_and_close)
    assert run_in(qapp, Start({}, file)) == 2
    assert ("a file is in its place" if sys.platform == "win32" else "cannot be read") in said[0]


@pytest.mark.expects_warnings("A bug was met")
def test_a_bug_before_there_is_a_window_is_shown_and_ends_with_code_70(
    qapp: QApplication, practice_site: PracticeSite, when: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> MainWindow:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(application, "MainWindow", broken)
    when(lambda: bool(_visible(CrashDialog)), qapp.closeAllWindows)
    assert run_in(qapp, _start(practice_site)) == 70


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_end_closes_the_window(
    request_to_end: signal.Signals, qapp: QApplication, practice_site: PracticeSite, when: Watch
) -> None:
    before = signal.getsignal(request_to_end)
    when(lambda: bool(_visible(MainWindow)), lambda: signal.raise_signal(request_to_end))
    assert run_in(qapp, _start(practice_site)) == 0
    assert signal.getsignal(request_to_end) is before


def test_the_second_request_ends_the_program_at_once(qtbot: QtBot) -> None:
    asked: list[None] = []
    with closing_on_request(lambda: asked.append(None)):
        signal.raise_signal(signal.SIGINT)
        qtbot.waitUntil(lambda: bool(asked))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert asked == [None]


class _Painted(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.story: list[str] = []

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.story.append("painted")


def test_what_waits_for_the_first_paint_comes_after_it_and_once(qtbot: QtBot) -> None:
    window = _Painted()
    qtbot.addWidget(window)
    after_first_paint(window, lambda: window.story.append("told"))
    window.show()
    qtbot.waitUntil(lambda: "told" in window.story)
    window.repaint()
    assert window.story == ["painted", "told", "painted"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], (None,)),
        (["--profile", "here"], (Path("here"),)),
        (["--profile=here"], (Path("here"),)),
        (["--profile", ""], None),
        (["--profile="], None),
        (["--profile"], None),
        (["--json"], None),
        (["--profile", "here", "--json"], None),
        (["--profile", "here", "runs"], None),
        (["runs"], None),
        (["--version"], None),
    ],
)
def test_the_window_is_meant_when_no_more_than_a_profile_is_typed(
    typed: list[str], expected: tuple[Path | None] | None
) -> None:
    assert door.window_profile(typed) == expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("freebsd14", {}, False),
    ],
)
def test_a_screen_is_looked_for_where_there_may_be_none(
    platform: str, environment: Mapping[str, str], *, expected: bool
) -> None:
    assert door.has_screen(environment, platform) is expected


def test_a_system_that_lacks_a_part_of_qt_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "clockreports.gui.application", None)
    assert door.start_window(None, {"DISPLAY": ":0"}) == 2
    assert "a part of this system is missing" in capsys.readouterr().err


@pytest.mark.parametrize("question", ["--help", "--version"])
def test_a_quick_answer_loads_no_qt(question: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "clockreports", question]
    done = subprocess.run(  # noqa: S603 - a fixed question to this very program
        command, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "clockreports" in done.stderr
    assert "PySide6" not in done.stderr


def test_the_app_is_open_in_the_main_window(main_window: MainWindow, closed_session: Session) -> None:
    assert main_window.isVisible()
    assert isinstance(closed_session.app, App)
