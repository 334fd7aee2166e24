"""Bugs: told once, in plain words, with a report that can be read before it is passed on."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.bootstrap.bug_log import bug_report
from clockreports.gui import crash
from clockreports.gui.bridge import Workers
from clockreports.gui.crash import CrashReporter
from clockreports.gui.crash_dialog import FILE_NAME, CrashDialog
from clockreports.gui.session import Session, Start

KEY = "c0ffee00-dead-4bee-8fad-0123456789ab"

A_BUG_IS_LOGGED = pytest.mark.expects_warnings("CRITICAL clockreports.bug: A bug was met")
OWN_HOOKS = pytest.mark.qt_no_exception_capture
"""What is tried out here takes the place of what pytest-qt does with exceptions in slots."""


@pytest.fixture
def reporter(qapp: QApplication, tmp_path: Path) -> Iterator[CrashReporter]:
    with CrashReporter(Start({}, tmp_path / "profile")) as reporter:
        yield reporter
    for dialog in _shown(QDialog):
        dialog.close()
    qapp.processEvents()


@pytest.fixture
def dialog(qtbot: QtBot, bugs: list[Exception]) -> Iterator[CrashDialog]:
    workers = Workers(bugs.append)
    dialog = CrashDialog("ClockReports 1.2.3\nTraceback …\n", workers)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    workers.close()


def _shown(kind: type[QDialog]) -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def _text(dialog: QDialog) -> str:
    (report,) = dialog.findChildren(QPlainTextEdit)
    return report.toPlainText()


def _report_shown() -> str:
    (dialog,) = _shown(CrashDialog)
    return _text(dialog)


def _button(dialog: QDialog, text: str) -> QPushButton:
    (button,) = (button for button in dialog.findChildren(QPushButton) if button.text().replace("&", "") == text)
    return button


def _break() -> None:
    raise RuntimeError(f"Something nobody thought of, with APIKey={KEY}")


def _in_a_slot(_reporter: CrashReporter) -> None:
    QTimer.singleShot(0, _break)


def _in_a_thread(_reporter: CrashReporter) -> None:
    thread = threading.Thread(target=_break)
    thread.start()
    thread.join()


def _in_a_worker(reporter: CrashReporter) -> None:
    def work(_cancel: CancelToken) -> None:
        _break()

    workers = Workers(reporter.report, reporter)
    workers.start(reporter, work, lambda _nothing: None, lambda _error: None)


@A_BUG_IS_LOGGED
@OWN_HOOKS
@pytest.mark.parametrize("meet", [_in_a_slot, _in_a_thread, _in_a_worker])
def test_a_bug_is_shown_wherever_it_was_met(
    meet: Callable[[CrashReporter], None], reporter: CrashReporter, qtbot: QtBot
) -> None:
    meet(reporter)
    qtbot.waitUntil(lambda: bool(_shown(CrashDialog)))
    assert reporter.met_bug
    assert "RuntimeError: Something nobody thought of" in _report_shown()
    assert KEY not in _report_shown()


@A_BUG_IS_LOGGED
def test_a_second_bug_meanwhile_is_only_logged(
    reporter: CrashReporter, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter.report(RuntimeError("the first"))
    reporter.report(RuntimeError("the second"))
    qtbot.waitUntil(lambda: bool(_shown(CrashDialog)))
    assert "the first" in _report_shown()
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["the first", "the second"]


@A_BUG_IS_LOGGED
def test_after_one_is_closed_the_next_is_shown(reporter: CrashReporter, qtbot: QtBot) -> None:
    reporter.report(RuntimeError("the first"))
    _shown(CrashDialog)[0].close()
    reporter.report(RuntimeError("the second"))
    qtbot.waitUntil(lambda: "the second" in _report_shown())
    assert reporter.met_bug


@A_BUG_IS_LOGGED
def test_when_one_went_with_its_window_the_next_is_shown(
    reporter: CrashReporter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    window.show()
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window)
    reporter.report(RuntimeError("the first"))
    (shown,) = _shown(CrashDialog)
    with qtbot.waitSignal(shown.destroyed):
        window.deleteLater()
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    reporter.report(RuntimeError("the second"))
    assert "the second" in _report_shown()


@A_BUG_IS_LOGGED
def test_a_known_error_that_nobody_caught_keeps_its_own_words(reporter: CrashReporter) -> None:
    reporter.report(UnusableError("The disk is full.", "Make room on it."))
    (box,) = _shown(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert (box.text(), box.informativeText()) == ("The disk is full.", "Make room on it.")


def test_before_there_is_a_log_the_trace_goes_into_that_of_the_profile(
    reporter: CrashReporter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, Start]] = []
    monkeypatch.setattr(crash, "_is_logging", lambda: False)
    monkeypatch.setattr(crash, "_record", lambda bug, start: written.append((str(bug), start)))
    reporter.report(RuntimeError("too early"))
    qtbot.waitUntil(lambda: bool(written))
    assert written == [("too early", Start({}, tmp_path / "profile"))]


@A_BUG_IS_LOGGED
def test_what_stands_in_the_way_of_the_report_does_not_hide_the_bug(
    reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "clockreports.bootstrap.bug_log", None)
    reporter.report(RuntimeError("the bug"))
    assert _report_shown().startswith("RuntimeError.")


@OWN_HOOKS
def test_the_hooks_are_given_back(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook
    with CrashReporter(Start({})):
        assert sys.excepthook != before[0]
    assert (sys.excepthook, threading.excepthook) == before
    qapp.processEvents()


def test_the_report_is_copied_as_it_is_shown(dialog: CrashDialog) -> None:
    _button(dialog, "Copy report").click()
    assert QGuiApplication.clipboard().text() == _text(dialog)
    assert "copied" in dialog.outcome


def test_the_report_is_saved_as_it_is_shown(dialog: CrashDialog, qtbot: QtBot, tmp_path: Path) -> None:
    _button(dialog, "Save report…").click()
    (asking,) = dialog.findChildren(QFileDialog)
    assert [Path(name).name for name in asking.selectedFiles()] == [FILE_NAME]
    asking.close()
    dialog.save(str(tmp_path / "report.txt"))
    qtbot.waitUntil(lambda: "is saved as" in dialog.outcome)
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == _text(dialog)


def test_a_place_that_cannot_be_written_is_told(dialog: CrashDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.save(str(tmp_path))
    qtbot.waitUntil(lambda: "could not be saved" in dialog.outcome)
    assert "Choose another folder" in dialog.outcome


def test_a_report_names_versions_and_neither_keys_nor_the_home(home: Path) -> None:
    unlikely = "spoken in a word of its own"
    report = bug_report(RuntimeError(f"{home / 'x'} {KEY} {unlikely}"), {"CLOCKREPORTS_PEOPLEHR_KEY": unlikely})
    assert "ClockReports " in report.splitlines()[0]
    assert f"RuntimeError: {Path('~') / 'x'} *** ***" in report
    assert str(home) not in report


def test_a_session_tells_the_reporter_of_bugs_in_its_work(reporter: CrashReporter, qtbot: QtBot) -> None:
    session = Session(Start({}), reporter.report)
    told: list[object] = []
    reporter._met.disconnect()
    reporter._met.connect(told.append)
    session.workers.start(session, lambda _cancel: 1 // 0, lambda _result: None, lambda _error: None)
    qtbot.waitUntil(lambda: bool(told))
    session.close()
    assert isinstance(told[0], ZeroDivisionError)
