"""What hypothesis draws from: one person's taps, mostly odd ones round the nights that matter, and rules of pairing."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate, product
from typing import Final, TypeVar

from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.local_time import is_repeated
from clockreports.domain.pairing import PairingRules
from clockreports.domain.timesheets import Timesheet, from_text
from tests.helpers.events import AUTUMN, LONDON, SPRING

T = TypeVar("T")

_ORDINARY: Final = date(2026, 6, 10)
_SECONDS: Final = (0, 1, 30, 59, 60, 61)
_MINUTES: Final = (7, 30, 37, 239, 240, 317, 480, 601, 720, 960, 961, 1020, 1380, 1700)
_PAUSES: Final = tuple(timedelta(seconds=each) for each in (*_SECONDS, *(60 * minutes for minutes in _MINUTES)))
_STEPS: Final = tuple(product(_PAUSES, ("1", "2"), ("0", "1", "255"), (False, True)))
"""A pause, and the terminal, key and pass of the tap after it; few enough for a byte to tell which, drawn fast."""
_FEW_PAIRS: Final = tuple(map(from_text, ("09:00-17:00", "09:00-17:30", "08:00-12:00 13:00-17:00")))


def _person(starts: list[datetime], fewest: int, most: int) -> st.SearchStrategy[list[ClockEvent]]:
    """Draw one person's taps, in order of the wall's time, from a start on."""

    def made(start: datetime, steps: bytes) -> list[ClockEvent]:
        events = {}
        at = start
        for step in steps:
            pause, terminal, key, second = _STEPS[step % len(_STEPS)]
            at += pause
            event = ClockEvent(terminal, "7", at, key, second and is_repeated(at, LONDON))
            events[terminal, at, key] = event
        return list(events.values())

    return st.builds(made, st.sampled_from(starts), st.binary(min_size=fewest, max_size=most))


def _evenings_before(*days: date) -> list[datetime]:
    return [datetime.combine(day, time(18)) - timedelta(days=1) for day in days]


def ordinary_taps(fewest: int = 0, most: int = 16) -> st.SearchStrategy[list[ClockEvent]]:
    """Draw one person's taps of some days in June, far from any change of the clocks."""
    return _person(_evenings_before(_ORDINARY), fewest, most)


def taps_of_one_person(fewest: int = 0, most: int = 16) -> st.SearchStrategy[list[ClockEvent]]:
    """Draw one person's taps of some days, which may hold a change of the clocks."""
    return _person(_evenings_before(_ORDINARY, SPRING, AUTUMN), fewest, most)


def taps_without_a_day_off() -> st.SearchStrategy[list[ClockEvent]]:
    """Draw one person's taps of several days, without a pause as long as a shift may be."""
    pauses = st.lists(st.sampled_from([20, 30, 210, 240, 270, 510, 900, 930, 960]), min_size=20, max_size=48)

    def made(start: datetime, minutes: list[int]) -> list[ClockEvent]:
        return [
            ClockEvent("1", "7", start + timedelta(minutes=at), str(nth % 2))
            for nth, at in enumerate(accumulate(minutes))
        ]

    return st.builds(made, st.sampled_from(_evenings_before(_ORDINARY, SPRING, AUTUMN)), pauses)


def taps_in_the_repeated_night(most: int = 12) -> st.SearchStrategy[list[ClockEvent]]:
    """Draw a log of that night, in any order, from two terminals."""
    midnight = datetime.combine(AUTUMN, time())
    minutes = st.lists(st.tuples(st.integers(-30, 200), st.sampled_from("12")), max_size=most)
    return minutes.map(
        lambda log: [ClockEvent(terminal, "7", midnight + timedelta(minutes=after)) for after, terminal in log]
    )


def pairing_rules() -> st.SearchStrategy[PairingRules]:
    """Draw the rules as delivered, ones with a trusted terminal, and stricter ones."""
    usual = PairingRules()
    one_trusted = replace(usual, trusted_terminals=frozenset("1"))
    return st.sampled_from(
        [
            usual,
            one_trusted,
            replace(usual, trusted_terminals=frozenset("12")),
            replace(one_trusted, repeat_within=timedelta(0), shift_gap=timedelta(hours=1)),
            replace(usual, longest_shift=timedelta(hours=23), longest_interval=timedelta(hours=23)),
        ]
    )


def shuffled(strategy: st.SearchStrategy[list[T]]) -> st.SearchStrategy[tuple[list[T], list[T]]]:
    """Draw a list, and the same in another order."""

    def with_another_order(drawn: list[T]) -> st.SearchStrategy[tuple[list[T], list[T]]]:
        return st.tuples(st.just(drawn), st.permutations(drawn))

    return strategy.flatmap(with_another_order)


def ledger_entries(employee: int, day: date) -> st.SearchStrategy[LedgerEntry]:
    """Draw what the ledger may say of an employee-day, from few enough pairs that some are equal."""
    pairs = st.sampled_from([(), *_FEW_PAIRS])
    return st.builds(
        LedgerEntry,
        st.just(employee),
        st.just(day),
        st.sampled_from(DayState),
        pairs,
        st.none() | pairs,
        st.none() | pairs,
        st.sampled_from(["", "People HR's own words."]),
    )


def wanted_timesheets(employee: int, day: date) -> st.SearchStrategy[Timesheet]:
    """Draw what may be wanted of an employee-day: nothing, something, or something a person has to settle."""
    return st.builds(
        Timesheet,
        st.just(employee),
        st.just(day),
        st.sampled_from([(), *_FEW_PAIRS]),
        st.sampled_from(["", "", "A tap is missing after 12:30."]),
    )
