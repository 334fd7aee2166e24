"""Whose work stands on a day as far as the runs know, and what is found there when it is to be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clockreports.domain.ledger import DayState
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.timesheets import Pairs, Standing, from_text
from clockreports.domain.undo_plan import (
    CHANGED_SINCE,
    COMMENTED_SINCE,
    DELETED_SINCE,
    EMPTIED_SINCE,
    NOT_KNOWN_BEFORE,
    UNDONE_ALREADY,
    Found,
    UndoDay,
    UndoStep,
    judge,
    stories_of,
    undo_plan,
)

DAY = date(2026, 3, 9)
ADA = Employee("PW1", "k1", "Ada", "Pell", number=1)
A, B, C = from_text("09:00-17:00"), from_text("09:00-17:30"), from_text("08:00-12:00 13:00-17:00")
NOTHING: Pairs = ()

SENT, UPDATED, UNKNOWN, INTENDED = DayState.SENT, DayState.UPDATED, DayState.UNKNOWN, DayState.INTENDED
FOUND, UNDONE, CONFLICT = DayState.ALREADY_THERE, DayState.UNDONE, DayState.CONFLICT


def made(pairs: Pairs, state: DayState = SENT) -> RunDay:
    return RunDay(1, "PW1", DAY, state, "", pairs, None, wrote=True)


def changed(before: Pairs, pairs: Pairs, state: DayState = UPDATED) -> RunDay:
    return RunDay(1, "PW1", DAY, state, "", pairs, before, wrote=True)


def told(state: DayState, pairs: Pairs, before: Pairs | None = None) -> RunDay:
    return RunDay(1, "PW1", DAY, state, "", pairs, before)


def undid(run: int, pairs: Pairs, before: Pairs, state: DayState = UNDONE) -> tuple[int, RunDay]:
    return run, told(state, pairs, before)


Told = RunDay | tuple[int, RunDay]
DELETE, PUT_BACK, LEAVE = UndoStep.DELETE, UndoStep.PUT_BACK, UndoStep.LEAVE

# What the runs had to say of a day, in their order (the undoing of run 1 as `undid(1, …)`); which run is to be undone;
# what is done, why it is left, and what of ours stood there before.
STORIES: dict[str, tuple[list[Told], int, tuple[UndoStep, str, Pairs | None]]] = {
    "made": ([made(A)], 1, (DELETE, "", None)),
    "made, and changed by the next": ([made(A), changed(A, B)], 1, (LEAVE, "Run 2 dealt with this day since.", None)),
    "changed": ([made(A), changed(A, B)], 2, (PUT_BACK, "", A)),
    "a person's times changed": ([made(A), told(CONFLICT, B, C), changed(C, B)], 3, (PUT_BACK, "", A)),
    "times found there, then changed": ([told(FOUND, A), changed(A, B)], 2, (PUT_BACK, "", A)),
    "a deleted day made again": ([made(A), made(B)], 2, (DELETE, "", A)),
    "undone": ([made(A), undid(1, NOTHING, A)], 1, (LEAVE, UNDONE_ALREADY, None)),
    "undone, and sent again": (
        [made(A), undid(1, NOTHING, A), made(A)],
        1,
        (LEAVE, "Run 3 dealt with this day since.", None),
    ),
    "sent again after it was undone": ([made(A), undid(1, NOTHING, A), made(A)], 3, (DELETE, "", None)),
    "below one that was undone": ([made(A), changed(A, B), undid(2, A, B)], 1, (DELETE, "", None)),
    "perhaps undone": ([made(A), undid(1, NOTHING, A, UNKNOWN)], 1, (DELETE, "", None)),
    "perhaps undone, and found to be": (
        [made(A), undid(1, NOTHING, A, INTENDED), told(UNDONE, A)],
        1,
        (LEAVE, UNDONE_ALREADY, None),
    ),
    "perhaps undone, and found not to be": (
        [made(A), undid(1, NOTHING, A, INTENDED), told(UNDONE, B, A)],
        1,
        (DELETE, "", None),
    ),
    "perhaps undone, and sent again over nothing": (
        [made(A), undid(1, NOTHING, A, UNKNOWN), made(B)],
        3,
        (DELETE, "", None),
    ),
    "perhaps undone, and changed as it stood": (
        [made(A), undid(1, NOTHING, A, UNKNOWN), changed(A, B)],
        3,
        (PUT_BACK, "", A),
    ),
    "told as undone again and again": (
        [made(A), changed(A, B), undid(2, A, B), told(UNDONE, B), told(UNDONE, B)],
        1,
        (DELETE, "", None),
    ),
    "a lost call": ([made(A, UNKNOWN)], 1, (DELETE, "", None)),
    "a lost call that a later run found done": ([made(A, UNKNOWN), told(SENT, A)], 1, (DELETE, "", None)),
    "found done, and not by this run": (
        [made(A, UNKNOWN), told(SENT, A)],
        2,
        (LEAVE, "Run 1 sent this day: undo that run.", None),
    ),
    "a lost call that was not done": ([made(A, UNKNOWN), made(A)], 2, (DELETE, "", None)),
    "a lost call that was done, then changed": ([made(A, UNKNOWN), changed(A, B)], 2, (PUT_BACK, "", A)),
    "a lost change above": ([made(A), changed(A, B, INTENDED)], 1, (DELETE, "", None)),
    "of a time when nobody wrote it down": ([made(A), told(UPDATED, B)], 2, (LEAVE, NOT_KNOWN_BEFORE, None)),
}


def run(number: int, undoes: int = 0) -> Run:
    return Run(number, Period(DAY, DAY), "PC1", "ada", datetime(2026, 3, 16, tzinfo=UTC), 1, undoes=undoes)


@pytest.mark.parametrize(
    ("lines", "number", "outcome"), [pytest.param(*case, id=name) for name, case in STORIES.items()]
)
def test_what_to_do_follows_from_what_the_runs_had_to_say(
    lines: list[Told], number: int, outcome: tuple[UndoStep, str, Pairs | None]
) -> None:
    story = [
        (run(at, line[0]), line[1]) if isinstance(line, tuple) else (run(at), line) for at, line in enumerate(lines, 1)
    ]
    stories = stories_of([(told_by, [line]) for told_by, line in story], [(1, DAY)])
    (day,) = undo_plan(run(number), stories, {1: ADA}, {(1, DAY): C}, {})
    assert (day.step, day.reason, day.ours) == outcome
    assert (day.wanted, day.calls) == (C, 0 if day.step is LEAVE else 2)


@pytest.mark.parametrize("line", [told(CONFLICT, A, B), told(DayState.REFUSED, A), told(FOUND, A), told(UNKNOWN, A)])
def test_a_day_the_run_did_not_send_is_no_part_of_its_undoing(line: RunDay) -> None:
    assert undo_plan(run(1), {(1, DAY): [(run(1), line)]}, {1: ADA}, {}, {}) == []


MADE = UndoDay(ADA, made(A), DELETE)
CHANGED = UndoDay(ADA, changed(A, B), PUT_BACK)
FILLED = UndoDay(ADA, changed(NOTHING, B), PUT_BACK)
BELOW = replace(MADE, perhaps=((run(7), changed(A, B, INTENDED)),))

FINDINGS = {
    "made, and as it was sent": (MADE, Standing(A), Found.AS_SENT, ""),
    "made, and commented on": (MADE, Standing(A, commented=True), Found.TOUCHED, COMMENTED_SINCE),
    "made, and gone": (MADE, None, Found.AS_BEFORE, ""),
    "made, and emptied": (MADE, Standing(NOTHING, commented=True), Found.TOUCHED, EMPTIED_SINCE),
    "made, and edited": (MADE, Standing(C), Found.TOUCHED, CHANGED_SINCE),
    "changed, and as it was sent": (CHANGED, Standing(B), Found.AS_SENT, ""),
    "changed, and commented on": (CHANGED, Standing(B, commented=True), Found.AS_SENT, ""),
    "changed, and back already": (CHANGED, Standing(A, commented=True), Found.AS_BEFORE, ""),
    "changed, and deleted": (CHANGED, None, Found.TOUCHED, DELETED_SINCE),
    "filled, and emptied again": (FILLED, Standing(NOTHING, commented=True), Found.AS_BEFORE, ""),
    "filled, and deleted": (FILLED, None, Found.TOUCHED, DELETED_SINCE),
    "below a lost change that was done": (BELOW, Standing(B), Found.TOUCHED, "Run 7 dealt with this day since."),
    "below a lost change that was not": (BELOW, Standing(A), Found.AS_SENT, ""),
}


@pytest.mark.parametrize(
    ("day", "there", "found", "reason"), [pytest.param(*case, id=name) for name, case in FINDINGS.items()]
)
def test_what_is_found_tells_whether_it_may_be_undone(
    day: UndoDay, there: Standing | None, found: Found, reason: str
) -> None:
    assert judge(day, there) == (found, reason)


def test_days_come_by_employee_and_for_each_the_oldest_first() -> None:
    people = {2: replace(ADA, employee_id="PW10", number=2), 1: ADA}
    lines = [replace(made(A), employee=number, day=date(2026, 3, day)) for number in (2, 1) for day in (10, 9)]
    stories = stories_of([(run(1), lines)], [(line.employee, line.day) for line in lines])
    order = [(day.employee.employee_id, day.day.day) for day in undo_plan(run(1), stories, people, {}, {})]
    assert order == [("PW1", 9), ("PW1", 10), ("PW10", 9), ("PW10", 10)]
