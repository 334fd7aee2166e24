"""The pages of days and exports: what they show, what they say when there is nothing, and who is asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.domain.periods import Period
from clockreports.gui.day_taps import day_taps, show_taps
from clockreports.gui.pages.days import DaysPage, NextSteps
from clockreports.gui.pages.exports import ExportsPage
from clockreports.gui.period_picker import PeriodPicker
from clockreports.gui.session import Session
from clockreports.services.exporting import ExportOrder
from tests.helpers.qt_looking import button, column, double_click, press, rows, sentences, settle, table
from tests.helpers.qt_site import LAST_WEEK, NOW


def nothing() -> None:
    pytest.fail("This was not to be asked for.")


def shown_days(
    qtbot: QtBot, session: Session, link: Callable[[], object] = nothing, fetch: Callable[[], object] = nothing
) -> DaysPage:
    page = DaysPage(session, NextSteps(nothing, fetch, link))
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
        assert "901 (21 taps), 977 (2 taps)" in told

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

    def test_where_there_are_no_taps_the_newest_are_one_click_away(self, qtbot: QtBot, session: Session) -> None:
        page = shown_days(qtbot, session)
        pick(qtbot, session, page, Period(date(2020, 1, 1), date(2020, 1, 2)))
        assert "the newest were made on Sat 14/03/2026" in sentences(page)
        press(page, "Go to that week")
        settle(qtbot, session)
        assert page.findChildren(PeriodPicker)[0].period == LAST_WEEK
        assert table(page, "Work days").isVisible()

    def test_a_clock_that_runs_ahead_leads_nowhere(
        self, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roll = session.app.employees.roll()
        ahead = tuple(replace(user, last_tap=datetime(9999, 12, 31)) for user in roll.users)  # noqa: DTZ001 - wall time
        monkeypatch.setattr(type(session.app.employees), "roll", lambda _self: replace(roll, users=ahead))
        page = shown_days(qtbot, session)
        pick(qtbot, session, page, Period(date(2020, 1, 1), date(2020, 1, 2)))
        assert "No taps in these days. Pick another period above." in sentences(page)

    def test_what_needs_a_person_is_sorted_to_the_top(self, qtbot: QtBot, session: Session) -> None:
        view = table(shown_days(qtbot, session), "Work days")
        view.sortByColumn(5, Qt.SortOrder.AscendingOrder)
        told = column(view, "To know")
        assert "A tap is missing" in told[0]
        assert "repeats" in told[1]
        assert told[-1] == ""

    def test_days_of_people_nobody_knows_lead_to_the_users(self, qtbot: QtBot, session: Session) -> None:
        asked: list[str] = []
        page = shown_days(qtbot, session, lambda: asked.append("link"))
        people = session.app.employees.people
        people.change_links(people.links(), ())
        session.changed.emit()
        settle(qtbot, session)
        press(page, "Show users")
        assert asked == ["link"]

    def test_taps_without_employees_lead_to_fetching_them(
        self, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        page = shown_days(qtbot, session, fetch=lambda: asked.append("fetch"))
        roll = session.app.employees.roll()
        monkeypatch.setattr(type(session.app.employees), "roll", lambda _self: replace(roll, employees=()))
        people = session.app.employees.people
        people.change_links(people.links(), ())
        session.changed.emit()
        settle(qtbot, session)
        assert "go nowhere" not in sentences(page)
        press(page, "Sync from People HR")
        assert asked == ["fetch"]

    def test_the_terminal_is_named_where_there_are_several(
        self, qtbot: QtBot, session: Session, tmp_path: Path
    ) -> None:
        log = tmp_path / "canteen.dat"
        log.write_text("  977\t2026-03-10 12:00:00\t2\t0\t1\t0\n", encoding="utf-8")
        session.app.importing.import_files([log])
        page = shown_days(qtbot, session)
        assert "901 on terminal 1 (21 taps), 977 on terminal 1 (2 taps), 977 on terminal 2 (1 tap)." in sentences(page)

    def test_those_nobody_is_linked_to_are_one_click_away(self, qtbot: QtBot, session: Session) -> None:
        asked: list[str] = []
        press(shown_days(qtbot, session, lambda: asked.append("link")), "Show users")
        assert asked == ["link"]

    def test_nothing_imported_is_said(self, qtbot: QtBot, empty_session: Session) -> None:
        assert "No work days yet" in sentences(shown_days(qtbot, empty_session))

    def test_a_double_click_shows_the_taps_to_the_second(self, qtbot: QtBot, session: Session) -> None:
        page = shown_days(qtbot, session)
        assert not button(page, "Show taps…").isEnabled()
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
        assert taps.oddities[0] == "A tap is missing after 12:32."
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
        assert not button(page, "Show days of the run…").isEnabled()
        double_click(view, 1)
        press(page, "Show days of the run…")
        settle(qtbot, session)
        dialogs = page.findChildren(QDialog)
        assert [dialog.windowTitle().split(",")[0] for dialog in dialogs] == ["Run 1", "Run 1"]
        for dialog in dialogs:
            dialog.close()

    def test_times_are_those_of_the_wall_here(self, qtbot: QtBot, session: Session) -> None:
        session.app.exporting.run(ExportOrder(Period(date(2026, 3, 15), date(2026, 3, 15))), CancelToken())
        began = column(table(self.page(qtbot, session), "Exports"), "Began")
        assert began == [f"{NOW.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"]


def test_headings_of_numbers_stand_over_their_numbers(qtbot: QtBot, session: Session) -> None:
    model = table(shown_days(qtbot, session), "Work days").model()
    right = Qt.AlignmentFlag.AlignRight
    aligned = [
        bool(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & right)
        == bool(model.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) & right)
        for place in range(model.columnCount())
    ]
    assert all(aligned)
