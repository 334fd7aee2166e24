"""What an export would do with a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.export_plan import (
    NO_TAPS_ANY_MORE,
    NOT_IN_PEOPLE_HR,
    NOT_KNOWN_WHETHER_UNDONE,
    NOT_KNOWN_YET,
    OPEN,
    Overwrite,
    PlannedDay,
    Step,
    decide,
    kept,
    known_as,
    overwriting,
    plan,
)
from clockreports.domain.findings import in_conflict
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee
from clockreports.domain.timesheets import Pairs, Timesheet, from_text
from tests.helpers.strategies import ledger_entries, wanted_timesheets

DAY = date(2026, 3, 9)
ADA = Employee("PW1", "k1", "Ada", "Pell", number=1)
BO = Employee("PW2", "k2", "Bo", "Quist", number=2)

A, B, C = from_text("09:00-17:00"), from_text("09:00-17:30"), from_text("08:00-12:00 13:00-17:00")
NOTHING: Pairs = ()
REASON = "People HR's own words."
A_TAP_IS_MISSING = "A tap is missing after 12:30."


def _entry(state: DayState, attempted: Pairs, written: Pairs | None = None) -> LedgerEntry:
    return LedgerEntry(ADA.number, DAY, state, attempted, written, reason=REASON)


def _wants(pairs: Pairs, attention: str = "") -> Timesheet:
    return Timesheet(ADA.number, DAY, pairs, attention)


def _outcome(day: PlannedDay) -> tuple[Step, DayState, str]:
    return day.step, day.state, day.reason


IS_UNCHANGED = Step.NOTHING, DayState.UNCHANGED, ""
TO_CREATE = Step.CREATE, DayState.SENT, ""
TO_COMPARE = Step.COMPARE, DayState.UPDATED, ""
TO_SETTLE = Step.SETTLE, DayState.UNKNOWN, REASON
WITHOUT_TAPS = Step.NOTHING, DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE
KEPT_BACK = Step.NOTHING, DayState.NEEDS_ATTENTION, A_TAP_IS_MISSING
STILL_REFUSED = Step.NOTHING, DayState.REFUSED, REASON
STILL_A_CONFLICT = Step.NOTHING, DayState.CONFLICT, REASON
STILL_UNDONE = Step.NOTHING, DayState.UNDONE, REASON
PERHAPS_UNDONE = Step.SETTLE, DayState.UNKNOWN, NOT_KNOWN_WHETHER_UNDONE
LEFT_THERE = Step.NOTHING, DayState.UNCHANGED, REASON

# What the ledger says, what is wanted, and what is decided: without and with `retry`.
DECISIONS = {
    "never sent": (None, _wants(A), TO_CREATE, TO_CREATE),
    "never sent and nothing wanted": (None, _wants(NOTHING), IS_UNCHANGED, IS_UNCHANGED),
    "never sent and needs a person": (None, _wants(A, A_TAP_IS_MISSING), KEPT_BACK, KEPT_BACK),
    "sent and not changed since": (_entry(DayState.SENT, A, A), _wants(A), IS_UNCHANGED, IS_UNCHANGED),
    "updated and not changed since": (_entry(DayState.UPDATED, A, A), _wants(A), IS_UNCHANGED, IS_UNCHANGED),
    "already there and not changed since": (
        _entry(DayState.ALREADY_THERE, A, A),
        _wants(A),
        IS_UNCHANGED,
        IS_UNCHANGED,
    ),
    "sent and changed since": (_entry(DayState.SENT, A, A), _wants(B), TO_COMPARE, TO_COMPARE),
    "sent and needs a person now": (_entry(DayState.SENT, A, A), _wants(A, A_TAP_IS_MISSING), KEPT_BACK, KEPT_BACK),
    "sent and no taps any more": (_entry(DayState.SENT, A, A), _wants(NOTHING), WITHOUT_TAPS, TO_COMPARE),
    "gone there and here": (
        _entry(DayState.ALREADY_THERE, NOTHING, NOTHING),
        _wants(NOTHING),
        IS_UNCHANGED,
        IS_UNCHANGED,
    ),
    "gone there and back here": (_entry(DayState.ALREADY_THERE, NOTHING, NOTHING), _wants(A), TO_COMPARE, TO_COMPARE),
    "a create surely not done": (_entry(DayState.NOT_SENT, A), _wants(A), TO_CREATE, TO_CREATE),
    "an update surely not done": (_entry(DayState.NOT_SENT, B, A), _wants(B), TO_COMPARE, TO_COMPARE),
    "an update not done, and taken back": (_entry(DayState.NOT_SENT, B, A), _wants(A), IS_UNCHANGED, IS_UNCHANGED),
    "a create refused": (_entry(DayState.REFUSED, A), _wants(A), STILL_REFUSED, TO_CREATE),
    "a create refused, and changed since": (_entry(DayState.REFUSED, A), _wants(B), TO_CREATE, TO_CREATE),
    "a create refused, and nothing wanted": (_entry(DayState.REFUSED, A), _wants(NOTHING), IS_UNCHANGED, IS_UNCHANGED),
    "an update refused": (_entry(DayState.REFUSED, B, A), _wants(B), STILL_REFUSED, TO_COMPARE),
    "an update refused, and changed since": (_entry(DayState.REFUSED, B, A), _wants(C), TO_COMPARE, TO_COMPARE),
    "an update refused, and taken back": (_entry(DayState.REFUSED, B, A), _wants(A), IS_UNCHANGED, IS_UNCHANGED),
    "other times stood there": (_entry(DayState.CONFLICT, A), _wants(A), STILL_A_CONFLICT, TO_CREATE),
    "other times stood there, and changed since": (_entry(DayState.CONFLICT, A), _wants(B), TO_CREATE, TO_CREATE),
    "other times stood there, and nothing wanted": (
        _entry(DayState.CONFLICT, A),
        _wants(NOTHING),
        IS_UNCHANGED,
        IS_UNCHANGED,
    ),
    "edited there": (_entry(DayState.CONFLICT, B, A), _wants(B), STILL_A_CONFLICT, TO_COMPARE),
    "edited there, and changed since": (_entry(DayState.CONFLICT, B, A), _wants(C), TO_COMPARE, TO_COMPARE),
    "edited there, and taken back here": (_entry(DayState.CONFLICT, B, A), _wants(A), STILL_A_CONFLICT, TO_COMPARE),
    "edited there, and no taps any more": (_entry(DayState.CONFLICT, B, A), _wants(NOTHING), WITHOUT_TAPS, TO_COMPARE),
    "edited there, and needs a person": (
        _entry(DayState.CONFLICT, B, A),
        _wants(B, A_TAP_IS_MISSING),
        KEPT_BACK,
        KEPT_BACK,
    ),
    "left as it is there": (_entry(DayState.KEPT, B, A), _wants(B), LEFT_THERE, LEFT_THERE),
    "left there, and changed since": (_entry(DayState.KEPT, B, A), _wants(C), TO_COMPARE, TO_COMPARE),
    "left there, and taken back here": (_entry(DayState.KEPT, B, A), _wants(A), TO_COMPARE, TO_COMPARE),
    "left there, and no taps any more": (_entry(DayState.KEPT, B, A), _wants(NOTHING), WITHOUT_TAPS, TO_COMPARE),
    "left there, and needs a person": (_entry(DayState.KEPT, B, A), _wants(B, A_TAP_IS_MISSING), KEPT_BACK, KEPT_BACK),
    "left there, never ours, and changed since": (_entry(DayState.KEPT, A), _wants(B), TO_CREATE, TO_CREATE),
    "an intent without a result": (_entry(DayState.INTENDED, A), _wants(A), TO_SETTLE, TO_SETTLE),
    "unknown": (_entry(DayState.UNKNOWN, B, A), _wants(B), TO_SETTLE, TO_SETTLE),
    "unknown, and taken back": (_entry(DayState.UNKNOWN, B, A), _wants(A), TO_SETTLE, TO_SETTLE),
    "unknown, and no taps any more": (_entry(DayState.UNKNOWN, A), _wants(NOTHING), TO_SETTLE, TO_SETTLE),
    "undone": (_entry(DayState.UNDONE, B, A), _wants(B), STILL_UNDONE, TO_COMPARE),
    "undone, and changed since": (_entry(DayState.UNDONE, B, A), _wants(C), TO_COMPARE, TO_COMPARE),
    "undone, and as it was before": (_entry(DayState.UNDONE, B, A), _wants(A), IS_UNCHANGED, IS_UNCHANGED),
    "undone, and no taps any more": (_entry(DayState.UNDONE, B, A), _wants(NOTHING), WITHOUT_TAPS, TO_COMPARE),
    "undone, and needs a person": (_entry(DayState.UNDONE, B, A), _wants(B, A_TAP_IS_MISSING), KEPT_BACK, KEPT_BACK),
    "undone and deleted": (_entry(DayState.UNDONE, A), _wants(A), STILL_UNDONE, TO_CREATE),
    "undone and deleted, and changed since": (_entry(DayState.UNDONE, A), _wants(B), TO_CREATE, TO_CREATE),
    "undone and deleted, and no taps any more": (
        _entry(DayState.UNDONE, A),
        _wants(NOTHING),
        IS_UNCHANGED,
        IS_UNCHANGED,
    ),
    "perhaps undone": (_entry(DayState.UNDOING, A), _wants(A), PERHAPS_UNDONE, PERHAPS_UNDONE),
    "unknown, and needs a person": (_entry(DayState.UNKNOWN, A), _wants(A, A_TAP_IS_MISSING), TO_SETTLE, TO_SETTLE),
}


@pytest.mark.parametrize(
    ("entry", "sheet", "usually", "when_retrying"), [pytest.param(*case, id=name) for name, case in DECISIONS.items()]
)
def test_what_to_do_follows_from_the_ledger_and_from_what_is_wanted(
    entry: LedgerEntry | None,
    sheet: Timesheet,
    usually: tuple[Step, DayState, str],
    when_retrying: tuple[Step, DayState, str],
) -> None:
    assert _outcome(decide(ADA, sheet, entry, retry=False)) == usually
    assert _outcome(decide(ADA, sheet, entry, retry=True)) == when_retrying


TYPED = Employee("PW1", number=1)
WHOM = {
    "the same": (ADA, ADA, STILL_REFUSED),
    "renumbered": (replace(ADA, employee_id="PW0"), ADA, TO_CREATE),
    "typed here, and found in People HR since": (TYPED, ADA, TO_CREATE),
    "typed here, and not found": (TYPED, TYPED, STILL_REFUSED),
    "not in the list, and back in it": (replace(ADA, listed=False), ADA, TO_CREATE),
    "in an old account, which has no keys": (
        replace(ADA, unique_key=None),
        replace(ADA, unique_key=None),
        STILL_REFUSED,
    ),
}


@pytest.mark.parametrize(("then", "now", "outcome"), [pytest.param(*case, id=name) for name, case in WHOM.items()])
def test_what_was_refused_is_tried_again_once_it_is_known_as_somebody_else(
    then: Employee, now: Employee, outcome: tuple[Step, DayState, str]
) -> None:
    refused = replace(_entry(DayState.REFUSED, A), refused_as=known_as(then))
    assert _outcome(decide(now, _wants(A), refused, retry=False)) == outcome


SIXTEEN = from_text(" ".join(f"{hour:02}:00-{hour:02}:30" for hour in range(16)))
NO_ID = replace(ADA, employee_id="")
REFUSALS = {
    "before the start date": (
        replace(ADA, start_date=DAY + timedelta(days=1)),
        A,
        "The day is before the employee's start date, 10/03/2026.",
    ),
    "after the leaving date": (
        replace(ADA, leaving_date=DAY - timedelta(days=1)),
        A,
        "The day is after the employee's leaving date, 08/03/2026.",
    ),
    "a pair too many": (ADA, SIXTEEN, "The day has 16 pairs of times, and People HR takes 15."),
    "an employee without an id": (NO_ID, A, NOT_IN_PEOPLE_HR),
}


@pytest.mark.parametrize("retry", [False, True])
@pytest.mark.parametrize("entry", [None, _entry(DayState.SENT, B, B), _entry(DayState.REFUSED, A)])
@pytest.mark.parametrize(
    ("employee", "pairs", "reason"), [pytest.param(*case, id=name) for name, case in REFUSALS.items()]
)
def test_what_people_hr_would_surely_refuse_costs_no_call(
    employee: Employee, pairs: Pairs, reason: str, entry: LedgerEntry | None, *, retry: bool
) -> None:
    assert _outcome(decide(employee, _wants(pairs), entry, retry=retry)) == (Step.NOTHING, DayState.REFUSED, reason)


@pytest.mark.parametrize(
    ("employee", "pairs"),
    [
        (replace(ADA, start_date=DAY), A),
        (replace(ADA, leaving_date=DAY), A),
        (ADA, SIXTEEN[:15]),
    ],
)
def test_the_first_and_the_last_day_and_fifteen_pairs_may_go(employee: Employee, pairs: Pairs) -> None:
    assert decide(employee, _wants(pairs), None, retry=False).step is Step.CREATE


def test_a_day_that_was_sent_in_time_is_not_refused_afterwards() -> None:
    left = replace(ADA, leaving_date=DAY - timedelta(days=1))
    assert _outcome(decide(left, _wants(A), _entry(DayState.SENT, A, A), retry=False)) == IS_UNCHANGED


@pytest.mark.parametrize("wanted", [A, B, NOTHING])
def test_the_unknown_stays_unknown_while_there_is_no_id_to_ask_for(wanted: Pairs) -> None:
    planned = decide(NO_ID, _wants(wanted), _entry(DayState.UNKNOWN, B, A), retry=True)
    assert _outcome(planned) == (Step.NOTHING, DayState.UNKNOWN, NOT_IN_PEOPLE_HR)


def test_an_intent_that_left_no_reason_is_given_one() -> None:
    intent = LedgerEntry(ADA.number, DAY, DayState.INTENDED, A)
    assert _outcome(decide(ADA, _wants(A), intent, retry=False)) == (Step.SETTLE, DayState.UNKNOWN, NOT_KNOWN_YET)


def test_a_planned_day_carries_what_a_second_decision_needs() -> None:
    entry = _entry(DayState.UNKNOWN, A)
    planned = decide(ADA, _wants(B, A_TAP_IS_MISSING), entry, retry=True)
    assert (planned.employee, planned.day, planned.pairs) == (ADA, DAY, B)
    assert (planned.attention, planned.entry, planned.retry) == (A_TAP_IS_MISSING, entry, True)


ENTRIES = st.none() | ledger_entries(ADA.number, DAY)
SHEETS = wanted_timesheets(ADA.number, DAY)


@given(entry=ENTRIES, sheet=SHEETS, retry=st.booleans())
def test_no_call_is_planned_for_what_stands_there_as_wanted(
    *, entry: LedgerEntry | None, sheet: Timesheet, retry: bool
) -> None:
    planned = decide(ADA, sheet, entry, retry=retry)
    as_wanted = sheet.pairs == (entry.written if entry else NOTHING)
    not_known = entry is not None and entry.state in OPEN
    in_conflict_once = entry is not None and entry.state in {DayState.CONFLICT, DayState.KEPT}
    if as_wanted and not not_known and not in_conflict_once:
        assert planned.calls == 0


@given(entry=ENTRIES, sheet=SHEETS, retry=st.booleans())
def test_every_step_has_what_it_needs(*, entry: LedgerEntry | None, sheet: Timesheet, retry: bool) -> None:
    planned = decide(ADA, sheet, entry, retry=retry)
    written = entry.written if entry else None
    not_known = entry is not None and entry.state in OPEN
    assert (planned.step is Step.SETTLE) is not_known
    if planned.step is Step.CREATE:
        assert planned.pairs
        assert written is None
    if planned.step is Step.COMPARE:
        assert written is not None
        assert planned.pairs or retry
    if planned.step in {Step.CREATE, Step.COMPARE}:
        assert not planned.attention


# The plan ----------------------------------------------------------------------------------------------------------


def _days_after(days: int) -> date:
    return DAY + timedelta(days=days)


def _plan(
    sheets: list[Timesheet], ledger: Mapping[tuple[int, date], LedgerEntry] | None = None, *, retry: bool = False
) -> list[PlannedDay]:
    return plan(sheets, {each.number: each for each in (ADA, BO)}, ledger or {}, retry=retry)


def test_a_plan_goes_by_employee_and_for_each_the_oldest_day_first() -> None:
    sheets = [Timesheet(number, _days_after(days), A) for days in (2, 0, 1) for number in (2, 1)]
    order = [(day.employee.employee_id, day.day) for day in _plan(sheets)]
    assert order == [(name, _days_after(days)) for name in ("PW1", "PW2") for days in range(3)]


def test_a_day_that_is_only_in_the_ledger_is_planned_too() -> None:
    (day,) = _plan([], {(1, DAY): _entry(DayState.SENT, A, A)})
    assert _outcome(day) == WITHOUT_TAPS
    assert (day.employee, day.pairs) == (ADA, NOTHING)


def test_an_unchanged_day_is_told_and_an_empty_one_is_not() -> None:
    gone = LedgerEntry(1, _days_after(1), DayState.ALREADY_THERE, NOTHING, NOTHING)
    ledger = {(1, DAY): _entry(DayState.SENT, A, A), (1, gone.day): gone}
    assert [(day.day, day.state) for day in _plan([_wants(A)], ledger)] == [(DAY, DayState.UNCHANGED)]


def test_days_of_employees_who_were_not_chosen_are_left_out() -> None:
    assert plan([_wants(A)], {BO.number: BO}, {(1, DAY): _entry(DayState.UNKNOWN, A)}) == []


def test_retrying_holds_for_the_whole_plan() -> None:
    ledger = {(1, DAY): _entry(DayState.REFUSED, A)}
    assert [day.step for day in plan([_wants(A)], {ADA.number: ADA}, ledger)] == [Step.NOTHING]
    assert [day.step for day in _plan([_wants(A)], ledger, retry=True)] == [Step.CREATE]


def test_two_employees_without_an_id_keep_their_days_apart() -> None:
    nobody = {1: NO_ID, 2: replace(BO, employee_id="")}
    sheets = [Timesheet(number, _days_after(days), A) for days in (1, 0) for number in (2, 1)]
    order = [(day.employee.number, day.day) for day in plan(sheets, nobody, {})]
    assert order == [(number, _days_after(days)) for number in (1, 2) for days in (0, 1)]


@pytest.mark.parametrize(
    ("entry", "wanted", "calls"),
    [
        (None, A, 1),
        (_entry(DayState.SENT, A, A), B, 2),
        (_entry(DayState.UNKNOWN, A), A, 1),
        (_entry(DayState.SENT, A, A), A, 0),
    ],
)
def test_a_plan_knows_how_many_calls_it_takes(entry: LedgerEntry | None, wanted: Pairs, calls: int) -> None:
    assert decide(ADA, _wants(wanted), entry, retry=False).calls == calls


# A conflict that a person settles -----------------------------------------------------------------------------------


def _conflict(found: Pairs | None, *, wanted: Pairs = B, state: DayState = DayState.CONFLICT) -> PlannedDay:
    return decide(ADA, _wants(wanted), replace(_entry(state, B, A), found=found), retry=False)


@pytest.mark.parametrize("found", [C, NOTHING, None])
def test_a_conflict_goes_out_in_place_of_what_a_person_was_shown(found: Pairs | None) -> None:
    planned = overwriting(_conflict(found), Overwrite(ADA.number, DAY, B, found))
    assert _outcome(planned) == TO_COMPARE
    assert (planned.pairs, planned.instead_of) == (B, found or NOTHING)


OTHERWISE = {
    "another employee": (_conflict(C), Overwrite(BO.number, DAY, B, C)),
    "another day": (_conflict(C), Overwrite(ADA.number, DAY + timedelta(days=1), B, C)),
    "changed here since": (_conflict(C), Overwrite(ADA.number, DAY, A, C)),
    "changed there since": (_conflict(C), Overwrite(ADA.number, DAY, B, A)),
    "deleted there since": (_conflict(None), Overwrite(ADA.number, DAY, B, C)),
    "no conflict": (_conflict(None, wanted=A, state=DayState.SENT), Overwrite(ADA.number, DAY, A, None)),
    "settled by then": (_conflict(C, state=DayState.KEPT), Overwrite(ADA.number, DAY, B, C)),
    "nothing to put there": (_conflict(C, wanted=NOTHING), Overwrite(ADA.number, DAY, NOTHING, C)),
    "never sent": (decide(ADA, _wants(A), None, retry=False), Overwrite(ADA.number, DAY, A, None)),
}


@pytest.mark.parametrize(("planned", "word"), [pytest.param(*case, id=name) for name, case in OTHERWISE.items()])
def test_a_person_s_word_holds_for_nothing_but_what_that_person_was_shown(planned: PlannedDay, word: Overwrite) -> None:
    assert overwriting(planned, word) == planned


@pytest.mark.parametrize(("ours", "changed"), [(B, A), (A, B)])
def test_a_conflict_settled_for_people_hr_s_times_is_unchanged_until_the_taps_change(
    ours: Pairs, changed: Pairs
) -> None:
    conflict = in_conflict(_entry(DayState.SENT, B, A), C)
    left = kept(conflict, ours, "Ada said so.")
    assert left == replace(conflict, state=DayState.KEPT, attempted=ours, reason="Ada said so.")
    assert _outcome(decide(ADA, _wants(ours), left, retry=True)) == (Step.NOTHING, DayState.UNCHANGED, "Ada said so.")
    assert _outcome(decide(ADA, _wants(changed), left, retry=False)) == TO_COMPARE
