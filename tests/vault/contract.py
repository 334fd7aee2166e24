"""What every vault promises that can be written to. Each promise takes a vault that holds nothing yet.

Plain Python, so that it also runs where pytest does not: inside a session of a real keyring.
"""

from datetime import UTC, datetime
from typing import Final

from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials, Saved, Vault

KEY: Final = "1b2c3d4e-0000-4abc-8def-0123456789ab"
ADDRESS: Final = "https://people.example"
STORED: Final = Credentials(
    Secret(KEY), ADDRESS, Saved(datetime(2026, 5, 12, 8, 30, 1, 250, tzinfo=UTC), "Jörg Ò’Brien", tested=True)
)
DIFFICULT_KEYS: Final = (KEY, "x", 'quo"ted \\ slash', "schlüssel€", "a" * 900)


class WritableVaultContract:
    """One promise per method; `vault` is the fixture of whoever makes a test class of it."""

    def test_it_says_that_it_can_be_changed(self, vault: Vault) -> None:
        assert not vault.read_only

    def test_it_is_named_in_words(self, vault: Vault) -> None:
        assert vault.name[0].islower()

    def test_it_holds_nothing_at_first(self, vault: Vault) -> None:
        assert vault.read() is None
        vault.forget()
        assert vault.read() is None

    def test_all_that_belongs_to_a_key_comes_back_as_it_was(self, vault: Vault) -> None:
        vault.write(STORED)
        assert vault.read() == STORED

    def test_any_text_comes_back_as_it_was(self, vault: Vault) -> None:
        for key in DIFFICULT_KEYS:
            credentials = Credentials(Secret(key), ADDRESS)
            vault.write(credentials)
            assert vault.read() == credentials

    def test_a_second_key_replaces_the_first_with_its_address(self, vault: Vault) -> None:
        vault.write(STORED)
        other = Credentials(Secret("another"), "http://127.0.0.1:8080")
        vault.write(other)
        assert vault.read() == other

    def test_what_was_forgotten_is_gone(self, vault: Vault) -> None:
        vault.write(STORED)
        vault.forget()
        vault.forget()
        assert vault.read() is None
