"""Undoing a run while things go wrong, and the run that does it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from typing_extensions import override

from clockreports.base.errors import CancelledError, ClockReportsError, KeyProblemError, UnusableError
from clockreports.domain.export_plan import NOT_KNOWN_WHETHER_UNDONE
from clockreports.domain.findings import NOT_KEPT
from clockreports.domain.ledger import DayState
from clockreports.domain.runs import RunDay, RunEnd
from clockreports.domain.undo_plan import (
    CHANGED_SINCE,
    UndoState,
)
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError, RefusedError
from clockreports.services.ports import Credentials, Holder
from clockreports.services.progress import Progress
from clockreports.services.resuming import interrupted
from clockreports.services.undoing import Undoing
from tests.helpers.vault import MemoryVault
from tests.services.desk import BAD_KEY, MONDAY, NO_ANSWER, NO_NETWORK, NOW, SLOW_DOWN, WEEK, Killed, asked
from tests.services.firm import Firm
from tests.services.undone import (
    BO,
    DELETED,
    FIRST,
    LEFT,
    NOT_DONE,
    PUT_BACK,
    SECOND,
    THEIRS,
    UNKNOWN,
    corrected,
    ended,
    sent,
)


class OnceVault(MemoryVault):
    """Gives its key to whoever reads it first."""

    @override
    def read(self) -> Credentials | None:
        held, self.held = self.held, None
        return held


@pytest.fixture
def firm() -> Firm:
    """Return a firm whose Bo has one day: run 1 made it."""
    return sent()


# When things go wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("done", [False, True])
def test_a_lost_answer_is_looked_into_and_it_is_done_once(firm: Firm, *, done: bool) -> None:
    firm.people_hr.fail("delete", NO_ANSWER, done=done)
    report = firm.undo(1, delete=True)
    assert (ended(report), firm.people_hr.days) == ([(DELETED, "")], {})
    assert asked(firm.people_hr).count("delete") == 2 - done


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("action", ["delete", "update"])
def test_an_undoing_that_stays_unknown_is_settled_by_the_next_export_which_sends_nothing(
    firm: Firm, action: str, *, done: bool
) -> None:
    run = 1 if action == "delete" else 2
    if run == 2:
        corrected(firm)
    standing = dict(firm.people_hr.days)
    named = Undoing(firm.exporting).look(run, firm.cancel).to_delete
    firm.people_hr.fail(action, NO_ANSWER, done=done)
    firm.people_hr.fail("timesheets", NO_NETWORK, skip=1, times=2)
    report = Undoing(firm.exporting).run(run, firm.cancel, delete=named)
    assert ended(report) == [(UNKNOWN, NOT_KNOWN_WHETHER_UNDONE)]
    assert [(line.state, line.reason) for line in firm.exporting.preview(ExportOrder(WEEK)).days] == [
        (DayState.UNKNOWN, NOT_KNOWN_WHETHER_UNDONE)
    ]
    before = {} if run == 1 else {BO: FIRST}
    assert firm.export().counts == {DayState.UNDONE if done else DayState.UNCHANGED: 1}
    assert firm.people_hr.days == (before if done else standing)
    firm.undo(run, delete=True)
    assert firm.people_hr.days == before


@pytest.mark.parametrize(
    ("error", "end", "tries"),
    [
        (BAD_KEY, RunEnd.KEY_REFUSED, 1),
        (SLOW_DOWN, RunEnd.UNREACHABLE, 1),
        (NO_NETWORK, RunEnd.UNREACHABLE, 3),
        (CancelledError(), RunEnd.STOPPED, 1),
    ],
)
@pytest.mark.parametrize("action", ["timesheets", "update"])
def test_what_stops_an_undoing_leaves_the_day_as_it_was(
    firm: Firm, action: str, error: ClockReportsError, end: RunEnd, tries: int
) -> None:
    corrected(firm)
    before = firm.ledger.entries(WEEK)
    firm.people_hr.fail(action, error, times=tries)
    report = firm.undo(2)
    assert (ended(report), report.problem) == ([(NOT_DONE, "")], error)
    assert firm.ledger.runs()[0].end is end
    assert {key: replace(entry, run=2) for key, entry in firm.ledger.entries(WEEK).items()} == before
    assert firm.export().counts == {DayState.UNCHANGED: 1}
    assert ended(firm.undo(2)) == [(PUT_BACK, "")]


@pytest.mark.parametrize("action", ["timesheets", "update"])
def test_a_refusal_is_told_in_people_hrs_own_words(firm: Firm, action: str) -> None:
    corrected(firm)
    firm.people_hr.fail(action, RefusedError("Not so."))
    assert ended(firm.undo(2)) == [(UndoState.REFUSED, "Not so.")]
    assert firm.export().counts == {DayState.UNCHANGED: 1}


def test_a_slot_that_people_hr_kept_is_a_conflict(firm: Firm) -> None:
    corrected(firm)

    def keep(text: str) -> None:
        if text.startswith("timesheets") and firm.people_hr.days[BO] == FIRST:
            firm.people_hr.days[BO] = SECOND

    firm.people_hr.before_call = keep
    assert ended(firm.undo(2)) == [(LEFT, NOT_KEPT)]
    assert firm.export().counts == {DayState.CONFLICT: 1}


def test_what_changes_between_the_look_and_the_deletion_is_looked_at_again(firm: Firm) -> None:
    edits = [THEIRS]

    def wait(text: str) -> None:
        if text.startswith("delete") and edits:
            firm.people_hr.days[BO] = edits.pop()
            firm.clock.advance(60)

    firm.people_hr.before_call = wait
    assert ended(firm.undo(1, delete=True)) == [(LEFT, CHANGED_SINCE)]
    assert firm.people_hr.days == {BO: THEIRS}


def test_a_program_that_dies_in_an_undoing_leaves_no_day_to_be_sent_again_by_itself(firm: Firm) -> None:
    corrected(firm)

    def die(_text: str) -> None:
        raise Killed

    for step in ("after the call", "before the call"):
        firm.people_hr.before_call = die if step == "before the call" else None
        firm.ledger.before_write = None
        if step == "after the call":
            firm.ledger.before_write = lambda entry: die("") if entry.state is DayState.UNDONE else None
        with pytest.raises(Killed):
            firm.undo(2)
        firm.people_hr.before_call = firm.ledger.before_write = None
        assert firm.people_hr.days == {BO: FIRST}
    assert firm.export().counts == {DayState.UNDONE: 1}


# The run that does it ----------------------------------------------------------------------------------------------


def test_an_undoing_is_a_run_with_lines_of_its_own(firm: Firm) -> None:
    corrected(firm)
    firm.people_hr.before_call = lambda _text: firm.clock.advance(2)
    report = firm.undo(2)
    run = firm.ledger.runs()[0]
    assert (run.number, run.undoes, run.period, run.user, run.employee_ids) == (3, 2, WEEK, "ada", ("PW2",))
    assert (run.end, run.total, run.calls, run.counts) == (RunEnd.DONE, 1, 3, ((DayState.UNDONE, 1),))
    assert (report.number, report.calls, report.seconds) == (3, 3, 6)
    line = RunDay(2, "PW2", MONDAY, DayState.UNDONE, "", FIRST, SECOND)
    assert firm.ledger.run_days(3) == [line]
    assert firm.ledger.run_days(2)[0].state is DayState.UPDATED, "the line of the run itself stays"


def test_nothing_is_resumed_that_was_undone_nor_an_undoing(firm: Firm) -> None:
    firm.tap("2", "2026-03-10 07:00 15:00 | 2026-03-11 07:00 15:00")
    firm.people_hr.fail("create", CancelledError(), skip=1)
    firm.export()
    assert interrupted(firm.exporting) is not None
    firm.people_hr.fail("delete", CancelledError())
    firm.undo(2, delete=True)
    assert interrupted(firm.exporting) is not None
    firm.undo(2, delete=True)
    assert interrupted(firm.exporting) is None


def test_progress_is_told_of_every_day(firm: Firm) -> None:
    told: list[Progress] = []
    Undoing(firm.exporting).run(1, firm.cancel, told.append)
    assert [(each.done, each.total) for each in told] == [(0, 1), (1, 1)]
    assert told[0].doing == "Bo Quist, Mon 09/03/2026"


@pytest.mark.parametrize(("run", "title"), [(9, "There is no run 9."), (2, "Run 2 undid run 1, and cannot be undone")])
def test_there_must_be_a_run_to_undo(firm: Firm, run: int, title: str) -> None:
    firm.undo(1, delete=True)
    for undo in (Undoing(firm.exporting).look, Undoing(firm.exporting).run):
        with pytest.raises(UnusableError, match=title):
            undo(run, firm.cancel)


def test_without_a_key_nothing_is_undone_and_no_run_begins(firm: Firm) -> None:
    firm.vault.forget()
    for undo in (Undoing(firm.exporting).look, Undoing(firm.exporting).run):
        with pytest.raises(KeyProblemError):
            undo(1, firm.cancel)
    assert len(firm.ledger.runs()) == 1
    assert firm.database.lease.token is None


def test_the_key_is_read_once_so_that_a_keyring_that_asks_asks_once(firm: Firm) -> None:
    firm.vault = OnceVault(firm.vault.held)
    assert ended(Undoing(firm.exporting).run(1, firm.cancel, delete={(2, MONDAY)})) == [(DELETED, "")]
    assert [run.end for run in firm.ledger.runs()] == [RunEnd.DONE] * 2


def test_another_program_that_exports_keeps_it_out(firm: Firm) -> None:
    firm.database.lease.take(Holder("PC2", "bo", NOW), NOW + timedelta(seconds=1), others_are_gone=True)
    with pytest.raises(BusyError, match="bo on PC2"):
        firm.undo(1)
    assert firm.people_hr.days == {BO: FIRST}
