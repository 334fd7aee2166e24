"""Exporting with a key in the field that is not saved yet: it is the one that is meant, so it is saved first."""

from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clockreports.base.secret import Secret
from clockreports.gui.export_window.conflict_dialog import ConflictDialog
from clockreports.gui.key_panel import KeyPanel
from clockreports.services.ports import Credentials
from tests.helpers.qt_export import Operator
from tests.helpers.qt_looking import press
from tests.helpers.qt_scenes_key import panel_of
from tests.helpers.qt_stage import Stage
from tests.helpers.vault import FullVault

WRONG_KEY: Final = "99999999-0000-4abc-8def-0123456701d5"
"""A key that nobody in People HR knows any more."""

SOMEBODY: Final = "PW1"


@pytest.fixture
def vault(stage: Stage) -> FullVault:
    """Return the store, which has room, and in which the wrong key is."""
    vault = FullVault(Credentials(Secret(WRONG_KEY), stage.site.people_hr.address))
    vault.full = False
    return vault


@pytest.fixture
def operator(stage: Stage, vault: FullVault) -> Operator:
    """Return an administrator who has unlocked the field, in a window about one person's week."""
    session = stage.session(with_key=False)
    session._app = replace(session.app, key=replace(session.app.key, vaults=(vault,)))
    exporting = replace(session.app.exporting, key=session.app.key)
    session._app = replace(session.app, exporting=exporting)
    operator = stage.operator(session)
    operator.open(SOMEBODY)
    press(operator.window, "Unlock")
    operator.wait()
    return operator


def panel(operator: Operator) -> KeyPanel:
    return panel_of(operator.window)


def paste(operator: Operator, text: str) -> None:
    """Paste over what stands in the field."""
    QGuiApplication.clipboard().setText(text)
    panel(operator).field.selectAll()
    QTest.keySequence(panel(operator).field, QKeySequence(QKeySequence.StandardKey.Paste))


def stored(vault: FullVault) -> str:
    return "" if vault.held is None else vault.held.key.reveal()


def calls(stage: Stage) -> int:
    return len(stage.site.people_hr.log)


def test_a_new_key_is_saved_and_used(operator: Operator, stage: Stage, vault: FullVault) -> None:
    paste(operator, stage.site.key)
    operator.press("Export")
    operator.wait()
    assert stored(vault) == stage.site.key
    assert panel(operator).field.isReadOnly()
    assert operator.window.days.counts["Sent"] > 0
    assert operator.window.days.counts["Not sent"] == 0


def test_an_unlocked_field_in_which_nothing_was_typed_changes_nothing(
    operator: Operator, stage: Stage, vault: FullVault
) -> None:
    vault.held = Credentials(Secret(stage.site.key), stage.site.people_hr.address)
    operator.press("Export")
    assert not panel(operator).field.isReadOnly()
    assert operator.window.days.counts["Sent"] > 0


def test_what_cannot_be_a_key_is_said_and_nothing_is_sent(operator: Operator, stage: Stage, vault: FullVault) -> None:
    paste(operator, "hello")
    operator.press("Export")
    assert panel(operator).notice.text().startswith("This cannot be a People HR API key.")
    press(operator.window, "Discard change")
    operator.wait()
    assert (calls(stage), stored(vault)) == (0, WRONG_KEY), "who goes back to the old key begins anew"


@pytest.mark.parametrize(("answer", "left"), [("Keep", WRONG_KEY), ("Remove", "")])
def test_an_emptied_field_asks_first(
    operator: Operator, stage: Stage, vault: FullVault, answer: str, left: str
) -> None:
    panel(operator).field.selectAll()
    QTest.keySequence(panel(operator).field, QKeySequence(QKeySequence.StandardKey.Delete))
    operator.press("Export")
    operator.answer(answer)
    operator.wait()
    assert (calls(stage), stored(vault)) == (0, left)
    assert operator.window.banner.text.startswith("There is no People HR API key yet.") is (answer == "Remove")


def test_a_key_that_cannot_be_saved_holds_the_export_up_until_it_can(
    operator: Operator, stage: Stage, vault: FullVault
) -> None:
    paste(operator, stage.site.key)
    vault.full = True
    operator.press("Export")
    assert (calls(stage), stored(vault)) == (0, WRONG_KEY)
    assert panel(operator).notice.text() == "The disk is full. Make room, then try again."
    vault.full = False
    operator.press("Retry")
    operator.wait()
    assert stored(vault) == stage.site.key
    assert operator.window.days.counts["Sent"] > 0


def test_sending_ours_in_a_conflict_uses_it_as_well(operator: Operator, stage: Stage, vault: FullVault) -> None:
    people_hr = stage.site.people_hr
    first, second = (known.key.reveal() for known in people_hr.company.keys)
    vault.held = Credentials(Secret(first), people_hr.address)
    day = operator.plan.rows[0].line
    people_hr.people_hr.edit_timesheet(day.employee_id, day.day, [("09:00", "17:00")])
    operator.press("Export")
    paste(operator, second)
    operator.window.days.show_only("Conflict")
    operator.window.days.view.selectRow(0)
    operator.press("Both versions")
    operator.press("Send ours", operator.dialog(ConflictDialog))
    operator.wait()
    assert stored(vault) == second
    assert operator.window.days.counts["Updated"] == 1


def test_a_program_that_quits_keeps_the_key_without_a_word(operator: Operator, stage: Stage, vault: FullVault) -> None:
    paste(operator, stage.site.key)
    application = QApplication.instance()
    assert application is not None
    application.aboutToQuit.emit()
    assert stored(vault) == stage.site.key
    assert operator.window.close(), "nobody is asked any more"
