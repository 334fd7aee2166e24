"""What rows, lists and sentences say; and how fast a list of a big firm is."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from clockreports.base.errors import KeyProblemError, UnusableError
from clockreports.domain.export_plan import NO_TAPS_ANY_MORE
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import from_text
from clockreports.gui.copying import harmless
from clockreports.gui.export_window.day_list import DayList
from clockreports.gui.export_window.rows import WORDS, DayRow, minutes_of, picture_of, rows_of
from clockreports.gui.export_window.saved_list import HEADINGS, list_text, save_list, support_text
from clockreports.gui.export_window.sentences import error_sentence, holder_sentence
from clockreports.gui.icons import Picture
from clockreports.services.exporting import ExportOrder, ExportReport
from clockreports.services.failures import KeyRefusedError
from clockreports.services.ports import Holder
from tests.helpers.qt_looking import press, sentences

DAY = date(2026, 3, 9)


def line(state: DayState, reason: str = "", pairs: str = "09:00-17:30", there: str = "", employee: int = 1) -> RunDay:
    return RunDay(employee, f"PW{employee}", DAY, state, reason, from_text(pairs), from_text(there) if there else None)


def row(state: DayState, reason: str = "", *, done: bool = False, there: str = "") -> DayRow:
    return DayRow(line(state, reason, there=there), "Amir Khan", done)


# Words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (row(DayState.SENT), "New"),
        (row(DayState.SENT, done=True), "Sent"),
        (row(DayState.UPDATED), "Changed"),
        (row(DayState.UPDATED, done=True), "Updated"),
        (row(DayState.ALREADY_THERE, done=True), "Already in People HR"),
        (row(DayState.NEEDS_ATTENTION, "A tap is missing."), "Needs attention: A tap is missing."),
        (row(DayState.CONFLICT, "Someone changed it."), "Conflict: People HR has nothing on this day"),
        (row(DayState.CONFLICT, "Someone changed it.", there="09:00-17:00"), "Conflict: People HR has 09:00–17:00"),
        (row(DayState.UNCHANGED, "People HR’s 09:00–17:00 stays."), "Unchanged: People HR’s 09:00–17:00 stays."),
    ],
)
def test_what_happens_is_said_in_the_words_of_the_command_line(shown: DayRow, expected: str) -> None:
    assert shown.happening == expected


def test_every_word_has_a_drawing_of_its_own_among_those_that_differ() -> None:
    assert {picture_of(word) for word in WORDS} >= {Picture.NEW, Picture.CHANGED, Picture.CONFLICT, Picture.WARNING}
    assert [word for word in WORDS if picture_of(word) is Picture.OK] == ["Sent", "Updated", "Already in People HR"]


@pytest.mark.parametrize(
    ("pairs", "minutes"),
    [("08:58-12:03 12:41-17:12", 456), ("22:00-06:00", 480), ("09:00-", None), ("", None), ("00:00-23:59", 1439)],
)
def test_hours_are_added_up_by_the_wall(pairs: str, minutes: int | None) -> None:
    assert minutes_of(from_text(pairs)) == minutes


def test_who_exports_is_named_with_the_day_where_it_is_not_today() -> None:
    now = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
    since = now.replace(hour=9, minute=14)
    here = since.astimezone()
    assert holder_sentence(Holder("PC-12", "jane", since), now).startswith(
        f"Running on PC-12 by jane since {here:%H:%M}."
    )
    assert f"since 15/03/2026 {here:%H:%M}" in holder_sentence(Holder("PC-12", "jane", since.replace(day=15)), now)


def test_a_missing_key_is_set_here_and_a_refused_one_is_another_matter() -> None:
    missing = KeyProblemError("There is no key.", "Type something into a terminal.")
    assert "terminal" not in error_sentence(missing)
    assert error_sentence(KeyRefusedError("Refused.", "Paste another.")) == "Refused. Paste another."


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (["22:02-23:59", "00:00-06:00"], ["first part of a night shift", "second part of a night shift"]),
        (["22:02-23:59"], ["first part of a night shift"]),
        (["00:00-06:00"], ["second part of a night shift"]),
        (["00:00-06:00 22:02-23:59"], ["parts of two night shifts"]),
        (["22:02-23:59", "09:00-17:00"], ["", ""]),
        (["09:00-17:00", "00:00-06:00"], ["", ""]),
        (["22:02-23:58"], [""]),
        (["22:00-06:00"], [""]),
    ],
)
def test_the_parts_of_a_night_shift_are_told(pairs: list[str], expected: list[str]) -> None:
    days = [replace(line(DayState.SENT, pairs=text), day=DAY + timedelta(days=at)) for at, text in enumerate(pairs)]
    rows = rows_of(days, {})
    assert [row.night for row in rows] == expected
    assert [row.happening for row in rows] == [f"New, {part}" if part else "New" for part in expected]


# Lists that leave the window ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1"])  # noqa: RUF001 - wide ones too
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_the_saved_list_holds_what_is_shown_and_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [
        DayRow(line(DayState.CONFLICT, 'Someone, "x"', there="09:00-17:00"), "=cmd|' /C calc'!A0"),
        row(DayState.SENT, done=True),
    ]
    save_list(path, rows)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second, third = csv.reader(file)
    assert first == [*HEADINGS]
    assert second == [
        "'=cmd|' /C calc'!A0",
        "PW1",
        "2026-03-09",
        "09:00–17:30",
        "8:30",
        "Conflict",
        'Someone, "x"',
        "09:00–17:00",
    ]
    assert third[5] == "Sent"
    assert list_text(rows).count("\r\n") == 3


def test_a_list_that_cannot_be_saved_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="could not be saved"):
        save_list(tmp_path / "nowhere" / "list.csv", [])


def test_the_report_for_support_names_what_failed_and_nobody() -> None:
    days = (line(DayState.SENT), line(DayState.REFUSED, "No access.", employee=2))
    told = support_text(ExportReport(ExportOrder(Period(DAY, DAY)), days, (), 7, 12, 3.0))
    assert "run 7" in told
    assert "all employees" in told
    assert "PW2 2026-03-09 Refused: No access." in told
    assert "PW1" not in told


def test_a_day_without_taps_is_not_said_to_have_taps_to_look_at() -> None:
    assert "taps" in row(DayState.NEEDS_ATTENTION, "A tap is missing.").whole_story.partition("missing.")[2]
    assert row(DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE).whole_story.endswith("“retry failed”.")


# The list ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def days(qtbot: QtBot) -> DayList:
    days = DayList()
    qtbot.addWidget(days)
    days.resize(1000, 600)
    days.show()
    return days


def test_the_list_is_a_proper_table(days: DayList) -> None:
    tester = QAbstractItemModelTester(days.view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    days.show_rows([row(DayState.SENT), row(DayState.CONFLICT)])
    days.filter.choose("New")
    days.view.sortByColumn(0, days.view.horizontalHeader().sortIndicatorOrder())
    assert tester.model().rowCount() == 1


def test_a_name_or_an_id_is_found_among_those_that_stand_so(days: DayList) -> None:
    lines = [line(DayState.SENT, employee=number) for number in (1, 2, 12)] + [line(DayState.REFUSED, employee=21)]
    days.show_rows(rows_of(lines, {1: "Ada Pell", 2: "Bo Quist", 12: "Cy Rook", 21: "Di Stow"}))
    days.search.setText("pw2")
    assert [shown.name for shown in days.shown()] == ["Bo Quist", "Di Stow"]
    days.filter.choose("New")
    assert [shown.name for shown in days.shown()] == ["Bo Quist"]
    assert days._left_out.text() == "1 of 4 days shown"
    days.show_only("Refused")
    assert [shown.name for shown in days.shown()] == ["Di Stow"]
    days.filter.choose("")
    assert (len(days.shown()), days._left_out.text()) == (4, "")


def test_a_list_in_which_nothing_is_found_says_so_and_leads_back(days: DayList) -> None:
    days.show_rows(rows_of([line(DayState.SENT)], {}))
    days.filter.choose("New")
    days.search.setText("Zoe")
    assert "No name and no id of the days that are “New” holds “Zoe”." in sentences(days)
    press(days, "Show all days")
    assert days.view.isVisible()
    assert (len(days.shown()), days.search.text(), days.filter.word) == (1, "", "")


def test_a_chosen_word_stays_while_rows_leave_it_and_goes_with_the_next_list(days: DayList) -> None:
    days.show_rows(rows_of([line(DayState.SENT)], {}))
    days.filter.choose("New")
    days.finish(line(DayState.REFUSED, "No."))
    assert [shown.happening for shown in days.shown()] == ["Refused: No."]
    assert days.counts == {"New": 0, "Refused": 1}
    days.show_rows(rows_of([line(DayState.REFUSED)], {}))
    assert (days.filter.word, len(days.shown())) == ("", 1)


@pytest.mark.parametrize(("column", "first"), [(0, "Ada"), (3, "Cy"), (4, "Bo")])
def test_columns_sort_by_what_they_mean(days: DayList, column: int, first: str) -> None:
    times = {1: "09:00-17:00", 2: "10:00-11:00", 3: "07:00-23:00"}
    lines = [line(DayState.SENT, pairs=pairs, employee=number) for number, pairs in times.items()]
    days.show_rows(rows_of(lines, {1: "Ada", 2: "Bo", 3: "Cy"}))
    days.view.sortByColumn(column, days.view.horizontalHeader().sortIndicatorOrder())
    assert days.shown()[0].name == first


def test_a_thousand_people_for_a_month_are_listed_sorted_and_found_at_once(days: DayList) -> None:
    """Compares the work with what has to be done at the least: neither a slow nor a busy computer is a failure."""
    pairs = from_text("08:58-12:03 12:41-17:12")
    lines = [
        RunDay(person, f"PW{person}", date(2026, 3, day), DayState.SENT, "", pairs)
        for person in range(1000)
        for day in range(1, 32)
    ]
    rows = rows_of(lines, {person: f"Person {person}" for person in range(1000)})

    def seconds(do: Callable[[], object]) -> float:
        begin = thread_time()
        do()
        return thread_time() - begin

    at_least = min(seconds(lambda: sorted(rows, key=lambda each: (each.name.casefold(), each.word))) for _ in range(3))
    steps: list[Callable[[], object]] = [
        lambda: days.show_rows(rows),
        lambda: days.filter.choose("New"),
        lambda: days.search.setText("person 99"),
        lambda: days.view.sortByColumn(4, days.view.horizontalHeader().sortIndicatorOrder()),
        days.view.scrollToBottom,
    ]
    assert [place for place, step in enumerate(steps) if seconds(step) > 20 * at_least] == []
    assert len(days.shown()) == 11 * 31
    assert time(8, 58) == days.shown()[0].line.pairs[0].time_in
