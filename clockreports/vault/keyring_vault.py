"""The vault of a person at a screen: their own keyring, which the system opens when they sign in.

Key and address are one secret, so that one is never found without the other. A keyring that waits for its password
blocks whoever asks it: every question is asked in a thread of its own and given up after a while.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Final, Protocol, TypeVar, runtime_checkable

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.services.key_text import from_text, to_text
from clockreports.services.ports import Credentials

SERVICE: Final = "ClockReports"
ACCOUNT: Final = "People HR"
MOST_CHARACTERS: Final = 1280
"""Source: Windows, CRED_MAX_CREDENTIAL_BLOB_SIZE: 2,560 bytes of UTF-16. Kept everywhere, so that all refuse alike."""

Answer = TypeVar("Answer")


class Keyring(Protocol):
    """What is asked of a keyring; those of the library `keyring` fulfil it."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret in place of the earlier one."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret that is there."""
        ...


@runtime_checkable
class AskingKeyring(Keyring, Protocol):
    """A keyring that may ask for its password, and can be looked at without."""

    def get_password_unasked(self, service: str, username: str) -> str | None:
        """Return a secret, or None; raises the library's `KeyringLocked` where that cannot be told without asking."""
        ...


def open_keyring() -> Keyring:
    """Return the keyring of whoever is signed in; the library is loaded on first use."""
    from clockreports.vault import system_keyring  # noqa: PLC0415 - loads slowly, and most commands need no key

    return system_keyring.open_keyring()


class KeyringVault:
    """Fulfils `services.ports.Vault` by the user's own keyring.

    `account` tells the keys of several profiles apart. `patience` is the time in seconds after which a keyring that
    does not answer is given up.
    """

    name = "your own keyring"
    read_only = False
    machine_wide = False

    def __init__(
        self, account: str = ACCOUNT, find_keyring: Callable[[], Keyring] | None = None, patience: float = 20
    ) -> None:
        self._account = account
        self._find_keyring = find_keyring or open_keyring
        self._patience = patience

    def read(self) -> Credentials | None:
        """Return what is stored, None when nothing is; raises `UnusableError` when the keyring cannot be read."""
        text = self._ask(lambda keyring, _given_up: keyring.get_password(SERVICE, self._account))
        return None if text is None else _parse(text)

    def peek(self) -> Credentials | None:
        """Return the same, and ask nobody; raises `KeyringLockedError` where that cannot be told so."""
        text = self._ask(lambda keyring, _given_up: _unasked(keyring)(SERVICE, self._account))
        return None if text is None else _parse(text)

    def write(self, credentials: Credentials) -> None:
        """Store both, then read back; raises `UnusableError`, with the old ones untouched, when that fails."""
        text = to_text(credentials)
        if len(text) > MOST_CHARACTERS:
            raise UnusableError(
                "The API key is too long to be kept.",
                "A People HR key has 36 characters: copy it again, and nothing else with it.",
            )
        if not self._ask(lambda keyring, given_up: self._replace(keyring, text, given_up)):
            raise UnusableError(
                "Your keyring did not keep the API key.",
                "Nothing was changed. Try again; if it happens again, ask whoever looks after this computer.",
            )

    def forget(self) -> None:
        """Remove what is stored; nothing happens when there is nothing."""
        self._ask(self._remove)

    def _replace(self, keyring: Keyring, text: str, given_up: CancelToken) -> bool:
        before = keyring.get_password(SERVICE, self._account)  # a locked keyring waits here, before any change
        given_up.check()
        kept = False
        try:
            keyring.set_password(SERVICE, self._account, text)
            # Nobody learns of a key that is kept after the caller was told that it is not.
            kept = keyring.get_password(SERVICE, self._account) == text and not given_up.asked
        finally:
            if not kept:
                self._put_back(keyring, before)
        return kept

    def _put_back(self, keyring: Keyring, before: str | None) -> None:
        with suppress(Exception):  # the failure to tell is the first one
            if before is None:
                keyring.delete_password(SERVICE, self._account)
            else:
                keyring.set_password(SERVICE, self._account, before)

    def _remove(self, keyring: Keyring, given_up: CancelToken) -> None:
        if keyring.get_password(SERVICE, self._account) is not None:
            given_up.check()
            keyring.delete_password(SERVICE, self._account)

    def _ask(self, question: Callable[[Keyring, CancelToken], Answer]) -> Answer:
        """Put a question to the keyring; raises nothing but `UnusableError`."""
        answer: Future[Answer] = Future()
        given_up = CancelToken()

        def ask() -> None:
            try:
                answer.set_result(question(self._find_keyring(), given_up))
            except ClockReportsError as error:
                answer.set_exception(error)
            except Exception as error:  # noqa: BLE001 - every keyring has its own kinds, and any may quote the secret
                answer.set_exception(_explain(error))

        threading.Thread(target=ask, name="keyring", daemon=True).start()
        try:
            return answer.result(self._patience)
        except TimeoutError:
            given_up.cancel()
        raise UnusableError(
            f"Your keyring did not answer within {self._patience:g} seconds.",
            "It may be waiting for its password in another window: unlock it, then try again.",
        )


def _unasked(keyring: Keyring) -> Callable[[str, str], str | None]:
    return keyring.get_password_unasked if isinstance(keyring, AskingKeyring) else keyring.get_password


def _explain(error: Exception) -> UnusableError:
    from clockreports.vault import system_keyring  # noqa: PLC0415 - loads slowly, and most commands need no key

    return system_keyring.explain(error)


def _parse(text: str) -> Credentials:
    credentials = from_text(text)
    if credentials is None:
        raise UnusableError("What your keyring holds for ClockReports cannot be read.", "Set the key again.")
    return credentials
