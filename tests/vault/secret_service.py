"""Puts the contract to the keyring of this very session, then asks too much of it; prints what held and what it said.

Run by `test_secret_service`: inside a session of its own, and where there is no keyring.
"""

import sys
from collections.abc import Callable
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials
from clockreports.vault.keyring_vault import KeyringVault
from tests.vault.contract import ADDRESS, STORED, WritableVaultContract

PROMISES: Final = sorted(name for name in vars(WritableVaultContract) if name.startswith("test_"))
LOCKED: Final = "Your keyring is locked."
TOO_LONG: Final = "The API key is too long to be kept."
MISSING: Final = "There is no keyring here that could keep the API key."
UNCHANGED: Final = "What was kept is unchanged."
ENDLESS: Final = Credentials(Secret("k" * 5000), ADDRESS)


def say(line: str) -> None:
    """Tell whoever started this."""
    print(line)  # noqa: T201 - by way of its output


def answer(ask: Callable[[], object]) -> None:
    """Say what is wrong, or what was there."""
    try:
        say(str(ask()))
    except UnusableError as refused:
        say(refused.title)


def without_keyring() -> None:
    """Ask where there is no keyring."""
    answer(KeyringVault().read)
    answer(lambda: KeyringVault().write(STORED))
    answer(KeyringVault().forget)


def with_keyring() -> None:
    """Put the contract to the keyring, then ask too much of it, then lock it."""
    import secretstorage  # noqa: PLC0415 - only Linux has it

    for promise in PROMISES:
        getattr(WritableVaultContract(), promise)(KeyringVault(f"People HR ({promise})"))
        say(promise)
    vault = KeyringVault()
    vault.write(STORED)
    answer(lambda: vault.write(ENDLESS))
    if vault.read() == STORED:
        say(UNCHANGED)
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    answer(vault.read)
    answer(lambda: vault.write(STORED))
    answer(vault.forget)


if sys.platform == "linux" and __name__ == "__main__":
    without_keyring() if "without" in sys.argv else with_keyring()
