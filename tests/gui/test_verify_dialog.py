"""Verifying with People HR in the window: what it finds, while it reads, and when something is in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from clockreports.gui.export_window.verify_dialog import VerifyDialog
from clockreports.gui.export_window.verify_rows import ALL_IS_WELL
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from tests.helpers.qt_export import Operator, paced, session_at
from tests.helpers.qt_looking import column, let_go, rows, sentences
from tests.helpers.qt_site import PracticeSite
from tests.helpers.qt_verify import meddle

PEOPLE = ("PW1", "PW2", "PW9")
SLOWLY = 2
"""Calls a minute, and fewer than there are people to read."""

HISTORY = 2


@pytest.fixture
def operator(qtbot: QtBot, session: Session) -> Operator:
    """Return an operator who has just exported last week, of a few people, and turned to the history."""
    return exported(Operator(qtbot, session))


def exported(operator: Operator) -> Operator:
    operator.open(*PEOPLE)
    operator.press("Export")
    operator.window.tabs.setCurrentIndex(HISTORY)
    return operator


def verify(operator: Operator) -> VerifyDialog:
    """Press the button, and wait for what is found."""
    operator.press("Verify with People HR")
    return dialog_of(operator)


def dialog_of(operator: Operator) -> VerifyDialog:
    dialog = operator.dialog(VerifyDialog)
    assert isinstance(dialog, VerifyDialog)
    return dialog


def test_where_nobody_changed_anything_it_says_so(operator: Operator, practice_site: PracticeSite) -> None:
    calls = len(practice_site.people_hr.log)
    dialog = verify(operator)
    told = sentences(dialog)
    assert ALL_IS_WELL in told
    assert "14 days agree · took" in told
    assert "Mon 09/03/2026 to Sun 15/03/2026, 7 days, 3 employees" in told
    assert not operator.button("Save list", dialog).isEnabled()
    assert {entry.action for entry in practice_site.people_hr.log[calls:]} == {"GetTimesheetDetail"}


def test_what_a_person_changed_is_listed_with_names_and_both_versions(
    operator: Operator, practice_site: PracticeSite
) -> None:
    meddle(practice_site)
    dialog = verify(operator)
    assert rows(dialog.view) == [
        [
            "Amina Brightwater",
            "PW1",
            "Mon 09/03/2026",
            "Different there",
            "07:54–12:03  12:35–16:28",
            "09:00–12:00  13:00–17:00",
        ],
        ["Oliver Thistledown", "PW2", "Tue 10/03/2026", "Missing there", "07:57–11:55  12:28–16:27", "–"],
        ["Hamish Puddlecombe", "PW9", "Sat 14/03/2026", "Only there", "–", "10:00–14:00"],
    ]
    assert "12 days agree · 1 missing there · 1 different there · 1 only there" in sentences(dialog)
    dialog.view.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert column(dialog.view, "What") == ["Missing there", "Different there", "Only there"]


def test_it_is_about_the_days_of_the_window_and_of_everybody_unless_some_are_chosen(
    qtbot: QtBot, session: Session
) -> None:
    operator = Operator(qtbot, session)
    operator.open()
    operator.window.tabs.setCurrentIndex(HISTORY)
    told = sentences(verify(operator))
    assert "Mon 09/03/2026 to Sun 15/03/2026, 7 days, everybody" in told
    assert "0 days agree · 114 not sent yet" in told


def test_the_list_is_saved_as_it_is_shown_and_no_cell_is_a_formula(
    operator: Operator, practice_site: PracticeSite, tmp_path: Path
) -> None:
    meddle(practice_site)
    with practice_site.app() as app:
        ada = next(each for each in app.employees.roll().employees if each.employee_id == "PW1")
        app.employees.people.save_employees([type(ada)("PW1", ada.unique_key, "=Ada", number=ada.number)])
    dialog = verify(operator)
    dialog.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    dialog.save(str(tmp_path / "list.csv"))
    operator.wait()
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "Employee,Id,Date,What,ClockReports left,People HR has",
        "Hamish Puddlecombe,PW9,2026-03-14,Only there,,10:00–14:00",
        "'=Ada,PW1,2026-03-09,Different there,07:54–12:03  12:35–16:28,09:00–12:00  13:00–17:00",
        "Oliver Thistledown,PW2,2026-03-10,Missing there,07:57–11:55  12:28–16:27,",
    ]
    assert dialog.banner.text == f"Saved 3 days to {tmp_path / 'list.csv'}."
    dialog.save(str(tmp_path / "no such folder" / "list.csv"))
    operator.wait()
    assert "could not be saved" in dialog.banner.text


def test_verify_again_looks_anew(operator: Operator, practice_site: PracticeSite) -> None:
    dialog = verify(operator)
    meddle(practice_site)
    operator.press("Verify again", dialog)
    assert len(rows(dialog.view)) == 3


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (lambda site: site.people_hr.order(Fault("http_401", "GetTimesheetDetail", skip=2, times=9)), "HTTP 401"),
        (
            lambda site: site.people_hr.order(Fault("lost_before", "GetTimesheetDetail", skip=2, times=99)),
            "connection",
        ),
        (
            lambda site: site.people_hr.order(Fault("torn", "GetTimesheetDetail", times=3)),
            "Not read: Amina Brightwater (",
        ),
    ],
)
def test_what_is_in_the_way_is_said_with_what_was_found_so_far(
    operator: Operator, practice_site: PracticeSite, order: Callable[[PracticeSite], object], told: str
) -> None:
    meddle(practice_site)
    order(practice_site)
    dialog = verify(operator)
    assert told in dialog.banner.text
    assert " not read" in sentences(dialog)
    assert "PW2" in column(dialog.view, "Id")


def test_without_a_key_nothing_is_read_and_it_says_who_can_help(
    qtbot: QtBot, practice_site: PracticeSite, memory_keyring: object
) -> None:
    assert memory_keyring
    with session_at(qtbot, practice_site, with_key=False) as session:
        operator = Operator(qtbot, session)
        operator.open()
        operator.window.tabs.setCurrentIndex(HISTORY)
        dialog = verify(operator)
        assert "There is no People HR API key yet. An administrator can set it" in dialog.banner.text
        assert "Nothing was read." in sentences(dialog)


def test_while_it_reads_it_says_why_it_waits_and_stop_keeps_what_was_found(
    qtbot: QtBot, practice_site: PracticeSite
) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, SLOWLY) as session:
        operator = exported(Operator(qtbot, session))
        meddle(site)
        clock.hold()
        operator.button("Verify with People HR").click()
        operator.until(clock.waiting.is_set)
        dialog = dialog_of(operator)
        operator.until(lambda: "Waiting" in sentences(dialog))
        assert "People HR takes" in sentences(dialog)
        assert operator.window.isEnabled()
        operator.button("Verify with People HR").click()
        assert dialog_of(operator) is dialog, "one that is reading is brought forward"
        operator.button("Stop", dialog).click()
        assert "Stopping" in sentences(dialog)
        clock.go_on()
        operator.wait()
        assert dialog.banner.text.startswith("Stopped.")
        assert " not read" in sentences(dialog)


def test_closing_it_stops_it(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, SLOWLY) as session:
        operator = exported(Operator(qtbot, session))
        calls = len(site.people_hr.log)
        clock.hold()
        operator.button("Verify with People HR").click()
        operator.until(clock.waiting.is_set)
        QTest.keyClick(dialog_of(operator), Qt.Key.Key_Escape)
        let_go(qtbot)
        clock.go_on()
        operator.wait()
        assert len(site.people_hr.log) - calls <= SLOWLY


def test_enter_on_a_day_shows_its_taps_and_leaves_the_list_open(
    operator: Operator, practice_site: PracticeSite
) -> None:
    meddle(practice_site)
    dialog = verify(operator)
    dialog.view.selectRow(0)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    operator.wait()
    (taps,) = (each for each in dialog.findChildren(QDialog) if each.isVisible())
    assert "Amina Brightwater (PW1)" in sentences(taps)
    assert dialog.isVisible()
