"""The tabs beside the days, whom to export, and the list on disk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QTableView
from pytestqt.qtbot import QtBot

from clockreports.domain.people import Employee, Link, User
from clockreports.domain.runs import Run
from clockreports.gui.export_window.people_dialog import PeopleDialog, people_words
from clockreports.gui.export_window.plan import UnlinkedUser, by_name, name_parts
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.gui.link_dialog import LinkDialog
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from clockreports.services.ports import Holder
from tests.helpers.qt_export import Operator
from tests.helpers.qt_looking import choose, column
from tests.helpers.qt_site import LAST_WEEK, PracticeSite


@pytest.fixture
def operator(qtbot: QtBot, session: Session) -> Operator:
    return Operator(qtbot, session)


def wait_for_plan(operator: Operator, is_there: Callable[[], bool]) -> None:
    operator.until(is_there)
    operator.wait()


# Users and employees -----------------------------------------------------------------------------------------------


def test_who_is_left_out_is_listed_with_its_taps_and_counted_on_the_tab(operator: Operator) -> None:
    window = operator.open()
    assert window.tabs.tabText(1).replace("&", "") == "Users and employees 2"
    assert [each.user.clock_id for each in operator.plan.unlinked] == ["901", "977"]
    assert window.unlinked.users.model().rowCount() == 2
    assert window.unlinked.employees.model().rowCount() == 1
    assert "2 users with taps are linked to nobody" in window.strip._ready._sentence.text()


def test_a_contractor_is_marked_and_left_out_in_peace(operator: Operator) -> None:
    window = operator.open()
    window.tabs.setCurrentWidget(window.unlinked)
    window.unlinked.users.selectRow(0)
    operator.press("Not in People HR")
    assert [each.user.clock_id for each in operator.plan.unlinked] == ["977"]
    assert "901 is marked" in window.unlinked._sentence.text()


def test_a_number_that_another_terminal_has_too_is_marked_and_linked_on_its_own(
    operator: Operator, practice_site: PracticeSite, tmp_path: Path
) -> None:
    log = tmp_path / "canteen.dat"
    log.write_text("  901\t2026-03-10 12:00:00\t1\t0\t1\t0\n", encoding="utf-8")
    with practice_site.app() as beside:
        beside.importing.import_files([log], terminal="Canteen")
        beside.employees.link("901", "PW25", terminal="1")
    window = operator.open()
    window.tabs.setCurrentWidget(window.unlinked)
    choose(window.unlinked.users, "Terminal", "Canteen")
    operator.press("Link", window.unlinked)
    dialog = operator.dialog(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert (dialog.wanted.clock_id, dialog.wanted.terminal) == ("901", "Canteen")
    dialog.reject()
    operator.press("Not in People HR")
    assert "Number 901 on terminal Canteen is marked" in window.unlinked._sentence.text()
    assert Link("901", None, "Canteen") in operator.plan.roll.links
    assert {link.terminal for link in operator.plan.roll.links if link.employee is None} == {"Canteen"}


def test_a_link_of_other_days_is_not_lost_unasked(operator: Operator, practice_site: PracticeSite) -> None:
    with practice_site.app() as beside:
        beside.employees.link("977", "PW25", valid_until=date(2026, 3, 1))
    window = operator.open()
    window.tabs.setCurrentWidget(window.unlinked)
    for answer, left in (("Keep", ["901", "977"]), ("Mark", ["901"])):
        choose(window.unlinked.users, "Number", "977")
        operator.press("Not in People HR")
        box = operator.dialog(QMessageBox)
        assert isinstance(box, QMessageBox)
        assert box.text() == "Mark number 977 as not in People HR?"
        assert "977 on all terminals: Beatrice Inkwell (PW25) until 01/03/2026" in box.informativeText()
        operator.answer(answer)
        operator.wait()
        assert [each.user.clock_id for each in operator.plan.unlinked] == left
    assert "that has been replaced" in window.unlinked._sentence.text()


@pytest.mark.parametrize("on_the_clock", ["Inkwell, Beatrice", "BEATRICE INKWELL", "beatrice  inkwell"])
def test_the_same_name_is_a_suggestion_and_no_more(on_the_clock: str) -> None:
    beatrice = Employee("PW25", first_name="Beatrice", last_name="Inkwell")
    other = Employee("PW26", first_name="Bea", last_name="Inkwell")
    user = User("1", "977", 2, None, None, on_the_clock)
    suggested = by_name([beatrice, other])[name_parts(on_the_clock)]
    assert UnlinkedUser(user, 2, suggested).perhaps == "Beatrice Inkwell: the same name"
    assert UnlinkedUser(user, 2).suggested_id == ""
    namesake = Employee("PW27", first_name="Beatrice", last_name="Inkwell")
    assert by_name([beatrice, other, namesake]).keys() == {name_parts("Bea Inkwell")}


def test_a_user_dragged_onto_an_employee_is_linked_after_a_look_at_the_days(operator: Operator) -> None:
    window = operator.open()
    window.tabs.setCurrentWidget(window.unlinked)
    choose(window.unlinked.users, "Number", "977")
    dropped = drag(window.unlinked.users, window.unlinked.employees)
    operator.wait()
    dialog = operator.dialog(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dropped
    assert (dialog.wanted.clock_id, dialog.wanted.employee_id) == ("977", "PW25")
    operator.press("Link", dialog)
    assert [each.user.clock_id for each in operator.plan.unlinked] == ["901"]
    assert operator.plan.roll.unlinked_employees == ()


def test_an_employee_may_be_dragged_onto_a_user_as_well(operator: Operator) -> None:
    window = operator.open()
    choose(window.unlinked.employees, "Id", "PW25")
    assert drag(window.unlinked.employees, window.unlinked.users, to=1)
    operator.wait()
    dialog = operator.dialog(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert (dialog.wanted.clock_id, dialog.wanted.employee_id) == ("977", "PW25")


def test_a_row_is_dropped_on_the_other_side_only_and_on_a_row(operator: Operator) -> None:
    window = operator.open()
    choose(window.unlinked.users, "Number", "977")
    assert not drag(window.unlinked.users, window.unlinked.users)
    assert not drag(window.unlinked.users, window.unlinked.employees, to=-1)
    assert window.findChildren(LinkDialog) == []


def drag(from_table: QTableView, to_table: QTableView, to: int = 0) -> bool:
    """Drag what is chosen onto a row of another table, -1 for below all; say whether it may be dropped there."""
    source, target = from_table.model(), to_table.model()
    data = source.mimeData(from_table.selectionModel().selectedIndexes())
    onto = target.index(to, 0)
    may = target.canDropMimeData(data, Qt.DropAction.LinkAction, -1, -1, onto)
    assert target.dropMimeData(data, Qt.DropAction.LinkAction, -1, -1, onto) is may
    return may


# History -----------------------------------------------------------------------------------------------------------


def test_every_run_is_kept_with_its_counts_and_opens_its_days(operator: Operator, practice_site: PracticeSite) -> None:
    practice_site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=2, times=1))
    window = operator.open("PW1")
    operator.press("Export")
    operator.press("Go on from here")
    newest, first = operator.plan.runs
    assert (first.end.value, newest.end.value) == ("key_refused", "done")
    window.tabs.setCurrentWidget(window.history)
    model = window.history.view.model()
    assert str(model.index(1, 5).data()).startswith("2 sent · ")
    window.history.view.setCurrentIndex(model.index(1, 0))
    assert not window.history._resume.isEnabled(), "the later run did all of it"
    operator.press("Show days of the run")
    dialog = operator.dialog(RunDialog)
    assert isinstance(dialog, RunDialog)
    words = [row.word for row in dialog._model.values]
    assert (words.count("Sent"), words.count("Not sent")) == (2, first.total - 2)


def test_an_interrupted_run_can_be_gone_on_with_from_its_row(operator: Operator, practice_site: PracticeSite) -> None:
    practice_site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=2, times=1))
    window = operator.open("PW1")
    operator.press("Export")
    operator.press("Plan again")
    operator.press("Not just now", window.banner)
    assert window.banner.text == ""
    window.tabs.setCurrentWidget(window.history)
    window.history.view.setCurrentIndex(window.history.view.model().index(0, 0))
    operator.press("Resume", window.history)
    operator.until(lambda: window.desk.ended is not None)
    operator.wait()
    assert window.days.counts["Not sent"] == 0
    assert window.tabs.currentWidget() is window.days


def test_a_run_that_goes_on_elsewhere_is_under_way_and_not_interrupted(
    operator: Operator, practice_site: PracticeSite
) -> None:
    now = practice_site.clock.now()
    jane = Holder("PC-12", "jane", now)
    with practice_site.app() as beside:
        token = beside.exporting.leases.take(jane, now, others_are_gone=False)
        beside.history.start_run(token, Run(0, LAST_WEEK, jane.host, jane.user, now, 113))
        window = operator.open()
        assert column(window.history.view, "Ended") == ["Under way"]
        beside.exporting.leases.release(token)
    operator.press("Look again")
    assert column(window.history.view, "Ended") == ["Interrupted"]


# People ------------------------------------------------------------------------------------------------------------


def test_only_the_people_picked_are_planned_and_sent(operator: Operator, practice_site: PracticeSite) -> None:
    window = operator.open()
    operator.press("All 25 people")
    dialog = operator.dialog(PeopleDialog)
    assert isinstance(dialog, PeopleDialog)
    operator.press("None", dialog)
    assert not operator.button("OK", dialog).isEnabled()
    dialog.search.setText("pw10")
    operator.press("All", dialog)
    operator.press("OK", dialog)
    wait_for_plan(operator, lambda: operator.plan.report.order.employee_ids == {"PW10"})
    assert window.which.people.text() == "1 of 25 people"
    operator.press("Export")
    assert {employee for employee, _day in practice_site.people_hr.timesheets} == {"PW10"}


def test_everybody_again_is_no_list_of_everybody(operator: Operator) -> None:
    window = operator.open()
    operator.press("All 25 people")
    operator.press("OK", operator.dialog(PeopleDialog))
    assert window.which.order().employee_ids == frozenset()


@pytest.mark.parametrize(
    ("chosen", "employees", "words"),
    [(0, 25, "All 25 people"), (3, 25, "3 of 25 people"), (0, 1, "All 1 person"), (0, 0, "Nobody yet")],
)
def test_whom_it_is_for_is_said(chosen: int, employees: int, words: str) -> None:
    assert people_words(frozenset(map(str, range(chosen))), employees) == words


# The list ----------------------------------------------------------------------------------------------------------


def test_the_list_is_saved_as_it_is_shown(operator: Operator, tmp_path: Path) -> None:
    window = operator.open()
    window.days.show_only("Refused")
    operator.press("Save list")
    dialog = operator.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    path = tmp_path / "refused.csv"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    operator.wait()
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 1 + window.days.counts["Refused"]
    assert window.banner.text == f"Saved 1 of {window.days.counts.total()} days to {path}."


def test_a_list_that_cannot_be_saved_is_said(operator: Operator, tmp_path: Path) -> None:
    window = operator.open()
    window.closer_look._save(str(tmp_path / "nowhere" / "list.csv"))
    operator.wait()
    assert "could not be saved" in window.banner.text


def test_sorting_waits_for_a_click_and_the_plans_order_comes_back(operator: Operator) -> None:
    window = operator.open()
    before = [row.key for row in window.days.shown()]
    window.days.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [row.key for row in window.days.shown()] != before
    window.days.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [row.key for row in window.days.shown()] == before
