"""Values as a person reads them, and tables that fit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.cli.tables import columns, paragraph, table
from clockreports.domain import words
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period


def test_every_state_of_an_export_has_its_word() -> None:
    assert words.STATES.keys() == set(DayState) - {DayState.INTENDED, DayState.KEPT, DayState.UNDOING}
    assert words.PLANNED_STATES[DayState.SENT] == "New"
    assert words.PLANNED_STATES[DayState.UPDATED] == "Changed"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (words.day(date(2026, 3, 9)), "Mon 09/03/2026"),
        (words.span(Period(date(2026, 3, 9), date(2026, 3, 15))), "Mon 09/03/2026 to Sun 15/03/2026, 7 days"),
        (words.span(Period(date(2026, 3, 9), date(2026, 3, 9))), "Mon 09/03/2026, 1 day"),
        (words.hours(456), "7:36"),
        (words.hours(2405), "40:05"),
        (words.count(1, "row"), "1 row"),
        (words.count(24162, "row"), "24,162 rows"),
        (words.count(2, "day needs", "days need"), "2 days need"),
        (words.counted(1, "Conflict"), "1 conflict"),
        (words.counted(1200, "Conflict"), "1,200 conflicts"),
        (words.counted(2, "Needs attention"), "2 need attention"),
        (words.counted(2, "Already in People HR"), "2 already in People HR"),
        (words.about(3), "a few seconds"),
        (words.about(42), "about 40 seconds"),
        (words.about(330), "about 6 minutes"),
        (words.about(7260), "about 2:01 hours"),
        (words.duration(0.44), "0.4 s"),
        (words.duration(12.3), "12 s"),
        (words.duration(320), "5 min 20 s"),
        (words.listed("abcd", most=3), "a, b, c and 1 more"),
        (words.listed("abc", most=3), "a, b, c"),
    ],
)
def test_values_are_written_as_a_person_reads_them(told: str, expected: str) -> None:
    assert told == expected


def test_numbers_stand_below_one_another() -> None:
    assert table(("Who", "Taps"), [("A", "7"), ("Bob", "24,162")], right={1}) == [
        "  Who    Taps",
        "  A         7",
        "  Bob  24,162",
    ]


def test_without_rows_there_is_no_table() -> None:
    assert table(("Who", "Taps"), []) == []


@given(st.lists(st.lists(st.text("ab ", max_size=150), min_size=3, max_size=3), min_size=1, max_size=5))
def test_tables_fit_and_lose_no_word(rows: list[list[str]]) -> None:
    lines = columns(rows)
    assert all(len(line) <= 100 for line in lines)
    shown, given_words = "".join(lines).replace(" ", ""), "".join("".join(row) for row in rows).replace(" ", "")
    assert sorted(shown) == sorted(given_words)


def test_a_narrow_terminal_gets_narrow_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "The connection broke before People HR answered. The next export looks first."
    assert max(map(len, [*paragraph(text), *columns([("Test Person 1", text)])])) <= 40
