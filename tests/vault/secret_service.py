"""Puts the contract to the keyring of this very session, then locks it; prints what held, and what it is like locked.

Run by `test_secret_service`, inside a session of its own.
"""

import sys

from clockreports.base.errors import UnusableError
from clockreports.vault.keyring_vault import KeyringVault
from tests.vault.contract import STORED, WritableVaultContract

PROMISES = sorted(name for name in vars(WritableVaultContract) if name.startswith("test_"))

if sys.platform == "linux" and __name__ == "__main__":
    import secretstorage

    for promise in PROMISES:
        getattr(WritableVaultContract(), promise)(KeyringVault(f"People HR ({promise})"))
        print(promise)  # noqa: T201 - whoever started this reads it
    vault = KeyringVault()
    vault.write(STORED)
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    try:
        vault.read()
    except UnusableError as locked:
        print(locked.title)  # noqa: T201 - likewise
