"""The export window: what is sent, what is in the way, how it is left, and what it shows."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from clockreports.services.ports import Holder
from tests.helpers.qt_export import PACE, Operator, paced, session_at
from tests.helpers.qt_site import LAST_WEEK, NOW, PracticeSite

SOME = tuple(f"PW{number}" for number in range(1, 9))
"""Enough people for more days than People HR takes in a minute."""


@pytest.fixture
def operator(qtbot: QtBot, session: Session) -> Operator:
    """Return an operator at a computer without a limit of calls."""
    return Operator(qtbot, session)


@pytest.fixture
def site(practice_site: PracticeSite) -> PracticeSite:
    return practice_site


def made(site: PracticeSite) -> int:
    """Count the timesheets that were made."""
    return sum(entry.action == "CreateNewTimesheet" and entry.changed for entry in site.people_hr.log)


def shown_texts(operator: Operator) -> str:
    """Return the sentence of the strip that is shown."""
    strip = operator.window.strip
    return str(getattr(strip.currentWidget(), "_sentence").text())  # noqa: B009 - whichever face it is


# What is sent ------------------------------------------------------------------------------------------------------


def test_a_day_is_never_sent_twice_however_often_it_is_exported(operator: Operator, site: PracticeSite) -> None:
    window = operator.open("PW1", "PW2")
    days = operator.plan.report.to_send
    operator.press("Export")
    assert made(site) == days == window.days.counts["Sent"]
    operator.press("Plan again")
    assert window.days.counts["Unchanged"] == days
    assert shown_texts(operator).startswith("All of these days are in People HR already.")


def test_rows_change_where_they_stand_also_in_a_list_that_is_sorted_and_filtered(
    operator: Operator, site: PracticeSite
) -> None:
    window = operator.open(*SOME)
    window.days.filter.choose("New")
    window.days.view.sortByColumn(2, window.days.view.horizontalHeader().sortIndicatorOrder())
    before = [row.key for row in window.days.shown()]
    site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=10, times=1))
    operator.press("Export")
    assert [row.key for row in window.days.shown()] == before
    assert {row.word for row in window.days.shown()} == {"Sent", "Not sent"}
    assert (window.days.counts["Sent"], window.days.counts["New"]) == (10, 0)


# What is in the way ------------------------------------------------------------------------------------------------


def test_a_key_that_is_refused_in_the_middle_stops_it_and_is_said(operator: Operator, site: PracticeSite) -> None:
    site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=5, times=1))
    window = operator.open(*SOME)
    operator.press("Export")
    assert "API key" in window.banner.text
    assert window.days.counts["Sent"] == 5
    rest = window.days.counts["Not sent"]
    assert operator.button("Go on from here").text() == f"Go on &from here ({rest})"
    operator.press("Go on from here")
    assert (window.banner.text, window.days.counts["Not sent"]) == ("", 0)


@pytest.mark.usefixtures("memory_keyring")
def test_without_a_key_nothing_is_sent_and_what_to_do_is_said(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with session_at(qtbot, practice_site, with_key=False) as session:
        operator = Operator(qtbot, session)
        window = operator.open()
        operator.press("Export")
        assert window.banner.text.endswith("An administrator can set it above: Unlock, paste it, close the window.")
        assert operator.plan.runs == ()
        window.key_row.key_changed.emit("Saved.")
        assert window.banner.text == ""


def test_an_export_elsewhere_is_named_and_looked_for_again(operator: Operator, site: PracticeSite) -> None:
    since = site.clock.now() - timedelta(minutes=46)
    with site.app() as beside:
        token = beside.exporting.leases.take(Holder("PC-12", "jane", since), site.clock.now(), others_are_gone=False)
        window = operator.open()
        running = f"Running on PC-12 by jane since {since.astimezone():%H:%M}. One export goes at a time."
        assert window.banner.text == running
        operator.press("Export")
        assert window.banner.text == running
        assert made(site) == 0
        beside.exporting.leases.release(token)
    operator.press("Look again")
    assert window.banner.text == ""


def test_a_network_that_is_gone_leaves_days_unsent_or_unknown_never_lost(
    operator: Operator, site: PracticeSite
) -> None:
    window = operator.open(*SOME)
    days = operator.plan.report.to_send
    site.people_hr.order(Fault("lost_after", "CreateNewTimesheet", skip=3, times=1000))
    site.people_hr.order(Fault("lost_before", "GetTimesheetDetail", times=1000))
    operator.press("Export")
    assert "answer" in window.banner.text
    told = window.days.counts
    assert (told["Sent"], told["Not known yet"]) == (3, 3)
    assert told["Sent"] + told["Not known yet"] + told["Not sent"] == days


def test_a_very_long_period_asks_first(operator: Operator, site: PracticeSite) -> None:
    window = operator.open()
    window.which.picker.pick(Period(LAST_WEEK.first - timedelta(days=100), LAST_WEEK.last))
    operator.until(lambda: operator.plan.report.order.period.days > 100)
    operator.wait()
    operator.button("Export").click()
    box = operator.dialog(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "It will take " in box.text()
    operator.answer("Cancel")
    operator.wait()
    assert made(site) == 0
    operator.button("Export").click()
    operator.answer("Export")
    operator.until(lambda: made(site) > 0)
    operator.press("Stop")
    assert window.banner.text.startswith("Stopped.")


# Leaving -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["Stop and close", "Keep running", "Cancel"])
def test_closing_while_it_exports_asks(qtbot: QtBot, practice_site: PracticeSite, answer: str) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, PACE) as session:
        operator = Operator(qtbot, session)
        window = operator.open(*SOME)
        days = operator.plan.report.to_send
        clock.hold()
        operator.button("Export").click()
        operator.until(clock.waiting.is_set)
        window.close()
        operator.answer(answer)
        assert window.isVisible() == (answer != "Keep running")
        clock.go_on()
        if answer == "Stop and close":
            operator.until(lambda: not operator.is_open)
            operator.wait()
            assert made(site) == PACE - 1
            return
        operator.until(lambda: not window.desk.running)
        operator.wait()
        assert made(site) == days
        assert operator.open() is window, "there is one window at most"
        assert window.days.counts["Sent"] == days


def test_an_export_that_went_on_unseen_is_seen_again_at_its_end(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with paced(practice_site) as (site, clock), session_at(qtbot, site, PACE) as session:
        operator = Operator(qtbot, session)
        window = operator.open(*SOME)
        clock.hold()
        operator.button("Export").click()
        operator.until(clock.waiting.is_set)
        window.close()
        operator.answer("Keep running")
        clock.go_on()
        operator.until(window.isVisible)
        operator.wait()
        assert f"{window.days.counts['Sent']} sent</a>" in shown_texts(operator)


def test_the_person_who_logs_off_is_asked_nothing(operator: Operator) -> None:
    window = operator.open()
    window._shut_down()
    assert window.close()
    operator.until(lambda: not operator.is_open)


# What is shown -----------------------------------------------------------------------------------------------------


def test_each_count_of_the_summary_leads_to_its_list(operator: Operator) -> None:
    window = operator.open()
    operator.press("Export")
    summary = shown_texts(operator)
    for word in ("Sent", "Refused", "Needs attention"):
        assert f'<a href="{word}">{window.days.counts[word]} ' in summary
        window.strip.wanted.emit(word)
        assert {row.word for row in window.days.shown()} == {word}
        assert len(window.days.shown()) == window.days.counts[word]
        assert window.days._left_out.text().startswith(f"{window.days.counts[word]:,} of ")
    assert '<a href="unlinked">2 users not linked</a>' in summary
    window.strip.wanted.emit("unlinked")
    assert window.tabs.currentWidget() is window.unlinked


def test_the_plan_and_the_command_line_count_alike(operator: Operator, site: PracticeSite) -> None:
    window = operator.open()
    with site.app() as beside:
        report = beside.exporting.preview(window.which.order())
    assert operator.plan.report == report
    assert window.days.counts["New"] == report.counts[DayState.SENT] == report.to_send


def test_copy_for_support_holds_neither_key_nor_names(operator: Operator, site: PracticeSite) -> None:
    operator.open()
    operator.press("Export")
    operator.press("Copy for support")
    copied = QGuiApplication.clipboard().text()
    assert "Refused: 1" in copied
    assert site.key not in copied
    assert not any(employee.first_name in copied for employee in site.people_hr.company.employees)


def test_an_empty_database_offers_to_import(qtbot: QtBot, practice_site: PracticeSite) -> None:
    profile = practice_site.profile.with_name("new")
    site = PracticeSite(profile, practice_site.log, practice_site.people_hr, practice_site.clock)
    with session_at(qtbot, site) as session:
        operator = Operator(qtbot, session)
        window = operator.open()
        with qtbot.waitSignal(window.import_asked):
            operator.button("Import").click()
        assert not operator.button("Nothing to export").isEnabled()


def test_today_goes_only_when_it_is_ticked(operator: Operator) -> None:
    window = operator.open()
    assert not window.which.today.isVisible(), "last week is over"
    window.which.picker.pick(Period(NOW.date(), NOW.date()))
    operator.until(lambda: operator.plan.report.order.period.days == 1)
    operator.wait()
    assert not window.which.order().include_today
    operator.press("Include today")
    operator.until(lambda: operator.plan.report.order.include_today)
