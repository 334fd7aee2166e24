"""Tables of values: what the models promise Qt, and how they are sorted and filtered."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import SORT_ROLE, VALUE_ROLE, Column, TableView, ValuesModel

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
    assert (name.data(SORT_ROLE), number.data(SORT_ROLE), number.data(VALUE_ROLE)) == ("bea", 7, ("bea", 7))


def test_long_text_has_a_tooltip_and_no_column_is_wider_than_can_be_read(qtbot: QtBot) -> None:
    model = ValuesModel(COLUMNS)
    model.show([("x" * 500, 1)])
    view = TableView("People", model)
    qtbot.addWidget(view)
    view.show()
    view.fit_columns()
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "x" * 500
    assert view.columnWidth(0) == 420
