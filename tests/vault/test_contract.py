"""What every vault promises, on each of them and on the fake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials, Vault
from clockreports.vault.environment import EnvironmentVault
from clockreports.vault.keyring_vault import KeyringVault
from clockreports.vault.practice import PracticeVault
from tests.helpers.vault import MemoryKeyring, MemoryVault
from tests.vault.contract import ADDRESS, KEY, WritableVaultContract
from tests.vault.machine import CAN_USE_REAL_ONE, played_machine, real_machine


class TestMemoryVault(WritableVaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return MemoryVault()


class TestKeyringVault(WritableVaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        ring = MemoryKeyring()
        return KeyringVault(find_keyring=lambda: ring)


class TestPracticeVault(WritableVaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return PracticeVault()


class TestMachineVault(WritableVaultContract):
    @pytest.fixture
    def vault(self, tmp_path: Path) -> Vault:
        return played_machine(tmp_path / "ClockReports")


@pytest.mark.skipif(not CAN_USE_REAL_ONE, reason="only an administrator can use it; wine keeps no owners")
class TestMachineVaultOfThisSystem(WritableVaultContract):
    @pytest.fixture
    def vault(self, tmp_path: Path) -> Vault:
        return real_machine(tmp_path / "clockreports")


def _empty_environment() -> Vault:
    return EnvironmentVault({}, ADDRESS)


def _full_environment() -> Vault:
    return EnvironmentVault({"CLOCKREPORTS_PEOPLEHR_KEY": KEY}, ADDRESS)


@pytest.mark.parametrize("make", [_empty_environment, _full_environment])
class TestReadOnlyVault:
    def test_it_says_that_it_cannot_be_changed(self, make: Callable[[], Vault]) -> None:
        assert make().read_only

    def test_it_is_named_in_words(self, make: Callable[[], Vault]) -> None:
        assert make().name[0].islower()

    def test_writing_is_refused_and_changes_nothing(self, make: Callable[[], Vault]) -> None:
        vault = make()
        before = vault.read()
        with pytest.raises(UnusableError, match="CLOCKREPORTS_PEOPLEHR_KEY"):
            vault.write(Credentials(Secret("another"), ADDRESS))
        assert vault.read() == before


def test_forgetting_nothing_in_the_environment_is_no_error() -> None:
    vault = _empty_environment()
    vault.forget()
    assert vault.read() is None


@pytest.mark.parametrize(
    ("vault", "machine_wide"),
    [
        (_empty_environment(), False),
        (KeyringVault(), False),
        (PracticeVault(), False),
        (played_machine(Path("nowhere")), True),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_only_the_computers_store_needs_an_administrator(vault: Vault, machine_wide: bool) -> None:  # noqa: FBT001
    assert vault.machine_wide is machine_wide
