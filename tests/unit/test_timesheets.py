"""The canonical text of a day's pairs, which the ledger keeps and compares."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.timesheets import Pair, Pairs, from_text, to_text

TIMES = st.times().map(lambda moment: moment.replace(microsecond=0))
PAIRS = st.lists(st.builds(Pair, TIMES, st.none() | TIMES), max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((), ""),
        ((Pair(time(9), time(17, 30)),), "09:00-17:30"),
        ((Pair(time(9), time(12, 3)), Pair(time(12, 41), time(17, 12))), "09:00-12:03 12:41-17:12"),
        ((Pair(time(9), None),), "09:00-"),
        ((Pair(time(9, 0, 5), time(17, 30, 59)),), "09:00:05-17:30:59"),
        ((Pair(time(0), time(23, 59)),), "00:00-23:59"),
    ],
)
def test_a_day_has_one_text(pairs: Pairs, expected: str) -> None:
    assert to_text(pairs) == expected
    assert from_text(expected) == pairs


def test_a_pair_is_shown_with_an_empty_out_while_it_is_open() -> None:
    assert Pair(time(9), None).texts() == ("09:00", "")


@given(PAIRS)
def test_the_text_is_read_back_as_it_was_so_that_equal_texts_mean_equal_pairs(pairs: Pairs) -> None:
    assert from_text(to_text(pairs)) == pairs
