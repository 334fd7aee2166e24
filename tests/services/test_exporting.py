"""Exporting a period: what goes and what does not, who may, and what is told and kept of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clockreports.base.errors import CancelledError, KeyProblemError, UnusableError
from clockreports.domain.export_plan import NO_TAPS_ANY_MORE, NOT_KNOWN_YET
from clockreports.domain.ledger import DayState
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunEnd
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError, LeaseLostError, RefusedError
from clockreports.services.ports import Holder
from clockreports.services.progress import Progress
from clockreports.services.review import Unlinked
from tests.services.desk import (
    BAD_KEY,
    MONDAY,
    NO_ANSWER,
    NO_NETWORK,
    NOW,
    SLOW_DOWN,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    Killed,
    asked,
)
from tests.services.firm import Firm, shown

TODAY = NOW.date()
SENT, UNCHANGED, REFUSED = DayState.SENT, DayState.UNCHANGED, DayState.REFUSED

TWO_DAYS = "2026-03-09 09:00 17:00 | 2026-03-10 08:30 16:45"
NO_SIR = RefusedError("TimeIn1 contains invalid data.")


@pytest.fixture
def firm() -> Firm:
    """Return a firm whose two employees are linked, with two days of Ada's and one of Bo's."""
    firm = Firm()
    firm.sync()
    firm.people_hr.asked.clear()
    firm.tap("1", TWO_DAYS)
    firm.tap("2", "2026-03-09 07:00 15:00")
    return firm


# What is asked and what is told ------------------------------------------------------------------------------------


def test_a_preview_tells_what_would_be_done_and_does_nothing(firm: Firm) -> None:
    preview = firm.exporting.preview(ExportOrder(WEEK))
    assert shown(preview) == [("PW1", MONDAY, SENT), ("PW1", TUESDAY, SENT), ("PW2", MONDAY, SENT)]
    assert (preview.run, preview.calls) == (None, 0)
    assert firm.people_hr.asked == []
    assert firm.ledger.runs() == []
    assert firm.ledger.entries(WEEK) == {}


def test_an_export_does_what_its_preview_told(firm: Firm) -> None:
    firm.export()
    firm.tap("1", "2026-03-09 12:00 12:30")
    firm.tap("2", "2026-03-10 07:00 15:00")
    preview = firm.exporting.preview(ExportOrder(WEEK))
    report = firm.export()
    assert shown(report) == shown(preview)
    assert [state for _, _, state in shown(report)] == [DayState.UPDATED, UNCHANGED, UNCHANGED, SENT]


def test_the_export_puts_the_days_into_people_hr_and_tells_how_they_ended(firm: Firm) -> None:
    report = firm.export()
    assert firm.standing == {
        ("PW1", MONDAY): "09:00-17:00",
        ("PW1", TUESDAY): "08:30-16:45",
        ("PW2", MONDAY): "07:00-15:00",
    }
    assert report.counts == {SENT: 3}
    assert (report.calls, report.problem, report.unlinked) == (3, None, ())


def test_exporting_again_makes_no_call_and_begins_no_conversation(firm: Firm) -> None:
    firm.export()
    conversations = len(firm.people_hr.conversations)
    again = firm.export()
    assert (again.counts, again.calls) == ({UNCHANGED: 3}, 0)
    assert len(firm.people_hr.conversations) == conversations


def test_a_run_and_its_lines_are_kept(firm: Firm) -> None:
    firm.export()
    firm.tap("1", "2026-03-09 12:00 12:30")
    firm.people_hr.before_call = lambda _text: firm.clock.advance(2)
    report = firm.export()
    run, first = firm.ledger.runs()
    assert (run.number, run.period, run.host, run.user) == (report.run, WEEK, "PC1", "ada")
    assert (run.end, run.total, run.calls) == (RunEnd.DONE, 1, 2)
    assert run.finished is not None
    assert (run.finished - run.started, report.seconds) == (timedelta(seconds=4), 4)
    assert dict(run.counts) == {DayState.UPDATED: 1, UNCHANGED: 2}
    assert [line.state for line in firm.ledger.run_days(run.number)] == [DayState.UPDATED], "unchanged days are no news"
    assert len(firm.ledger.run_days(first.number)) == 3


def test_users_nobody_is_linked_to_are_told_with_every_plan_and_every_result(firm: Firm) -> None:
    firm.tap("9", "2026-03-10 09:00 17:00 | 2026-03-16 09:00")
    unlinked = (Unlinked("9", 2, "1"),)
    assert firm.exporting.preview(ExportOrder(WEEK)).unlinked == unlinked
    assert firm.export().unlinked == unlinked
    assert firm.export().unlinked == unlinked
    firm.employees.ignore("9")
    assert firm.export().unlinked == ()


# Which days and whose ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("include_today", "sent"), [(False, [TODAY - timedelta(days=1)]), (True, [TODAY - timedelta(days=1), TODAY])]
)
def test_today_goes_only_when_asked_for_and_the_future_never(
    firm: Firm, *, include_today: bool, sent: list[date]
) -> None:
    period = Period(TODAY - timedelta(days=1), TODAY + timedelta(days=1))
    firm.tap("1", " | ".join(f"{day} 06:00 07:00" for day in period))
    report = firm.export(period=period, include_today=include_today)
    assert [line.day for line in report.days] == sent
    assert sorted(firm.people_hr.days) == [("PW1", day) for day in sent]


def test_today_is_the_day_where_the_terminals_hang(firm: Firm) -> None:
    firm.clock.advance((16 * 60 + 30) * 60)
    firm.settings = replace(firm.settings, timezone="Europe/Helsinki")
    firm.tap("1", f"{TODAY} 06:00 07:00")
    assert firm.export(period=Period(TODAY, TODAY)).counts == {SENT: 1}


def test_a_period_that_lies_in_the_future_is_empty(firm: Firm) -> None:
    report = firm.export(period=Period(TODAY, TODAY + timedelta(days=7)))
    assert (report.days, report.calls, report.problem) == ((), 0, None)


def test_only_the_chosen_employees_go(firm: Firm) -> None:
    report = firm.export("pw2")
    assert shown(report) == [("PW2", MONDAY, SENT)]
    assert shown(firm.export("PW1", "PW2")) == [
        ("PW1", MONDAY, SENT),
        ("PW1", TUESDAY, SENT),
        ("PW2", MONDAY, UNCHANGED),
    ]


def test_an_employee_nobody_knows_is_named_and_nothing_is_done(firm: Firm) -> None:
    with pytest.raises(UnusableError, match=r"There is no employee PW8, pw9\."):
        firm.export("PW1", "pw9", "PW8")
    with pytest.raises(UnusableError, match=r"There is no employee PW9\."):
        firm.exporting.preview(ExportOrder(WEEK, frozenset({"PW9"})))
    assert (firm.people_hr.days, firm.ledger.runs()) == ({}, [])
    assert firm.database.lease.token is None


STARTER = Employee("PW1", "k1", "Ada", "Pell", "1", start_date=TUESDAY)
LEAVER = Employee("PW1", "k1", "Ada", "Pell", "1", leaving_date=MONDAY)
SIXTEEN = " ".join(f"{hour:02}:{minute:02}" for hour in range(6, 22) for minute in (0, 30))


@pytest.mark.parametrize(
    ("person", "text", "refused", "reason"),
    [
        (STARTER, TWO_DAYS, MONDAY, "The day is before the employee's start date, 10/03/2026."),
        (LEAVER, TWO_DAYS, TUESDAY, "The day is after the employee's leaving date, 09/03/2026."),
        (
            replace(STARTER, start_date=None),
            f"{TWO_DAYS} | {WEDNESDAY} {SIXTEEN}",
            WEDNESDAY,
            "The day has 16 pairs of times, and People HR takes 15.",
        ),
    ],
)
def test_what_people_hr_would_surely_refuse_costs_no_call(
    person: Employee, text: str, refused: date, reason: str
) -> None:
    firm = Firm(person)
    firm.sync()
    firm.tap("1", text)
    firm.people_hr.asked.clear()
    for retry in (False, True):
        report = firm.export(retry=retry)
        assert [(line.day, line.reason) for line in report.days if line.state is REFUSED] == [(refused, reason)]
    assert not [call for call in firm.people_hr.asked if str(refused) in call]
    assert ("PW1", refused) not in firm.people_hr.days


def test_a_date_with_a_missing_tap_needs_attention_and_costs_no_call(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00")
    report = firm.export("PW2")
    attention = report.days[1]
    assert (attention.day, attention.state) == (TUESDAY, DayState.NEEDS_ATTENTION)
    assert attention.reason == "There is only one tap, at 07:00: another is missing."
    assert firm.people_hr.asked == [f"create PW2 {MONDAY}"]


# What is remembered ------------------------------------------------------------------------------------------------


def test_a_refused_day_is_tried_again_only_when_it_changed_or_when_asked_for(firm: Firm) -> None:
    firm.people_hr.fail("create", NO_SIR, times=2)
    assert shown(firm.export("PW2")) == [("PW2", MONDAY, REFUSED)]
    again = firm.export("PW2")
    assert (shown(again), again.days[0].reason, again.calls) == ([("PW2", MONDAY, REFUSED)], NO_SIR.message, 0)
    assert (firm.export("PW2", retry=True).counts, len(firm.people_hr.asked)) == ({REFUSED: 1}, 2)
    firm.tap("2", "2026-03-09 11:00 11:30")
    assert firm.export("PW2").counts == {SENT: 1}
    assert firm.standing == {("PW2", MONDAY): "07:00-11:00 11:30-15:00"}


def test_an_unknown_day_stays_unknown_until_it_could_be_looked_at(firm: Firm) -> None:
    firm.people_hr.fail("create", NO_ANSWER, done=True)
    firm.people_hr.fail("timesheets", NO_NETWORK, times=6)
    for _ in range(2):
        report = firm.export("PW2")
        assert [(line.state, line.reason) for line in report.days] == [(DayState.UNKNOWN, NOT_KNOWN_YET)]
        preview = firm.exporting.preview(report.order)
        assert [(line.state, line.reason) for line in preview.days] == [(DayState.UNKNOWN, NOT_KNOWN_YET)]
    assert firm.export("PW2").counts == {SENT: 1}
    assert asked(firm.people_hr) == ["create", "timesheets"]


def test_a_conflict_stays_one_until_a_person_decides_otherwise(firm: Firm) -> None:
    firm.export("PW2")
    firm.people_hr.days["PW2", MONDAY] = ()
    firm.tap("2", "2026-03-09 11:00 11:30")
    assert firm.export("PW2").counts == {DayState.CONFLICT: 1}
    calls = len(firm.people_hr.asked)
    assert firm.export("PW2").counts == {DayState.CONFLICT: 1}
    assert len(firm.people_hr.asked) == calls
    assert firm.standing == {("PW2", MONDAY): ""}


def test_a_day_whose_taps_went_elsewhere_needs_attention_until_it_is_deleted_there(firm: Firm) -> None:
    firm.export("PW2")
    firm.employees.link("2", "PW1")
    taken_away = firm.export("PW2")
    assert [(line.state, line.reason) for line in taken_away.days] == [(DayState.NEEDS_ATTENTION, NO_TAPS_ANY_MORE)]
    assert firm.export("PW2", retry=True).counts == {DayState.NEEDS_ATTENTION: 1}
    assert firm.standing["PW2", MONDAY] == "07:00-15:00", "nothing is ever deleted"
    del firm.people_hr.days["PW2", MONDAY]
    assert firm.export("PW2").counts == {DayState.NEEDS_ATTENTION: 1}
    assert firm.export("PW2", retry=True).counts == {DayState.ALREADY_THERE: 1}
    assert firm.export("PW2").days == ()
    firm.employees.link("2", "PW2")
    assert firm.export("PW2").counts == {SENT: 1}


def test_a_day_is_known_again_when_its_employee_got_another_id(firm: Firm) -> None:
    firm.export("PW2")
    firm.people_hr.staff[1] = replace(firm.people_hr.staff[1], employee_id="PW22")
    firm.people_hr.days["PW22", MONDAY] = firm.people_hr.days.pop(("PW2", MONDAY))
    firm.sync()
    assert shown(firm.export("PW22")) == [("PW22", MONDAY, UNCHANGED)]


def test_days_refused_for_an_unknown_employee_id_go_out_once_the_new_id_is_known(firm: Firm) -> None:
    firm.people_hr.staff[1] = replace(firm.people_hr.staff[1], employee_id="PW22")
    for _ in range(2):
        assert shown(firm.export("PW2")) == [("PW2", MONDAY, REFUSED)]
    assert asked(firm.people_hr) == ["create"], "the same refusal again is not asked for"
    firm.sync()
    assert shown(firm.exporting.preview(ExportOrder(WEEK, frozenset({"PW22"})))) == [("PW22", MONDAY, SENT)]
    assert shown(firm.export("PW22")) == [("PW22", MONDAY, SENT)]


def test_an_id_that_was_typed_too_early_is_tried_again_once_people_hr_lists_it(firm: Firm) -> None:
    firm.employees.link("2", "PW7")
    assert shown(firm.export("PW7")) == [("PW7", MONDAY, REFUSED)]
    firm.people_hr.staff.append(Employee("PW7", "k7", "Cy", "Rees"))
    assert firm.export("PW7").counts == {REFUSED: 1}
    firm.sync()
    assert firm.export("PW7").counts == {SENT: 1}


# Who may -----------------------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_sent_and_no_run_begins(firm: Firm) -> None:
    firm.vault.forget()
    with pytest.raises(KeyProblemError):
        firm.export()
    assert (firm.people_hr.asked, firm.ledger.runs()) == ([], [])
    assert firm.database.lease.token is None


def test_a_run_with_nothing_to_send_needs_no_key(firm: Firm) -> None:
    firm.export()
    firm.vault.forget()
    assert firm.export().counts == {UNCHANGED: 3}


def test_another_program_that_exports_is_named(firm: Firm) -> None:
    firm.database.lease.take(Holder("PC2", "bo", NOW), NOW, others_are_gone=True)
    with pytest.raises(BusyError, match="bo on PC2"):
        firm.export()
    assert firm.people_hr.asked == []


def test_two_runs_of_one_program_exclude_one_another(firm: Firm) -> None:
    refused: list[str] = []

    def try_another(_told: Progress) -> None:
        with pytest.raises(BusyError, match="ada on PC1") as busy:
            firm.export()
        refused.append(busy.value.title)

    assert firm.export(progress=try_another).counts == {SENT: 3}
    assert refused
    assert firm.export().counts == {UNCHANGED: 3}


def test_a_program_that_died_on_this_computer_does_not_keep_the_next_one_out(firm: Firm) -> None:
    firm.database.lease.take(Holder("PC1", "ada", NOW), NOW, others_are_gone=True)
    assert firm.export().counts == {SENT: 3}


def test_the_lock_and_the_lease_are_given_back_whatever_happens(firm: Firm) -> None:
    def die(_text: str) -> None:
        raise Killed

    firm.people_hr.before_call = die
    with pytest.raises(Killed):
        firm.export()
    assert firm.database.lease.token is None
    assert firm.lock.try_take()


def test_a_run_that_lost_its_lease_ends_with_that_error_and_another_one_goes_on(firm: Firm) -> None:
    def lose(told: Progress) -> None:
        if told.done == 1:
            firm.lose_lease()

    with pytest.raises(LeaseLostError):
        firm.export(progress=lose)
    assert firm.ledger.runs()[0].end is RunEnd.RUNNING
    assert firm.export().counts == {UNCHANGED: 1, SENT: 2}


def test_a_computer_that_slept_through_a_call_leaves_its_day_unknown(firm: Firm) -> None:
    firm.people_hr.before_call = lambda _text: firm.lose_lease()
    with pytest.raises(LeaseLostError):
        firm.export("PW2")
    firm.people_hr.before_call = None
    assert firm.exporting.preview(ExportOrder(WEEK, frozenset({"PW2"}))).counts == {DayState.UNKNOWN: 1}
    assert firm.export("PW2").counts == {SENT: 1}
    assert asked(firm.people_hr) == ["create", "timesheets"]


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (BAD_KEY, RunEnd.KEY_REFUSED),
        (SLOW_DOWN, RunEnd.UNREACHABLE),
        (NO_NETWORK, RunEnd.UNREACHABLE),
        (CancelledError(), RunEnd.STOPPED),
    ],
)
def test_a_run_that_ended_early_is_reported_and_kept_with_its_reason(firm: Firm, error: Exception, end: RunEnd) -> None:
    firm.people_hr.fail("create", error, skip=1, times=3)
    report = firm.export()
    run = firm.ledger.runs()[0]
    assert (report.problem, run.end) == (error, end)
    assert report.counts == {SENT: 1, DayState.NOT_SENT: 2} == dict(run.counts)
    assert [line.state for line in firm.ledger.run_days(run.number)] == [line.state for line in report.days]
    assert firm.database.lease.token is None
