"""What the benchmarks stand on: the table they show, the firm they make up, the turns they take."""

from datetime import date

import pytest

from benchmarks.firm import TAPS_A_DAY, Firm
from benchmarks.processes import in_turns, ratio
from benchmarks.table import Figure, at_least, at_most, markdown
from clockreports.domain.periods import Period
from tests.helpers.events import shifts

WEEK = Period(date(2026, 3, 9), date(2026, 3, 15))


def test_a_table_is_markdown_with_its_columns_below_one_another() -> None:
    assert markdown([Figure("import", "–", "5 s"), at_most("the same", "pandas", 0.5, 1, "s")]).splitlines() == [
        "| what     | against | result | reach | met |",
        "|----------|---------|--------|-------|-----|",
        "| import   | –       | 5 s    | –     | –   |",
        "| the same | pandas  | 0.5 s  | ≤ 1 s | yes |",
    ]


@pytest.mark.parametrize(
    ("found", "few_enough", "enough"), [(1.99, True, False), (2.0, True, True), (2.01, False, True)]
)
def test_a_figure_says_whether_it_reaches_what_it_has_to(found: float, *, few_enough: bool, enough: bool) -> None:
    assert at_most("", "", found, 2).met is few_enough
    assert at_least("", "", found, 2).met is enough


def test_what_is_compared_takes_turns_and_is_compared_round_by_round() -> None:
    turns: list[str] = []

    def measured(name: str, seconds: float) -> float:
        turns.append(name)
        return seconds * len(turns)

    found = in_turns({"one": lambda: measured("one", 1.0), "other": lambda: measured("other", 2.0)}, 3)
    assert turns == ["one", "other"] * 3
    assert found == {"one": [1.0, 3.0, 5.0], "other": [4.0, 8.0, 12.0]}
    assert ratio(found["one"], found["other"]) == 3 / 8


def test_the_made_up_firm_works_every_day_and_is_the_same_each_time() -> None:
    firm = Firm(20, WEEK)
    by_person, by_time = list(firm.by_person()), list(firm.by_time())
    assert len(by_person) == 20 * WEEK.days * TAPS_A_DAY
    assert sorted(by_person) == sorted(by_time) == sorted(Firm(20, WEEK).by_time())
    assert [tap.at for tap in by_time[: 18 * TAPS_A_DAY]] == sorted(tap.at for tap in by_time[: 18 * TAPS_A_DAY])
    for number in ("1", "10"):
        own = shifts(tap for tap in by_person if tap.clock_id == number)
        assert [shift.day for shift in own] == list(WEEK)
        assert all(not shift.loose and not shift.repeats for shift in own)
