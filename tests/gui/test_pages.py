"""The pages of events, days and exports: what they show, what they say when there is nothing, and who is asked."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.people import User
from clockreports.domain.periods import Period
from clockreports.gui.day_taps import day_taps, show_taps
from clockreports.gui.pages.days import DaysPage
from clockreports.gui.pages.events import EventsPage
from clockreports.gui.pages.exports import ExportsPage
from clockreports.gui.period_picker import PeriodPicker
from clockreports.gui.session import Session, Start
from clockreports.services.exporting import ExportOrder
from clockreports.services.ports import EventStore, SourceFile
from tests.gui.conftest import open_session
from tests.helpers.clock import FakeClock
from tests.helpers.qt_looking import column, double_click, press, rows, sentences, settle, table
from tests.helpers.qt_site import LAST_WEEK, NOW

EVENTS = "Clock events, the newest first"


@pytest.fixture
def empty_session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, bugs: list[Exception]) -> Iterator[Session]:
    """Return an open session on a profile in which there is nothing yet."""
    session = Session(Start({}, tmp_path / "new", clock=FakeClock(NOW)), bugs.append)
    open_session(qtbot, session)
    yield session
    session.close()
    qapp.processEvents()


def nothing() -> None:
    pytest.fail("This was not to be asked for.")


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


def shown_days(qtbot: QtBot, session: Session, link: Callable[[], object] = nothing) -> DaysPage:
    page = DaysPage(session, nothing, link)
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show()
    page.refresh()
    settle(qtbot, session)
    return page


def pick(qtbot: QtBot, session: Session, page: DaysPage, period: Period) -> None:
    (picker,) = page.findChildren(PeriodPicker)
    picker.pick(period)
    settle(qtbot, session)


class TestDaysPage:
    def test_last_week_is_shown_with_its_sum_and_those_nobody_is_linked_to(
        self, qtbot: QtBot, session: Session
    ) -> None:
        page = shown_days(qtbot, session)
        reviewed = session.app.review.period(LAST_WEEK)
        view = table(page, "Work days")
        assert view.model().rowCount() == len(reviewed.work_days)
        told = sentences(page)
        minutes = sum(day.minutes for day in reviewed.work_days)
        assert f"{len(reviewed.work_days)} work days · 24 employees · {minutes // 60}:{minutes % 60:02} hours" in told
        assert "1 day needs a person" in told
        assert "901 on terminal 1 (21 taps), 977 on terminal 1 (2 taps)" in told

    def test_a_row_tells_who_when_how_long_and_what_is_odd(self, qtbot: QtBot, session: Session) -> None:
        view = table(shown_days(qtbot, session), "Work days")
        odd = next(row for row in rows(view) if "missing" in row[5])
        assert odd[:3] == ["Isla Moonraker", "PW12", "Thu 12/03/2026"]
        assert odd[3] == "07:58–12:04"
        assert (odd[4], odd[5]) == ("4:06", "A tap is missing after 12:32.")
        assert any("(Sat)" in row[3] for row in rows(view))

    def test_an_answer_to_an_earlier_question_is_not_shown(self, qtbot: QtBot, session: Session) -> None:
        page = shown_days(qtbot, session)
        (picker,) = page.findChildren(PeriodPicker)
        for day in (2, 9, 10, 11):
            picker.pick(Period(date(2026, 3, day), date(2026, 3, day)))
        settle(qtbot, session)
        assert {*column(table(page, "Work days"), "Date")} == {"Wed 11/03/2026"}

    def test_days_without_taps_leave_the_period_to_be_changed(self, qtbot: QtBot, session: Session) -> None:
        page = shown_days(qtbot, session)
        pick(qtbot, session, page, Period(date(2020, 1, 1), date(2020, 1, 2)))
        assert "No taps in these days" in sentences(page)
        pick(qtbot, session, page, LAST_WEEK)
        assert "No taps in these days" not in sentences(page)

    def test_days_of_people_nobody_knows_lead_to_the_users(self, qtbot: QtBot, session: Session) -> None:
        asked: list[str] = []
        page = shown_days(qtbot, session, lambda: asked.append("link"))
        people = session.app.employees.people
        people.change_links(people.links(), ())
        session.changed.emit()
        settle(qtbot, session)
        press(page, "Show users")
        assert asked == ["link"]

    def test_nothing_imported_is_said(self, qtbot: QtBot, empty_session: Session) -> None:
        assert "No work days yet" in sentences(shown_days(qtbot, empty_session))

    def test_a_double_click_shows_the_taps_to_the_second(self, qtbot: QtBot, session: Session) -> None:
        page = shown_days(qtbot, session)
        double_click(table(page, "Work days"), 0)
        settle(qtbot, session)
        (dialog,) = page.findChildren(QDialog)
        assert "Amina Brightwater (PW1)" in sentences(dialog)
        assert "Mon 9 March 2026" in dialog.windowTitle()
        assert column(table(dialog, "Taps"), "Counted as") == ["In", "Out", "In", "Out"]
        dialog.close()


class TestDayTaps:
    def number_of(self, session: Session, employee_id: str) -> int:
        roll = session.app.employees.roll()
        return next(each.number for each in roll.employees if each.employee_id == employee_id)

    def test_a_loose_tap_and_a_double_tap_say_so(self, session: Session) -> None:
        number = self.number_of(session, "PW12")
        taps = day_taps(session.app, number, date(2026, 3, 12))
        assert [line.fate for line in taps.lines] == ["In", "Out", "Nothing: no tap answers it"]
        assert taps.oddities == ("A tap is missing after 12:32.",)
        number = self.number_of(session, "PW4")
        doubled = day_taps(session.app, number, date(2026, 3, 9)).lines
        assert [line.fate for line in doubled].count("Nothing: a double tap") == 1
        assert [line.tap.moment for line in doubled] == sorted(line.tap.moment for line in doubled)

    def test_a_night_shift_shows_on_both_its_days(self, session: Session) -> None:
        number = self.number_of(session, "PW24")
        evening, morning = (day_taps(session.app, number, date(2026, 3, day)) for day in (13, 14))
        assert {line.tap.event.at.day for line in morning.lines} == {13, 14}
        assert set(morning.lines) <= set(evening.lines)

    def test_a_day_without_taps_says_so(self, qtbot: QtBot, session: Session) -> None:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = show_taps(session, parent, self.number_of(session, "PW1"), date(2020, 1, 1))
        settle(qtbot, session)
        assert "There are no taps on this day." in sentences(dialog)
        dialog.close()


def is_there(index: QModelIndex) -> bool:
    return bool(index.data() != "…")


class TestExportsPage:
    def page(self, qtbot: QtBot, session: Session, open_export: Callable[[], object] = nothing) -> ExportsPage:
        page = ExportsPage(session, open_export)
        qtbot.addWidget(page)
        page.resize(900, 400)
        page.show()
        page.refresh()
        settle(qtbot, session)
        return page

    def test_nothing_exported_offers_to_export(self, qtbot: QtBot, session: Session) -> None:
        asked: list[str] = []
        page = self.page(qtbot, session, lambda: asked.append("export"))
        assert "Nothing has been exported yet." in sentences(page)
        press(page, "People HR Export…")
        assert asked == ["export"]

    def test_runs_are_told_the_newest_first_and_open_their_days(self, qtbot: QtBot, session: Session) -> None:
        for day in (12, 13):
            session.app.exporting.run(ExportOrder(Period(date(2026, 3, day), date(2026, 3, day))), CancelToken())
        page = self.page(qtbot, session)
        view = table(page, "Exports")
        assert column(view, "Run") == ["2", "1"]
        assert column(view, "Ended") == ["Done", "Done"]
        assert column(view, "Days") == ["13/03/2026", "12/03/2026"]
        assert column(view, "What came of it")[1].endswith("sent · 1 needs attention")
        double_click(view, 1)
        settle(qtbot, session)
        (dialog,) = page.findChildren(QDialog)
        assert dialog.windowTitle().startswith("Run 1")
        dialog.close()

    def test_times_are_those_of_the_wall_here(self, qtbot: QtBot, session: Session) -> None:
        session.app.exporting.run(ExportOrder(Period(date(2026, 3, 15), date(2026, 3, 15))), CancelToken())
        began = column(table(self.page(qtbot, session), "Exports"), "Began")
        assert began == [f"{NOW.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"]


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


def test_headings_of_numbers_stand_over_their_numbers(qtbot: QtBot, session: Session) -> None:
    model = table(shown_days(qtbot, session), "Work days").model()
    right = Qt.AlignmentFlag.AlignRight
    aligned = [
        bool(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & right)
        == bool(model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) & right)
        for place in range(model.columnCount())
    ]
    assert all(aligned)
