"""The key field without a screen: every row of "Saved on close", Esc, idleness, and when nobody can be asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from clockreports.base.secret import Secret
from clockreports.services.key_editing import IDLE, KeyEditing, Leaving, Parting, Phase

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
KEY = "c0ffee00-dead-4bee-8fad-0123456789ab"
NEW = Secret(KEY)
State = Callable[[], KeyEditing]


def locked() -> KeyEditing:
    return KeyEditing().stored(is_set=True)


def untouched() -> KeyEditing:
    return locked().unlock(NOW)


def untouched_without_a_key() -> KeyEditing:
    return KeyEditing().unlock(NOW)


def new() -> KeyEditing:
    return untouched().type(KEY, NOW, pasted=True)


def emptied() -> KeyEditing:
    return untouched().type("", NOW)


def typed_and_taken_back_without_a_key() -> KeyEditing:
    return untouched_without_a_key().type("x", NOW).type("", NOW)


def implausible() -> KeyEditing:
    return untouched().type("People HR", NOW, pasted=True)


def saving() -> KeyEditing:
    return new().save()


def failed() -> KeyEditing:
    return saving().fail("The disk is full.")


def removal_failed() -> KeyEditing:
    return emptied().save().fail("The disk is full.")


@pytest.mark.parametrize(
    ("state", "phase", "leaving", "parting", "esc_goes_back"),
    [
        (locked, Phase.LOCKED, Leaving.NOTHING, Parting.NOTHING, False),
        (untouched, Phase.UNTOUCHED, Leaving.NOTHING, Parting.NOTHING, False),
        (untouched_without_a_key, Phase.UNTOUCHED, Leaving.NOTHING, Parting.NOTHING, False),
        (typed_and_taken_back_without_a_key, Phase.UNTOUCHED, Leaving.NOTHING, Parting.NOTHING, False),
        (new, Phase.NEW, Leaving.SAVE, Parting.SAVE, True),
        (emptied, Phase.EMPTIED, Leaving.ASK_TO_REMOVE, Parting.DROP, True),
        (implausible, Phase.IMPLAUSIBLE, Leaving.STAY, Parting.DROP, True),
        (saving, Phase.SAVING, Leaving.WAIT, Parting.WAIT, False),
        (failed, Phase.FAILED, Leaving.SAVE, Parting.SAVE, True),
        (removal_failed, Phase.FAILED, Leaving.ASK_TO_REMOVE, Parting.DROP, True),
    ],
)
def test_what_closing_shutdown_and_esc_do(
    state: State, phase: Phase, leaving: Leaving, parting: Parting, *, esc_goes_back: bool
) -> None:
    editing = state()
    assert (editing.phase, editing.leaving(), editing.parting()) == (phase, leaving, parting)
    assert editing.can_go_back is esc_goes_back


@pytest.mark.parametrize("state", [new, emptied, implausible])
def test_going_back_leads_to_the_stored_key_still_unlocked(state: State) -> None:
    assert state().discard() == untouched()


def test_after_a_failure_going_back_locks_since_the_rights_may_be_the_cause() -> None:
    assert failed().discard() == locked()


def test_a_failure_keeps_the_text_and_says_why_until_the_text_changes() -> None:
    assert (failed().typed, failed().reason) == (NEW, "The disk is full.")
    assert failed().save().phase is Phase.SAVING
    assert failed().type(KEY[:-1], NOW).reason == ""


@pytest.mark.parametrize(("state", "is_set"), [(saving, True), (lambda: emptied().save(), False)])
def test_saved_means_locked_with_or_without_a_key(state: State, is_set: bool) -> None:  # noqa: FBT001 - a column
    assert state().saved() == KeyEditing(is_set)


@pytest.mark.parametrize("state", [locked, saving])
def test_nothing_is_typed_into_a_locked_field_or_during_a_saving(state: State) -> None:
    assert state().type("x", NOW) == state()


@pytest.mark.parametrize(
    "text", [f"  {KEY}\r\n", f"“{KEY}”", f"'{KEY}'", f"\ufeff{KEY}\u00a0", f"{{{KEY}}}", f"\u200b{KEY}"]
)
def test_what_a_paste_brings_along_is_dropped(text: str) -> None:
    assert untouched().type(text, NOW, pasted=True) == untouched().type(KEY, NOW, pasted=True)


def test_the_reason_waits_until_the_typing_is_done() -> None:
    typing = untouched().type("c0ff", NOW)
    assert (typing.phase, typing.reason) == (Phase.IMPLAUSIBLE, "")
    assert "cannot be a People HR API key" in typing.tell().reason
    assert "cannot be a People HR API key" in implausible().reason
    assert typing.tell().type("c0ffe", NOW).reason == ""
    assert new().tell().reason == ""


def test_a_test_counts_for_the_text_it_was_made_with() -> None:
    assert new().works(NEW).tested
    assert not new().works(Secret("another")).tested
    assert not new().works(NEW).type(KEY.upper(), NOW).tested


def test_what_somebody_types_stays_when_the_stored_key_is_read_late() -> None:
    late = untouched_without_a_key().type(KEY, NOW).stored(is_set=True)
    assert (late.typed, late.leaving()) == (NEW, Leaving.SAVE)


@pytest.mark.parametrize(
    ("state", "idle"),
    [(locked, False), (untouched, True), (new, True), (implausible, True), (saving, False), (failed, True)],
)
def test_ten_minutes_without_a_touch_are_too_long(state: State, idle: bool) -> None:  # noqa: FBT001 - a column
    just_short = NOW + IDLE - timedelta(seconds=1)
    assert timedelta(minutes=10) == IDLE
    assert not state().is_idle(just_short)
    assert state().is_idle(NOW + IDLE) is idle
    assert not state().touch(just_short).is_idle(NOW + IDLE)


@pytest.mark.parametrize("state", [new, implausible, failed])
def test_no_state_shows_what_was_typed(state: State) -> None:
    assert KEY not in repr(state()) + state().reason
    assert "People HR'" not in repr(state())
    assert state().lock() == locked()
