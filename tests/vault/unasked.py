"""Looks at the keyring of this very session in ways that must not ask anybody; prints what it found.

Run by `test_unasked`: with the word "fresh" in a session whose keyring nobody has ever opened.
"""

import sys

from clockreports.base.errors import UnusableError
from clockreports.vault.keyring_vault import KeyringVault
from tests.vault.contract import STORED


def say(line: object) -> None:
    """Tell whoever started this."""
    print(line)  # noqa: T201 - by way of its output


def look_at_fresh() -> None:
    """Look where there is no collection to keep anything in, and say whether there is one afterwards."""
    import secretstorage  # noqa: PLC0415 - only Linux has it

    say(KeyringVault().peek())
    say(KeyringVault().read())
    try:
        say(secretstorage.get_collection_by_alias(secretstorage.dbus_init(), "default"))
    except secretstorage.ItemNotFoundException:
        say("nothing was made")


def look_at_locked() -> None:
    """Look at a key while the keyring is open, and once it is locked; then for a key that is not there."""
    import secretstorage  # noqa: PLC0415 - likewise

    vault = KeyringVault()
    vault.write(STORED)
    say(vault.peek() == STORED)
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    try:
        say(vault.peek())
    except UnusableError as locked:
        say(locked.title)
    say(KeyringVault("somebody else").read())


if sys.platform == "linux" and __name__ == "__main__":
    look_at_fresh() if "fresh" in sys.argv else look_at_locked()
