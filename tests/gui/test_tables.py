"""Tables of values: what the models promise Qt, and how they are sorted and filtered."""

import pytest
from PySide6.QtCore import QEvent, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clockreports.gui.copying import as_text
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel, within

Person = tuple[str, int]
PEOPLE: list[Person] = [("bea", 7), ("Amir", 10), ("Cai", 9)]
COLUMNS = (
    Column[Person]("Name", lambda person: person[0]),
    Column[Person]("Number", lambda person: str(person[1]), lambda person: person[1], number=True),
)


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def model() -> ValuesModel[Person]:
    model = ValuesModel(COLUMNS)
    model.show(PEOPLE)
    return model


def names(model: SortedValues) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_both_models_keep_the_promises_of_a_table(model: ValuesModel[Person], qtmodeltester: ModelTester) -> None:
    over = SortedValues(model)
    over.sort(1)
    for each in (model, over):
        qtmodeltester.check(each)  # type: ignore[no-untyped-call]  # as pytest-qt has it
    assert (over.rowCount(), over.columnCount()) == (3, 2)


def test_numbers_keep_away_from_what_begins_the_next_column(qtbot: QtBot, model: ValuesModel[Person]) -> None:
    view = TableView("People", model)
    qtbot.addWidget(view)
    delegate = view.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    shown = []
    for column in range(2):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, model.index(0, column))
        shown.append(option.text)
    assert shown == ["bea", "7\N{EN SPACE}"]


def test_an_empty_table_still_has_its_headings() -> None:
    over = SortedValues(ValuesModel(COLUMNS))
    assert [over.headerData(place, Qt.Orientation.Horizontal) for place in (0, 1, 2)] == ["Name", "Number", None]


def test_rows_stand_in_their_own_order_until_somebody_sorts(model: ValuesModel[Person]) -> None:
    assert names(SortedValues(model)) == ["bea", "Amir", "Cai"]


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (0, Qt.SortOrder.AscendingOrder, ["Amir", "bea", "Cai"]),
        (0, Qt.SortOrder.DescendingOrder, ["Cai", "bea", "Amir"]),
        (1, Qt.SortOrder.AscendingOrder, ["bea", "Cai", "Amir"]),
        (-1, Qt.SortOrder.AscendingOrder, ["bea", "Amir", "Cai"]),
    ],
)
def test_texts_sort_without_case_and_numbers_as_numbers(
    model: ValuesModel[Person], column: int, order: Qt.SortOrder, expected: list[str]
) -> None:
    over = SortedValues(model)
    over.sort(column, order)
    assert names(over) == expected


def test_what_was_chosen_stays_chosen_when_it_is_sorted(model: ValuesModel[Person]) -> None:
    over = SortedValues(model)
    cai = QPersistentModelIndex(over.index(2, 0))
    over.sort(0, Qt.SortOrder.DescendingOrder)
    assert (cai.row(), cai.data(VALUE_ROLE)) == (0, ("Cai", 9))


def test_only_what_is_kept_is_shown_and_new_values_are_sorted_too(model: ValuesModel[Person]) -> None:
    over = SortedValues(model)
    over.sort(1)
    over.keep(lambda person: person[1] > 8)
    assert names(over) == ["Cai", "Amir"]
    model.show([*PEOPLE, ("Dee", 8), ("Eve", 11)])
    assert names(over) == ["Cai", "Amir", "Eve"]
    over.keep(None)
    assert names(over) == ["bea", "Dee", "Cai", "Amir", "Eve"]


def test_a_row_that_changes_keeps_its_place(model: ValuesModel[Person], qtbot: QtBot) -> None:
    over = SortedValues(model)
    over.sort(0)
    over.keep(lambda person: person[0] != "bea")
    with qtbot.waitSignal(over.dataChanged) as told:
        model.exchange(2, ("Zoe", 1))
    assert told.args is not None
    assert told.args[0].row() == 1
    assert names(over) == ["Amir", "Zoe"]
    with qtbot.assertNotEmitted(over.dataChanged):
        model.exchange(0, ("bea", 2))


def test_numbers_stand_right_and_are_read_aloud_with_their_heading(model: ValuesModel[Person]) -> None:
    name, number = model.index(0, 0), model.index(0, 1)
    assert number.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert name.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert number.data(Qt.ItemDataRole.AccessibleTextRole) == "Number: 7"
    assert number.data(VALUE_ROLE) == ("bea", 7)


@pytest.fixture
def view(qtbot: QtBot) -> TableView:
    view = TableView("People", SortedValues(ValuesModel(COLUMNS)))
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    return view


def show(view: TableView, people: list[Person]) -> ValuesModel[Person]:
    over = view.model()
    assert isinstance(over, SortedValues)
    model = over.sourceModel()
    assert isinstance(model, ValuesModel)
    model.show(people)
    return model


class TestWidths:
    @pytest.mark.parametrize(
        ("widths", "room", "expected"),
        [
            ([100, 200, 300], 600, [100, 200, 300]),
            ([100, 200, 300], 500, [100, 200, 200]),
            ([100, 300, 300], 500, [100, 200, 200]),
            ([100, 300, 300], 90, [64, 64, 64]),
            ([50, 300], 90, [50, 64]),
            ([], 90, []),
        ],
    )
    def test_the_widest_columns_give_way_first(self, widths: list[int], room: int, expected: list[int]) -> None:
        assert within(widths, room) == expected

    def test_a_long_text_is_elided_with_a_tooltip_rather_than_scrolled_to(self, view: TableView) -> None:
        model = show(view, [("x" * 500, 1)])
        view.fit_once()
        assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "x" * 500
        assert view.columnWidth(0) + view.columnWidth(1) <= view.viewport().width()
        assert not view.horizontalScrollBar().isVisible()

    def test_columns_follow_the_window_until_somebody_drags_one(self, view: TableView) -> None:
        show(view, [("x" * 50, 1)])
        view.fit_once()
        wide = view.columnWidth(0)
        view.resize(300, 300)
        assert view.columnWidth(0) < wide
        view.resize(600, 300)
        assert view.columnWidth(0) == wide
        view.setColumnWidth(0, 250)
        view.resize(300, 300)
        view.fit_once()
        assert view.columnWidth(0) == 250


class TestCopying:
    def copied(self, view: TableView) -> str:
        QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return QGuiApplication.clipboard().text()

    def test_rows_are_copied_as_they_are_shown(self, qtbot: QtBot, view: TableView) -> None:
        show(view, PEOPLE)
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().moveSection(1, 0)
        with qtbot.waitActive(view):
            view.activateWindow()
        view.setFocus()
        view.selectAll()
        assert self.copied(view) == "10\tAmir\n7\tbea\n9\tCai"
        view.clearSelection()
        view.selectRow(1)
        view.setColumnHidden(1, True)  # noqa: FBT003 - Qt's own
        assert self.copied(view) == "bea"
        view.clearSelection()
        assert self.copied(view) == "bea"

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("Amir Khan", "Amir Khan"),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("–", "–"),
            ("one\ttwo\nthree", "one two three"),
            ('"quoted" to the end', '"""quoted"" to the end"'),
            ('5" wide', '5" wide'),
        ],
    )
    def test_no_cell_breaks_out_of_its_place_or_becomes_a_formula(self, cell: str, expected: str) -> None:
        assert as_text([[cell, "next"], ["below"]]) == f"{expected}\tnext\nbelow"


@pytest.mark.parametrize(
    ("reason", "chosen"), [(Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)]
)
def test_whoever_comes_with_the_keyboard_finds_a_row_chosen(
    view: TableView, reason: Qt.FocusReason, *, chosen: bool
) -> None:
    show(view, PEOPLE)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn, reason))
    assert view.selectionModel().hasSelection() is chosen


def test_what_can_be_done_with_a_row_is_in_its_menu(view: TableView) -> None:
    done: list[str] = []
    view.offer("&Link…", lambda: done.append("link"))
    assert [action.text() for action in view.actions()] == ["&Link…", "&Copy"]
    view.actions()[0].trigger()
    assert done == ["link"]
