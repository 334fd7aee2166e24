"""From which tap on pairing comes out the same, however much earlier is known."""

from datetime import date, datetime

import pytest

from clockreports.domain.pairing import sure_start, taps_of
from tests.helpers.events import LONDON, RULES, taps

SURE_STARTS = {
    "nothing at all": ("", "2026-03-08 00:00", 0),
    "everything there is": ("2026-03-09 09:00", None, 0),
    "a pause of more than a shift before the needed day": (
        "2026-03-08 09:00 17:00 | 2026-03-09 09:30 17:00",
        "2026-03-08 00:00",
        2,
    ),
    "exactly a shift's length is not enough": (
        "2026-03-08 09:00 17:30 | 2026-03-09 09:30 17:00",
        "2026-03-08 00:00",
        None,
    ),
    "a pause of more than a shift further back": (
        "2026-03-07 10:00 | 2026-03-08 12:00 | 2026-03-09 02:00",
        "2026-03-07 00:00",
        1,
    ),
    "silence since the beginning": ("2026-03-08 17:01 | 2026-03-09 08:00", "2026-03-08 00:00", 0),
    "too little silence since the beginning": ("2026-03-08 17:00 | 2026-03-09 08:00", "2026-03-08 00:00", None),
    "a pause after the needed day does not help": (
        "2026-03-08 10:00 20:00 | 2026-03-09 08:00 | 2026-03-10 09:00",
        "2026-03-08 00:00",
        None,
    ),
    "two ways to pair, with lunch in between": (
        "2026-03-07 09:00 12:30 13:00 17:30 | 2026-03-08 09:00 12:30 13:00 17:30 | 2026-03-09 09:00",
        "2026-03-07 00:00",
        None,
    ),
    "two ways to pair, by day or by night": (
        "2026-03-06 09:00 17:30 | 2026-03-07 09:00 17:30 | 2026-03-08 09:00 17:30 | 2026-03-09 09:00",
        "2026-03-06 00:00",
        None,
    ),
    "no tap on the needed day or later": ("2026-03-07 09:00 17:00 | 2026-03-08 12:00", "2026-03-07 00:00", 2),
}


@pytest.mark.parametrize(
    ("text", "since", "expected"), [pytest.param(*case, id=name) for name, case in SURE_STARTS.items()]
)
def test_a_sure_start_is_after_a_long_silence_or_where_every_way_to_pair_begins_a_shift(
    text: str, since: str | None, expected: int | None
) -> None:
    known_since = None if since is None else datetime.fromisoformat(since)
    assert sure_start(taps_of(taps(text), LONDON, RULES), date(2026, 3, 9), known_since, RULES) == expected
