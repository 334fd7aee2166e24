"""What every vault promises, on each of them and on the fake."""

from collections.abc import Callable

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials, Vault
from clockreports.vault.environment import EnvironmentVault
from clockreports.vault.keyring_vault import KeyringVault
from tests.helpers.vault import MemoryKeyring, MemoryVault

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
ADDRESS = "https://people.example"
STORED = Credentials(Secret(KEY), ADDRESS)


def _keyring() -> Vault:
    ring = MemoryKeyring()
    return KeyringVault(find_keyring=lambda: ring)


def _empty_environment() -> Vault:
    return EnvironmentVault({}, ADDRESS)


def _full_environment() -> Vault:
    return EnvironmentVault({"CLOCKREPORTS_PEOPLEHR_KEY": KEY}, ADDRESS)


WRITABLE = [MemoryVault, _keyring]
READ_ONLY = [_empty_environment, _full_environment]


@pytest.mark.parametrize("make", [*WRITABLE, _empty_environment])
class TestEmptyVault:
    def test_it_holds_nothing(self, make: Callable[[], Vault]) -> None:
        assert make().read() is None

    def test_forgetting_nothing_is_no_error(self, make: Callable[[], Vault]) -> None:
        vault = make()
        vault.forget()
        assert vault.read() is None


@pytest.mark.parametrize("make", WRITABLE)
class TestWritableVault:
    def test_it_says_that_it_can_be_changed(self, make: Callable[[], Vault]) -> None:
        assert not make().read_only

    @pytest.mark.parametrize("key", [KEY, "x", 'quo"ted \\ slash', "schlüssel€", "a" * 1000])
    def test_key_and_address_come_back_as_they_were(self, make: Callable[[], Vault], key: str) -> None:
        vault = make()
        vault.write(Credentials(Secret(key), ADDRESS))
        assert vault.read() == Credentials(Secret(key), ADDRESS)

    def test_a_second_key_replaces_the_first_with_its_address(self, make: Callable[[], Vault]) -> None:
        vault = make()
        vault.write(STORED)
        other = Credentials(Secret("another"), "http://127.0.0.1:8080")
        vault.write(other)
        assert vault.read() == other

    def test_what_was_forgotten_is_gone(self, make: Callable[[], Vault]) -> None:
        vault = make()
        vault.write(STORED)
        vault.forget()
        assert vault.read() is None


@pytest.mark.parametrize("make", READ_ONLY)
class TestReadOnlyVault:
    def test_it_says_that_it_cannot_be_changed(self, make: Callable[[], Vault]) -> None:
        assert make().read_only

    def test_writing_is_refused_and_changes_nothing(self, make: Callable[[], Vault]) -> None:
        vault = make()
        before = vault.read()
        with pytest.raises(UnusableError, match="CLOCKREPORTS_PEOPLEHR_KEY"):
            vault.write(Credentials(Secret("another"), ADDRESS))
        assert vault.read() == before


@pytest.mark.parametrize("make", [*WRITABLE, *READ_ONLY])
def test_a_vault_is_named_in_words(make: Callable[[], Vault]) -> None:
    assert make().name[0].islower()
