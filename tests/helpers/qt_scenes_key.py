"""The scenes of the key: its row in the People HR Export window, practising, and the window that Windows elevates."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from clockreports.base.secret import Secret
from clockreports.bootstrap.key_helper import typed_key
from clockreports.gui.bridge import Workers
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.key_panel import KeyPanel
from clockreports.gui.key_window import KeyWindow
from clockreports.services.ports import Credentials, Vault
from tests.helpers.qt_looking import press
from tests.helpers.qt_stage import Stage
from tests.helpers.vault import FullVault, LockedVault, MemoryVault

NEW_KEY: Final = "c0ffee00-dead-4bee-8fad-0123456789ab"
STORED: Final = Credentials(Secret("1b2c3d4e-0000-4abc-8def-012345674f2a"), "https://people.example")


def panel_of(window: ExportWindow) -> KeyPanel:
    """Return the key row's widgets."""
    (panel,) = window.findChildren(KeyPanel)
    return panel


def question_over(window: QWidget) -> QDialog:
    """Return the question that is open over a window."""
    (question,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    return question


def _with_vault(vault: Vault, stage: Stage) -> ExportWindow:
    session = stage.session(with_key=False)
    session._app = replace(session.app, key=replace(session.app.key, vaults=(vault,)))
    return stage.operator(session).window


def _not_tested(stage: Stage) -> QWidget:
    session = stage.session(with_key=False)
    session.app.key.set(stage.site.key)
    return stage.operator(session).window


def _key_from_outside(stage: Stage) -> QWidget:
    vault = MemoryVault(Credentials(stage.site.people_hr.company.keys[0].key, stage.site.people_hr.address))
    vault.name, vault.read_only = "the environment", True
    return _with_vault(vault, stage)


def _no_key(stage: Stage) -> QWidget:
    return stage.export_window(with_key=False)


def _unlocked(stage: Stage) -> QWidget:
    window = stage.export_window(with_key=False)
    _unlock(stage, window)
    return window


def _unlock(stage: Stage, window: ExportWindow) -> QLineEdit:
    press(window, "Unlock")
    stage.until(lambda: not panel_of(window).field.isReadOnly())
    return panel_of(window).field


def _typed(text: str, stage: Stage) -> ExportWindow:
    window = stage.export_window()
    QTest.keyClicks(_unlock(stage, window), text)
    return window


def _shown(stage: Stage) -> QWidget:
    window = _typed(NEW_KEY, stage)
    panel_of(window).show_typed.click()
    return window


def _implausible(stage: Stage) -> QWidget:
    window = _typed("hello", stage)
    window.close()
    return window


def _not_saved(stage: Stage) -> QWidget:
    window = _with_vault(FullVault(), stage)
    QTest.keyClicks(_unlock(stage, window), NEW_KEY)
    window.close()
    stage.until(panel_of(window).retry.isVisible)
    return window


def _asked_to_remove(stage: Stage) -> QWidget:
    window = stage.export_window()
    _unlock(stage, window).clear()
    window.key_row._typed("", pasted=False)
    window.close()
    return question_over(window)


def _works(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.press("Test")
    return operator.window


def _practising(stage: Stage) -> ExportWindow:
    main = stage.practising()
    main.open_export()
    (window,) = main.findChildren(ExportWindow)
    stage.settle(main._session)
    return window


def _practised(stage: Stage) -> QWidget:
    window = _practising(stage)
    press(window, "Copy its API key")
    return window


def _key_window(vault: MemoryVault, typed: str, stage: Stage) -> QWidget:
    workers = Workers(lambda _bug: None)
    stage.stack.callback(workers.close)
    window = stage.show(KeyWindow(vault, typed_key, workers))
    stage.until(lambda: not workers.busy)
    if typed:
        QTest.keyClicks(window.findChildren(QLineEdit)[0], typed)
        press(window, "Save")
        stage.until(lambda: not workers.busy)
    return window


Scene = Callable[[Stage], QWidget]

KEY_SCENES: Final[Mapping[str, Scene]] = {
    "export-no-key": _no_key,
    "export-unlocked": _unlocked,
    "export-key-not-tested": _not_tested,
    "export-key-works": _works,
    "export-key-typed": partial(_typed, NEW_KEY),
    "export-key-shown": _shown,
    "export-key-implausible": _implausible,
    "export-key-not-saved": _not_saved,
    "export-key-remove": _asked_to_remove,
    "export-keyring-locked": partial(_with_vault, LockedVault()),
    "export-key-from-outside": _key_from_outside,
    "export-practice": _practising,
    "export-practised": _practised,
    "key-window": partial(_key_window, MemoryVault(), ""),
    "key-window-stored": partial(_key_window, MemoryVault(STORED), ""),
    "key-window-problem": partial(_key_window, FullVault(), NEW_KEY),
}
"""By the names of their pictures."""
