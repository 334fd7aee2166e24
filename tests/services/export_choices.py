"""What the model of exports draws from: people, days, taps, contents, faults and fates."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from clockreports.base.errors import CancelledError
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs, from_text
from clockreports.services.failures import RefusedError
from tests.services.desk import BAD_KEY, MONDAY, NO_ANSWER, NO_NETWORK, SLOW_DOWN, TUESDAY

Key = tuple[str, date]
"""An employee-day: employee id and date."""

DAYS: Final = Period(MONDAY, TUESDAY)
NAMES: Final = ("PW1", "PW2")
CLOCK_IDS: Final = ("1", "2")
TERMINALS: Final = ("1", "Gate")

TAPS: Final = (
    *(f"{day} {hour:02}:00 {hour:02}:20" for day in DAYS for hour in range(6, 18)),
    *(f"{MONDAY} 22:00 {TUESDAY} 02:00", f"{MONDAY} 15:30", f"{MONDAY} 15:40", f"{TUESDAY} 09:00:30"),
)
"""Mostly taps that leave a day whole, some that need others, and a double tap."""

Work = list[tuple[str, str, str]]
WORK: Final[st.SearchStrategy[Work]] = st.lists(
    st.tuples(st.sampled_from(CLOCK_IDS), st.sampled_from(TERMINALS), st.sampled_from(TAPS)), max_size=3
)

CONTENTS: Final = (None, *map(from_text, ("", "09:00-09:20", "09:00-10:00 10:20-11:00")))

Faults = list[tuple[str, Exception, bool, int, int]]
WRONG: Final = RefusedError("TimeIn1 contains invalid data.")
FAULTS: Final = st.tuples(
    st.sampled_from(["create", "update", "update", "delete", "timesheets"]),
    st.sampled_from([*[NO_ANSWER] * 6, NO_NETWORK, SLOW_DOWN, BAD_KEY, WRONG, WRONG, CancelledError()]),
    st.booleans(),
    st.integers(0, 1),
    st.sampled_from([1, 9]),
)
"""Which calls fail, how, whether those without an answer are done, how many calls pass before, and how many fail."""

Fate = tuple[str, int] | None
FATES: Final = st.none() | st.tuples(
    st.sampled_from(["stop at a call", "die at a call", "die before a commit", "die after a commit"]), st.integers(1, 4)
)
"""What else happens to the program, and the how manieth time that it could."""

Meanwhile = tuple[int, str, date, Pairs | None] | None
MEANWHILE: Final = st.none() | st.tuples(
    st.integers(1, 6), st.sampled_from(NAMES), st.sampled_from([*DAYS]), st.sampled_from(CONTENTS)
)
"""What a person does while the program waits for its turn with a call: the how manieth, whose day, and what is left."""

AS_WANTED: Final = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNCHANGED, DayState.ALREADY_THERE})
SEEN: Final = AS_WANTED - {DayState.UNCHANGED}
