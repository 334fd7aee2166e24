"""How a tap's user number and direction key are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import CANNOT_BE_LINKED, Direction, canonical_clock_id, direction


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("0", Direction.IN),
        ("1", Direction.OUT),
        ("2", Direction.OUT),
        ("3", Direction.IN),
        ("4", Direction.IN),
        ("5", Direction.OUT),
        ("I", Direction.IN),
        (" out ", Direction.OUT),
        ("In", Direction.IN),
        ("E", Direction.IN),
        ("S", Direction.OUT),
        ("255", None),
        ("", None),
        ("6", None),
        ("00", None),
    ],
)
def test_a_status_tells_the_direction_only_where_its_meaning_is_known(status: str, expected: Direction | None) -> None:
    assert direction(status) is expected


@pytest.mark.parametrize(
    ("clock_id", "expected"),
    [
        ("12", "12"),
        ("012", "12"),
        ("  12 ", "12"),
        ("1200", "1200"),
        ("0", CANNOT_BE_LINKED),
        ("000", CANNOT_BE_LINKED),
        ("", ""),
        ("   ", ""),
        ("AB7", "ab7"),
        ("00ab7", "ab7"),
    ],
)
def test_user_numbers_are_compared_without_padding_zeros_and_case(clock_id: str, expected: str) -> None:
    assert canonical_clock_id(clock_id) == expected


@given(st.text("0012389aZéß-", max_size=8), st.integers(0, 3))
def test_leading_zeros_and_blanks_never_make_another_number(clock_id: str, zeros: int) -> None:
    canonical = canonical_clock_id(clock_id)
    padded = f" {'0' * zeros}{clock_id} " if clock_id else " "
    assert canonical_clock_id(padded) == canonical_clock_id(canonical) == canonical
