"""The small window that Windows elevates: pasting, saving, removing, and saying why not."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from clockreports.base.errors import ExitCode, UnusableError
from clockreports.base.secret import Secret
from clockreports.bootstrap import key_helper
from clockreports.bootstrap.key_helper import typed_key
from clockreports.desktop.elevation_program import KEY_WINDOW, own_program
from clockreports.desktop.windows_elevation import ONLY_AGREE
from clockreports.gui.bridge import Workers
from clockreports.gui.key_window import KeyWindow, run_key_window
from clockreports.services.ports import Credentials
from tests.helpers.vault import MemoryVault

OLD = Credentials(Secret("99999999-0000-4abc-8def-0123456701d5"), "https://api.peoplehr.net")
KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"

Open = Callable[..., KeyWindow]


class StubbornVault(MemoryVault):
    """Reads, and refuses every change."""

    @override
    def write(self, credentials: Credentials) -> None:
        raise UnusableError("The store is full.", "Make room.")

    @override
    def forget(self) -> None:
        raise UnusableError("The store is locked.", "Wait.")


class UnreadableVault(MemoryVault):
    """Cannot say what it holds."""

    @override
    def read(self) -> Credentials | None:
        raise UnusableError("The store is torn.", "Set the key again.")


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """Open the window over a vault, and wait until it knows what is stored."""
    bugs: list[Exception] = []
    workers = Workers(bugs.append)

    def start(vault: MemoryVault, idle: int = 600_000) -> KeyWindow:
        window = KeyWindow(vault, typed_key, workers, idle)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: "Looking" not in _texts(window))
        return window

    yield start
    assert workers.close()
    assert bugs == []


def _texts(window: KeyWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window))


def _field(window: KeyWindow) -> QLineEdit:
    found = window.findChild(QLineEdit)
    assert found is not None
    return found


def _button(window: KeyWindow, text: str) -> QPushButton:
    return next(button for button in window.findChildren(QPushButton) if button.text().replace("&", "") == text)


def _save(window: KeyWindow) -> QPushButton:
    box = window.findChild(QDialogButtonBox)
    assert box is not None
    return box.button(QDialogButtonBox.StandardButton.Save)


def _answer(window: KeyWindow, text: str) -> None:
    box = window.findChild(QMessageBox)
    assert box is not None
    assert (box.text(), box.informativeText()) == ("Remove the stored key?", "Exports will stop.")
    choice = next(button for button in box.buttons() if button.text().replace("&", "") == text)
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)


def _paste(window: KeyWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    _field(window).paste()


def test_a_pasted_key_is_saved_and_the_window_closes(qtbot: QtBot, open_window: Open) -> None:
    vault = MemoryVault()
    window = open_window(vault)
    assert "No key is stored yet" in _texts(window)
    _paste(window, f"  {KEY}\r\n")
    with qtbot.waitSignal(window.accepted):
        QTest.mouseClick(_save(window), Qt.MouseButton.LeftButton)
    assert vault.held is not None
    assert (vault.held.key, vault.held.address) == (Secret(KEY), OLD.address)


def test_enter_saves(qtbot: QtBot, open_window: Open) -> None:
    vault = MemoryVault()
    window = open_window(vault)
    _paste(window, KEY)
    with qtbot.waitSignal(window.accepted):
        QTest.keyClick(_field(window), Qt.Key.Key_Return)
    assert vault.held is not None


def test_the_field_is_masked_has_the_focus_and_can_be_reached_by_its_label(open_window: Open) -> None:
    window = open_window(MemoryVault(OLD))
    field = _field(window)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert window.focusWidget() is field
    assert field in [label.buddy() for label in window.findChildren(QLabel)]
    assert field.text() == ""


def test_of_the_stored_key_only_the_ending_is_shown(open_window: Open) -> None:
    texts = _texts(open_window(MemoryVault(OLD)))
    assert "ends in 01D5" in texts
    assert OLD.key.reveal() not in texts


def test_nothing_can_be_saved_before_something_is_typed(open_window: Open) -> None:
    window = open_window(MemoryVault())
    assert not _save(window).isEnabled()
    _field(window).setText("  ")
    assert not _save(window).isEnabled()
    _field(window).setText("x")
    assert _save(window).isEnabled()


def test_what_cannot_be_a_key_is_refused_with_the_reason_beside_the_field(open_window: Open) -> None:
    vault = MemoryVault(OLD)
    window = open_window(vault)
    _paste(window, "not a key")
    QTest.mouseClick(_save(window), Qt.MouseButton.LeftButton)
    assert "This cannot be a People HR API key." in _texts(window)
    assert "This cannot be" in _field(window).accessibleDescription()
    assert window.isVisible()
    assert vault.held == OLD
    QTest.keyClick(_field(window), Qt.Key.Key_End)
    QTest.keyClick(_field(window), Qt.Key.Key_Backspace)
    assert "This cannot be" not in _texts(window)


def test_a_store_that_refuses_says_why_and_the_typed_key_stays(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(StubbornVault(OLD))
    _paste(window, KEY)
    QTest.mouseClick(_save(window), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "The store is full. Make room." in _texts(window))
    assert window.isVisible()
    assert _field(window).text() == KEY
    assert _save(window).isEnabled()


def test_a_store_that_cannot_be_read_can_still_be_given_a_key(qtbot: QtBot, open_window: Open) -> None:
    vault = UnreadableVault()
    window = open_window(vault)
    assert "The store is torn. Set the key again." in _texts(window)
    _paste(window, KEY)
    with qtbot.waitSignal(window.accepted):
        QTest.mouseClick(_save(window), Qt.MouseButton.LeftButton)
    assert vault.held is not None


@pytest.mark.parametrize("how", ["Cancel", "Escape"])
def test_leaving_writes_nothing(qtbot: QtBot, open_window: Open, how: str) -> None:
    vault = MemoryVault(OLD)
    window = open_window(vault)
    _paste(window, KEY)
    with qtbot.waitSignal(window.rejected):
        if how == "Cancel":
            QTest.mouseClick(_button(window, "Cancel"), Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(window, Qt.Key.Key_Escape)
    assert vault.held == OLD


def test_it_closes_by_itself_when_nobody_sits_before_it(qtbot: QtBot, open_window: Open) -> None:
    vault = MemoryVault(OLD)
    window = open_window(vault, idle=1)
    qtbot.waitUntil(lambda: window.result() == QDialog.DialogCode.Rejected and not window.isVisible())
    assert vault.held == OLD


class TestRemoving:
    def test_it_is_offered_only_when_there_is_a_key(self, open_window: Open) -> None:
        assert not _button(open_window(MemoryVault()), "Remove stored key…").isVisible()

    @pytest.mark.parametrize("answer", ["Remove", "Keep"])
    def test_it_is_asked_first(self, qtbot: QtBot, open_window: Open, answer: str) -> None:
        vault = MemoryVault(OLD)
        window = open_window(vault)
        QTest.mouseClick(_button(window, "Remove stored key…"), Qt.MouseButton.LeftButton)
        _answer(window, answer)
        if answer == "Remove":
            qtbot.waitUntil(lambda: not window.isVisible())
        assert vault.held == (None if answer == "Remove" else OLD)
        assert window.isVisible() is (answer == "Keep")

    def test_a_failure_is_told(self, qtbot: QtBot, open_window: Open) -> None:
        window = open_window(StubbornVault(OLD))
        QTest.mouseClick(_button(window, "Remove stored key…"), Qt.MouseButton.LeftButton)
        _answer(window, "Remove")
        qtbot.waitUntil(lambda: "The store is locked. Wait." in _texts(window))
        assert window.isVisible()


class TestTheProgram:
    def test_it_opens_the_window_over_the_computers_own_store(
        self, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(key_helper, "machine_vault", lambda: MemoryVault(OLD))
        seen: list[str] = []

        def close() -> None:
            window = next(widget for widget in qapp.topLevelWidgets() if isinstance(widget, KeyWindow))
            seen.append(window.windowTitle())
            window.close()

        # Qt would note for ever that its last window closed, and no later test of this process would see an event.
        qapp.setQuitOnLastWindowClosed(False)
        QTimer.singleShot(0, close)
        assert run_key_window([]) == ExitCode.DONE
        qapp.setQuitOnLastWindowClosed(True)
        assert seen == ["People HR API key"]

    @pytest.mark.usefixtures("qapp")
    def test_a_bug_ends_it_with_the_code_of_bugs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Broken(MemoryVault):
            @override
            def read(self) -> Credentials | None:
                raise ZeroDivisionError

        monkeypatch.setattr(key_helper, "machine_vault", Broken)
        assert run_key_window([]) == ExitCode.BUG

    def test_where_an_administrator_only_has_to_agree_it_ends_at_once(self, tmp_path: Path) -> None:
        command = [*own_program(KEY_WINDOW), ONLY_AGREE]
        done = subprocess.run(command, cwd=tmp_path, check=False)  # noqa: S603 - this very program
        assert done.returncode == ExitCode.DONE
