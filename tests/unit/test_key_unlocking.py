"""Who may change the key, and how it is kept once somebody may."""

from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.base.secret import Secret
from clockreports.services.key import KeyService
from clockreports.services.key_unlocking import KeyKeeper, unlock
from clockreports.services.ports import Credentials, Elevated, Saved, Vault
from tests.helpers.clock import START, FakeClock
from tests.helpers.elevation import FakeElevated, FakeElevation
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.stores import MemoryPeople
from tests.helpers.vault import MemoryDroppedNote, MemoryVault, nothing_proven

KEY = "c0ffee00-dead-4bee-8fad-0123456789ab"
ADDRESS = "https://people.example"
TYPED = Secret(KEY)
REFUSED = UnusableError("This computer did not agree.", "Ask somebody else.")


class ReadOnlyVault(MemoryVault):
    """Holds a key that cannot be changed from here."""

    read_only = True
    name = "the environment"


class UnreadableVault(MemoryVault):
    """Cannot be read, but written to."""

    @override
    def read(self) -> Credentials | None:
        """Fail."""
        raise REFUSED


@dataclass
class Desk:
    """What unlocking meets."""

    vaults: tuple[Vault, ...] = field(default_factory=lambda: (MemoryVault(),))
    elevation: FakeElevation = field(default_factory=FakeElevation)
    note: MemoryDroppedNote = field(default_factory=MemoryDroppedNote)
    cancel: CancelToken = field(default_factory=CancelToken)
    prompts: list[str] = field(default_factory=list)

    @property
    def service(self) -> KeyService:
        people, people_hr, proof = MemoryPeople(), FakePeopleHr(), nothing_proven()
        return KeyService(self.vaults, people, people_hr, FakeClock(), ADDRESS, "Jo", self.note, proof)

    def unlock(self, *, practising: bool = False) -> KeyKeeper | None:
        return unlock(
            self.service, self.elevation, self.cancel, lambda: self.prompts.append("?"), practising=practising
        )


@pytest.mark.parametrize("machine_wide", [False, True])
@pytest.mark.parametrize("way_in", ["administrator", "practising"])
def test_an_administrator_and_somebody_practising_are_asked_nothing(
    way_in: str,
    machine_wide: bool,  # noqa: FBT001 - a column
) -> None:
    vault = MemoryVault(machine_wide=machine_wide)
    desk = Desk((vault,), FakeElevation(is_administrator=way_in == "administrator"))
    keeper = desk.unlock(practising=way_in == "practising")
    assert keeper is not None
    keeper.keep(TYPED, tested=True)
    keeper.end()
    assert vault.held == Credentials(TYPED, ADDRESS, Saved(START, "Jo", tested=True))
    assert (desk.elevation.asked, desk.prompts) == ([], [])


def test_with_a_keyring_an_administrator_agrees_and_the_window_keeps_the_key() -> None:
    vault, agreed = MemoryVault(), FakeElevated()
    desk = Desk((vault,), FakeElevation(answers=[agreed]))
    keeper = desk.unlock()
    assert keeper is not None
    assert (desk.elevation.asked, desk.prompts, agreed.ended) == ([False], ["?"], True)
    keeper.keep(TYPED, tested=False)
    assert vault.held == Credentials(TYPED, ADDRESS, Saved(START, "Jo"))
    keeper.forget()
    assert vault.held is None


def test_with_the_computers_store_the_administrators_side_keeps_the_key() -> None:
    vault, elevated = MemoryVault(machine_wide=True), FakeElevated()
    desk = Desk((vault,), FakeElevation(answers=[elevated]))
    keeper = desk.unlock()
    assert keeper is not None
    assert desk.elevation.asked == [True]
    keeper.keep(TYPED, tested=True)
    assert (elevated.held, vault.held) == (Credentials(TYPED, ADDRESS, Saved(START, "Jo", tested=True)), None)
    keeper.forget()
    assert (elevated.held, elevated.ended) == (None, False)
    keeper.end()
    assert elevated.ended


def test_a_dismissed_prompt_is_no_error() -> None:
    desk = Desk(elevation=FakeElevation(answers=[None]))
    assert desk.unlock() is None
    assert desk.elevation.asked == [False]


def test_a_refusal_is_told() -> None:
    with pytest.raises(UnusableError, match="did not agree"):
        Desk(elevation=FakeElevation(answers=[REFUSED])).unlock()


def test_rights_that_come_when_nobody_wants_them_any_more_are_given_back() -> None:
    elevated, cancel = FakeElevated(), CancelToken()

    class LateElevation(FakeElevation):
        @override
        def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
            answer = super().ask(machine_wide=machine_wide, cancel=cancel)
            cancel.cancel()
            return answer

    desk = Desk((MemoryVault(machine_wide=True),), LateElevation(answers=[elevated]), cancel=cancel)
    assert desk.unlock() is None
    assert elevated.ended


def test_a_key_from_the_environment_cannot_be_unlocked() -> None:
    held = Credentials(TYPED, ADDRESS)
    desk = Desk((ReadOnlyVault(held), MemoryVault()), FakeElevation(is_administrator=True))
    with pytest.raises(UnusableError, match="comes from the environment"):
        desk.unlock()


def test_an_empty_environment_is_in_nobodys_way() -> None:
    store = MemoryVault()
    keeper = Desk((ReadOnlyVault(), store), FakeElevation(is_administrator=True)).unlock()
    assert keeper is not None
    keeper.keep(TYPED, tested=False)
    assert store.held is not None


def test_what_cannot_be_read_may_still_be_replaced() -> None:
    assert Desk((UnreadableVault(),), FakeElevation(is_administrator=True)).unlock() is not None


@pytest.mark.parametrize(
    ("failure", "typed", "noted"),
    [(None, TYPED, False), (REFUSED, TYPED, True), (None, None, True), (None, Secret("rubbish"), True)],
)
def test_where_nobody_can_be_asked_a_lost_change_is_noted(
    failure: ClockReportsError | None,
    typed: Secret | None,
    noted: bool,  # noqa: FBT001 - a column
) -> None:
    desk = Desk()
    elevated = FakeElevated(failure=failure)
    KeyKeeper(desk.service, elevated).keep_or_note(typed, tested=False)
    assert (elevated.held is None, desk.note.left) == (noted, noted)
