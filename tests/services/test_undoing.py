"""Undoing a run: what stood there before stands there again, and nothing that anybody touched since is changed."""

from dataclasses import replace

import pytest

from clockreports.domain.export_plan import NOT_IN_PEOPLE_HR
from clockreports.domain.findings import CHANGED_THERE, DELETED_THERE
from clockreports.domain.ledger import DayState
from clockreports.domain.timesheets import Pairs, from_text
from clockreports.domain.undo_plan import (
    CHANGED_SINCE,
    COMMENTED_SINCE,
    DECIDED_SINCE,
    DELETED_SINCE,
    EMPTIED_SINCE,
    NOT_KNOWN_BEFORE,
    NOT_WRITABLE,
    UNDONE_ALREADY,
    UndoState,
)
from clockreports.services.settling import Settling
from clockreports.services.undo_day import SO_ALREADY, TO_DELETE
from clockreports.services.undoing import Undoing
from tests.services.desk import NO_ANSWER, TUESDAY, WEEK, asked
from tests.services.firm import Firm
from tests.services.undone import (
    AS_BEFORE,
    BO,
    BO_TUESDAY,
    DELETED,
    FIRST,
    LEFT,
    PUT_BACK,
    THEIRS,
    TO_BE_DELETED,
    corrected,
    ended,
    sent,
)


@pytest.fixture
def firm() -> Firm:
    """Return a firm whose Bo has one day: run 1 made it."""
    return sent()


# What is put back, and what is deleted -----------------------------------------------------------------------------


def test_what_a_run_changed_is_put_back_and_stays_so(firm: Firm) -> None:
    report = corrected(firm).undo(2)
    assert ended(report) == [(PUT_BACK, "")]
    assert firm.people_hr.days == {BO: FIRST}
    assert asked(firm.people_hr) == ["timesheets", "update", "timesheets"], "a slot had to be emptied"
    for again in (firm.export(), firm.export()):
        assert (again.counts, again.calls) == ({DayState.UNDONE: 1}, 0)
        assert again.days[0].reason.startswith("ada undid this day on 16/03/2026.")


def test_what_a_run_made_is_deleted_only_when_it_is_named(firm: Firm) -> None:
    unnamed = firm.undo(1)
    assert ended(unnamed) == [(TO_BE_DELETED, TO_DELETE)]
    assert (firm.people_hr.days, firm.export().counts) == ({BO: FIRST}, {DayState.UNCHANGED: 1})
    assert ended(firm.undo(1, delete=True)) == [(DELETED, "")]
    assert firm.people_hr.days == {}
    assert firm.export().counts == {DayState.UNDONE: 1}


def test_a_look_tells_the_same_and_changes_nothing(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00")
    corrected(firm)
    ledger, days = firm.ledger.entries(WEEK), dict(firm.people_hr.days)
    report = Undoing(firm.exporting).look(2, firm.cancel)
    assert [day.state for day in report.days] == [PUT_BACK, TO_BE_DELETED]
    assert report.to_delete == {(2, TUESDAY)}
    assert (report.number, report.calls, asked(firm.people_hr)) == (None, 1, ["timesheets"])
    assert (firm.ledger.entries(WEEK), firm.people_hr.days, len(firm.ledger.runs())) == (ledger, days, 2)


def test_only_the_days_that_were_named_are_deleted(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00 | 2026-03-11 07:00 15:00")
    firm.export()
    report = Undoing(firm.exporting).run(2, firm.cancel, delete={(2, TUESDAY)})
    assert [day.state for day in report.days] == [DELETED, TO_BE_DELETED]
    assert BO_TUESDAY not in firm.people_hr.days
    assert len(firm.people_hr.days) == 2


def test_a_run_that_sent_nothing_has_nothing_to_undo(firm: Firm) -> None:
    assert firm.export().run == 2
    report = firm.undo(2, delete=True)
    assert (report.days, report.number, report.calls) == ((), None, 0)
    assert len(firm.ledger.runs()) == 2


@pytest.mark.parametrize(
    ("taps", "retry", "states"),
    [
        ("", True, {DayState.UPDATED: 1}),
        ("2026-03-09 18:00 18:30", False, {DayState.UPDATED: 1}),
    ],
    ids=["asked for", "the taps changed"],
)
def test_an_undone_change_goes_again_when_it_may(
    firm: Firm, taps: str, states: dict[DayState, int], *, retry: bool
) -> None:
    corrected(firm).undo(2)
    if taps:
        firm.tap("2", taps)
    assert firm.export(retry=retry).counts == states
    assert firm.export().counts == {DayState.UNCHANGED: 1}


@pytest.mark.parametrize(("taps", "retry"), [("", True), ("2026-03-09 18:00 18:30", False)])
def test_a_deleted_day_goes_again_when_it_may(firm: Firm, taps: str, *, retry: bool) -> None:
    firm.undo(1, delete=True)
    if taps:
        firm.tap("2", taps)
    assert firm.export(retry=retry).counts == {DayState.SENT: 1}
    assert firm.export().counts == {DayState.UNCHANGED: 1}


def test_a_correction_that_waited_at_the_time_does_not_go_by_itself_either(firm: Firm) -> None:
    firm.tap("2", "2026-03-09 16:00 17:00")
    firm.undo(1, delete=True)
    assert (firm.export().counts, firm.people_hr.days) == ({DayState.UNDONE: 1}, {})
    assert firm.export(retry=True).counts == {DayState.SENT: 1}


def test_runs_can_be_undone_one_after_the_other(firm: Firm) -> None:
    corrected(firm)
    assert ended(firm.undo(1, delete=True)) == [(LEFT, "Run 2 dealt with this day since.")]
    firm.undo(2)
    assert ended(firm.undo(1, delete=True)) == [(DELETED, "")]
    assert firm.people_hr.days == {}


def test_a_run_is_undone_once_and_what_was_sent_again_after_that_is_the_later_runs(firm: Firm) -> None:
    corrected(firm).undo(2)
    assert ended(firm.undo(2)) == [(UndoState.ALREADY, UNDONE_ALREADY)]
    again = firm.export(retry=True)
    assert ended(firm.undo(2)) == [(LEFT, f"Run {again.run} dealt with this day since.")]
    assert again.run is not None
    assert ended(firm.undo(again.run)) == [(PUT_BACK, "")]
    assert firm.people_hr.days == {BO: FIRST}
    assert firm.export().counts == {DayState.UNDONE: 1}


# What is left ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "reason"), [(THEIRS, CHANGED_SINCE), (None, DELETED_SINCE), ((), EMPTIED_SINCE)])
def test_what_a_person_touched_since_is_left_and_listed(firm: Firm, there: Pairs | None, reason: str) -> None:
    corrected(firm)
    firm.people_hr.days.pop(BO)
    if there is not None:
        firm.people_hr.days[BO] = there
    assert ended(firm.undo(2)) == [(LEFT, reason)]
    assert firm.people_hr.days.get(BO) == there
    assert "update" not in asked(firm.people_hr)


def test_a_day_that_somebody_commented_on_is_not_deleted(firm: Firm) -> None:
    firm.people_hr.comments.add(BO)
    report = firm.undo(1, delete=True)
    assert (ended(report), report.to_delete) == ([(LEFT, COMMENTED_SINCE)], frozenset())
    firm.people_hr.comments.clear()
    assert ended(firm.undo(1, delete=True)) == [(DELETED, "")]


def test_a_comment_stays_where_times_are_put_back(firm: Firm) -> None:
    firm.people_hr.comments.add(BO)
    assert ended(corrected(firm).undo(2)) == [(PUT_BACK, "")]
    assert (firm.people_hr.days[BO], firm.people_hr.comments) == (FIRST, {BO})


def test_what_a_person_has_put_back_already_costs_no_call_and_stays_undone(firm: Firm) -> None:
    corrected(firm)
    firm.people_hr.days[BO] = FIRST
    assert ended(Undoing(firm.exporting).look(2, firm.cancel)) == [(AS_BEFORE, SO_ALREADY)]
    firm.people_hr.asked.clear()
    assert ended(firm.undo(2)) == [(AS_BEFORE, SO_ALREADY)]
    assert asked(firm.people_hr) == ["timesheets"]
    assert firm.export().counts == {DayState.UNDONE: 1}


def test_what_a_person_has_deleted_already_asks_for_no_word(firm: Firm) -> None:
    del firm.people_hr.days[BO]
    report = firm.undo(1)
    assert (ended(report), report.to_delete) == ([(AS_BEFORE, SO_ALREADY)], frozenset())
    assert firm.export().counts == {DayState.UNDONE: 1}


def test_a_day_that_goes_right_before_it_is_deleted_is_not_told_as_deleted(firm: Firm) -> None:
    def be_first(text: str) -> None:
        if text.startswith("delete"):
            firm.people_hr.days.pop(BO, None)

    firm.people_hr.before_call = be_first
    assert ended(firm.undo(1, delete=True)) == [(AS_BEFORE, SO_ALREADY)]
    assert firm.export().counts == {DayState.UNDONE: 1}


def test_a_conflict_that_was_decided_for_people_hr_is_left(firm: Firm) -> None:
    corrected(firm)
    firm.people_hr.days[BO] = FIRST
    firm.tap("2", "2026-03-09 18:00 18:30")
    firm.export()
    Settling(firm.exporting).keep(Settling(firm.exporting).conflict(2, *BO))
    assert ended(firm.undo(2)) == [(LEFT, DECIDED_SINCE)]
    assert firm.export().counts == {DayState.UNCHANGED: 1}


def test_an_employee_who_is_not_in_people_hr_any_more_is_left(firm: Firm) -> None:
    (bo,) = (employee for employee in firm.database.people.employees() if employee.employee_id == "PW2")
    firm.database.people.save_employees([replace(bo, employee_id="")])
    assert ended(firm.undo(1, delete=True)) == [(LEFT, NOT_IN_PEOPLE_HR)]


def test_an_employee_who_was_renumbered_since_is_told_by_the_new_id(firm: Firm) -> None:
    firm.people_hr.staff[1] = replace(firm.people_hr.staff[1], employee_id="PW22")
    firm.people_hr.days["PW22", BO[1]] = firm.people_hr.days.pop(BO)
    firm.sync()
    report = firm.undo(1, delete=True)
    assert [(day.state, day.line.employee_id) for day in report.days] == [(DELETED, "PW22")]
    assert [line.employee_id for line in firm.ledger.run_days(2)] == ["PW22"]


def test_a_run_of_before_the_knowledge_was_kept_says_so(firm: Firm) -> None:
    corrected(firm)
    (run, _) = firm.ledger.runs()
    (line,) = firm.ledger.run_days(2)
    with firm.exporting.leased() as lease:
        firm.ledger.finish_run(lease, run, [replace(line, before=None, wrote=False)])
    assert ended(firm.undo(2)) == [(LEFT, NOT_KNOWN_BEFORE)]


def test_what_was_found_to_be_sent_by_an_earlier_run_is_that_runs(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00")
    firm.people_hr.fail("create", NO_ANSWER, done=True)
    firm.people_hr.fail("timesheets", NO_ANSWER, times=3)
    firm.export()
    found = firm.export()
    assert (found.run, found.counts[DayState.SENT]) == (3, 1)
    assert ended(firm.undo(3, delete=True)) == [(LEFT, "Run 2 sent this day: undo that run.")]
    assert ended(firm.undo(2, delete=True)) == [(DELETED, "")]
    assert firm.people_hr.days == {BO: FIRST}


def test_a_call_without_an_answer_can_be_undone_before_anybody_looked(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00")
    firm.people_hr.fail("create", NO_ANSWER, done=True)
    firm.people_hr.fail("timesheets", NO_ANSWER, times=2)
    firm.export()
    assert ended(firm.undo(2, delete=True)) == [(DELETED, "")]
    assert firm.export().counts == {DayState.UNCHANGED: 1, DayState.UNDONE: 1}


# A person's times under ours ---------------------------------------------------------------------------------------


def sent_over(firm: Firm, there: Pairs | None, *, ours_before: bool) -> int:
    """Send ours over what a person put into Bo's day, and return the run."""
    if ours_before:
        firm.tap("2", "2026-03-09 16:00 17:00")
    else:
        firm.undo(1, delete=True)
    firm.people_hr.days.pop(BO, None)
    if there is not None:
        firm.people_hr.days[BO] = there
    firm.export(retry=True)
    report = Settling(firm.exporting).send_ours(Settling(firm.exporting).conflict(2, *BO), firm.cancel)
    assert report.run is not None
    return report.run


@pytest.mark.parametrize(
    ("there", "ours_before", "reason"),
    [
        (THEIRS, True, CHANGED_THERE),
        (None, True, DELETED_THERE),
        (THEIRS, False, "People HR already holds other times"),
    ],
)
def test_undoing_what_was_sent_over_a_persons_work_brings_the_conflict_back(
    firm: Firm, there: Pairs | None, reason: str, *, ours_before: bool
) -> None:
    run = sent_over(firm, there, ours_before=ours_before)
    firm.undo(run, delete=True)
    assert firm.people_hr.days.get(BO) == there
    for retry in (False, True):
        report = firm.export(retry=retry)
        assert report.counts == {DayState.CONFLICT: 1}
        assert report.days[0].reason.startswith(reason)
    assert firm.people_hr.days.get(BO) == there


def test_times_without_their_in_cannot_be_put_back(firm: Firm) -> None:
    run = sent_over(firm, from_text("09:00-09:00"), ours_before=True)
    assert ended(firm.undo(run)) == [(LEFT, NOT_WRITABLE)]


def test_times_are_put_back_to_the_minute(firm: Firm) -> None:
    run = sent_over(firm, from_text("09:00:30-12:00:15"), ours_before=True)
    assert ended(firm.undo(run)) == [(PUT_BACK, "")]
    assert firm.standing[BO] == "09:00-12:00"


def test_a_day_that_held_only_a_comment_holds_only_that_again(firm: Firm) -> None:
    run = sent_over(firm, (), ours_before=True)
    assert ended(firm.undo(run)) == [(PUT_BACK, "")]
    assert firm.standing[BO] == ""
    assert firm.export().counts == {DayState.CONFLICT: 1}
