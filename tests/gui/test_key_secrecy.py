"""The key finds no way out of the window: no screen reader, no title, no clipboard and no log tells of it."""

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.key_desk import NEW_KEY, OLD, OLD_KEY, KeyDesk, KeySite, Sit, sitting
from tests.helpers.vault import FullVault


@pytest.fixture
def sit(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    yield from sitting(qtbot, bugs)


SECRETS = (OLD_KEY, NEW_KEY)


def _told(widget: QWidget) -> list[str]:
    """Return all that a widget tells about itself to whoever asks."""
    spoken = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.whatsThis()]
    return [*_heard(widget), *spoken, widget.statusTip(), widget.windowTitle(), widget.objectName()]


def _heard(widget: QWidget) -> list[str]:
    """Return all that a screen reader can learn of a widget."""
    access: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    if access is None:
        return []
    texts = [access.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText]
    inner: QAccessibleTextInterface | None = access.textInterface()
    return texts if inner is None else [*texts, inner.text(0, inner.characterCount())]


def _everything_told() -> str:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return "\n".join(text for widget in application.allWidgets() for text in _told(widget))


def _copy_everything(field: QLineEdit) -> str:
    """Select all, try every way to copy it, and return what the clipboards hold afterwards."""
    clipboard = QGuiApplication.clipboard()
    modes = [QClipboard.Mode.Clipboard] + [QClipboard.Mode.Selection] * clipboard.supportsSelection()
    for mode in modes:
        clipboard.setText("nothing", mode)
    field.setFocus()
    for keys in (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        QTest.keySequence(field, QKeySequence(keys))
    field.copy()
    field.cut()
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton)
    return "".join(clipboard.text(mode) for mode in modes)


@pytest.fixture
def desk(sit: Sit) -> KeyDesk:
    """Return a window whose stored key is unlocked, and whose store is full."""
    desk = sit(KeySite(FullVault(OLD)))
    desk.unlock()
    return desk


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("step", ["stored", "typed", "tested", "failed"])
def test_the_key_is_told_to_nobody(
    desk: KeyDesk,
    step: str,
    shown: bool,  # noqa: FBT001 - a column
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    if step != "stored":
        desk.paste(NEW_KEY)
        desk.panel.show_typed.setChecked(shown)
    if step == "tested":
        desk.test()
    if step == "failed":
        desk.close()
    desk.window.grab()
    told = _everything_told() + repr(desk.row._editing)
    copied = _copy_everything(desk.panel.field)
    assert [secret for secret in SECRETS if secret in told + copied + caplog.text] == []
    assert "API key" in told
    assert copied.startswith("nothing")


def test_the_stored_key_never_reaches_the_window(desk: KeyDesk) -> None:
    assert desk.panel.field.text().strip("•") == ""
    assert desk.panel.field.echoMode() is QLineEdit.EchoMode.Password
    assert not desk.panel.show_typed.isVisible()


def test_only_what_was_just_typed_can_be_shown_and_only_until_it_is_gone(desk: KeyDesk) -> None:
    desk.paste(NEW_KEY)
    masked = desk.panel.field.grab().toImage()
    desk.click(desk.panel.show_typed)
    assert desk.panel.field.grab().toImage() != masked
    assert desk.panel.field.echoMode() is QLineEdit.EchoMode.Password
    desk.press(Qt.Key.Key_Escape)
    assert not desk.panel.show_typed.isVisible()
    assert not desk.panel.show_typed.isChecked()


def test_the_fields_menu_has_paste_and_nothing_else(desk: KeyDesk) -> None:
    field = desk.panel.field
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, field.rect().center(), field.mapToGlobal(field.pos()))
    QApplication.sendEvent(field, event)
    (menu,) = field.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["&Paste"]
    menu.close()


def test_enter_in_the_field_presses_no_button_of_the_window(desk: KeyDesk) -> None:
    desk.paste("x")
    desk.press(Qt.Key.Key_Return)
    assert not desk.closed
    assert desk.notice.startswith("This cannot be a People HR API key.")


def test_every_control_is_reached_by_tab_and_has_a_name(desk: KeyDesk) -> None:
    desk.paste(NEW_KEY)
    panel = desk.panel
    panel.field.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_Tab)
        seen.append(desk.window.focusWidget())
    assert seen == [panel.test, panel.show_typed, panel.field]
    names = [QAccessible.queryAccessibleInterface(panel.field).text(QAccessible.Text.Name)]
    assert names == ["API key"]
