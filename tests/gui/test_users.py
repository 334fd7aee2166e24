"""Users and employees: whose number is whose, and what a person does about it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from clockreports.domain.people import Authority, Employee, Link, User
from clockreports.gui.link_dialog import LinkDialog, WantedLink
from clockreports.gui.pages.employees import EmployeesPage
from clockreports.gui.pages.users import UsersPage
from clockreports.gui.session import Session
from clockreports.gui.users_words import NOBODY, Owners, age, authority_of, named, number_of
from clockreports.services.failures import UnreachableError
from tests.helpers.qt_looking import button, choose, column, press, rows, sentences, settle, table
from tests.helpers.qt_site import PracticeSite

USERS, EMPLOYEES = "Users of the clocks", "Employees"
APRIL = date(2026, 4, 1)
Show = Callable[..., LinkDialog]
AMIR, BETH = Employee("PW1", first_name="Amir", last_name="Khan", number=1), Employee("PW2", number=2)


class TestWords:
    def test_people_are_named_with_their_ids(self) -> None:
        assert [named(AMIR), named(BETH)] == ["Amir Khan (PW1)", "PW2"]
        assert named(replace(AMIR, employee_id="")) == "Amir Khan (no employee id any more)"

    def test_a_number_given_to_somebody_else_tells_both_and_the_days(self) -> None:
        links = [Link("012", 1, None, None, APRIL - timedelta(days=1)), Link("12", 2, None, APRIL), Link("13", None)]
        owners = Owners(links, [AMIR, BETH])
        assert owners.whose("1", "12") == "Amir Khan (PW1) until 31/03/2026; PW2 from 01/04/2026"
        assert owners.whose("1", "13") == "Not in People HR"
        assert owners.whose("1", "14") == NOBODY
        told = [owners.on("1", "12", day) for day in (APRIL - timedelta(days=1), APRIL)]
        assert told == ["Amir Khan (PW1)", "PW2"]
        assert owners.on("1", "14", APRIL) == NOBODY
        assert owners.on("1", "13", APRIL) == "Not in People HR"

    def test_a_link_of_one_terminal_is_told_before_that_of_all(self) -> None:
        owners = Owners([Link("12", 1), Link("12", 2, "Canteen")], [AMIR, BETH])
        assert owners.whose("Canteen", "12") == "PW2; Amir Khan (PW1)"
        assert owners.whose("Gate", "12") == "Amir Khan (PW1)"
        assert number_of(Link("12", 2, "Canteen", APRIL)) == "12 on terminal Canteen from 01/04/2026"

    @pytest.mark.parametrize(
        ("authority", "words"),
        [(Authority.ADMINISTRATOR, "Administrator"), (Authority.NORMAL, "Normal"), (None, "Not told by the clock")],
    )
    def test_authority_is_in_words(self, authority: Authority | None, words: str) -> None:
        assert authority_of(User("1", "7", 0, None, None, authority=authority)) == words

    @pytest.mark.parametrize(
        ("passed", "words"),
        [
            (timedelta(seconds=59), "just now"),
            (timedelta(minutes=1), "1 minute ago"),
            (timedelta(hours=23, minutes=59), "23 hours ago"),
            (timedelta(days=400), "400 days ago"),
            (timedelta(days=-1), "just now"),
        ],
    )
    def test_age_is_told_as_one_would_say_it(self, passed: timedelta, words: str) -> None:
        now = datetime(2026, 3, 16, 8, tzinfo=UTC)
        assert age(now - passed, now) == words


@pytest.fixture
def users(qtbot: QtBot, session: Session) -> UsersPage:
    page = UsersPage(session, lambda: None)
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    page.refresh()
    settle(qtbot, session)
    return page


class TestUsersPage:
    def test_everyone_the_clocks_know_is_listed_by_number(self, users: UsersPage, session: Session) -> None:
        view = table(users, USERS)
        known = session.app.events.users()
        assert column(view, "Number") == sorted((user.clock_id for user in known), key=int)
        (contractor,) = (row for row in rows(view) if row[0] == "901")
        (stored,) = (user for user in known if user.clock_id == "901")
        assert contractor[1:6] == [NOBODY, "1", "–", "Not told by the clock", "87"]
        assert contractor[6] == f"{stored.first_tap:%d/%m/%Y %H:%M}"

    def test_the_age_of_the_knowledge_and_those_left_over_are_told(
        self, qtbot: QtBot, users: UsersPage, session: Session, practice_site: PracticeSite
    ) -> None:
        practice_site.clock.advance(3 * 86_400)
        users.refresh()
        settle(qtbot, session)
        assert "26 users · 2 linked to nobody · the clocks last told of them 3 days ago" in sentences(users)
        assert set(column(table(users, USERS), "As of")) == {
            f"{datetime(2026, 3, 16, 8, tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
        }

    def test_too_few_administrators_are_warned_of_once_authorities_are_known(
        self, qtbot: QtBot, users: UsersPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "administrator" not in sentences(users)
        roll = session.app.employees.roll()
        known = [replace(user, authority=Authority.NORMAL) for user in roll.users]
        known[0] = replace(known[0], authority=Authority.ADMINISTRATOR)
        monkeypatch.setattr(type(session.app.employees), "roll", lambda _self: replace(roll, users=tuple(known)))
        users.refresh()
        settle(qtbot, session)
        assert "Terminal 1 has only one administrator" in sentences(users)
        assert {*column(table(users, USERS), "Authority")} == {"Administrator", "Normal"}

    def test_some_are_found_and_how_many_is_said(self, qtbot: QtBot, users: UsersPage) -> None:
        (line,) = users.findChildren(QLineEdit)
        line.setText("larkspur")
        qtbot.waitUntil(lambda: "1 of 26 users" in sentences(users))
        assert column(table(users, USERS), "Number") == ["105"]

    def test_a_contractor_is_marked_and_stays_chosen(self, qtbot: QtBot, users: UsersPage, session: Session) -> None:
        view = table(users, USERS)
        choose(view, "Number", "901")
        press(users, "Not in People HR")
        settle(qtbot, session)
        assert column(view, "Employee")[column(view, "Number").index("901")] == "Not in People HR"
        assert "Number 901 counts as nobody’s in People HR." in sentences(users)
        (chosen,) = view.selectionModel().selectedRows()
        assert chosen.data() == "901"

    def test_whoever_is_linked_is_marked_only_when_that_is_confirmed(
        self, qtbot: QtBot, users: UsersPage, session: Session
    ) -> None:
        view = table(users, USERS)
        choose(view, "Number", "101")
        for answer, left in (("Keep", "Amina Brightwater (PW1)"), ("Mark", "Not in People HR")):
            press(users, "Not in People HR")
            (box,) = (each for each in users.findChildren(QMessageBox) if each.isVisible())
            assert box.text() == "Mark number 101 as not in People HR?"
            press(box, answer)
            settle(qtbot, session)
            assert column(view, "Employee")[column(view, "Number").index("101")] == left

    def test_a_number_on_two_terminals_is_marked_and_linked_on_its_own(
        self, qtbot: QtBot, users: UsersPage, session: Session, tmp_path: Path
    ) -> None:
        log = tmp_path / "canteen.dat"
        log.write_text("  901\t2026-03-10 12:00:00\t1\t0\t1\t0\n", encoding="utf-8")
        session.app.importing.import_files([log], terminal="Canteen")
        users.refresh()
        settle(qtbot, session)
        view = table(users, USERS)
        view.selectRow(column(view, "Terminal").index("Canteen"))
        press(users, "Not in People HR")
        settle(qtbot, session)
        assert "Number 901 on terminal Canteen counts as nobody’s in People HR." in sentences(users)
        assert {row[2]: row[1] for row in rows(view) if row[0] == "901"} == {"1": NOBODY, "Canteen": "Not in People HR"}
        view.selectRow(column(view, "Terminal").index("Canteen"))
        press(users, "Link…")
        settle(qtbot, session)
        (dialog,) = users.findChildren(LinkDialog)
        assert (dialog.wanted.clock_id, dialog.wanted.terminal) == ("901", "Canteen")
        dialog.reject()

    def test_names_have_a_column_once_a_clock_tells_them(
        self, qtbot: QtBot, users: UsersPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = table(users, USERS)
        assert view.isColumnHidden(3)
        roll = session.app.employees.roll()
        known = tuple(replace(user, name="Somebody") for user in roll.users)
        monkeypatch.setattr(type(session.app.employees), "roll", lambda _self: replace(roll, users=known))
        users.refresh()
        settle(qtbot, session)
        assert not view.isColumnHidden(3)
        assert {*column(view, "Name on the clock")} == {"Somebody"}

    def test_links_are_taken_away_only_when_that_is_confirmed(
        self, qtbot: QtBot, users: UsersPage, session: Session
    ) -> None:
        view = table(users, USERS)
        assert not button(users, "Unlink…").isEnabled()
        choose(view, "Number", "101")
        for answer, left in (("Keep", "Amina Brightwater (PW1)"), ("Unlink", NOBODY)):
            press(users, "Unlink…")
            (box,) = (each for each in users.findChildren(QMessageBox) if each.isVisible())
            assert "101 on all terminals: Amina Brightwater (PW1)" in box.informativeText()
            press(box, answer)
            settle(qtbot, session)
            assert column(view, "Employee")[column(view, "Number").index("101")] == left

    def test_syncing_tells_what_came_of_it(self, qtbot: QtBot, users: UsersPage, session: Session) -> None:
        press(users, "Sync from People HR")
        assert not button(users, "Sync from People HR").isEnabled()
        settle(qtbot, session)
        assert "25 employees in People HR, 24 linked to a number on the clocks." in sentences(users)
        assert button(users, "Sync from People HR").isEnabled()

    def test_a_sync_that_fails_says_why(
        self, qtbot: QtBot, users: UsersPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_anything: object) -> None:
            raise UnreachableError("People HR cannot be reached.", "Check the network.")

        monkeypatch.setattr(type(session.app.employees), "sync", refuse)
        users.buttons.sync()
        settle(qtbot, session)
        assert "People HR cannot be reached. Check the network." in sentences(users)
        assert button(users, "Sync from People HR").isEnabled()


class TestEmployeesPage:
    @pytest.fixture
    def employees(self, qtbot: QtBot, session: Session) -> EmployeesPage:
        page = EmployeesPage(session)
        qtbot.addWidget(page)
        page.resize(1000, 500)
        page.show()
        page.refresh()
        settle(qtbot, session)
        return page

    def test_everyone_is_listed_with_their_numbers(self, employees: EmployeesPage) -> None:
        view = table(employees, EMPLOYEES)
        assert "25 employees · 1 without a number on the clocks" in sentences(employees)
        assert column(view, "Name") == sorted(column(view, "Name"), key=str.casefold)
        found = {row[1]: row for row in rows(view)}
        assert found["PW1"] == ["Amina Brightwater", "PW1", "101", "101", "2001", "08/06/2013", "–", "Yes"]
        assert found["PW13"][2:4] == ["2013", "–"]
        assert found["PW25"][2] == "None yet"
        view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        assert column(view, "Id")[:3] == ["PW1", "PW2", "PW3"]

    def test_linking_begins_with_the_one_chosen(self, qtbot: QtBot, employees: EmployeesPage, session: Session) -> None:
        choose(table(employees, EMPLOYEES), "Id", "PW25")
        press(employees, "Link…")
        settle(qtbot, session)
        (dialog,) = employees.findChildren(LinkDialog)
        assert (dialog.wanted.clock_id, dialog.wanted.employee_id) == ("", "PW25")
        dialog.reject()

    def test_without_any_the_one_next_step_is_to_fetch_them(
        self, qtbot: QtBot, employees: EmployeesPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roll = session.app.employees.roll()
        with monkeypatch.context() as patch:
            patch.setattr(type(session.app.employees), "roll", lambda _self: replace(roll, employees=(), links=()))
            employees.refresh()
            settle(qtbot, session)
        assert "No employees yet." in sentences(employees)
        press(employees, "Sync from People HR")
        settle(qtbot, session)
        assert table(employees, EMPLOYEES).model().rowCount() == 25


class TestLinkDialog:
    @pytest.fixture
    def show(self, qtbot: QtBot, session: Session) -> Iterator[Show]:
        window = QWidget()
        qtbot.addWidget(window)

        def show(*filled_in: str | None) -> LinkDialog:
            dialog = LinkDialog(session, window, *filled_in)  # type: ignore[arg-type]  # as each test says
            dialog.show()
            settle(qtbot, session)
            return dialog

        yield show
        settle(qtbot, session)

    def fill(self, dialog: LinkDialog, place: int, text: str) -> None:
        dialog.findChildren(QComboBox)[place].setEditText(text)

    @pytest.mark.parametrize(
        ("wanted", "sentence"),
        [
            (WantedLink("", "PW1"), "Give the number"),
            (WantedLink("12", ""), "Choose the employee"),
            (WantedLink("12", "PW1", None, APRIL, APRIL - timedelta(days=1)), "ends before it begins"),
            (WantedLink("12", "PW1", None, APRIL, APRIL), ""),
        ],
    )
    def test_what_is_missing_is_said(self, wanted: WantedLink, sentence: str) -> None:
        assert sentence in wanted.problem
        assert bool(wanted.problem) == bool(sentence)

    def test_those_nobody_is_linked_to_are_offered_first(self, show: Show) -> None:
        dialog = show()
        numbers, terminals, people = dialog.findChildren(QComboBox)
        assert [numbers.itemText(place) for place in (0, 1)] == ["901", "977"]
        assert [terminals.itemText(place) for place in range(terminals.count())] == ["All terminals", "1"]
        assert people.itemText(0) == "Beatrice Inkwell (PW25)"
        assert (dialog.wanted.clock_id, dialog.wanted.employee_id) == ("", "")

    def test_a_number_is_linked_from_a_day_on(self, qtbot: QtBot, session: Session, show: Show) -> None:
        dialog = show("977")
        self.fill(dialog, 2, "Beatrice Inkwell (PW25)")
        dialog.findChildren(QCheckBox)[0].setChecked(True)
        dialog.findChildren(QDateEdit)[0].setDate(QDate(2026, 4, 1))
        told: list[str] = []
        dialog.linked.connect(lambda: told.append("linked"))
        session.changed.connect(lambda: told.append("changed"))
        press(dialog, "Link")
        settle(qtbot, session)
        assert told == ["linked", "changed"]
        qtbot.waitUntil(lambda: not isValid(dialog))
        people = {employee.number: employee.employee_id for employee in session.app.employees.roll().employees}
        (link,) = (link for link in session.app.employees.roll().links if link.clock_id == "977")
        assert (people[link.employee or 0], link.valid_from, link.valid_until) == ("PW25", APRIL, None)

    def test_a_day_that_was_typed_counts_before_anybody_leaves_its_field(
        self, qtbot: QtBot, session: Session, show: Show
    ) -> None:
        dialog = show("977", None, "PW25")
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        dialog.findChildren(QCheckBox)[1].setChecked(True)
        until = dialog.findChildren(QDateEdit)[1]
        until.setFocus()
        until.selectAll()
        QTest.keyClicks(until, "01042026")
        QTest.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: not isValid(dialog))
        settle(qtbot, session)
        (link,) = (link for link in session.app.employees.roll().links if link.clock_id == "977")
        assert (link.valid_from, link.valid_until) == (None, APRIL)

    def test_a_number_on_two_terminals_is_warned_of_and_linked_on_the_one_chosen(
        self, qtbot: QtBot, session: Session, show: Show, tmp_path: Path
    ) -> None:
        log = tmp_path / "canteen.dat"
        log.write_text("  0101\t2026-03-10 12:00:00\t1\t0\t1\t0\n", encoding="utf-8")
        session.app.importing.import_files([log], terminal="Canteen")
        dialog = show("101")
        assert "Number 101 is known on 2 terminals (1, Canteen): choose one" in sentences(dialog)
        self.fill(dialog, 0, "102")
        assert "known on" not in sentences(dialog)
        dialog.reject()
        settle(qtbot, session)

    def test_an_id_nobody_has_heard_of_is_taken_as_typed_and_that_is_said(
        self, qtbot: QtBot, session: Session, show: Show
    ) -> None:
        dialog = show("977", "1")
        self.fill(dialog, 2, "ZZ9")
        press(dialog, "Link")
        settle(qtbot, session)
        assert dialog.isVisible()
        assert "“ZZ9” is not in the list from People HR" in sentences(dialog)
        (link,) = (link for link in session.app.employees.roll().links if link.clock_id == "977")
        assert link.terminal == "1"
        press(dialog, "Close")
        qtbot.waitUntil(lambda: not isValid(dialog))

    def test_what_cannot_be_linked_keeps_the_dialog_open(self, qtbot: QtBot, session: Session, show: Show) -> None:
        dialog = show("0", None, "PW1")
        press(dialog, "Link")
        settle(qtbot, session)
        assert "Clock id “0” cannot be linked." in sentences(dialog)
        self.fill(dialog, 0, "")
        press(dialog, "Link")
        assert "Give the number" in sentences(dialog)
        dialog.reject()
