"""Refusals, conflicts, what a person agreed to overwrite, and what one look settles for the days that follow."""

from dataclasses import replace

import pytest

from clockreports.domain.export_plan import Overwrite, Step
from clockreports.domain.findings import CHANGED_THERE, DELETED_THERE, NOT_KEPT
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs
from clockreports.services.failures import (
    AlreadyExistsError,
    NotThereError,
)
from tests.services.desk import (
    ADA,
    BO,
    FRIDAY,
    LATER,
    MONDAY,
    NO_ANSWER,
    NOTHING,
    SPLIT,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WHOLE,
    Desk,
    asked,
)
from tests.services.entries import (
    ALREADY_THERE,
    CHANGED,
    CHANGED_HERE,
    DELETED,
    EDITED,
    IN_THE_WAY,
    IN_USE,
    MAYBE_CHANGED,
    MAYBE_MADE,
    NEVER_SENT,
    NOBODY,
    SENT,
    SENT_SPLIT,
    SENT_WHOLE,
    UPDATED,
    desk_with,
)


@pytest.mark.parametrize(("sent", "action", "written"), [(NEVER_SENT, "create", None), (CHANGED_HERE, "update", WHOLE)])
def test_a_refusal_is_kept_with_people_hrs_own_words(
    sent: tuple[LedgerEntry | None, Pairs | None, Pairs], action: str, written: Pairs | None
) -> None:
    desk = desk_with(*sent[:2])
    desk.people_hr.fail(action, IN_THE_WAY)
    (line,) = desk.send({(ADA, MONDAY): sent[2]})
    assert (line.state, line.reason) == (DayState.REFUSED, IN_THE_WAY.message)
    entry = desk.entry()
    assert (entry.state, entry.reason, entry.written) == (DayState.REFUSED, IN_THE_WAY.message, written)


def test_a_look_that_is_refused_is_a_refusal_too() -> None:
    desk = desk_with(SENT_WHOLE, WHOLE)
    desk.people_hr.fail("timesheets", IN_THE_WAY)
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.state, line.reason) == (DayState.REFUSED, IN_THE_WAY.message)
    assert (desk.entry().attempted, desk.entry().written) == (LATER, WHOLE)


def test_the_unknown_stays_unknown_when_people_hr_refuses_to_show_it() -> None:
    desk = desk_with(MAYBE_MADE, WHOLE)
    desk.people_hr.fail("timesheets", IN_THE_WAY)
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.state, line.reason) == (DayState.UNKNOWN, IN_THE_WAY.message)
    assert (desk.entry().state, desk.entry().attempted) == (DayState.UNKNOWN, WHOLE)


def test_a_day_that_exists_and_is_not_shown_is_refused_in_people_hrs_own_words() -> None:
    desk = Desk()
    exists = AlreadyExistsError("Timesheet entry is already exist for EmployeeId and date")
    desk.people_hr.fail("create", exists)
    (line,) = desk.send({(ADA, MONDAY): WHOLE})
    assert (line.state, line.reason) == (DayState.REFUSED, exists.message)
    assert asked(desk.people_hr) == ["create", "timesheets"]


def test_a_day_that_went_between_the_look_and_the_update_is_a_conflict() -> None:
    desk = desk_with(SENT_WHOLE, WHOLE)
    desk.people_hr.fail("update", NotThereError("No record found."))
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.state, line.reason) == (DayState.CONFLICT, DELETED_THERE)


def test_a_slot_that_people_hr_kept_is_a_conflict() -> None:
    desk = desk_with(SENT_SPLIT, SPLIT)
    kept = WHOLE + SPLIT[1:]

    def keep(text: str) -> None:
        if text.startswith("timesheets") and desk.people_hr.days["PW1", MONDAY] == WHOLE:
            desk.people_hr.days["PW1", MONDAY] = kept

    desk.people_hr.before_call = keep
    (line,) = desk.send({(ADA, MONDAY): WHOLE})
    assert (line.state, line.reason) == (DayState.CONFLICT, NOT_KEPT)
    assert (desk.entry().found, desk.entry().written) == (kept, SPLIT)
    assert desk.plan({(ADA, MONDAY): WHOLE})[0].step is Step.NOTHING
    (again,) = desk.send({(ADA, MONDAY): WHOLE}, retry=True)
    assert again.reason == NOT_KEPT, "nobody has touched it since"
    desk.people_hr.days["PW1", MONDAY] = LATER
    assert desk.send({(ADA, MONDAY): WHOLE}, retry=True)[0].reason == CHANGED_THERE


def test_a_slot_that_was_kept_by_a_call_without_an_answer_is_nobody_s_change_either() -> None:
    desk = desk_with(replace(MAYBE_CHANGED, attempted=WHOLE, written=SPLIT), WHOLE + SPLIT[1:])
    (line,) = desk.send({(ADA, MONDAY): WHOLE})
    assert (line.state, line.reason) == (DayState.CONFLICT, NOT_KEPT)


def test_a_refusal_remembers_as_whom_it_was_and_forgets_it_with_the_refusal() -> None:
    desk = desk_with(None, None)
    desk.people_hr.fail("create", IN_THE_WAY)
    desk.send({(ADA, MONDAY): WHOLE})
    assert desk.entry().refused_as == "PW1"
    desk.people_hr.days["PW1", MONDAY] = LATER
    assert desk.send({(ADA, MONDAY): WHOLE}, retry=True)[0].state is DayState.CONFLICT
    assert desk.entry().refused_as == ""


# A person's word ---------------------------------------------------------------------------------------------------

DELETED_ENTRY = replace(EDITED, found=None, reason=DELETED_THERE)

# The conflict, what stands there by now, what went wrong once (an action, how, and whether it was done); how the day
# ends, and by which calls. What a person was shown may go in favour of 09:00-17:30.
WORDS = {
    "what was shown": (EDITED, SPLIT, None, UPDATED, "timesheets update timesheets"),
    "a day that was deleted": (DELETED_ENTRY, None, None, SENT, "timesheets create"),
    "a day that was emptied": (DELETED_ENTRY, NOTHING, None, UPDATED, "timesheets update"),
    "changed again since": (EDITED, WHOLE, None, CHANGED, "timesheets"),
    "deleted since": (EDITED, None, None, DELETED, "timesheets"),
    "mended since": (EDITED, LATER, None, ALREADY_THERE, "timesheets"),
    "times we never wrote": (
        *(replace(IN_USE, attempted=LATER, found=SPLIT), SPLIT, None),
        *(UPDATED, "timesheets update timesheets"),
    ),
    "a look that got lost": (
        *(EDITED, SPLIT, ("timesheets", NO_ANSWER, False)),
        *(UPDATED, "timesheets timesheets update timesheets"),
    ),
    "an update that got lost": (
        *(EDITED, SPLIT, ("update", NO_ANSWER, False)),
        *(UPDATED, "timesheets update timesheets update timesheets"),
    ),
    "an update that got lost and was done": (
        *(EDITED, SPLIT, ("update", NO_ANSWER, True)),
        *(UPDATED, "timesheets update timesheets"),
    ),
}


@pytest.mark.parametrize(
    ("entry", "there", "fault", "outcome", "calls"), [pytest.param(*c, id=n) for n, c in WORDS.items()]
)
def test_what_a_person_agreed_to_overwrite_goes_and_nothing_else_does(
    entry: LedgerEntry,
    there: Pairs | None,
    fault: tuple[str, Exception, bool] | None,
    outcome: tuple[DayState, str],
    calls: str,
) -> None:
    desk = desk_with(entry, there)
    if fault is not None:
        desk.people_hr.fail(fault[0], fault[1], done=fault[2])
    word = Overwrite(ADA.number, MONDAY, LATER, entry.found)
    (line,) = desk.send({(ADA, MONDAY): LATER}, overwrite=word)
    assert ((line.state, line.reason), " ".join(asked(desk.people_hr))) == (outcome, calls)
    there_then = desk.people_hr.days.get(("PW1", MONDAY))
    assert there_then == (there if outcome[0] is DayState.CONFLICT else LATER)
    assert desk.plan({(ADA, MONDAY): LATER})[0].step is Step.NOTHING


# An employee's other days ------------------------------------------------------------------------------------------


def test_one_look_settles_the_days_that_follow() -> None:
    desk = Desk()
    there = {MONDAY: LATER, TUESDAY: WHOLE, THURSDAY: SPLIT}
    desk.people_hr.days |= {("PW1", day): pairs for day, pairs in there.items()}
    wanted = {(ADA, day): WHOLE for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)}
    states = [line.state for line in desk.send(wanted)]
    assert states == [DayState.CONFLICT, DayState.ALREADY_THERE, DayState.SENT, DayState.CONFLICT]
    assert asked(desk.people_hr) == ["create", "timesheets", "create"]


def test_an_earlier_look_does_not_count_where_people_hr_says_that_a_day_exists() -> None:
    desk = desk_with(SENT_WHOLE, WHOLE)
    asked_for: list[str] = []
    planned = desk.plan({(ADA, MONDAY): LATER, (ADA, FRIDAY): WHOLE})
    sender = desk.sender(planned)
    sender.send(planned[0])
    desk.people_hr.days["PW1", FRIDAY] = LATER
    desk.people_hr.before_call = asked_for.append
    assert sender.send(planned[1]).state is DayState.CONFLICT
    assert asked_for == [f"create PW1 {FRIDAY}", "timesheets PW1"]


def test_an_employee_id_that_nobody_knows_settles_all_days_with_one_call() -> None:
    desk = Desk()
    desk.people_hr.staff.clear()
    lines = desk.send({(ADA, day): WHOLE for day in (MONDAY, TUESDAY, WEDNESDAY)})
    assert {(line.state, line.reason) for line in lines} == {(DayState.REFUSED, NOBODY.message)}
    assert asked(desk.people_hr) == ["create"]
    assert desk.entry(WEDNESDAY).state is DayState.REFUSED


def test_an_employee_id_that_nobody_knows_any_more_leaves_the_unknown_unknown() -> None:
    desk = desk_with(SENT_WHOLE, WHOLE)
    desk.remember(replace(MAYBE_CHANGED, day=TUESDAY))
    desk.people_hr.staff.clear()
    lines = desk.send({(ADA, day): LATER for day in (MONDAY, TUESDAY, WEDNESDAY)})
    assert [line.state for line in lines] == [DayState.REFUSED, DayState.UNKNOWN, DayState.REFUSED]
    assert {line.reason for line in lines} == {NOBODY.message}
    assert asked(desk.people_hr) == ["timesheets"]
    assert desk.entry(TUESDAY).written == WHOLE


def test_another_employee_is_not_touched_by_that() -> None:
    desk = Desk(ADA, BO)
    desk.people_hr.staff.remove(ADA)
    assert desk.send({(ADA, MONDAY): WHOLE})[0].state is DayState.REFUSED
    assert desk.send({(BO, MONDAY): WHOLE})[0].state is DayState.SENT
