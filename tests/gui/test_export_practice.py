"""The People HR Export window of somebody who practises: marked as such, with the key to copy."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from clockreports.gui.export_window import ExportWindow
from tests.helpers.qt_looking import press, sentences
from tests.helpers.qt_scenes_key import panel_of
from tests.helpers.qt_stage import Stage


@pytest.fixture
def window(stage: Stage) -> ExportWindow:
    main = stage.practising()
    main.open_export()
    (window,) = main.findChildren(ExportWindow)
    stage.settle(main._session)
    stage.until(window.isActiveWindow)
    return window


def test_it_is_marked_in_its_title_above_everything_and_beside_the_key(window: ExportWindow) -> None:
    assert window.windowTitle() == "People HR Export – practice"
    assert sentences(window).startswith(
        "Practising with Pretend Works Ltd: all of it is made up, and nothing leaves this computer."
    )
    assert panel_of(window).state.text().endswith("practice: anyone may change it")


def test_a_window_on_real_data_is_not(stage: Stage) -> None:
    window = stage.export_window()
    assert window.windowTitle() == "People HR Export"
    assert "ractis" not in sentences(window)


@pytest.mark.parametrize("by_key", [False, True])
def test_the_key_is_copied_and_can_be_pasted_there(window: ExportWindow, stage: Stage, by_key: bool) -> None:  # noqa: FBT001
    QGuiApplication.clipboard().clear()
    if by_key:
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(window.which.picker.presets, Qt.Key.Key_C, modifiers)
    else:
        press(window, "Copy its API key")
    stage.until(lambda: QGuiApplication.clipboard().text() == stage.site.key)
    assert "click Unlock, and paste it" in sentences(window)
    press(window, "Unlock")
    stage.until(lambda: not panel_of(window).field.isReadOnly())
    panel_of(window).field.paste()
    assert panel_of(window).state.text().startswith("New key, ends in 7777")
