"""What counts as drift: People HR against what the ledger says was left there, and against what the clocks say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.drift import Comparison, Drift, DriftedDay, compare, drift_of, left_there
from clockreports.domain.export_plan import Step, decide
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee
from clockreports.domain.timesheets import Pairs, Timesheet, from_text
from tests.helpers.strategies import ledger_entries

DAY = date(2026, 3, 9)
ADA = Employee("PW1", "k1", "Ada", "Pell", number=1)
KEY = ADA.number, DAY

A, B, C = from_text("09:00-17:00"), from_text("09:00-17:30"), from_text("08:00-12:00 13:00-17:00")
NOTHING: Pairs = ()

MISSING, DIFFERENT, ONLY = Drift.MISSING_THERE, Drift.DIFFERENT_THERE, Drift.ONLY_THERE

PAIRS = st.sampled_from([NOTHING, A, B, C])
ENTRIES = st.none() | ledger_entries(*KEY)


def _entry(
    state: DayState, attempted: Pairs = A, written: Pairs | None = None, found: Pairs | None = None
) -> LedgerEntry:
    return LedgerEntry(*KEY, state, attempted, written, found)


SENT = _entry(DayState.SENT, A, A)
UNDONE = _entry(DayState.UNDONE)
KEPT = _entry(DayState.KEPT, B, A, C)
KEPT_EMPTY = _entry(DayState.KEPT, B, A)


@pytest.mark.parametrize(
    ("entry", "wanted", "there", "drift"),
    [
        # as we left it
        (SENT, A, A, None),
        (_entry(DayState.ALREADY_THERE, A, A), A, A, None),
        (SENT, NOTHING, A, None),
        # a person's doing
        (SENT, A, NOTHING, MISSING),
        (SENT, A, B, DIFFERENT),
        (SENT, NOTHING, NOTHING, MISSING),
        (SENT, NOTHING, B, DIFFERENT),
        # the clocks say something else by now: not sent yet, unless a person wrote something there too
        (SENT, B, A, None),
        (SENT, B, C, DIFFERENT),
        (SENT, B, NOTHING, MISSING),
        (SENT, B, B, None),
        # never sent
        (None, NOTHING, NOTHING, None),
        (None, NOTHING, A, ONLY),
        (None, A, NOTHING, None),
        (None, A, A, None),
        (None, A, B, ONLY),
        (_entry(DayState.REFUSED), A, NOTHING, None),
        (_entry(DayState.REFUSED), A, C, ONLY),
        (_entry(DayState.NOT_SENT, B, A), B, A, None),
        # a conflict stays one until a person settles it
        (_entry(DayState.CONFLICT, A, None, C), A, C, ONLY),
        (_entry(DayState.CONFLICT, B, A, C), B, C, DIFFERENT),
        (_entry(DayState.CONFLICT, B, A), B, NOTHING, MISSING),
        (_entry(DayState.CONFLICT, B, A, C), B, A, None),
        # settled for what stood there: compared with what was seen then
        (KEPT, B, C, None),
        (KEPT, B, A, DIFFERENT),
        (KEPT, B, NOTHING, MISSING),
        (KEPT, B, B, None),
        (KEPT_EMPTY, B, NOTHING, None),
        (KEPT_EMPTY, B, A, ONLY),
        # a call of unknown outcome: either may stand there
        (_entry(DayState.UNKNOWN, B, A), B, A, None),
        (_entry(DayState.UNKNOWN, B, A), C, B, None),
        (_entry(DayState.INTENDED, A), A, NOTHING, None),
        (_entry(DayState.INTENDED, A), NOTHING, A, None),
        (_entry(DayState.UNKNOWN, B, A), B, C, DIFFERENT),
        (_entry(DayState.UNKNOWN, B, A), B, NOTHING, MISSING),
        # taken back, and being taken back
        (UNDONE, A, NOTHING, None),
        (UNDONE, A, B, ONLY),
        (_entry(DayState.UNDONE, B, A), B, A, None),
        (_entry(DayState.UNDONE, B, A), B, NOTHING, MISSING),
        (_entry(DayState.UNDOING, B, A, B), C, B, None),
        (_entry(DayState.UNDOING, B, A, B), C, A, None),
        (_entry(DayState.UNDOING, A, None, A), C, NOTHING, None),
        (_entry(DayState.UNDOING, B, A, B), NOTHING, C, DIFFERENT),
    ],
)
def test_what_differs_and_how(entry: LedgerEntry | None, wanted: Pairs, there: Pairs, drift: Drift | None) -> None:
    assert drift_of(entry, wanted, there) is drift


@given(ENTRIES, PAIRS)
def test_what_was_left_there_is_never_drift(entry: LedgerEntry | None, wanted: Pairs) -> None:
    assert drift_of(entry, wanted, left_there(entry)) is None


@given(ENTRIES, PAIRS, PAIRS)
def test_the_word_tells_on_which_side_there_are_times(entry: LedgerEntry | None, wanted: Pairs, there: Pairs) -> None:
    drift = drift_of(entry, wanted, there)
    left = left_there(entry)
    expected = {MISSING: (True, False), DIFFERENT: (True, True), ONLY: (False, True)}
    assert drift is None or expected[drift] == (bool(left), bool(there))


@given(ENTRIES, PAIRS, PAIRS)
def test_whatever_an_export_would_overwrite_unasked_is_no_drift(
    entry: LedgerEntry | None, wanted: Pairs, there: Pairs
) -> None:
    """An update goes only over what we wrote: were that drift, the next export would wipe it out unseen."""
    planned = decide(ADA, Timesheet(*KEY, wanted), entry, retry=False)
    if planned.step is Step.COMPARE and entry is not None and there and there == entry.written:
        assert drift_of(entry, wanted, there) is None or entry.state is DayState.KEPT


def _compared(there: Pairs, wanted: Pairs, before: LedgerEntry | None, after: LedgerEntry | None = None) -> Comparison:
    ledgers = [{KEY: entry} if entry is not None else {} for entry in (before, after or before)]
    return compare({KEY: there}, {KEY: wanted} if wanted else {}, *ledgers)


@pytest.mark.parametrize(
    ("entry", "wanted", "there", "agree", "waiting"),
    [
        (SENT, A, A, 1, 0),
        (None, A, A, 1, 0),
        (None, A, NOTHING, 0, 1),
        (SENT, B, A, 1, 1),
        (SENT, NOTHING, A, 1, 0),
        (KEPT, B, C, 1, 0),
        (KEPT, A, C, 1, 1),
        (UNDONE, A, NOTHING, 0, 0),
        (UNDONE, B, NOTHING, 0, 1),
        (_entry(DayState.REFUSED), A, NOTHING, 0, 1),
        (None, NOTHING, NOTHING, 0, 0),
    ],
)
def test_days_that_agree_and_days_not_sent_yet_are_counted(
    entry: LedgerEntry | None, wanted: Pairs, there: Pairs, agree: int, waiting: int
) -> None:
    assert _compared(there, wanted, entry) == Comparison((), agree, waiting)


def test_a_day_that_differs_is_told_with_both_versions_and_counted_nowhere_else() -> None:
    expected = DriftedDay(*KEY, DIFFERENT, A, C)
    assert _compared(C, B, SENT) == Comparison((expected,), 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "there"),
    [
        (None, SENT, A),  # sent, then read
        (SENT, _entry(DayState.UPDATED, B, B), A),  # read, then updated
        (SENT, _entry(DayState.UPDATED, B, B), B),  # updated, then read
        (_entry(DayState.CONFLICT, B, A, C), KEPT, C),  # settled by a person meanwhile
    ],
)
def test_what_an_export_did_while_people_hr_was_read_is_no_drift(
    before: LedgerEntry | None, after: LedgerEntry, there: Pairs
) -> None:
    assert _compared(there, NOTHING, before, after).days == ()
    assert _compared(from_text("01:00-02:00"), NOTHING, before, after).days != ()


@given(st.lists(st.tuples(ENTRIES, PAIRS, PAIRS), max_size=12))
def test_every_day_with_times_is_counted_once(drawn: list[tuple[LedgerEntry | None, Pairs, Pairs]]) -> None:
    keys = [(number, DAY) for number in range(len(drawn))]
    there = {key: pairs for key, (_entry, _wanted, pairs) in zip(keys, drawn, strict=True)}
    wanted = {key: pairs for key, (_entry, pairs, _there) in zip(keys, drawn, strict=True)}
    ledger = {key: entry for key, (entry, _wanted, _there) in zip(keys, drawn, strict=True) if entry is not None}
    found = compare(there, wanted, ledger, ledger)
    with_times = {day.employee for day in found.days if day.there}
    assert found.agree + len(with_times) == sum(bool(pairs) for pairs in there.values())
    assert [(day.employee, day.day) for day in found.days] == sorted((day.employee, day.day) for day in found.days)
    assert all(day.here != day.there for day in found.days)
    missing = {day.employee for day in found.days if not day.there}
    assert all(left_there(ledger.get(keys[number])) for number in missing)
