"""The table that shows a million clock events and holds a few days of them."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clockreports.domain.clock_events import ClockEvent
from clockreports.gui.pages.events_model import EventLine, EventsModel


def lines(day: date, number: int) -> list[EventLine]:
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a terminal's wall time
    return [EventLine(ClockEvent("1", str(each), noon, "0"), "Somebody") for each in range(number)]


class TestEventsModel:
    DAYS = ((date(2026, 3, 3), 2), (date(2026, 3, 2), 1), (date(2026, 3, 1), 3))

    @pytest.fixture
    def asked(self) -> list[tuple[date, ...]]:
        return []

    @pytest.fixture
    def model(self, qapp: QApplication, asked: list[tuple[date, ...]]) -> EventsModel:  # noqa: ARG002 - Qt has to run
        model = EventsModel(asked.append)
        model.show(self.DAYS, {})
        return model

    def test_it_keeps_the_promises_of_a_table(self, model: EventsModel, qtmodeltester: ModelTester) -> None:
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # as pytest-qt has it
        assert (model.rowCount(), model.columnCount()) == (6, 6)

    def test_a_day_is_asked_for_when_one_of_its_rows_is_shown(
        self, qtbot: QtBot, model: EventsModel, asked: list[tuple[date, ...]]
    ) -> None:
        assert model.index(2, 0).data() == "…"
        qtbot.waitUntil(lambda: bool(asked))
        assert asked == [(date(2026, 3, 2),)]
        with qtbot.waitSignal(model.dataChanged) as told:
            model.take({date(2026, 3, 2): lines(date(2026, 3, 2), 1)})
        assert told.args is not None
        assert (told.args[0].row(), told.args[1].row()) == (2, 2)
        assert [model.index(2, place).data() for place in range(6)] == [
            *("Mon 02/03/2026", "12:00:00", "0", "Somebody", "1", "In"),
        ]

    def test_nothing_is_asked_twice_at_once_and_the_days_seen_last_come_first(
        self, qtbot: QtBot, model: EventsModel, asked: list[tuple[date, ...]]
    ) -> None:
        for row in (0, 2):
            model.index(row, 0).data()
        qtbot.waitUntil(lambda: bool(asked))
        model.index(5, 0).data()
        assert asked == [(date(2026, 3, 2), date(2026, 3, 3))]
        model.take({day: lines(day, number) for day, number in self.DAYS[:2]})
        qtbot.waitUntil(lambda: len(asked) == 2)
        assert asked[1] == (date(2026, 3, 1),)

    def test_older_days_come_below_without_moving_what_is_shown(self, qtbot: QtBot, model: EventsModel) -> None:
        model.show(self.DAYS[:1], {self.DAYS[0][0]: lines(*self.DAYS[0])})
        with qtbot.waitSignal(model.rowsInserted) as told, qtbot.assertNotEmitted(model.modelReset):
            model.complete(self.DAYS)
        assert told.args is not None
        assert told.args[1:] == [2, 5]
        assert model.index(1, 2).data() == "1"

    def test_all_is_shown_anew_when_what_was_shown_is_not_so_any_more(self, qtbot: QtBot, model: EventsModel) -> None:
        with qtbot.waitSignal(model.modelReset):
            model.complete(((date(2026, 3, 4), 1), *self.DAYS))
        assert model.rowCount() == 7

    def test_days_not_looked_at_are_let_go_of(self, model: EventsModel) -> None:
        days = [(date(2026, 3, 1) - timedelta(days=back), 60_000) for back in range(3)]
        model.show(days, {})
        for day, _number in days:
            model.take({day: lines(day, 60_000)})
        assert model.index(0, 1).data() == "…"
        assert model.index(120_000, 1).data() == "12:00:00"

    def test_a_row_that_is_not_there_after_all_is_no_bug(self, model: EventsModel) -> None:
        model.take({self.DAYS[0][0]: lines(self.DAYS[0][0], 1), date(2020, 1, 1): []})
        assert [model.index(row, 2).data() for row in (0, 1)] == ["0", "…"]
