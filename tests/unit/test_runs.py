"""What a run has left."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunEnd

DAY = date(2026, 3, 9)
DONE = Run(1, Period(DAY, DAY), "PC1", "ada", datetime(2026, 3, 10, tzinfo=UTC), 2, end=RunEnd.DONE)


@pytest.mark.parametrize(
    ("state", "is_left"),
    [
        (DayState.SENT, False),
        (DayState.ALREADY_THERE, False),
        (DayState.KEPT, False),
        (DayState.REFUSED, True),
        (DayState.CONFLICT, True),
        (DayState.NEEDS_ATTENTION, True),
        (DayState.UNKNOWN, True),
        (DayState.NOT_SENT, True),
        (DayState.UNDONE, True),
    ],
)
def test_a_run_leaves_what_needs_another_run_or_a_person(state: DayState, is_left: bool) -> None:  # noqa: FBT001
    run = replace(DONE, counts=((DayState.SENT, 1), (state, 1)))
    assert run.left_nothing is not is_left
    assert replace(run, counts=((state, 0),)).left_nothing


def test_days_that_an_undoing_took_back_are_its_work() -> None:
    assert replace(DONE, counts=((DayState.UNDONE, 2),), undoes=7).left_nothing
    assert not replace(DONE, counts=((DayState.CONFLICT, 1),), undoes=7).left_nothing


@pytest.mark.parametrize("end", [end for end in RunEnd if end is not RunEnd.DONE])
def test_a_run_that_did_not_come_to_its_end_leaves_something(end: RunEnd) -> None:
    assert not replace(DONE, end=end).left_nothing
