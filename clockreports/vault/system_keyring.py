"""Which of the system's keyrings may keep the key, and what their failures mean: the only importer of `keyring`.

The classes form a closed list. The library's own choice is never asked: a plug-in, a configuration file or
PYTHON_KEYRING_BACKEND could turn it into a plain-text file or into somebody else's store.
Importing this module takes a while: do it on first use.
"""

import sys
from contextlib import closing
from typing import Final

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError
from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.services.key import KeyringLockedError

LEAST_PRIORITY: Final = 1  # below it the library itself recommends no keyring
"""Source: the documentation of keyring's `KeyringBackend.priority`."""


class _Undirected:
    """Comes before a keyring class, and keeps the environment from directing it to another store."""

    appid = "ClockReports"
    keychain: str | None = None  # else from KEYCHAIN_PATH

    def set_properties_from_env(self) -> None:
        """Leave every KEYRING_PROPERTY_* variable unread."""


if sys.platform == "win32":
    from keyring.backends.Windows import WinVaultKeyring

    class _CredentialManager(_Undirected, WinVaultKeyring):
        """The Windows Credential Manager."""

    CLASSES: Final[tuple[type[KeyringBackend], ...]] = (_CredentialManager,)
elif sys.platform == "darwin":
    from keyring.backends.macOS import Keyring

    class _Keychain(_Undirected, Keyring):
        """The Keychain of macOS."""

    CLASSES: Final[tuple[type[KeyringBackend], ...]] = (_Keychain,)
else:
    from keyring.backends.kwallet import DBusKeyring
    from keyring.backends.SecretService import Keyring

    class _SecretService(_Undirected, Keyring):
        """The Secret Service of GNOME, KDE and others; asked for a key, it asks for no password unless it has one."""

        def get_password_unasked(self, service: str, username: str) -> str | None:
            """Look for a secret without making a collection or unlocking one, as the library does on its own."""
            import secretstorage  # noqa: PLC0415 - it is there where this keyring works, and only there

            with closing(secretstorage.dbus_init()) as bus:
                try:
                    collection = secretstorage.get_collection_by_alias(bus, "default")
                except secretstorage.ItemNotFoundException:
                    return None
                for item in collection.search_items(self._query(service, username)):
                    if item.is_locked():
                        raise KeyringLocked
                    return item.get_secret().decode()
            return None

        @override
        def get_password(self, service: str, username: str) -> str | None:
            try:
                return self.get_password_unasked(service, username)
            except KeyringLocked:
                secret: str | None = super().get_password(service, username)  # type: ignore[no-untyped-call]  # keyring's
                return secret

    class _KWallet(_Undirected, DBusKeyring):
        """KDE's wallet, where it offers no Secret Service."""

        def get_password_unasked(self, *_names: str) -> str | None:
            """Tell nothing: looking into a wallet opens it, and that asks."""
            raise KeyringLocked

    CLASSES: Final[tuple[type[KeyringBackend], ...]] = (_SecretService, _KWallet)


def open_keyring(classes: tuple[type[KeyringBackend], ...] = CLASSES) -> KeyringBackend:
    """Return the first of these that works here; raises `NoKeyringError` when none does. May block."""
    for keyring in classes:
        if keyring.viable and keyring.priority >= LEAST_PRIORITY:
            return keyring()
    raise NoKeyringError


def explain(error: Exception) -> UnusableError:
    """Return what a keyring's failure means, without a word of the failure itself: it may quote the secret."""
    match error:
        case NoKeyringError():
            return UnusableError(
                "There is no keyring here that could keep the API key.",
                "Sign in to a desktop with a keyring (GNOME Keyring, KWallet), "
                "or put the key into the variable CLOCKREPORTS_PEOPLEHR_KEY for unattended use.",
            )
        case KeyringLocked():
            return KeyringLockedError(
                "Your keyring is locked.",
                "Unlock it with its password, then try again.",
            )
        case InitError():
            return UnusableError(
                "Your keyring holds no collection for keys yet.",
                "Open your system's password manager, create a default keyring there, then try again.",
            )
        case _:
            return UnusableError(
                f"Your keyring refused ({type(error).__name__}).",
                "Sign out of this computer and in again, then try again.",
            )
