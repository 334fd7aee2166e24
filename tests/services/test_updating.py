"""Looking for a newer version: only when somebody wants it, and never taken in by an old announcement."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import RunAgainError, UnusableError
from clockreports.services.ports_updates import Looked, UpdatePolicy
from clockreports.services.updating import INTERVAL, Updating
from tests.helpers.clock import FakeClock
from tests.helpers.updates import RELEASE, FakeFeed, MemoryUpdates

NOW: Final = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
AWAY: Final = RunAgainError("Nobody answers.", "Try again.")


def updating(
    feed: FakeFeed, memory: MemoryUpdates | None = None, policy: UpdatePolicy | None = None, own: str = "1.0.0"
) -> Updating:
    return Updating(feed, lambda: policy or UpdatePolicy(), memory or MemoryUpdates(), FakeClock(NOW), own)


@pytest.mark.parametrize(("own", "newer"), [("1.0.0", True), ("9.2.0", False), ("9.10.0", False)])
def test_what_is_out_is_compared_with_what_runs_here(own: str, *, newer: bool) -> None:
    memory = MemoryUpdates()
    check = updating(FakeFeed(), memory, own=own).check(CancelToken())
    assert (check.own, check.newest, check.is_newer) == (own, RELEASE, newer)
    assert memory.looked == Looked(at=NOW, issued=RELEASE.issued)


def test_nothing_is_asked_before_somebody_wants_it() -> None:
    feed = FakeFeed()
    look = updating(feed, MemoryUpdates(Looked(by_itself=True)))
    assert look.is_time()
    assert look.host() == "clocks.example"
    look.look_by_itself(wanted=False)
    assert feed.asked == []


def test_the_address_of_the_policy_goes_before_the_products_own() -> None:
    feed = FakeFeed()
    look = updating(feed, policy=UpdatePolicy(address="https://inside.example/x.json"))
    look.check(CancelToken())
    assert feed.asked == ["https://inside.example/x.json"]


def test_where_it_is_switched_off_nobody_is_asked() -> None:
    feed = FakeFeed()
    look = updating(feed, MemoryUpdates(Looked(by_itself=True)), UpdatePolicy(allowed=False))
    for ask in (look.host, lambda: look.check(CancelToken())):
        with pytest.raises(UnusableError, match="has switched off looking"):
            ask()
    assert not look.is_time()
    assert feed.asked == []


def test_without_any_address_that_is_said() -> None:
    look = updating(FakeFeed(own_host=""))
    with pytest.raises(UnusableError, match="knows no place"):
        look.check(CancelToken())


@pytest.mark.parametrize(("expires", "holds"), [(date(2026, 3, 15), False), (date(2026, 3, 16), True)])
def test_an_announcement_that_has_expired_is_none(expires: date, *, holds: bool) -> None:
    look = updating(FakeFeed(replace(RELEASE, expires=expires)))
    if holds:
        assert look.check(CancelToken()).is_newer
    else:
        with pytest.raises(UnusableError, match="expired on 15/03/2026"):
            look.check(CancelToken())


def test_an_older_announcement_than_the_last_one_is_none_though_it_is_newer_than_this_program() -> None:
    memory = MemoryUpdates(Looked(at=NOW, issued=RELEASE.issued + timedelta(seconds=1)))
    with pytest.raises(UnusableError, match="An older announcement came"):
        updating(FakeFeed(), memory).check(CancelToken())
    memory.looked = Looked(at=NOW, issued=RELEASE.issued)
    assert updating(FakeFeed(), memory).check(CancelToken()).is_newer


def test_what_went_wrong_is_not_remembered_as_a_look() -> None:
    memory = MemoryUpdates()
    with pytest.raises(RunAgainError):
        updating(FakeFeed(AWAY), memory).check(CancelToken())
    assert memory.looked == Looked()


@pytest.mark.parametrize(
    ("looked", "time"),
    [
        (Looked(), False),
        (Looked(by_itself=True), True),
        (Looked(by_itself=True, at=NOW - INTERVAL + timedelta(seconds=1)), False),
        (Looked(by_itself=True, at=NOW - INTERVAL), True),
        (Looked(by_itself=False, at=NOW - INTERVAL), False),
    ],
)
def test_the_window_looks_by_itself_only_where_somebody_chose_it_and_once_a_week(looked: Looked, *, time: bool) -> None:
    assert updating(FakeFeed(), MemoryUpdates(looked)).is_time() is time


def test_the_choice_is_remembered_beside_the_rest() -> None:
    memory = MemoryUpdates(Looked(at=NOW, issued=RELEASE.issued))
    look = updating(FakeFeed(), memory)
    assert not look.looks_by_itself()
    look.look_by_itself(wanted=True)
    assert look.looks_by_itself()
    assert memory.looked == Looked(by_itself=True, at=NOW, issued=RELEASE.issued)


def test_an_answer_counts_though_it_cannot_be_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = MemoryUpdates()

    def full(_looked: Looked) -> None:
        raise UnusableError("The disk is full.", "Make room.")

    monkeypatch.setattr(memory, "remember", full)
    assert updating(FakeFeed(), memory).check(CancelToken()).is_newer
