"""One day on its way into People HR: every path of docs/export.md, rules 13 to 22."""

from dataclasses import replace

import pytest

from clockreports.base.errors import CancelledError
from clockreports.domain.export_plan import (
    NOT_KNOWN_YET,
    Step,
    decide,
)
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs, Timesheet
from clockreports.services.failures import (
    KeyRefusedError,
    LeaseLostError,
    SlowDownError,
)
from clockreports.services.patience import PAUSES, GaveUpError
from tests.services.desk import (
    ADA,
    BAD_KEY,
    LATER,
    MONDAY,
    NO_ANSWER,
    NO_NETWORK,
    NOTHING,
    SLOW_DOWN,
    SPLIT,
    WHOLE,
    Desk,
    Killed,
    asked,
)
from tests.services.entries import (
    ALREADY_THERE,
    CHANGED,
    CHANGED_HERE,
    COMMENT,
    DELETED,
    EDITED,
    EMPTIED,
    GONE,
    IN_THE_WAY,
    IN_USE,
    MAYBE_CHANGED,
    MAYBE_MADE,
    MORNING,
    NEVER_SENT,
    NO_TAPS,
    OTHER,
    SENT,
    SENT_SPLIT,
    SENT_WHOLE,
    SHORTER_HERE,
    UNCHANGED,
    UPDATED,
    desk_with,
    entry_of,
)

# What the ledger says, what stands in People HR (None: no timesheet), what is wanted here; how the day ends, by which
# calls, and what stands there then.
PATHS = {
    "never sent": (None, None, WHOLE, SENT, "create", WHOLE),
    "the same stands there": (None, WHOLE, WHOLE, ALREADY_THERE, "create timesheets", WHOLE),
    "other times stand there": (None, LATER, WHOLE, OTHER, "create timesheets", LATER),
    "only a comment stands there": (None, NOTHING, WHOLE, COMMENT, "create timesheets", NOTHING),
    "changed here": (SENT_WHOLE, WHOLE, LATER, UPDATED, "timesheets update", LATER),
    "a pair more here": (SENT_WHOLE, WHOLE, SPLIT, UPDATED, "timesheets update", SPLIT),
    "a pair less here": (SENT_SPLIT, SPLIT, WHOLE, UPDATED, "timesheets update timesheets", WHOLE),
    "changed on both sides alike": (SENT_WHOLE, LATER, LATER, ALREADY_THERE, "timesheets", LATER),
    "changed here, edited there": (SENT_WHOLE, SPLIT, LATER, CHANGED, "timesheets", SPLIT),
    "changed here, deleted there": (SENT_WHOLE, None, LATER, DELETED, "timesheets", None),
    "changed here, emptied there": (SENT_WHOLE, NOTHING, LATER, EMPTIED, "timesheets", NOTHING),
    "gone on both sides, back here": (GONE, None, WHOLE, SENT, "timesheets create", WHOLE),
    "gone but for a comment, back here": (GONE, NOTHING, WHOLE, UPDATED, "timesheets update", WHOLE),
    "gone on both sides, back on both": (GONE, WHOLE, WHOLE, ALREADY_THERE, "timesheets", WHOLE),
    "gone on both sides, back otherwise": (GONE, LATER, WHOLE, CHANGED, "timesheets", LATER),
    "an intent that was done": (MAYBE_MADE, WHOLE, WHOLE, SENT, "timesheets", WHOLE),
    "an intent that was not done": (MAYBE_MADE, None, WHOLE, SENT, "timesheets create", WHOLE),
    "an intent, and somebody was faster": (MAYBE_MADE, LATER, WHOLE, OTHER, "timesheets", LATER),
    "an intent that was done, changed since": (MAYBE_MADE, WHOLE, LATER, UPDATED, "timesheets update", LATER),
    "an intent that was not done, changed since": (MAYBE_MADE, None, LATER, SENT, "timesheets create", LATER),
    "an intent that was done, no taps now": (MAYBE_MADE, WHOLE, NOTHING, NO_TAPS, "timesheets", WHOLE),
    "an intent that was not done, no taps now": (MAYBE_MADE, None, NOTHING, UNCHANGED, "timesheets", None),
    "an intent, another's times, no taps now": (MAYBE_MADE, LATER, NOTHING, UNCHANGED, "timesheets", LATER),
    "an intent, and others like the new": (MAYBE_MADE, LATER, LATER, ALREADY_THERE, "timesheets", LATER),
    "a lost change that was done": (MAYBE_CHANGED, LATER, LATER, UPDATED, "timesheets", LATER),
    "a lost change that was not done": (MAYBE_CHANGED, WHOLE, LATER, UPDATED, "timesheets update", LATER),
    "a lost change, edited since": (MAYBE_CHANGED, SPLIT, LATER, CHANGED, "timesheets", SPLIT),
    "a lost change, deleted since": (MAYBE_CHANGED, None, LATER, DELETED, "timesheets", None),
    "a lost change, edited since, taken back": (MAYBE_CHANGED, SPLIT, WHOLE, CHANGED, "timesheets", SPLIT),
    "a lost change, edited since, no taps now": (MAYBE_CHANGED, SPLIT, NOTHING, NO_TAPS, "timesheets", SPLIT),
    "a lost change that was done, taken back": (MAYBE_CHANGED, LATER, WHOLE, UPDATED, "timesheets update", WHOLE),
    "a lost change that was not done, taken back": (MAYBE_CHANGED, WHOLE, WHOLE, UNCHANGED, "timesheets", WHOLE),
    "a conflict, changed here": (EDITED, SPLIT, MORNING, CHANGED, "timesheets", SPLIT),
    "a conflict, put back there, changed here": (EDITED, WHOLE, SPLIT, UPDATED, "timesheets update", SPLIT),
    "another's times, changed here": (IN_USE, LATER, SPLIT, OTHER, "create timesheets", LATER),
}


@pytest.mark.parametrize(
    ("entry", "there", "wanted", "outcome", "calls", "there_then"), [pytest.param(*c, id=n) for n, c in PATHS.items()]
)
def test_a_day_ends_as_the_algorithm_says(  # noqa: PLR0913 - the columns of the table
    *,
    entry: LedgerEntry | None,
    there: Pairs | None,
    wanted: Pairs,
    outcome: tuple[DayState, str],
    calls: str,
    there_then: Pairs | None,
) -> None:
    assert _sent(entry, there, wanted, retry=False) == (outcome, calls, there_then)


RETRIES = {
    "refused": (entry_of(DayState.REFUSED, WHOLE), None, WHOLE, SENT, "create", WHOLE),
    "a change refused": (entry_of(DayState.REFUSED, LATER, WHOLE), WHOLE, LATER, UPDATED, "timesheets update", LATER),
    "another's times, still there": (IN_USE, LATER, WHOLE, OTHER, "create timesheets", LATER),
    "another's times, gone": (IN_USE, None, WHOLE, SENT, "create", WHOLE),
    "another's times, mended": (IN_USE, WHOLE, WHOLE, ALREADY_THERE, "create timesheets", WHOLE),
    "edited, still so": (EDITED, SPLIT, LATER, CHANGED, "timesheets", SPLIT),
    "edited, put back": (EDITED, WHOLE, LATER, UPDATED, "timesheets update", LATER),
    "edited, mended": (EDITED, LATER, LATER, ALREADY_THERE, "timesheets", LATER),
    "edited, deleted since": (EDITED, None, LATER, DELETED, "timesheets", None),
    "no taps, still there": (SENT_WHOLE, WHOLE, NOTHING, NO_TAPS, "timesheets", WHOLE),
    "no taps, edited there": (SENT_WHOLE, LATER, NOTHING, CHANGED, "timesheets", LATER),
    "no taps, deleted there": (SENT_WHOLE, None, NOTHING, ALREADY_THERE, "timesheets", None),
    "no taps, emptied there": (SENT_WHOLE, NOTHING, NOTHING, ALREADY_THERE, "timesheets", NOTHING),
    "no taps, an intent that was done": (MAYBE_MADE, WHOLE, NOTHING, NO_TAPS, "timesheets", WHOLE),
}


@pytest.mark.parametrize(
    ("entry", "there", "wanted", "outcome", "calls", "there_then"), [pytest.param(*c, id=n) for n, c in RETRIES.items()]
)
def test_what_was_refused_or_in_conflict_is_tried_again_when_asked_for(  # noqa: PLR0913 - the columns of the table
    *,
    entry: LedgerEntry,
    there: Pairs | None,
    wanted: Pairs,
    outcome: tuple[DayState, str],
    calls: str,
    there_then: Pairs | None,
) -> None:
    assert _sent(entry, there, wanted, retry=True) == (outcome, calls, there_then)


def _sent(
    entry: LedgerEntry | None, there: Pairs | None, wanted: Pairs, *, retry: bool
) -> tuple[tuple[DayState, str], str, Pairs | None]:
    """Send a Monday; check what every outcome has to leave in the books, and return the outcome."""
    desk = desk_with(entry, there)
    (line,) = desk.send({(ADA, MONDAY): wanted}, retry=retry)
    there_then = desk.people_hr.days.get(("PW1", MONDAY))
    _check_books(desk, line.state, there_then, wanted)
    return (line.state, line.reason), " ".join(asked(desk.people_hr)), there_then


def _check_books(desk: Desk, state: DayState, there: Pairs | None, wanted: Pairs) -> None:
    entry = desk.entry()
    if state in {DayState.SENT, DayState.UPDATED, DayState.ALREADY_THERE, DayState.UNCHANGED} and wanted:
        assert (there or NOTHING) == wanted == entry.written
    if state is DayState.CONFLICT:
        assert (entry.state, entry.found) == (state, there)
    again = decide(ADA, Timesheet(ADA.number, MONDAY, wanted), entry, retry=False)
    assert again.step is Step.NOTHING
    assert not desk.pauses


# The intent --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "there", "wanted", "call", "written"),
    [(None, None, WHOLE, "create", None), (SENT_WHOLE, WHOLE, SPLIT, "update", WHOLE)],
)
def test_the_intent_is_in_the_ledger_before_the_call_is_made(
    entry: LedgerEntry | None, there: Pairs | None, wanted: Pairs, call: str, written: Pairs | None
) -> None:
    desk = desk_with(entry, there)
    seen: list[tuple[LedgerEntry, DayState]] = []

    def look(text: str) -> None:
        if text == f"{call} PW1 {MONDAY}":
            seen.append((desk.entry(), desk.line().state))

    desk.people_hr.before_call = look
    desk.send({(ADA, MONDAY): wanted})
    intent = LedgerEntry(ADA.number, MONDAY, DayState.INTENDED, wanted, written, run=desk.books.run)
    assert seen == [(intent, DayState.INTENDED)]
    assert desk.entry().state is not DayState.INTENDED


def test_what_was_learnt_of_a_lost_call_is_kept_before_the_next_one() -> None:
    desk = Desk()
    desk.remember(MAYBE_MADE)
    desk.people_hr.days["PW1", MONDAY] = WHOLE

    def die(entry: LedgerEntry) -> None:
        if entry.state is DayState.INTENDED:
            raise Killed

    desk.ledger.before_write = die
    with pytest.raises(Killed):
        desk.send({(ADA, MONDAY): LATER})
    assert (desk.entry().state, desk.entry().written) == (DayState.SENT, WHOLE)
    assert desk.line().state is DayState.NOT_SENT


def test_an_update_tells_what_stood_there_before() -> None:
    desk = Desk()
    desk.remember(SENT_WHOLE)
    desk.people_hr.days["PW1", MONDAY] = WHOLE
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.before, line.pairs) == (WHOLE, LATER)
    assert desk.line() == line


# Lost answers ------------------------------------------------------------------------------------------------------

THERE_ALREADY = None, WHOLE, WHOLE
NOT_KNOWN = MAYBE_MADE, WHOLE, WHOLE

# What is sent, the action that goes wrong once, how, and whether it was done; how the day ends, and by which calls (one
# that cannot leave is not among them).
LOST = {
    "a create": (NEVER_SENT, "create", NO_ANSWER, False, SENT, "create timesheets create"),
    "a create that was done": (NEVER_SENT, "create", NO_ANSWER, True, SENT, "create timesheets"),
    "a create that did not leave": (NEVER_SENT, "create", NO_NETWORK, False, SENT, "create"),
    "a look at what exists": (
        *(THERE_ALREADY, "timesheets", NO_ANSWER, False),
        *(ALREADY_THERE, "create timesheets create timesheets"),
    ),
    "a look": (CHANGED_HERE, "timesheets", NO_ANSWER, False, UPDATED, "timesheets timesheets update"),
    "a look that did not leave": (CHANGED_HERE, "timesheets", NO_NETWORK, False, UPDATED, "timesheets update"),
    "an update": (CHANGED_HERE, "update", NO_ANSWER, False, UPDATED, "timesheets update timesheets update"),
    "an update that was done": (CHANGED_HERE, "update", NO_ANSWER, True, UPDATED, "timesheets update timesheets"),
    "an update that did not leave": (
        CHANGED_HERE,
        "update",
        NO_NETWORK,
        False,
        UPDATED,
        "timesheets timesheets update",
    ),
    "a look at the unknown": (NOT_KNOWN, "timesheets", NO_ANSWER, False, SENT, "timesheets timesheets"),
}


@pytest.mark.parametrize(
    ("sent", "action", "error", "done", "outcome", "calls"), [pytest.param(*c, id=n) for n, c in LOST.items()]
)
def test_a_day_without_an_answer_is_tried_again_and_looked_at_first(  # noqa: PLR0913 - the columns of the table
    *,
    sent: tuple[LedgerEntry | None, Pairs | None, Pairs],
    action: str,
    error: Exception,
    done: bool,
    outcome: tuple[DayState, str],
    calls: str,
) -> None:
    desk = desk_with(*sent[:2])
    desk.people_hr.fail(action, error, done=done)
    (line,) = desk.send({(ADA, MONDAY): sent[2]})
    assert ((line.state, line.reason), " ".join(asked(desk.people_hr))) == (outcome, calls)
    assert desk.people_hr.days["PW1", MONDAY] == sent[2] == desk.entry().written
    assert desk.pauses == [PAUSES[0]]


def test_a_second_look_whose_answer_is_lost_is_looked_at_again() -> None:
    desk = desk_with(SENT_SPLIT, SPLIT)
    desk.people_hr.fail("timesheets", NO_ANSWER, skip=1)
    (line,) = desk.send({(ADA, MONDAY): WHOLE})
    assert line.state is DayState.UPDATED
    assert asked(desk.people_hr) == ["timesheets", "update", "timesheets", "timesheets"]


@pytest.mark.parametrize(
    ("sent", "action", "error", "state", "reason"),
    [
        (NEVER_SENT, "create", NO_NETWORK, DayState.NOT_SENT, ""),
        (CHANGED_HERE, "timesheets", NO_ANSWER, DayState.NOT_SENT, ""),
        (CHANGED_HERE, "update", NO_ANSWER, DayState.UNKNOWN, NOT_KNOWN_YET),
        (SHORTER_HERE, "update", NO_ANSWER, DayState.UNKNOWN, NOT_KNOWN_YET),
        (NOT_KNOWN, "timesheets", NO_NETWORK, DayState.UNKNOWN, NOT_KNOWN_YET),
    ],
)
def test_a_day_is_given_up_after_the_third_try(
    sent: tuple[LedgerEntry | None, Pairs | None, Pairs], action: str, error: Exception, state: DayState, reason: str
) -> None:
    desk = desk_with(*sent[:2])
    desk.people_hr.fail(action, error, times=3)
    (planned,) = desk.plan({(ADA, MONDAY): sent[2]})
    sender = desk.sender([planned])
    with pytest.raises(GaveUpError) as gave_up:
        sender.send(planned)
    assert gave_up.value.cause is error
    assert desk.pauses == [*PAUSES]
    left = sender.unfinished(planned)
    assert (left.state, left.reason) == (state, reason)


def test_what_was_retried_in_vain_is_still_as_it_was() -> None:
    refused = replace(entry_of(DayState.REFUSED, LATER, WHOLE), reason=IN_THE_WAY.message)
    desk = desk_with(refused, WHOLE)
    desk.people_hr.fail("timesheets", NO_NETWORK, times=3)
    (planned,) = desk.plan({(ADA, MONDAY): LATER}, retry=True)
    sender = desk.sender([planned])
    with pytest.raises(GaveUpError):
        sender.send(planned)
    left = sender.unfinished(planned)
    assert (left.state, left.reason) == (DayState.REFUSED, IN_THE_WAY.message)


# Reasons to stop ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [BAD_KEY, SLOW_DOWN, CancelledError()])
@pytest.mark.parametrize(
    ("sent", "action", "state"),
    [
        (NEVER_SENT, "create", DayState.NOT_SENT),
        (CHANGED_HERE, "update", DayState.NOT_SENT),
        (CHANGED_HERE, "timesheets", DayState.SENT),
        (NOT_KNOWN, "timesheets", DayState.INTENDED),
    ],
)
def test_what_stops_a_run_leaves_the_day_as_it_is_known_to_be(
    sent: tuple[LedgerEntry | None, Pairs | None, Pairs], action: str, state: DayState, error: Exception
) -> None:
    desk = desk_with(*sent[:2])
    desk.people_hr.fail(action, error)
    with pytest.raises((KeyRefusedError, SlowDownError, CancelledError)):
        desk.send({(ADA, MONDAY): sent[2]})
    assert desk.entry().state is state
    assert desk.people_hr.days.get(("PW1", MONDAY)) == sent[1]
    assert not desk.pauses


@pytest.mark.parametrize("error", [BAD_KEY, SLOW_DOWN, CancelledError()])
def test_an_update_that_could_not_be_looked_at_is_unknown(error: Exception) -> None:
    desk = desk_with(SENT_SPLIT, SPLIT)
    desk.people_hr.fail("timesheets", error, skip=1)
    (planned,) = desk.plan({(ADA, MONDAY): WHOLE})
    sender = desk.sender([planned])
    with pytest.raises(type(error)):
        sender.send(planned)
    left = sender.unfinished(planned)
    assert (left.state, left.reason) == (DayState.UNKNOWN, NOT_KNOWN_YET)


def test_a_call_that_was_stopped_before_its_answer_came_is_unknown_and_not_tried_again() -> None:
    desk = Desk()
    desk.people_hr.fail("create", NO_ANSWER, done=True)
    desk.people_hr.before_call = lambda _text: desk.cancel.cancel()
    with pytest.raises(CancelledError):
        desk.send({(ADA, MONDAY): WHOLE})
    assert desk.entry().state is DayState.UNKNOWN
    assert (asked(desk.people_hr), desk.pauses) == (["create"], [])


def test_a_stop_during_the_last_try_is_a_stop_and_no_failure() -> None:
    desk = Desk()
    desk.people_hr.fail("create", NO_NETWORK, times=3)

    def stop(_text: str) -> None:
        if desk.pauses == [*PAUSES]:
            desk.cancel.cancel()

    desk.people_hr.before_call = stop
    with pytest.raises(CancelledError):
        desk.send({(ADA, MONDAY): WHOLE})


def test_a_stop_in_the_pause_between_two_tries_leaves_the_day_unknown() -> None:
    desk = Desk()
    desk.people_hr.fail("create", NO_ANSWER)

    def stop(entry: LedgerEntry) -> None:
        if entry.state is DayState.UNKNOWN:
            desk.cancel.cancel()

    desk.ledger.after_write = stop
    with pytest.raises(CancelledError):
        desk.send({(ADA, MONDAY): WHOLE})
    assert (desk.entry().state, asked(desk.people_hr)) == (DayState.UNKNOWN, ["create"])


def test_a_program_that_lost_its_lease_writes_nothing_more() -> None:
    desk = Desk()
    desk.people_hr.before_call = lambda _text: desk.lose_lease()
    with pytest.raises(LeaseLostError):
        desk.send({(ADA, MONDAY): WHOLE})
    assert desk.entry().state is DayState.INTENDED
    assert asked(desk.people_hr) == ["create"]
