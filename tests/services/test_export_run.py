"""A run over several days and employees: its order, its heartbeat, its progress, and when it stops."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from clockreports.base.errors import CancelledError
from clockreports.domain.export_plan import NOT_KNOWN_YET, PlannedDay
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.runs import RunEnd
from clockreports.services.day_by_day import Surroundings
from clockreports.services.export_run import ExportRun, Outcome
from clockreports.services.failures import LeaseLostError, NotUnderstoodError, OverloadedError, RefusedError
from clockreports.services.heartbeat import HEARTBEAT_SECONDS
from clockreports.services.patience import MOST_FAILED_IN_A_ROW
from clockreports.services.ports import PeopleHr
from clockreports.services.progress import Progress
from tests.services.desk import (
    ADA,
    BAD_KEY,
    BO,
    FRIDAY,
    KEY,
    LATER,
    MONDAY,
    NO_ANSWER,
    NO_NETWORK,
    SLOW_DOWN,
    SPLIT,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    WHOLE,
    Desk,
    Wanted,
    asked,
)

ALL_WEEK: Wanted = {(employee, day): WHOLE for day in reversed([*WEEK]) for employee in (BO, ADA)}
ADAS_WEEK: Wanted = {(ADA, day): WHOLE for day in WEEK}
UNCLEAR = NotUnderstoodError("People HR's answer cannot be understood: on 09/03/2026 it holds the time “24:00”.")
OVERLOADED = OverloadedError("People HR was too busy.", "Wait a few minutes.")
SENT_WHOLE = LedgerEntry(ADA.number, MONDAY, DayState.SENT, WHOLE, WHOLE)


class Runner:
    """A desk from which whole plans are sent; `told` and `beats` are what a run tells while it goes."""

    def __init__(self) -> None:
        self.desk = Desk(ADA, BO)
        self.told: list[Progress] = []
        self.beats: list[float] = []
        self.listener: Callable[[Progress], object] | None = None

    def run(self, wanted: Wanted, *, retry: bool = False) -> Outcome:
        """Plan and run."""
        return self.run_plan(self.desk.plan(wanted, retry=retry))

    def run_plan(self, planned: list[PlannedDay]) -> Outcome:
        """Run a plan."""
        desk = self.desk

        def connect(waiting: Callable[[float, str], None]) -> PeopleHr:
            return desk.people_hr(KEY, desk.cancel, waiting)

        around = Surroundings(desk.clock, desk.cancel, self._listen, self._beat, 28)
        return ExportRun(planned, desk.books, connect, around).go()

    def _listen(self, progress: Progress) -> None:
        self.told.append(progress)
        if self.listener is not None:
            self.listener(progress)

    def _beat(self) -> None:
        self.desk.database.lease.beat(self.desk.books.lease, self.desk.clock.now())
        self.beats.append(self.desk.clock.monotonic())


@pytest.fixture
def runner() -> Runner:
    """Return a runner for Ada and Bo."""
    return Runner()


def _states(outcome: Outcome) -> list[DayState]:
    return [line.state for line in outcome.lines]


# Order and report --------------------------------------------------------------------------------------------------


def test_it_goes_employee_by_employee_and_sends_the_oldest_day_first(runner: Runner) -> None:
    outcome = runner.run(ALL_WEEK)
    assert runner.desk.people_hr.asked == [f"create {name} {day}" for name in ("PW1", "PW2") for day in WEEK]
    assert (outcome.end, outcome.problem, outcome.calls) == (RunEnd.DONE, None, 10)


def test_every_planned_day_gets_one_line_in_the_order_of_the_plan(runner: Runner) -> None:
    desk = runner.desk
    desk.remember(SENT_WHOLE, LedgerEntry(ADA.number, TUESDAY, DayState.REFUSED, WHOLE, reason="Not so."))
    planned = desk.plan(ALL_WEEK)
    desk.people_hr.fail("create", RefusedError("Nor so."))
    outcome = runner.run_plan(planned)
    assert [(line.employee, line.day) for line in outcome.lines] == [(day.employee.number, day.day) for day in planned]
    assert [(line.state.value, line.reason) for line in outcome.lines[:4]] == [
        ("unchanged", ""),
        ("refused", "Not so."),
        ("refused", "Nor so."),
        ("sent", ""),
    ]


def test_a_plan_without_anything_to_do_begins_no_conversation(runner: Runner) -> None:
    runner.desk.remember(SENT_WHOLE)
    outcome = runner.run({(ADA, MONDAY): WHOLE})
    assert (_states(outcome), outcome.calls, outcome.end) == ([DayState.UNCHANGED], 0, RunEnd.DONE)
    assert runner.desk.people_hr.conversations == []


def test_all_days_are_sent_in_one_conversation(runner: Runner) -> None:
    runner.run(ALL_WEEK)
    assert len(runner.desk.people_hr.conversations) == 1


# Reasons to stop ---------------------------------------------------------------------------------------------------


def test_days_that_cannot_be_understood_end_neither_the_run_nor_one_another(runner: Runner) -> None:
    desk = runner.desk
    days = {(who, day): LATER for who in (ADA, BO) for day in WEEK}
    desk.remember(*(LedgerEntry(who.number, day, DayState.SENT, WHOLE, WHOLE) for who, day in days))
    desk.people_hr.days |= {(who.employee_id, day): WHOLE for who, day in days}
    desk.people_hr.fail("timesheets", UNCLEAR, times=5)  # the week, and then four days alone
    outcome = runner.run(days)
    assert _states(outcome) == [*[DayState.REFUSED] * 4, *[DayState.UPDATED] * 6]
    assert {line.reason for line in outcome.lines[:4]} == {UNCLEAR.message}
    assert (outcome.end, outcome.problem) == (RunEnd.DONE, None)
    assert desk.entry(MONDAY).written == WHOLE
    assert (desk.pauses, desk.clock.waits) == ([], [])


def test_what_is_not_known_stays_so_where_a_look_cannot_be_understood_and_is_looked_at_again(runner: Runner) -> None:
    desk = runner.desk
    desk.remember(LedgerEntry(ADA.number, MONDAY, DayState.UNKNOWN, WHOLE))
    desk.people_hr.days["PW1", MONDAY] = WHOLE
    desk.people_hr.fail("timesheets", UNCLEAR, times=2)
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.UNKNOWN, *[DayState.SENT] * 4]
    assert outcome.lines[0].reason == UNCLEAR.message
    assert _states(runner.run(ADAS_WEEK))[0] is DayState.SENT


@pytest.mark.parametrize("done", [False, True])
def test_after_a_busy_answer_a_day_is_looked_at_and_counts_as_sent_by_this_run(runner: Runner, *, done: bool) -> None:
    runner.desk.people_hr.fail("create", OVERLOADED, done=done)
    (line,) = runner.run({(ADA, MONDAY): WHOLE}).lines
    assert (line.state, line.wrote, line.before) == (DayState.SENT, True, None)
    assert asked(runner.desk.people_hr) == ["create", "timesheets", *["create"] * (not done)]


def test_busy_answers_alone_end_the_run_with_the_day_unknown(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", OVERLOADED, times=99)
    outcome = runner.run(ALL_WEEK)
    assert (outcome.end, outcome.problem) == (RunEnd.UNREACHABLE, OVERLOADED)
    assert _states(outcome) == [DayState.UNKNOWN, *[DayState.NOT_SENT] * 9]
    assert outcome.lines[0].wrote


def test_one_bad_day_does_not_stop_the_others(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_ANSWER, skip=1, times=3)
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.SENT, DayState.UNKNOWN, *[DayState.SENT] * 3]
    assert outcome.lines[1].reason == NOT_KNOWN_YET
    assert (outcome.end, outcome.problem) == (RunEnd.DONE, None)


def test_three_bad_days_in_a_row_end_the_run(runner: Runner) -> None:
    tries = 3 * MOST_FAILED_IN_A_ROW
    runner.desk.people_hr.fail("create", NO_ANSWER, skip=1, times=tries)
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.SENT, *[DayState.UNKNOWN] * MOST_FAILED_IN_A_ROW, DayState.NOT_SENT]
    assert (outcome.end, outcome.problem) == (RunEnd.UNREACHABLE, NO_ANSWER)
    assert asked(runner.desk.people_hr).count("create") == 1 + tries


def test_bad_days_of_several_employees_are_counted_together(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_ANSWER, times=9)
    outcome = runner.run({(ADA, MONDAY): WHOLE, (ADA, TUESDAY): WHOLE, (BO, MONDAY): WHOLE, (BO, TUESDAY): WHOLE})
    assert _states(outcome) == [*[DayState.UNKNOWN] * 3, DayState.NOT_SENT]
    assert outcome.end is RunEnd.UNREACHABLE


def test_a_good_day_in_between_lets_the_count_begin_again(runner: Runner) -> None:
    people_hr = runner.desk.people_hr
    people_hr.fail("create", NO_ANSWER, times=6)
    people_hr.fail("create", NO_ANSWER, skip=1, times=6)
    outcome = runner.run(ADAS_WEEK)
    unknown = DayState.UNKNOWN
    assert _states(outcome) == [unknown, unknown, DayState.SENT, unknown, unknown]
    assert outcome.end is RunEnd.DONE


def test_a_network_that_is_not_there_ends_the_run_at_the_first_day(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_NETWORK, times=3)
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.NOT_SENT] * 5
    assert (outcome.end, outcome.problem, outcome.calls) == (RunEnd.UNREACHABLE, NO_NETWORK, 0)


@pytest.mark.parametrize(
    ("error", "end"),
    [(BAD_KEY, RunEnd.KEY_REFUSED), (SLOW_DOWN, RunEnd.UNREACHABLE), (CancelledError(), RunEnd.STOPPED)],
)
def test_a_refused_key_too_many_calls_and_a_stop_end_the_run_at_once(
    runner: Runner, error: Exception, end: RunEnd
) -> None:
    runner.desk.people_hr.fail("create", error, skip=2)
    outcome = runner.run(ALL_WEEK)
    assert _states(outcome) == [DayState.SENT] * 2 + [DayState.NOT_SENT] * 8
    assert (outcome.end, outcome.problem) == (end, error)
    assert len(runner.desk.people_hr.asked) == 3
    assert runner.desk.entry(WEDNESDAY).state is DayState.NOT_SENT


def test_a_lost_lease_is_no_end_like_others(runner: Runner) -> None:
    def lose(progress: Progress) -> None:
        if progress.done == 1:
            runner.desk.lose_lease()

    runner.listener = lose
    with pytest.raises(LeaseLostError):
        runner.run(ADAS_WEEK)
    assert runner.desk.people_hr.asked == [f"create PW1 {MONDAY}"]


def test_a_stop_before_the_first_day_makes_no_call(runner: Runner) -> None:
    runner.desk.remember(LedgerEntry(ADA.number, TUESDAY, DayState.INTENDED, WHOLE))
    runner.desk.cancel.cancel()
    outcome = runner.run({(ADA, MONDAY): WHOLE, (ADA, TUESDAY): WHOLE})
    assert [(line.state, line.reason) for line in outcome.lines] == [
        (DayState.NOT_SENT, ""),
        (DayState.UNKNOWN, NOT_KNOWN_YET),
    ]
    assert (outcome.end, runner.desk.people_hr.asked) == (RunEnd.STOPPED, [])
    assert isinstance(outcome.problem, CancelledError)


def test_a_stop_while_a_call_is_answered_keeps_its_result(runner: Runner) -> None:
    runner.desk.people_hr.before_call = lambda _text: runner.desk.cancel.cancel()
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.SENT] + [DayState.NOT_SENT] * 4
    assert outcome.end is RunEnd.STOPPED


def test_a_stop_while_a_call_is_not_answered_leaves_the_day_unknown(runner: Runner) -> None:
    runner.desk.people_hr.before_call = lambda _text: runner.desk.cancel.cancel()
    runner.desk.people_hr.fail("create", NO_ANSWER)
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.UNKNOWN] + [DayState.NOT_SENT] * 4
    assert (outcome.end, runner.desk.clock.waits) == (RunEnd.STOPPED, [])


def test_a_stop_in_a_wait_is_obeyed(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_NETWORK, skip=1)
    runner.desk.clock.before_wait = lambda _seconds: runner.desk.cancel.cancel()
    outcome = runner.run(ADAS_WEEK)
    assert _states(outcome) == [DayState.SENT] + [DayState.NOT_SENT] * 4
    assert (outcome.end, runner.desk.clock.waits) == (RunEnd.STOPPED, [])


def test_what_a_stopped_run_was_to_retry_is_still_refused(runner: Runner) -> None:
    runner.desk.remember(LedgerEntry(ADA.number, MONDAY, DayState.REFUSED, WHOLE, reason="Not so."))
    runner.desk.cancel.cancel()
    outcome = runner.run({(ADA, MONDAY): WHOLE}, retry=True)
    assert [(line.state, line.reason) for line in outcome.lines] == [(DayState.REFUSED, "Not so.")]


def test_running_again_goes_on_from_there(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_ANSWER, skip=3, done=True)
    runner.desk.people_hr.fail("timesheets", BAD_KEY)
    runner.run(ALL_WEEK)
    again = runner.run(ALL_WEEK)
    unchanged, sent = DayState.UNCHANGED, DayState.SENT
    assert _states(again) == [unchanged] * 3 + [sent] * 7
    creates = [call for call in runner.desk.people_hr.asked if call.startswith("create")]
    assert set(Counter(creates).values()) == {1}


# Heartbeat and progress --------------------------------------------------------------------------------------------


def test_the_heartbeat_goes_on_between_days_and_not_at_each(runner: Runner) -> None:
    runner.desk.people_hr.before_call = lambda _text: runner.desk.clock.advance(HEARTBEAT_SECONDS / 2)
    runner.run(ADAS_WEEK)
    assert runner.beats == [5.0, 10.0]


def test_the_heartbeat_goes_on_between_the_calls_of_one_day(runner: Runner) -> None:
    runner.desk.remember(LedgerEntry(ADA.number, MONDAY, DayState.SENT, SPLIT, SPLIT))
    runner.desk.people_hr.days["PW1", MONDAY] = SPLIT
    runner.desk.people_hr.before_call = lambda text: runner.desk.clock.advance(0 if text.startswith("update") else 58)
    runner.run({(ADA, MONDAY): WHOLE})
    assert asked(runner.desk.people_hr) == ["timesheets", "update", "timesheets"]
    assert runner.beats == [58.0]


def test_the_heartbeat_goes_on_while_waiting(runner: Runner) -> None:
    def wait_at_the_pace(_text: str) -> None:
        for _ in range(12):
            runner.desk.people_hr.conversations[-1].waiting(1.0, "the pace")
            runner.desk.clock.advance(1.0)

    runner.desk.people_hr.before_call = wait_at_the_pace
    runner.run({(ADA, MONDAY): WHOLE})
    assert runner.beats == [5.0, 10.0]


def test_a_wait_is_told_with_its_reason_and_its_length(runner: Runner) -> None:
    people_hr = runner.desk.people_hr
    people_hr.before_call = lambda _text: people_hr.conversations[-1].waiting(21.5, "28 calls a minute")
    people_hr.fail("create", NO_NETWORK)
    runner.run({(ADA, MONDAY): WHOLE})
    waits = [(told.waiting_for, told.wait) for told in runner.told if told.waiting_for]
    assert waits == [
        ("28 calls a minute", 21.5),
        ("People HR did not answer: trying again", 1.0),
        ("28 calls a minute", 21.5),
    ]


def test_every_day_that_is_done_is_told_once(runner: Runner) -> None:
    runner.desk.people_hr.fail("create", NO_NETWORK, skip=1)
    outcome = runner.run(ADAS_WEEK)
    assert tuple(told.finished for told in runner.told if told.finished is not None) == outcome.lines


def test_progress_says_who_and_which_day_is_being_sent(runner: Runner) -> None:
    runner.run({(ADA, MONDAY): WHOLE, (BO, FRIDAY): WHOLE})
    assert (runner.told[0].doing, runner.told[-1].doing) == ("Ada Pell, Mon 09/03/2026", "Bo Quist, Fri 13/03/2026")


@pytest.mark.parametrize(
    "fail",
    [
        lambda _people_hr: None,
        lambda people_hr: people_hr.fail("create", NO_ANSWER, skip=1, times=2),
        lambda people_hr: people_hr.fail("create", NO_ANSWER, done=True),
        lambda people_hr: people_hr.fail("timesheets", NO_ANSWER),
        lambda people_hr: people_hr.staff.clear(),
    ],
)
def test_progress_never_goes_back_and_ends_at_its_goal(runner: Runner, fail: Callable[..., object]) -> None:
    desk = runner.desk
    desk.remember(SENT_WHOLE)
    desk.people_hr.days["PW1", MONDAY] = WHOLE
    desk.people_hr.days["PW1", TUESDAY] = SPLIT
    fail(desk.people_hr)
    runner.run({**ALL_WEEK, (ADA, MONDAY): LATER})
    done = [told.done for told in runner.told]
    assert all(earlier <= later for earlier, later in pairwise(done))
    assert {told.total for told in runner.told} == {10}
    assert all(told.remaining >= told.wait for told in runner.told)
    assert (done[0], done[-1], runner.told[-1].remaining) == (0, 10, 0.0)


def test_the_time_that_is_left_is_that_of_the_pace(runner: Runner) -> None:
    wanted: Wanted = {(ADA, THURSDAY): WHOLE, (BO, THURSDAY): WHOLE}
    runner.run(wanted)
    assert [round(told.remaining, 1) for told in runner.told] == [0.6, 0.3, 0.3, 0.0]
