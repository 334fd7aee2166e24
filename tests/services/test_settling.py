"""Settling a conflict: both versions are shown, and only what was shown is ever overwritten."""

from dataclasses import replace

import pytest

from clockreports.base.errors import ClockReportsError, RunAgainError
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs, from_text
from clockreports.services.failures import BusyError
from clockreports.services.settling import Conflict, Settling
from tests.services.desk import BAD_KEY, MONDAY, NO_ANSWER, NO_NETWORK, NOW, asked
from tests.services.firm import Firm, shown

OURS = from_text("07:00-15:00")
CORRECTED = from_text("07:00-15:00 16:00-17:00")
THEIRS = from_text("08:00-16:00")
NEWER = from_text("08:00-12:00")
BO = "PW2", MONDAY


@pytest.fixture
def firm() -> Firm:
    """Return a firm whose Bo has one day; nothing is sent yet."""
    firm = Firm()
    firm.sync()
    firm.tap("2", "2026-03-09 07:00 15:00")
    return firm


def change_there(firm: Firm, pairs: Pairs | None) -> None:
    """Let a person change Bo's day in People HR."""
    firm.people_hr.days.pop(BO, None)
    if pairs is not None:
        firm.people_hr.days[BO] = pairs


def in_conflict(firm: Firm, there: Pairs | None, *, sent_before: bool) -> Conflict:
    """Bring Bo's day into conflict and return it as it is shown."""
    if sent_before:
        firm.export()
        firm.tap("2", "2026-03-09 16:00 17:00")
    change_there(firm, there)
    assert firm.export().counts == {DayState.CONFLICT: 1}
    firm.people_hr.asked.clear()
    return shown_again(firm)


def shown_again(firm: Firm) -> Conflict:
    return Settling(firm.exporting).conflict(2, *BO)


CASES = pytest.mark.parametrize(
    ("sent_before", "there"),
    [(False, THEIRS), (True, THEIRS), (True, None), (True, ())],
    ids=["never sent", "edited", "deleted", "emptied"],
)


# What is shown -----------------------------------------------------------------------------------------------------


def test_both_versions_are_shown_with_what_we_wrote_and_who_ran_it(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=True)
    assert (conflict.ours, conflict.theirs, conflict.written) == (CORRECTED, THEIRS, OURS)
    assert [(run.user, line.state) for run, line in conflict.story] == [
        ("ada", DayState.CONFLICT),
        ("ada", DayState.SENT),
    ]


def test_every_plan_and_every_result_tells_what_stands_there_instead(firm: Firm) -> None:
    in_conflict(firm, THEIRS, sent_before=False)
    report = firm.export()
    for told in (report, firm.exporting.preview(report.order)):
        assert [(line.pairs, line.before) for line in told.days] == [(OURS, THEIRS)]


def test_a_day_that_is_in_no_conflict_is_not_shown_as_one(firm: Firm) -> None:
    firm.export()
    with pytest.raises(RunAgainError, match="has changed since"):
        shown_again(firm)


# Keep People HR's --------------------------------------------------------------------------------------------------


@CASES
def test_people_hrs_times_stay_without_a_call_and_the_day_is_unchanged(
    firm: Firm, there: Pairs | None, *, sent_before: bool
) -> None:
    line = Settling(firm.exporting).keep(in_conflict(firm, there, sent_before=sent_before))
    assert line.state is DayState.UNCHANGED
    assert "ada decided so on 16/03/2026" in line.reason
    for retry in (False, True):
        report = firm.export(retry=retry)
        assert shown(report) == [(*BO, DayState.UNCHANGED)]
        assert report.days[0].reason == line.reason
    assert firm.people_hr.asked == []
    assert firm.people_hr.days.get(BO) == there


@CASES
def test_a_correction_after_that_is_a_conflict_again_and_overwrites_nothing(
    firm: Firm, there: Pairs | None, *, sent_before: bool
) -> None:
    Settling(firm.exporting).keep(in_conflict(firm, there, sent_before=sent_before))
    firm.tap("2", "2026-03-09 18:00 18:30")
    assert firm.export().counts == {DayState.CONFLICT: 1}
    assert firm.people_hr.days.get(BO) == there


def test_a_day_that_needs_a_person_again_says_so_though_it_was_settled(firm: Firm) -> None:
    Settling(firm.exporting).keep(in_conflict(firm, THEIRS, sent_before=False))
    firm.tap("2", "2026-03-09 15:30")
    assert firm.export().counts == {DayState.NEEDS_ATTENTION: 1}


def test_a_conflict_that_is_not_the_one_shown_is_not_settled(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    change_there(firm, NEWER)
    firm.export(retry=True)
    with pytest.raises(RunAgainError, match="has changed since"):
        Settling(firm.exporting).keep(conflict)
    assert shown_again(firm).theirs == NEWER


def test_nothing_is_settled_while_another_exports(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    with firm.exporting.leased(), pytest.raises(BusyError):
        Settling(firm.exporting).keep(conflict)


# Send ours ---------------------------------------------------------------------------------------------------------


@CASES
def test_ours_goes_in_place_of_what_was_shown(firm: Firm, there: Pairs | None, *, sent_before: bool) -> None:
    conflict = in_conflict(firm, there, sent_before=sent_before)
    report = Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.people_hr.days[BO] == conflict.ours
    assert set(report.counts) <= {DayState.UPDATED, DayState.SENT}
    assert firm.ledger.runs()[0].number == report.run
    assert firm.export().counts == {DayState.UNCHANGED: 1}


def test_only_that_one_day_goes(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.tap("2", "2026-03-10 07:00 15:00")
    firm.tap("1", "2026-03-09 07:00 15:00")
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.people_hr.days.keys() == {BO}


@pytest.mark.parametrize("now_there", [NEWER, None], ids=["edited again", "deleted since"])
def test_what_changed_there_since_is_a_conflict_again(firm: Firm, now_there: Pairs | None) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    change_there(firm, now_there)
    assert Settling(firm.exporting).send_ours(conflict, firm.cancel).counts == {DayState.CONFLICT: 1}
    assert firm.people_hr.days.get(BO) == now_there
    assert shown_again(firm).theirs == now_there


def test_a_day_that_was_gone_and_is_there_again_is_a_conflict_again(firm: Firm) -> None:
    conflict = in_conflict(firm, None, sent_before=True)
    change_there(firm, NEWER)
    assert Settling(firm.exporting).send_ours(conflict, firm.cancel).counts == {DayState.CONFLICT: 1}
    assert firm.people_hr.days[BO] == NEWER


def test_taps_nobody_was_shown_do_not_go(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.tap("2", "2026-03-09 18:00 18:30")
    assert Settling(firm.exporting).send_ours(conflict, firm.cancel).counts == {DayState.CONFLICT: 1}
    assert firm.people_hr.days[BO] == THEIRS


@CASES
@pytest.mark.parametrize("done", [False, True], ids=["it did not arrive", "it did arrive"])
def test_a_lost_answer_is_looked_into_and_ours_goes_once(
    firm: Firm, there: Pairs | None, *, sent_before: bool, done: bool
) -> None:
    conflict = in_conflict(firm, there, sent_before=sent_before)
    firm.people_hr.fail("create" if there is None else "update", NO_ANSWER, done=done)
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.people_hr.days[BO] == conflict.ours
    assert asked(firm.people_hr).count("create" if there is None else "update") == 2 - done


@pytest.mark.parametrize(("error", "tries"), [(NO_ANSWER, 3), (NO_NETWORK, 3), (BAD_KEY, 1)])
def test_a_decision_whose_call_failed_is_carried_out_by_the_next_export(
    firm: Firm, error: ClockReportsError, tries: int
) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.people_hr.fail("update", error, times=tries)
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.people_hr.days[BO] == THEIRS
    assert firm.export().counts == {DayState.UPDATED: 1}
    assert firm.people_hr.days[BO] == OURS


def test_after_a_failed_call_an_edit_made_meanwhile_is_a_conflict(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.people_hr.fail("update", NO_ANSWER, times=3)
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    change_there(firm, NEWER)
    assert firm.export().counts == {DayState.CONFLICT: 1}
    assert firm.people_hr.days[BO] == NEWER


def test_a_look_that_got_no_answer_leaves_the_conflict_as_it_was(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.people_hr.fail("timesheets", NO_ANSWER, times=3)
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.people_hr.days[BO] == THEIRS
    assert shown_again(firm) == replace(conflict, story=shown_again(firm).story)


def test_a_look_that_was_answered_late_is_good_enough(firm: Firm) -> None:
    conflict = in_conflict(firm, THEIRS, sent_before=False)
    firm.people_hr.fail("timesheets", NO_ANSWER, times=2)
    Settling(firm.exporting).send_ours(conflict, firm.cancel)
    assert firm.standing[BO] == "07:00-15:00"


def test_a_conflict_of_today_can_be_settled_too(firm: Firm) -> None:
    today = NOW.date()
    firm.tap("2", f"{today} 05:00 07:00")
    firm.people_hr.days["PW2", today] = THEIRS
    firm.export("PW2", period=Period(today, today), include_today=True)
    conflict = Settling(firm.exporting).conflict(2, "PW2", today)
    assert Settling(firm.exporting).keep(conflict).state is DayState.UNCHANGED
    assert firm.standing["PW2", today] == "08:00-16:00"
