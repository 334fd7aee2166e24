"""How what is found in People HR is judged."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.export_plan import OPEN, Step, decide
from clockreports.domain.findings import (
    CHANGED_THERE,
    COMMENT_THERE,
    DELETED_THERE,
    EMPTIED_THERE,
    NOT_KEPT,
    NOT_UNDONE,
    OTHER_THERE,
    in_conflict,
    settled,
    taken_back,
)
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee
from clockreports.domain.timesheets import Pairs, Timesheet, from_text
from tests.helpers.strategies import ledger_entries

DAY = date(2026, 3, 9)
ADA = Employee("PW1", "k1", "Ada", "Pell", number=1)

A, B, C = from_text("09:00-17:00"), from_text("09:00-17:30"), from_text("08:00-12:00 13:00-17:00")
MORNING = C[:1]
NOTHING: Pairs = ()
SAID_SO = "Ada undid this day."


def _entry(state: DayState, attempted: Pairs, written: Pairs | None = None, found: Pairs | None = None) -> LedgerEntry:
    return LedgerEntry(ADA.number, DAY, state, attempted, written, found, SAID_SO)


# What was attempted, what we had written, what stands there now, and the judgement.
JUDGEMENTS = {
    "the create was done": (A, None, A, DayState.SENT, A, ""),
    "the update was done": (B, A, B, DayState.UPDATED, B, ""),
    "the create was not done": (A, None, None, DayState.NOT_SENT, None, ""),
    "nor where only a comment stands": (A, None, NOTHING, DayState.NOT_SENT, None, ""),
    "the update was not done": (B, A, A, DayState.NOT_SENT, A, ""),
    "the create after a deletion was not done": (A, NOTHING, None, DayState.NOT_SENT, NOTHING, ""),
    "somebody was faster": (A, None, B, DayState.CONFLICT, None, OTHER_THERE),
    "somebody changed it": (B, A, C, DayState.CONFLICT, A, CHANGED_THERE),
    "somebody deleted it": (B, A, None, DayState.CONFLICT, A, DELETED_THERE),
    "somebody emptied it": (B, A, NOTHING, DayState.CONFLICT, A, EMPTIED_THERE),
    "a slot was kept": (A, C, A + C[1:], DayState.CONFLICT, C, NOT_KEPT),
}


@pytest.mark.parametrize(
    ("attempted", "written", "found", "state", "written_now", "reason"),
    [pytest.param(*case, id=name) for name, case in JUDGEMENTS.items()],
)
def test_what_stands_there_tells_what_became_of_a_call(  # noqa: PLR0913 - the columns of the table
    *,
    attempted: Pairs,
    written: Pairs | None,
    found: Pairs | None,
    state: DayState,
    written_now: Pairs | None,
    reason: str,
) -> None:
    entry = settled(_entry(DayState.UNKNOWN, attempted, written), found)
    assert (entry.state, entry.written, entry.reason) == (state, written_now, reason)
    assert entry.attempted == attempted
    assert entry.found == (found if state is DayState.CONFLICT else None)


@pytest.mark.parametrize(
    ("written", "found", "reason"),
    [
        (None, B, OTHER_THERE),
        (None, NOTHING, COMMENT_THERE),
        (A, B, CHANGED_THERE),
        (A, None, DELETED_THERE),
        (A, NOTHING, EMPTIED_THERE),
        (C, A + C[1:], CHANGED_THERE),
    ],
)
def test_a_conflict_says_what_somebody_did_and_keeps_what_was_found(
    written: Pairs | None, found: Pairs | None, reason: str
) -> None:
    entry = in_conflict(_entry(DayState.SENT, A, written), found)
    assert (entry.state, entry.found, entry.reason) == (DayState.CONFLICT, found, reason)
    assert (entry.attempted, entry.written) == (A, written)


@pytest.mark.parametrize(("found", "reason"), [(C, NOT_KEPT), (B, CHANGED_THERE), (None, DELETED_THERE)])
def test_the_same_conflict_has_the_same_reason_when_it_is_found_again(found: Pairs | None, reason: str) -> None:
    before = in_conflict(_entry(DayState.UNKNOWN, A, B), C, NOT_KEPT)
    assert in_conflict(replace(before, attempted=MORNING), found).reason == reason


# What stood there before and was ours (None: nothing ever was), what stands there now, and the judgement on a call that
# was to take back A.
UNDOINGS = {
    "it was deleted": (None, None, DayState.UNDONE, None, SAID_SO),
    "what we had put there before is back": (B, B, DayState.UNDONE, B, SAID_SO),
    "nothing is back where ours was gone": (NOTHING, None, DayState.UNDONE, NOTHING, SAID_SO),
    "a comment is back where ours was gone": (NOTHING, NOTHING, DayState.UNDONE, NOTHING, SAID_SO),
    "it was not done": (None, A, DayState.UNDONE, A, NOT_UNDONE),
    "nor was this": (B, A, DayState.UNDONE, A, NOT_UNDONE),
    "a person's times are back": (B, C, DayState.CONFLICT, B, CHANGED_THERE),
    "a person's deletion is back": (B, None, DayState.CONFLICT, B, DELETED_THERE),
    "others' times are back": (None, C, DayState.CONFLICT, None, OTHER_THERE),
    "somebody's comment is back": (None, NOTHING, DayState.CONFLICT, None, COMMENT_THERE),
}


@pytest.mark.parametrize(
    ("ours", "found", "state", "written_now", "reason"),
    [pytest.param(*case, id=name) for name, case in UNDOINGS.items()],
)
def test_what_stands_there_tells_what_became_of_taking_a_day_back(
    ours: Pairs | None, found: Pairs | None, state: DayState, written_now: Pairs | None, reason: str
) -> None:
    entry = settled(_entry(DayState.UNDOING, A, ours, found=A), found)
    assert (entry.state, entry.written, entry.reason) == (state, written_now, reason)
    assert entry.found == (found if state is DayState.CONFLICT else None)


@pytest.mark.parametrize(("ours", "before"), [(None, None), (B, B), (NOTHING, None)])
def test_a_day_that_was_taken_back_stays_so_until_its_taps_change_or_it_is_retried(
    ours: Pairs | None, before: Pairs | None
) -> None:
    undone = taken_back(_entry(DayState.UNDOING, A, ours, found=A), before)
    as_it_was = decide(ADA, Timesheet(1, DAY, A), undone, retry=False)
    assert (as_it_was.step, as_it_was.state, as_it_was.reason) == (Step.NOTHING, DayState.UNDONE, SAID_SO)
    to_send = Step.CREATE if ours is None else Step.COMPARE
    assert decide(ADA, Timesheet(1, DAY, C), undone, retry=False).step is to_send
    assert decide(ADA, Timesheet(1, DAY, A), undone, retry=True).step is to_send


@pytest.mark.parametrize(("wanted", "state"), [(A, DayState.UNCHANGED), (B, DayState.UNDONE)])
def test_what_was_not_taken_back_after_all_is_not_followed_by_what_the_clocks_said_then(
    wanted: Pairs, state: DayState
) -> None:
    entry = settled(_entry(DayState.UNDOING, wanted, None, found=A), A)
    planned = decide(ADA, Timesheet(1, DAY, wanted), entry, retry=False)
    assert (planned.step, planned.state) == (Step.NOTHING, state)


@given(entry=ledger_entries(ADA.number, DAY), found=st.sampled_from([None, A, B, C]), retry=st.booleans())
def test_a_settled_day_is_known_and_what_was_found_to_be_done_is_not_done_again(
    *, entry: LedgerEntry, found: Pairs | None, retry: bool
) -> None:
    known = settled(entry, found)
    again = decide(ADA, Timesheet(ADA.number, DAY, entry.attempted), known, retry=retry)
    assert known.state not in OPEN
    assert again.step is not Step.SETTLE
    if (found or NOTHING) == entry.attempted and entry.state is not DayState.UNDOING:
        assert again.step is Step.NOTHING
