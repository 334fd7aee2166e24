"""Undoing a run in the window: it looks first, deletes only what was confirmed, and can be stopped."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.gui.export_window.undo_dialog import UndoDialog
from clockreports.gui.export_window.undo_rows import NOTHING_TO_UNDO, STAYS_UNDONE
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from clockreports.services.exporting import ExportOrder
from tests.helpers.qt_export import Operator, paced, session_at
from tests.helpers.qt_looking import button, choose, column, let_go, sentences
from tests.helpers.qt_site import LAST_WEEK, PracticeSite
from tests.helpers.qt_undo import PEOPLE, SATURDAY, SLOWLY, exported_twice, meddle, open_undo

HISTORY = 2
MONDAY = LAST_WEEK.first
Standing = dict[tuple[str, date], tuple[tuple[str, str], ...]]


@pytest.fixture
def operator(qtbot: QtBot, session: Session, practice_site: PracticeSite) -> Operator:
    """Return an operator after run 2, which changed six days and made three."""
    operator = Operator(qtbot, session)
    exported_twice(operator, practice_site)
    operator.window.tabs.setCurrentIndex(HISTORY)
    return operator


def undo(operator: Operator, run: int = 2) -> UndoDialog:
    """Choose a run in the history, press the button, and wait for what is found."""
    choose(operator.window.history.view, "Run", str(run))
    operator.press("Undo this run")
    dialog = operator.dialog(UndoDialog)
    assert isinstance(dialog, UndoDialog)
    return dialog


def standing(site: PracticeSite) -> Standing:
    return {key: timesheet.pairs for key, timesheet in site.people_hr.timesheets.items()}


def outcomes(dialog: UndoDialog) -> list[str]:
    return [text.partition(":")[0] for text in column(dialog.view, "What happens")]


def test_it_looks_first_and_changes_nothing(operator: Operator, practice_site: PracticeSite) -> None:
    meddle(practice_site)
    before = standing(practice_site)
    dialog = undo(operator)
    assert "5 to be put back · 2 to be deleted · 2 left alone" in sentences(dialog)
    assert outcomes(dialog).count("Left alone") == 2
    assert button(dialog, "Undo 5 days").isEnabled()
    assert standing(practice_site) == before


def test_what_was_changed_is_put_back_and_nothing_deleted(operator: Operator, practice_site: PracticeSite) -> None:
    dialog = undo(operator)
    operator.press("Undo 6 days", dialog)
    assert "6 put back · 3 to be deleted" in sentences(dialog)
    assert STAYS_UNDONE in sentences(dialog)
    now = standing(practice_site)
    assert all(len(now[person, MONDAY]) == 2 for person in PEOPLE), "the evening is gone"
    assert all((person, SATURDAY) in now for person in PEOPLE)


def test_what_somebody_took_back_already_is_told_as_that(operator: Operator, practice_site: PracticeSite) -> None:
    practice_site.people_hr.people_hr.delete_timesheet(PEOPLE[0], SATURDAY)
    dialog = undo(operator)
    assert "6 to be put back · 2 to be deleted · 1 as before already" in sentences(dialog)
    operator.press("Undo 7 days", dialog)
    assert "6 put back · 2 to be deleted · 1 as before already" in sentences(dialog)
    assert outcomes(dialog).count("As before already") == 1


def test_days_are_deleted_once_their_number_was_confirmed(operator: Operator, practice_site: PracticeSite) -> None:
    dialog = undo(operator)
    dialog.delete.click()
    QTest.mouseClick(operator.button("Undo 9 days…", dialog), Qt.MouseButton.LeftButton)
    (question,) = dialog.findChildren(QMessageBox)
    assert question.text() == "Delete 3 days in People HR?"
    QTest.mouseClick(button(question, "Delete 3 days"), Qt.MouseButton.LeftButton)
    operator.wait()
    assert "6 put back · 3 deleted" in sentences(dialog)
    assert not any(day == SATURDAY for _, day in standing(practice_site))


def test_whoever_is_not_sure_cancels_and_nothing_happens(operator: Operator, practice_site: PracticeSite) -> None:
    before = standing(practice_site)
    dialog = undo(operator)
    dialog.delete.click()
    QTest.mouseClick(operator.button("Undo 9 days…", dialog), Qt.MouseButton.LeftButton)
    (question,) = dialog.findChildren(QMessageBox)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    operator.wait()
    assert standing(practice_site) == before
    assert dialog.undo.isVisible()


def test_the_window_shows_the_undone_days_and_the_undoing(operator: Operator) -> None:
    dialog = undo(operator)
    operator.press("Undo 6 days", dialog)
    dialog.close()
    operator.press("Plan again")
    assert column(operator.window.history.view, "What came of it")[0] == "Undo of run 2: 6 undone"
    states = [row.word for row in operator.plan.rows]
    assert states.count("Undone") == 6
    assert operator.plan.blocked >= 6
    choose(operator.window.history.view, "Run", "3")
    assert not operator.button("Undo this run").isEnabled()


def test_a_run_that_sent_nothing_is_not_offered_and_says_so(operator: Operator) -> None:
    operator.session.app.exporting.run(ExportOrder(LAST_WEEK, frozenset(PEOPLE)), CancelToken())
    operator.press("Plan again")
    choose(operator.window.history.view, "Run", "3")
    assert not operator.button("Undo this run").isEnabled()
    dialog = open_undo(operator, 3)
    operator.wait()
    assert NOTHING_TO_UNDO in sentences(dialog)
    assert not dialog.undo.isVisible()


def test_a_refused_key_is_told_and_the_rest_is_not_undone(operator: Operator, practice_site: PracticeSite) -> None:
    dialog = undo(operator)
    practice_site.people_hr.order(Fault("http_401", "UpdateTimesheet", skip=1))
    operator.press("Undo 6 days", dialog)
    assert "People HR turned the call away" in sentences(dialog)
    assert outcomes(dialog).count("Put back") == 1
    assert "Not undone" in outcomes(dialog)
    operator.press("Look again", dialog)
    assert "5 to be put back · 3 to be deleted · 1 undone already" in sentences(dialog)


def test_an_export_that_goes_on_elsewhere_keeps_it_out(operator: Operator) -> None:
    dialog = undo(operator)
    with operator.session.app.exporting.leased():
        operator.press("Undo 6 days", dialog)
    assert "Another export is under way." in sentences(dialog)
    operator.press("Look again", dialog)
    assert dialog.undo.isEnabled()


def test_closing_it_stops_it_first(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, SLOWLY) as session:
        operator = Operator(qtbot, session)
        exported_twice(operator, site)
        clock.hold()
        dialog = open_undo(operator, 2)
        operator.until(clock.waiting.is_set)
        dialog.close()
        assert dialog.isVisible()
        assert "Stopping…" in sentences(dialog)
        clock.go_on()
        operator.wait()
        assert not dialog.running
        assert "Stopped." in sentences(dialog)
        dialog.close()
        let_go(qtbot)
        assert not operator.window.findChildren(UndoDialog)


def test_the_window_stays_open_until_the_undo_is_done_or_stopped(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, SLOWLY) as session:
        operator = Operator(qtbot, session)
        exported_twice(operator, site)
        dialog = open_undo(operator, 2)
        operator.wait()
        clock.hold()
        operator.button("Undo 6 days", dialog).click()
        operator.until(clock.waiting.is_set)
        operator.window.close()
        assert operator.window.isVisible()
        assert "Wait until the undo is done, or stop it" in operator.window.banner.text
        clock.go_on()
        operator.wait()
        assert "6 put back" in sentences(dialog)
        operator.window.close()
        let_go(qtbot)
        assert not operator.is_open
