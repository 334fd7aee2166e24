"""What every lease promises: one export at a time, and nobody shut out by one that died."""

from datetime import datetime, timedelta

import pytest

from clockreports.services.failures import BusyError, LeaseLostError
from clockreports.services.ports import Holder, LeaseStore
from tests.helpers.clock import START
from tests.store.conftest import AnyDatabase, Open

ANNA = Holder("OFFICE-1", "anna", START)
BEN = Holder("OFFICE-2", "ben", START)
BEN_HERE = Holder("OFFICE-1", "ben", START)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@pytest.fixture
def lease(database: AnyDatabase) -> LeaseStore:
    return database.lease


@pytest.fixture
def token(lease: LeaseStore) -> str:
    return lease.take(ANNA, START, others_are_gone=False)


class TestLease:
    def test_who_is_busy_is_named(self, lease: LeaseStore, token: str) -> None:
        with pytest.raises(BusyError, match="anna on OFFICE-1"):
            lease.take(BEN, after(119), others_are_gone=False)
        lease.beat(token, after(120))

    def test_it_can_be_taken_once_it_is_given_back(self, lease: LeaseStore, token: str) -> None:
        lease.release(token)
        assert lease.take(BEN, START, others_are_gone=False) != token

    def test_a_heartbeat_keeps_it(self, lease: LeaseStore, token: str) -> None:
        lease.beat(token, after(100))
        with pytest.raises(BusyError):
            lease.take(BEN, after(219), others_are_gone=False)

    @pytest.mark.parametrize("seconds", [121, -121], ids=["stopped", "from before the clock was set back"])
    def test_one_whose_heartbeat_is_far_away_is_taken_over(self, lease: LeaseStore, token: str, seconds: float) -> None:
        newer = lease.take(BEN, after(seconds), others_are_gone=False)
        with pytest.raises(LeaseLostError):
            lease.beat(token, after(seconds))
        lease.beat(newer, after(seconds))

    def test_one_of_this_computer_is_taken_over_when_no_other_program_here_lives(
        self, lease: LeaseStore, token: str
    ) -> None:
        assert lease.take(BEN_HERE, after(1), others_are_gone=True) != token

    def test_one_of_another_computer_is_not(self, lease: LeaseStore, token: str) -> None:
        with pytest.raises(BusyError):
            lease.take(BEN, after(1), others_are_gone=True)
        lease.beat(token, after(2))

    def test_giving_back_what_is_lost_leaves_the_new_holder_alone(self, lease: LeaseStore, token: str) -> None:
        newer = lease.take(BEN, after(121), others_are_gone=False)
        lease.release(token)
        lease.beat(newer, after(122))
        with pytest.raises(BusyError, match="ben on OFFICE-2"):
            lease.take(ANNA, after(123), others_are_gone=False)

    def test_the_holder_is_known_while_the_heart_beats(self, lease: LeaseStore) -> None:
        assert lease.holder(START) is None
        token = lease.take(ANNA, START, others_are_gone=False)
        assert (lease.holder(after(119)), lease.holder(after(121))) == (ANNA, None)
        lease.beat(token, after(100))
        assert lease.holder(after(121)) == ANNA
        lease.release(token)
        assert lease.holder(after(121)) is None

    def test_nobody_can_beat_without_it(self, lease: LeaseStore, token: str) -> None:
        lease.release(token)
        with pytest.raises(LeaseLostError):
            lease.beat(token, START)


def test_the_holder_is_known_to_other_programs_with_the_time_of_this_computer(open_it: Open) -> None:
    open_it().lease.take(ANNA, START, others_are_gone=False)
    with pytest.raises(BusyError) as busy:
        open_it().lease.take(BEN, START, others_are_gone=False)
    assert f"since {START.astimezone():%d/%m/%Y %H:%M}" in busy.value.advice
