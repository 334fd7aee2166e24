"""The page of clock events: every tap there is, found, scrolled to and copied."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.people import User
from clockreports.gui.pages import events as module
from clockreports.gui.pages.events import EventsPage
from clockreports.gui.session import Session
from clockreports.services.ports import EventStore, SourceFile
from tests.helpers.qt_looking import column, press, rows, sentences, settle, table
from tests.helpers.qt_site import NOW

EVENTS = "Clock events, the newest first"


def nothing() -> None:
    pytest.fail("This was not to be asked for.")


def is_there(index: QModelIndex) -> bool:
    return bool(index.data() != "…")


class TestEventsPage:
    @pytest.fixture
    def page(self, qtbot: QtBot, session: Session) -> EventsPage:
        page = EventsPage(session, nothing)
        qtbot.addWidget(page)
        page.resize(900, 500)
        page.show()
        page.refresh()
        settle(qtbot, session)
        return page

    def test_every_event_is_there_the_newest_first_with_whose_it_is(
        self, qtbot: QtBot, page: EventsPage, session: Session
    ) -> None:
        stored = session.app.events.taps(datetime.min, datetime.max)  # noqa: DTZ901 - wall times
        view = table(page, EVENTS)
        assert view.model().rowCount() == len(stored)
        assert f"{len(stored):,} clock events" in sentences(page)
        newest = max(stored, key=lambda event: event.at)
        assert rows(view)[0][:3] == [f"{newest.at:%a %d/%m/%Y}", f"{newest.at:%H:%M:%S}", newest.clock_id]
        view.scrollToBottom()
        oldest = min(stored, key=lambda event: event.at)
        last = view.model().rowCount() - 1
        qtbot.waitUntil(lambda: view.model().index(last, 0).data() == f"{oldest.at:%a %d/%m/%Y}")
        assert view.model().index(last, 1).data() == f"{oldest.at:%H:%M:%S}"

    def test_times_go_down_from_row_to_row(self, qtbot: QtBot, page: EventsPage, session: Session) -> None:
        model = table(page, EVENTS).model()
        seen: list[datetime] = []
        for row in range(200):
            index = model.index(row, 0)
            qtbot.waitUntil(partial(is_there, index))
            words = f"{index.data()} {index.siblingAtColumn(1).data()}"
            seen.append(datetime.strptime(words, "%a %d/%m/%Y %H:%M:%S"))  # noqa: DTZ007 - a wall time
        assert seen == sorted(seen, reverse=True)
        settle(qtbot, session)

    @pytest.mark.parametrize("words", ["0101", "brightwater", "pw1)"])
    def test_somebody_is_found_by_number_name_and_id(
        self, qtbot: QtBot, page: EventsPage, session: Session, words: str
    ) -> None:
        (line,) = page.findChildren(QLineEdit)
        line.setText(words)
        line.returnPressed.emit()
        settle(qtbot, session)
        assert {*column(table(page, EVENTS), "Employee")} <= {"Amina Brightwater (PW1)", "…"}
        assert column(table(page, EVENTS), "Number")[0] == "101"

    def test_nobody_found_offers_everybody(self, qtbot: QtBot, page: EventsPage, session: Session) -> None:
        (line,) = page.findChildren(QLineEdit)
        every = table(page, EVENTS).model().rowCount()
        line.setText("Nemo")
        qtbot.waitUntil(lambda: "Nemo" in sentences(page))
        settle(qtbot, session)
        press(page, "Show everybody")
        settle(qtbot, session)
        assert (line.text(), table(page, EVENTS).model().rowCount()) == ("", every)

    def test_rows_nobody_has_scrolled_to_are_copied_too(self, qtbot: QtBot, page: EventsPage) -> None:
        view = table(page, EVENTS)
        view.selectAll()
        view.actions()[-1].trigger()
        qtbot.waitUntil(lambda: "rows copied" in sentences(page))
        lines = QGuiApplication.clipboard().text().split("\n")
        assert len(lines) == view.model().rowCount()
        assert lines[0] == "\t".join(str(view.model().index(0, place).data()) for place in range(6))
        assert "…" not in lines[-1]
        assert "1,877 clock events, the newest first · 1,877 rows copied" in sentences(page)

    def test_some_rows_are_copied_in_their_order(self, qtbot: QtBot, page: EventsPage, session: Session) -> None:
        view = table(page, EVENTS)
        view.selectRow(40)
        rows_there = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(view.model().index(2, 0), rows_there)
        view.selectionModel().select(view.model().index(3, 0), rows_there)
        shown = rows(view)
        view.actions()[-1].trigger()
        settle(qtbot, session)
        copied = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
        assert copied == [shown[2], shown[3], shown[40]]

    def test_too_many_rows_are_not_copied(self, page: EventsPage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "_MOST_ROWS_COPIED", 1000)
        QGuiApplication.clipboard().clear()
        view = table(page, EVENTS)
        view.actions()[-1].trigger()
        view.selectAll()
        view.actions()[-1].trigger()
        assert "No more than 1,000 rows can be copied at once; choose fewer." in sentences(page)
        assert QGuiApplication.clipboard().text() == ""

    def test_an_import_by_another_program_is_noticed_while_scrolling(
        self, qtbot: QtBot, page: EventsPage, session: Session
    ) -> None:
        view = table(page, EVENTS)
        every = view.model().rowCount()
        oldest = min(user.first_tap for user in session.app.events.users() if user.first_tap is not None)
        more = [(1, ClockEvent("1", "101", oldest + timedelta(seconds=1), "0"))]
        session.app.events.add(SourceFile("more.dat", "more", "attlog", NOW), more)
        view.scrollToBottom()
        qtbot.waitUntil(lambda: view.model().rowCount() == every + 1)
        settle(qtbot, session)

    def test_no_events_offer_to_import_some(self, qtbot: QtBot, empty_session: Session) -> None:
        asked: list[str] = []
        page = EventsPage(empty_session, lambda: asked.append("import"))
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        settle(qtbot, empty_session)
        assert "No clock events yet" in sentences(page)
        press(page, "Import…")
        assert asked == ["import"]


def test_a_page_that_nobody_sees_reads_nothing_until_it_is_seen(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    store = type(session.app.events)
    users = store.users

    def watched(self: EventStore) -> list[User]:
        read.append("users")
        return users(self)

    monkeypatch.setattr(store, "users", watched)
    page = EventsPage(session, nothing)
    qtbot.addWidget(page)
    session.changed.emit()
    settle(qtbot, session)
    assert read == []
    page.show()
    settle(qtbot, session)
    assert table(page, EVENTS).model().rowCount() > 1000
    page.hide()
    seen = len(read)
    session.changed.emit()
    settle(qtbot, session)
    assert len(read) == seen
    page.show()
    settle(qtbot, session)
    assert len(read) > seen
