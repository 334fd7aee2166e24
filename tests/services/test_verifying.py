"""Verifying: who is read and how often, what is told while it goes on, and how it ends when something is in the way."""

from dataclasses import replace
from datetime import date

import pytest

from clockreports.base.errors import CancelledError, KeyProblemError, UnusableError
from clockreports.domain.drift import Drift, DriftedDay
from clockreports.domain.export_plan import NOT_IN_PEOPLE_HR
from clockreports.domain.people import Employee, Link
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import from_text
from clockreports.services.failures import NotUnderstoodError, RefusedError, UnansweredError, UnknownEmployeeError
from clockreports.services.patience import MOST_FAILED_IN_A_ROW
from clockreports.services.ports import Holder
from clockreports.services.progress import Progress, ProgressListener, unheard
from clockreports.services.verifying import Verifying, VerifyOrder, VerifyReport
from tests.services.desk import (
    BAD_KEY,
    MONDAY,
    NO_ANSWER,
    NO_NETWORK,
    NOW,
    SLOW_DOWN,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    asked,
)
from tests.services.firm import STAFF, Firm

FIRST_QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
EDITED, WHOLE = from_text("10:00-16:00"), from_text("09:00-17:00")


@pytest.fixture
def firm() -> Firm:
    """Return a firm that has exported two days of Ada's and one of Bo's."""
    return exported(Firm())


def exported(firm: Firm) -> Firm:
    firm.sync()
    firm.tap("1", "2026-03-09 09:00 17:00 | 2026-03-10 08:30 16:45")
    firm.tap("2", "2026-03-09 07:00 15:00")
    assert firm.export().problem is None
    firm.people_hr.asked.clear()
    return firm


def verify(firm: Firm, *employee_ids: str, period: Period = WEEK, progress: ProgressListener = unheard) -> VerifyReport:
    return Verifying(firm.exporting).run(VerifyOrder(period, frozenset(employee_ids)), firm.cancel, progress)


def test_what_was_exported_and_left_alone_agrees(firm: Firm) -> None:
    report = verify(firm)
    assert (report.found.days, report.found.agree, report.found.waiting) == ((), 3, 0)
    assert (report.calls, report.unread, report.problem, report.holder) == (2, (), None, None)


def test_what_a_person_did_there_is_told_by_employee_and_day_with_both_versions(firm: Firm) -> None:
    firm.people_hr.days["PW2", THURSDAY] = WHOLE
    firm.people_hr.days["PW1", TUESDAY] = EDITED
    del firm.people_hr.days["PW1", MONDAY]
    report = verify(firm)
    assert report.found.days == (
        DriftedDay(1, MONDAY, Drift.MISSING_THERE, WHOLE, ()),
        DriftedDay(1, TUESDAY, Drift.DIFFERENT_THERE, from_text("08:30-16:45"), EDITED),
        DriftedDay(2, THURSDAY, Drift.ONLY_THERE, (), WHOLE),
    )
    assert report.found.agree == 1
    assert report.counts == dict.fromkeys(Drift, 1)


def test_it_reads_and_does_nothing_else(firm: Firm) -> None:
    firm.people_hr.days["PW1", TUESDAY] = EDITED
    before = firm.standing, firm.ledger.entries(WEEK), firm.ledger.runs()
    verify(firm)
    assert set(asked(firm.people_hr)) == {"timesheets"}
    assert (firm.standing, firm.ledger.entries(WEEK), firm.ledger.runs()) == before


def test_a_day_the_clocks_say_something_new_about_is_not_sent_yet_and_no_drift(firm: Firm) -> None:
    firm.tap("1", "2026-03-09 18:00 19:00 | 2026-03-11 09:00 17:00")
    report = verify(firm)
    assert (report.found.days, report.found.agree, report.found.waiting) == ((), 3, 2)
    firm.people_hr.days["PW1", MONDAY] = EDITED
    assert [day.drift for day in verify(firm).found.days] == [Drift.DIFFERENT_THERE]


def test_an_unsettled_day_is_compared_with_what_was_sent_and_not_with_what_is_known_of_it_so_far(firm: Firm) -> None:
    firm.tap("2", "2026-03-11 07:00")
    firm.people_hr.days["PW2", WEDNESDAY] = from_text("07:00-15:00")
    assert [day.drift for day in verify(firm).found.days] == [Drift.ONLY_THERE]


# Who is read -------------------------------------------------------------------------------------------------------


def test_one_call_reads_a_month_of_an_employee(firm: Firm) -> None:
    firm.people_hr.days["PW2", date(2026, 1, 31)] = firm.people_hr.days["PW2", date(2026, 2, 1)] = WHOLE
    report = verify(firm, period=FIRST_QUARTER)
    assert firm.people_hr.asked == ["timesheets PW1"] * 3 + ["timesheets PW2"] * 3
    assert report.calls == 6
    assert [day.day for day in report.found.days] == [date(2026, 1, 31), date(2026, 2, 1)]


def test_everybody_linked_in_the_period_is_read_and_nobody_else(firm: Firm) -> None:
    day_before = date(2026, 3, 8)
    firm.people_hr.staff += [Employee(f"PW{number}", f"k{number}", number=number) for number in (3, 4, 5)]
    firm.database.people.save_employees([replace(each, number=0) for each in firm.people_hr.staff[2:]])
    three, four, five = firm.database.people.employees()[2:]
    links = [
        Link("3", three.number, valid_until=MONDAY),
        Link("4", four.number, valid_until=day_before),
        Link("5", None),
    ]
    firm.database.people.change_links((), links)
    firm.people_hr.days["PW3", THURSDAY] = firm.people_hr.days["PW4", THURSDAY] = WHOLE
    report = verify(firm)
    assert firm.people_hr.asked == ["timesheets PW1", "timesheets PW2", "timesheets PW3"]
    assert [report.employees[day.employee].employee_id for day in report.found.days] == ["PW3"]
    assert verify(firm, "pw4").found.days[0].employee == four.number
    assert len(verify(firm, five.employee_id).employees) == 1


def test_only_those_who_are_asked_for_are_read(firm: Firm) -> None:
    del firm.people_hr.days["PW1", MONDAY], firm.people_hr.days["PW2", MONDAY]
    report = verify(firm, "pw2")
    assert firm.people_hr.asked == ["timesheets PW2"]
    assert [day.employee for day in report.found.days] == [2]
    with pytest.raises(UnusableError, match="There is no employee PW9"):
        verify(firm, "PW9")


def test_without_anybody_to_read_no_key_is_needed() -> None:
    report = verify(Firm(credentials=None))
    assert (report.calls, report.employees, report.problem) == (0, {}, None)


def test_without_a_key_nothing_is_tried(firm: Firm) -> None:
    firm.vault.forget()
    with pytest.raises(KeyProblemError):
        verify(firm)


def test_who_is_not_in_people_hr_any_more_is_not_read_and_told_when_a_day_was_sent(firm: Firm) -> None:
    ada, bo = firm.database.people.employees()
    firm.database.people.save_employees([replace(ada, employee_id="", listed=False), replace(bo, listed=False)])
    report = verify(firm)
    assert firm.people_hr.asked == ["timesheets PW2"]
    assert [(unread.question.employee.number, unread.reason, unread.for_good) for unread in report.unread] == [
        (1, NOT_IN_PEOPLE_HR, True)
    ]
    assert verify(firm, period=Period(date(2026, 1, 1), date(2026, 1, 9))).employees == {}


# While it goes on, and when something is in the way ----------------------------------------------------------------


def test_it_tells_how_far_it_is_and_whom_it_reads(firm: Firm) -> None:
    told: list[Progress] = []
    verify(firm, progress=told.append)
    assert [(step.done, step.total, step.doing) for step in told] == [
        (0, 2, "Ada Pell"),
        (1, 2, "Bo Quist"),
        (2, 2, "Bo Quist"),
    ]
    assert [step.remaining > 0 for step in told] == [True, True, False]


def test_a_wait_is_told_with_its_reason(firm: Firm) -> None:
    told: list[Progress] = []
    firm.people_hr.before_call = lambda _call: firm.people_hr.conversations[-1].waiting(21.0, "the pace")
    verify(firm, progress=told.append)
    assert ("the pace", 21.0) in [(step.waiting_for, step.wait) for step in told]
    assert all(step.remaining >= step.wait for step in told)


@pytest.mark.parametrize("failures", [1, 2])
def test_an_answer_that_does_not_come_is_asked_for_again(firm: Firm, failures: int) -> None:
    firm.people_hr.fail("timesheets", NO_ANSWER, times=failures)
    report = verify(firm)
    assert (report.found.agree, report.unread, report.problem) == (3, (), None)
    assert firm.clock.waits == [1.0, 3.0][:failures]


def test_an_answer_that_cannot_be_understood_is_told_with_its_day_and_is_asked_for_once(firm: Firm) -> None:
    unclear = NotUnderstoodError("People HR's answer cannot be understood: on 09/03/2026 it holds the time “24:00”.")
    firm.people_hr.fail("timesheets", unclear, times=4)
    report = verify(firm, period=FIRST_QUARTER)
    assert [(unread.reason, unread.for_good) for unread in report.unread] == [(unclear.message, True)] * 4
    assert (report.problem, firm.clock.waits) == (None, [])
    assert report.found.days == ()


def test_who_cannot_be_read_is_told_and_stops_nobody_else(firm: Firm) -> None:
    unreadable = UnansweredError("People HR's answer cannot be understood.", "Run again.")
    firm.people_hr.fail("timesheets", unreadable, times=3)
    report = verify(firm)
    assert [(unread.question.employee.employee_id, unread.reason, unread.for_good) for unread in report.unread] == [
        ("PW1", unreadable.title, False)
    ]
    assert (report.found.agree, report.found.days, report.problem) == (1, (), None)
    assert report.days_not_read == WEEK.days


@pytest.mark.parametrize(
    ("refusal", "calls"),
    [(UnknownEmployeeError("EmployeeId does not exists."), 1), (RefusedError("No."), 3)],
)
def test_a_refusal_is_told_in_people_hrs_words_and_one_of_the_employee_counts_for_every_month(
    firm: Firm, refusal: RefusedError, calls: int
) -> None:
    firm.people_hr.fail("timesheets", refusal, times=calls)
    report = verify(firm, period=FIRST_QUARTER)
    assert [(unread.reason, unread.for_good) for unread in report.unread] == [(refusal.message, True)] * 3
    assert firm.people_hr.asked == ["timesheets PW1"] * calls + ["timesheets PW2"] * 3
    assert report.found.days == ()


@pytest.mark.parametrize("problem", [BAD_KEY, SLOW_DOWN, NO_NETWORK])
def test_what_stops_everything_is_told_with_what_was_found_so_far(firm: Firm, problem: Exception) -> None:
    del firm.people_hr.days["PW1", MONDAY]
    firm.people_hr.fail("timesheets", problem, skip=1, times=9)
    report = verify(firm)
    assert report.problem is problem
    assert [day.drift for day in report.found.days] == [Drift.MISSING_THERE]
    assert [unread.question.employee.employee_id for unread in report.unread] == ["PW2"]


def test_three_in_a_row_without_an_answer_mean_that_nobody_is_there() -> None:
    firm = exported(Firm(*STAFF, *(Employee(f"PW{n}", f"k{n}", "", "", str(n)) for n in (3, 4, 5))))
    firm.people_hr.fail("timesheets", NO_ANSWER, times=99)
    report = verify(firm)
    assert report.problem is NO_ANSWER
    assert asked(firm.people_hr) == ["timesheets"] * 9
    assert [bool(unread.reason) for unread in report.unread] == [True, True, True, False, False]


def test_a_refusal_between_them_shows_that_somebody_is_there(firm: Firm) -> None:
    for _ in range(MOST_FAILED_IN_A_ROW):
        firm.people_hr.fail("timesheets", NO_ANSWER, times=3)
        firm.people_hr.fail("timesheets", RefusedError("No."))
    report = verify(firm, "PW1", period=Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert report.problem is None
    assert [unread.for_good for unread in report.unread] == [False, True] * MOST_FAILED_IN_A_ROW


@pytest.mark.parametrize("in_a_pause", [True, False])
def test_stop_is_obeyed_and_tells_what_was_found_so_far(firm: Firm, *, in_a_pause: bool) -> None:
    del firm.people_hr.days["PW1", MONDAY]
    firm.people_hr.fail("timesheets", NO_ANSWER, skip=1, times=3 if in_a_pause else 0)

    def stop(told: Progress) -> None:
        if told.done == 1 and bool(told.waiting_for) is in_a_pause:
            firm.cancel.cancel()

    report = verify(firm, progress=stop)
    assert isinstance(report.problem, CancelledError)
    assert [day.employee for day in report.found.days] == [1]
    assert report.days_not_read == WEEK.days


def test_a_call_that_was_stopped_under_way_is_a_stop_and_no_failure(firm: Firm) -> None:
    firm.people_hr.before_call = lambda _call: firm.cancel.cancel()
    firm.people_hr.fail("timesheets", NO_ANSWER)
    assert isinstance(verify(firm).problem, CancelledError)
    assert firm.clock.waits == []


def test_an_export_elsewhere_blocks_nothing_and_is_told(firm: Firm) -> None:
    holder = Holder("PC-12", "jane", NOW)
    firm.database.lease.take(holder, NOW, others_are_gone=False)
    report = verify(firm)
    assert (report.holder, report.found.agree, report.problem) == (holder, 3, None)


def test_an_export_that_goes_on_meanwhile_makes_no_false_alarm(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00 | 2026-03-11 07:00 15:00")
    firm.tap("1", "2026-03-09 18:00 19:00")

    def export(call: str) -> None:
        if call == "timesheets PW2":
            firm.people_hr.before_call = None
            assert firm.export().problem is None

    firm.people_hr.before_call = export
    assert verify(firm).found.days == ()
