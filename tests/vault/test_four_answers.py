"""Locked, missing, not found, too long: four different things a store may answer, in four different sentences."""

import errno
from pathlib import Path
from typing import Final

import pytest
from keyring.errors import KeyringLocked, NoKeyringError
from typing_extensions import override

from clockreports.base.errors import ClockReportsError
from clockreports.services.key import KeyService
from clockreports.services.ports import Vault
from clockreports.vault.environment import EnvironmentVault
from clockreports.vault.keyring_vault import KeyringVault
from clockreports.vault.machine_vault import MachineVault
from clockreports.vault.practice import PracticeVault
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.stores import MemoryPeople
from tests.helpers.vault import MemoryDroppedNote, MemoryKeyring, nothing_proven
from tests.vault.contract import ADDRESS, STORED
from tests.vault.machine import PlayedAccess, PlayedSeal
from tests.vault.secret_service import ENDLESS, LOCKED, MISSING, TOO_LONG

NOT_FOUND: Final = "There is no People HR API key yet."
LOCKED_FOR_YOU: Final = "This computer’s key store is locked for you."
NO_ADMINISTRATOR: Final = "Only an administrator may change this computer’s key store."


class RefusingKeyring(MemoryKeyring):
    """Answers nothing."""

    def __init__(self, failure: type[Exception]) -> None:
        super().__init__()
        self._failure = failure

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise self._failure


class GuardedFolder(PlayedAccess):
    """Lets this person neither read nor change anything."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = PermissionError(errno.EACCES, "denied")

    @override
    def is_right(self, file: int) -> bool:
        raise PermissionError(errno.EACCES, "denied")


def keyring_vault(ring: MemoryKeyring) -> Vault:
    return KeyringVault(find_keyring=lambda: ring)


def computers_vault(folder: Path, access: PlayedAccess) -> Vault:
    """Return a store in which a key is."""
    MachineVault(folder, PlayedAccess(), PlayedSeal()).write(STORED)
    return MachineVault(folder, access, PlayedSeal())


def reading(vault: Vault) -> str:
    """Return what an export is told that asks for the key."""
    service = KeyService(
        (vault,),
        MemoryPeople(),
        FakePeopleHr(),
        FakeClock(),
        ADDRESS,
        "Jo",
        MemoryDroppedNote(),
        nothing_proven(),
    )
    with pytest.raises(ClockReportsError) as refused:
        service.credentials()
    assert refused.value.advice
    return refused.value.title


def writing(vault: Vault) -> str:
    """Return what is told when a text without end is to be kept."""
    with pytest.raises(ClockReportsError) as refused:
        vault.write(ENDLESS)
    assert refused.value.advice
    return refused.value.title


def test_a_persons_own_keyring() -> None:
    locked, missing = keyring_vault(RefusingKeyring(KeyringLocked)), keyring_vault(RefusingKeyring(NoKeyringError))
    empty = keyring_vault(MemoryKeyring())
    assert [reading(locked), reading(missing), reading(empty), writing(empty)] == [LOCKED, MISSING, NOT_FOUND, TOO_LONG]


def test_this_computers_key_store(tmp_path: Path) -> None:
    locked = computers_vault(tmp_path / "locked", GuardedFolder())
    empty = MachineVault(tmp_path / "empty", PlayedAccess(), PlayedSeal())
    assert [reading(locked), reading(empty), writing(empty)] == [LOCKED_FOR_YOU, NOT_FOUND, TOO_LONG]
    nobodys = MachineVault(tmp_path / "nobodys", GuardedFolder(), PlayedSeal())
    with pytest.raises(ClockReportsError) as refused:
        nobodys.write(STORED)
    assert refused.value.title == NO_ADMINISTRATOR


@pytest.mark.parametrize("vault", [PracticeVault(), EnvironmentVault({}, ADDRESS)], ids=lambda vault: vault.name)
def test_a_store_that_is_always_open_can_only_be_empty(vault: Vault) -> None:
    assert reading(vault) == NOT_FOUND


def test_no_two_answers_are_the_same_sentence() -> None:
    answers = [LOCKED, MISSING, NOT_FOUND, TOO_LONG, LOCKED_FOR_YOU, NO_ADMINISTRATOR]
    assert len({*answers}) == len(answers)
