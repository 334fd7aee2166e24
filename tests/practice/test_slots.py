"""The rules on the times of one day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.practice import slots
from clockreports.practice.fields import FieldError
from clockreports.practice.slots import Slots

TIMES = st.times().map(lambda time: f"{time:%H:%M:%S}")
PAIRS = st.lists(st.tuples(TIMES, TIMES), max_size=slots.PAIRS)


@given(st.lists(TIMES, max_size=2 * slots.PAIRS))
def test_rising_times_without_gaps_are_in_sequence(times: list[str]) -> None:
    assert slots.is_in_sequence(_filled(sorted(times)))


@given(st.lists(TIMES, min_size=2, max_size=2 * slots.PAIRS, unique=True), st.data())
def test_two_times_exchanged_are_out_of_sequence(times: list[str], data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.permutations(range(len(times))))[:2])
    times.sort()
    times[first], times[second] = times[second], times[first]
    assert not slots.is_in_sequence(_filled(times))


@given(st.lists(TIMES, min_size=2, max_size=2 * slots.PAIRS), st.data())
def test_a_gap_is_out_of_sequence(times: list[str], data: st.DataObject) -> None:
    times.sort()
    times[data.draw(st.integers(0, len(times) - 2))] = ""
    assert not slots.is_in_sequence(_filled(times))


@given(PAIRS)
def test_pairs_become_slots_and_pairs_again(pairs: list[tuple[str, str]]) -> None:
    filled = slots.from_pairs(pairs)
    assert len(filled) == len(slots.NAMES)
    assert slots.from_pairs(slots.to_pairs(filled)) == filled
    assert not slots.is_open(filled)


@pytest.mark.parametrize(
    "pairs",
    [[("9:00", "17:00")], [("09:00", "25:00")], [("09:00", "17:00:61")], [("nine", "five")], [("09:00", "10:00")] * 16],
)
def test_pairs_that_are_no_times_or_too_many_are_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(FieldError, match="at most 15 pairs"):
        slots.from_pairs(pairs)


@pytest.mark.parametrize(
    ("pairs", "total"),
    [
        ([], "0:00"),
        ([("09:00", "")], "0:00"),
        ([("09:00", "12:30"), ("13:00", "17:35")], "8:05"),
        ([("00:00", "23:59")], "23:59"),
    ],
)
def test_the_total_counts_closed_pairs(pairs: list[tuple[str, str]], total: str) -> None:
    filled = slots.from_pairs(pairs)
    assert slots.total(filled) == total


def test_seconds_are_shown_only_where_there_are_any() -> None:
    filled = slots.from_pairs([("09:00:00", "17:30:15"), ("18:00", "")])
    assert slots.to_pairs(filled) == (("09:00", "17:30:15"), ("18:00", ""))
    assert slots.is_open(filled)


def _filled(times: list[str]) -> Slots:
    return (*times, *slots.EMPTY[len(times) :])
