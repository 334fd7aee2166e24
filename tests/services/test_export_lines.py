"""What the lines of a run remember for its undoing: whether the run wrote on a day, and over what."""

import pytest

from clockreports.base.errors import CancelledError
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs
from clockreports.services.patience import GaveUpError
from tests.services.desk import ADA, LATER, MONDAY, NO_ANSWER, NO_NETWORK, SPLIT, WHOLE, Killed
from tests.services.entries import CHANGED_HERE, GONE, IN_THE_WAY, MAYBE_CHANGED, MAYBE_MADE, NEVER_SENT, desk_with

Sent = tuple[LedgerEntry | None, Pairs | None, Pairs]

WROTE = {
    "a day that was made": (NEVER_SENT, True, None),
    "a day that was changed": (CHANGED_HERE, True, WHOLE),
    "a day that was gone, made anew": ((GONE, None, WHOLE), True, None),
    "a day with a comment alone, filled": ((GONE, (), WHOLE), True, ()),
    "a day that was there already": ((None, WHOLE, WHOLE), False, None),
    "a conflict": ((None, LATER, WHOLE), False, LATER),
    "found to be made by an earlier run": ((MAYBE_MADE, WHOLE, WHOLE), False, None),
    "found to be changed by an earlier run": ((MAYBE_CHANGED, LATER, LATER), False, None),
    "changed after that": ((MAYBE_MADE, WHOLE, LATER), True, WHOLE),
}


@pytest.mark.parametrize(("sent", "wrote", "before"), [pytest.param(*case, id=name) for name, case in WROTE.items()])
def test_a_line_tells_whether_its_run_wrote_and_over_what(sent: Sent, before: Pairs | None, *, wrote: bool) -> None:
    desk = desk_with(*sent[:2])
    (line,) = desk.send({(ADA, MONDAY): sent[2]})
    assert (line.wrote, line.before) == (wrote, before)
    assert desk.line() == line


@pytest.mark.parametrize(("sent", "before"), [(NEVER_SENT, None), (CHANGED_HERE, WHOLE)])
@pytest.mark.parametrize("done", [False, True])
def test_a_lost_answer_costs_nothing_of_it(sent: Sent, before: Pairs | None, *, done: bool) -> None:
    desk = desk_with(*sent[:2])
    desk.people_hr.fail("create" if before is None else "update", NO_ANSWER, done=done)
    (line,) = desk.send({(ADA, MONDAY): sent[2]})
    assert (line.wrote, line.before) == (True, before)


@pytest.mark.parametrize(("sent", "before"), [(NEVER_SENT, None), (CHANGED_HERE, WHOLE)])
def test_it_is_known_before_the_call_is_made(sent: Sent, before: Pairs | None) -> None:
    desk = desk_with(*sent[:2])

    def die(text: str) -> None:
        if not text.startswith("timesheets"):
            raise Killed

    desk.people_hr.before_call = die
    with pytest.raises(Killed):
        desk.send({(ADA, MONDAY): sent[2]})
    line = desk.line()
    assert (line.state, line.wrote, line.before) == (DayState.INTENDED, True, before)


@pytest.mark.parametrize("look", [NO_ANSWER, NO_NETWORK])
def test_a_day_that_stays_unknown_may_have_been_written(look: Exception) -> None:
    desk = desk_with(*CHANGED_HERE[:2])
    desk.people_hr.fail("update", NO_ANSWER)
    desk.people_hr.fail("timesheets", look, skip=1, times=9)
    (planned,) = desk.plan({(ADA, MONDAY): LATER})
    sender = desk.sender([planned])
    with pytest.raises(GaveUpError):
        sender.send(planned)
    left = sender.unfinished(planned)
    assert (left.state, left.wrote, left.before) == (DayState.UNKNOWN, True, WHOLE)


@pytest.mark.parametrize("error", [IN_THE_WAY, CancelledError()])
def test_what_was_surely_not_done_is_not_told_as_written(error: Exception) -> None:
    desk = desk_with(*CHANGED_HERE[:2])
    desk.people_hr.fail("update", error)
    (planned,) = desk.plan({(ADA, MONDAY): LATER})
    sender = desk.sender([planned])
    try:
        line = sender.send(planned)
    except CancelledError:
        line = sender.unfinished(planned)
    assert not line.wrote
    assert not desk.line().wrote


def test_a_slot_that_was_kept_leaves_nothing_to_put_back_by_itself() -> None:
    desk = desk_with(LedgerEntry(ADA.number, MONDAY, DayState.SENT, SPLIT, SPLIT), SPLIT)

    def keep(text: str) -> None:
        if text.startswith("timesheets") and desk.people_hr.days["PW1", MONDAY] == WHOLE:
            desk.people_hr.days["PW1", MONDAY] = WHOLE + SPLIT[1:]

    desk.people_hr.before_call = keep
    (line,) = desk.send({(ADA, MONDAY): WHOLE})
    assert (line.state, line.wrote) == (DayState.CONFLICT, False)
