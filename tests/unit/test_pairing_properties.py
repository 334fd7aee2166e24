"""Pairing, whatever the taps: no time is invented, none is counted twice, and nothing depends on how it was asked."""

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import PairingRules, Shift, shifts_of, sure_start, taps_of
from tests.helpers.events import LONDON, shifts, work_days
from tests.helpers.strategies import pairing_rules, shuffled, taps_of_one_person, taps_without_a_day_off


def _places(shift: Shift) -> list[ClockEvent]:
    """List where each tap of a shift ended up: in an interval, loose, or as a repeat."""
    ends = [tap.event for interval in shift.intervals for tap in (interval.start, interval.end)]
    return ends + [tap.event for tap in (*shift.loose, *shift.repeats)]


@given(taps_of_one_person(), pairing_rules())
def test_every_tap_is_used_once(events: list[ClockEvent], rules: PairingRules) -> None:
    found = shifts(events, rules)
    assert Counter(event for shift in found for event in _places(shift)) == Counter(events)


@given(taps_of_one_person(), pairing_rules())
def test_intervals_are_in_order_and_never_overlap(events: list[ClockEvent], rules: PairingRules) -> None:
    intervals = [interval for day in work_days(events, rules) for interval in day.intervals]
    moments = [tap.moment for interval in intervals for tap in (interval.start, interval.end)]
    assert all(earlier <= later for earlier, later in pairwise(moments))


@given(shuffled(taps_of_one_person()), pairing_rules())
def test_the_order_of_import_does_not_matter(
    orders: tuple[list[ClockEvent], list[ClockEvent]], rules: PairingRules
) -> None:
    one, other = orders
    assert work_days(one, rules) == work_days(other, rules)


@given(taps_of_one_person(), pairing_rules())
def test_no_shift_lasts_longer_than_the_longest_and_none_begins_in_another(
    events: list[ClockEvent], rules: PairingRules
) -> None:
    found = shifts(events, rules)
    assert all(shift.taps[-1].moment - shift.taps[0].moment <= rules.longest_shift for shift in found)
    assert all(earlier.taps[-1].moment < later.taps[0].moment for earlier, later in pairwise(found))


@given(taps_of_one_person(), pairing_rules())
def test_a_double_tap_follows_a_kept_one_within_the_limit(events: list[ClockEvent], rules: PairingRules) -> None:
    for shift in shifts(events, rules):
        for repeat in shift.repeats:
            pauses = [repeat.moment - tap.moment for tap in shift.taps]
            assert any(timedelta(0) <= pause <= rules.repeat_within for pause in pauses)


@given(taps_of_one_person(8, 24), pairing_rules(), st.integers(0, 6), st.integers(0, 4))
def test_a_day_is_the_same_from_any_sure_start(
    events: list[ClockEvent], rules: PairingRules, needed_after: int, known_before: int
) -> None:
    needed = events[0].at.date() + timedelta(days=needed_after)
    since = datetime.combine(needed, time()) - timedelta(days=known_before)
    known = taps_of((event for event in events if event.at >= since), LONDON, rules)
    start = sure_start(known, needed, since, rules)
    if start is not None:
        alone = [shift for shift in shifts_of(known[start:], rules) if shift.day >= needed]
        assert alone == [shift for shift in shifts(events, rules) if shift.day >= needed]


@given(taps_without_a_day_off(), pairing_rules(), st.integers(0, 12))
def test_a_day_is_the_same_from_any_sure_start_also_for_who_is_never_away_for_long(
    events: list[ClockEvent], rules: PairingRules, unknown: int
) -> None:
    since, needed = events[unknown].at, events[-4].at.date()
    known = taps_of(events[unknown:], LONDON, rules)
    start = sure_start(known, needed, since, rules)
    if start is not None:
        alone = [shift for shift in shifts_of(known[start:], rules) if shift.day >= needed]
        assert alone == [shift for shift in shifts(events, rules) if shift.day >= needed]


@given(taps_of_one_person(), pairing_rules(), st.integers(-1, 8))
def test_everything_there_is_always_has_a_sure_start(
    events: list[ClockEvent], rules: PairingRules, needed_after: int
) -> None:
    taps = taps_of(events, LONDON, rules)
    needed = (events[0].at if events else datetime(2026, 6, 9, 18)).date() + timedelta(days=needed_after)  # noqa: DTZ001 - wall time has no zone
    start = sure_start(taps, needed, None, rules)
    assert start is not None
    assert all(tap.event.at.date() < needed for tap in taps[:start])


@given(taps_of_one_person(8, 24), pairing_rules(), st.integers(0, 6))
def test_a_day_is_the_same_whatever_comes_after_the_next_one(
    events: list[ClockEvent], rules: PairingRules, days: int
) -> None:
    needed = events[0].at.date() + timedelta(days=days)
    until = datetime.combine(needed, time()) + timedelta(days=2)
    alone = shifts((event for event in events if event.at < until), rules)
    assert [shift for shift in alone if shift.day <= needed] == [
        shift for shift in shifts(events, rules) if shift.day <= needed
    ]
