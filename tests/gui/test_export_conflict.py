"""A conflict in the window: both versions side by side, and the two ways out of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clockreports.domain.timesheets import from_text
from clockreports.gui.export_window.conflict_dialog import ConflictDialog, side_by_side
from clockreports.gui.export_window.rows import DayRow
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from tests.helpers.qt_export import Operator, paced, session_at
from tests.helpers.qt_site import PracticeSite

EDITED = (("09:00", "17:00"),)
SLOWLY = 3
"""Calls a minute: fewer than the export of the days takes."""


@pytest.fixture
def operator(qtbot: QtBot, session: Session) -> Operator:
    """Return an operator whose first day somebody has put into People HR already, with other times."""
    return Operator(qtbot, session)


@pytest.fixture
def row(operator: Operator, practice_site: PracticeSite) -> DayRow:
    """Return the row of a day in conflict, in a window that has just exported."""
    operator.open("PW1")
    first = operator.plan.rows[0]
    edit(practice_site, first)
    operator.press("Export")
    (row,) = [row for row in operator.window.days.shown() if row.word == "Conflict"]
    return row


def edit(site: PracticeSite, row: DayRow, pairs: tuple[tuple[str, str], ...] = EDITED) -> None:
    site.people_hr.people_hr.edit_timesheet(row.line.employee_id, row.line.day, pairs)


def standing(site: PracticeSite, row: DayRow) -> list[tuple[str, str]]:
    """Return what stands in People HR."""
    pairs = site.people_hr.timesheets[row.line.employee_id, row.line.day].pairs
    return [(time_in[:5], time_out[:5]) for time_in, time_out in pairs]


def settle(operator: Operator) -> ConflictDialog:
    """Open the dialog as an operator does, from the list."""
    operator.window.days.show_only("Conflict")
    operator.window.days.view.selectRow(0)
    operator.window.days.view.setCurrentIndex(operator.window.days.view.model().index(0, 0))
    operator.press("Both versions")
    dialog = operator.dialog(ConflictDialog)
    assert isinstance(dialog, ConflictDialog)
    return dialog


def said(dialog: ConflictDialog) -> str:
    return " | ".join(label.text() for label in dialog.findChildren(QLabel))


def word_of(operator: Operator, row: DayRow) -> str:
    (found,) = [each for each in operator.window.days._model.values if each.key == row.key]
    return found.word


def test_the_list_tells_what_stands_there_and_the_dialog_shows_both(operator: Operator, row: DayRow) -> None:
    assert row.happening == "Conflict: People HR has 09:00–17:00"
    told = said(settle(operator))
    for text in ("The clocks say", "People HR has", "09:00–17:00", "8:00 hours", "never sent from here", "≠"):
        assert text in told
    for pair in row.line.pairs:
        assert "–".join(pair.texts()) in told


def test_people_hrs_may_be_kept_and_enter_means_that(
    operator: Operator, row: DayRow, practice_site: PracticeSite
) -> None:
    dialog = settle(operator)
    assert dialog.keep.isDefault()
    assert not dialog.send.isDefault()
    calls = len(practice_site.people_hr.log)
    operator.press("Keep People HR’s", dialog)
    assert word_of(operator, row) == "Unchanged"
    assert len(practice_site.people_hr.log) == calls
    operator.press("Plan again")
    assert word_of(operator, row) == "Unchanged"
    assert standing(practice_site, row) == [*EDITED]


def test_ours_may_be_sent(operator: Operator, row: DayRow, practice_site: PracticeSite) -> None:
    operator.press("Send ours", settle(operator))
    assert word_of(operator, row) == "Updated"
    assert standing(practice_site, row) == [pair.texts() for pair in row.line.pairs]


def test_what_changed_there_since_it_was_shown_is_shown_again_and_not_overwritten(
    operator: Operator, row: DayRow, practice_site: PracticeSite
) -> None:
    dialog = settle(operator)
    edit(practice_site, row, (("10:00", "11:00"),))
    operator.press("Send ours", dialog)
    assert "changed in People HR again" in said(dialog)
    assert "10:00–11:00" in said(dialog)
    assert standing(practice_site, row) == [("10:00", "11:00")]
    operator.press("Send ours", dialog)
    assert standing(practice_site, row) == [pair.texts() for pair in row.line.pairs]


def test_a_failure_is_said_in_the_dialog_and_nothing_is_lost(
    operator: Operator, row: DayRow, practice_site: PracticeSite
) -> None:
    dialog = settle(operator)
    practice_site.people_hr.order(Fault("http_401", "GetTimesheetDetail", times=1))
    operator.press("Send ours", dialog)
    assert "API key" in said(dialog)
    assert standing(practice_site, row) == [*EDITED]
    operator.press("Send ours", dialog)
    assert word_of(operator, row) == "Updated"


@pytest.mark.parametrize("leave", ["Cancel", "Esc"])
def test_whoever_leaves_while_ours_waits_to_be_sent_stops_it(
    qtbot: QtBot, practice_site: PracticeSite, leave: str
) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, SLOWLY) as session:
        operator = Operator(qtbot, session)
        operator.open("PW1")
        row = operator.plan.rows[0]
        edit(site, row)
        operator.press("Export")
        dialog = settle(operator)
        clock.hold()
        operator.button("Send ours", dialog).click()
        operator.until(clock.waiting.is_set)
        if leave == "Esc":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            operator.button(leave, dialog).click()
        clock.go_on()
        operator.wait()
        assert standing(site, row) == [*EDITED]
        assert not operator.window.findChildren(ConflictDialog)


def test_whoever_leaves_too_late_is_told_what_was_sent(
    operator: Operator, row: DayRow, practice_site: PracticeSite
) -> None:
    dialog = settle(operator)
    practice_site.people_hr.order(Fault("slow_after", "UpdateTimesheet", times=1, seconds=0.3))
    operator.button("Send ours", dialog).click()
    operator.until(lambda: standing(practice_site, row) != [*EDITED])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Stopping" in said(dialog)
    operator.wait()
    assert word_of(operator, row) == "Updated"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("09:00-12:00", "09:00-12:00", [("09:00–12:00", "09:00–12:00")]),
        (
            "09:00-12:00 13:00-17:00",
            "09:00-12:00",
            [("09:00–12:00", "09:00–12:00"), ("13:00–17:00  ≠", "–")],
        ),
        ("09:00-12:00", "", [("09:00–12:00  ≠", "nothing")]),
        ("", "09:00-12:00", [("–", "09:00–12:00  ≠")]),
    ],
)
def test_pairs_that_differ_bear_a_mark(ours: str, theirs: str, expected: list[tuple[str, str]]) -> None:
    assert side_by_side(from_text(ours), from_text(theirs)) == expected


def test_the_day_is_named_as_a_person_reads_it(operator: Operator, row: DayRow) -> None:
    assert settle(operator).windowTitle() == f"Conflict: {row.name}, Mon 09/03/2026"
    assert row.line.day == date(2026, 3, 9)
