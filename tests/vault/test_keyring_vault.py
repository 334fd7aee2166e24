"""The person's own keyring when it is locked, missing, forgetful, slow or full."""

import json
import logging
import threading
import traceback
from collections.abc import Callable

import pytest
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError
from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.key import KeyringLockedError
from clockreports.services.ports import Credentials
from clockreports.vault.keyring_vault import ACCOUNT, MOST_CHARACTERS, SERVICE, Keyring, KeyringVault
from tests.helpers.vault import MemoryKeyring

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
CREDENTIALS = Credentials(Secret(KEY), "https://people.example")
EARLIER = Credentials(Secret("the-earlier-key"), "https://earlier.example")


class BrokenKeyring(MemoryKeyring):
    """Fails at every question, quoting the secret as some keyrings do."""

    def __init__(self, failure: type[Exception]) -> None:
        super().__init__()
        self._failure = failure

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise self._failure(KEY)


class PromptingKeyring(MemoryKeyring):
    """Is locked; whoever asks it for a secret without further ado is asked for the password."""

    def get_password_unasked(self, service: str, username: str) -> str | None:
        if (service, username) in self.kept:
            raise KeyringLocked
        return None

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("The person was asked.")


class ForgetfulKeyring(MemoryKeyring):
    """Changes the next new secret that it keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.forgetful = False

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:-1] if self.forgetful else password)
        self.forgetful = False


class FullKeyring(MemoryKeyring):
    """Loses the earlier secret, and then refuses the new one."""

    def __init__(self) -> None:
        super().__init__()
        self.full = False

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept.pop((service, username), None)
        if self.full:
            self.full = False
            raise PasswordSetError(password)
        super().set_password(service, username, password)


class SlowKeyring(MemoryKeyring):
    """Takes its time over keeping a secret."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.goes_on.wait()
        super().set_password(service, username, password)


class LockedKeyring(MemoryKeyring):
    """Waits for its password before it answers anything."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()
        self.answered = threading.Event()

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.unlocked.wait()
        self.answered.set()
        return super().get_password(service, username)


class ForeignError(Exception):
    """Something the operating system's own library raises."""


def _vault(ring: Keyring, account: str = ACCOUNT) -> KeyringVault:
    return KeyringVault(account, lambda: ring)


def test_key_and_address_are_one_secret() -> None:
    ring = MemoryKeyring()
    _vault(ring).write(CREDENTIALS)
    assert {place: json.loads(text) for place, text in ring.kept.items()} == {
        (SERVICE, ACCOUNT): {"key": KEY, "address": "https://people.example"}
    }


def test_two_profiles_keep_two_keys() -> None:
    ring = MemoryKeyring()
    _vault(ring).write(CREDENTIALS)
    other = _vault(ring, "People HR (elsewhere)")
    assert other.read() is None
    other.write(EARLIER)
    other.forget()
    assert _vault(ring).read() == CREDENTIALS


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (NoKeyringError, "no keyring here"),
        (KeyringLocked, "is locked"),
        (InitError, "no collection"),
        (PasswordSetError, r"refused \(PasswordSetError\)"),
        (ForeignError, r"refused \(ForeignError\)"),
    ],
)
@pytest.mark.parametrize(
    "use",
    [KeyringVault.read, lambda vault: vault.write(CREDENTIALS), KeyringVault.forget],
    ids=["read", "write", "forget"],
)
def test_each_failure_has_its_own_sentence_and_never_quotes_the_key(
    use: Callable[[KeyringVault], object], failure: type[Exception], sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(UnusableError, match=sentence) as caught:
        use(_vault(BrokenKeyring(failure)))
    assert caught.value.advice
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
    assert KEY not in caplog.text


@pytest.mark.parametrize("before", [None, EARLIER])
def test_a_key_that_does_not_come_back_the_same_leaves_the_old_one_in_place(before: Credentials | None) -> None:
    ring = ForgetfulKeyring()
    vault = _vault(ring)
    if before is not None:
        vault.write(before)
    ring.forgetful = True
    with pytest.raises(UnusableError, match="did not keep"):
        vault.write(CREDENTIALS)
    assert vault.read() == before


def test_a_keyring_that_fails_half_way_gets_the_old_key_back() -> None:
    ring = FullKeyring()
    vault = _vault(ring)
    vault.write(EARLIER)
    ring.full = True
    with pytest.raises(UnusableError, match="refused"):
        vault.write(CREDENTIALS)
    assert vault.read() == EARLIER


@pytest.mark.parametrize("too_many", [0, 1])
def test_a_secret_fills_what_windows_keeps_and_no_more(too_many: int) -> None:
    ring = MemoryKeyring()
    vault = _vault(ring)
    vault.write(EARLIER)
    bare = len(json.dumps({"key": "", "address": ""}))
    credentials = Credentials(Secret("k" * (MOST_CHARACTERS - bare + too_many)), "")
    if too_many:
        with pytest.raises(UnusableError, match="too long"):
            vault.write(credentials)
    else:
        vault.write(credentials)
    assert vault.read() == (EARLIER if too_many else credentials)


@pytest.mark.parametrize("text", ["", "not JSON", "[]", "null", '{"key": "k"}', '{"key": 1, "address": ""}', '"key"'])
def test_what_something_else_left_there_is_refused_but_can_be_forgotten(text: str) -> None:
    ring = MemoryKeyring()
    ring.set_password(SERVICE, ACCOUNT, text)
    vault = _vault(ring)
    with pytest.raises(UnusableError, match="cannot be read"):
        vault.read()
    vault.forget()
    assert vault.read() is None


@pytest.mark.parametrize("use", [lambda vault: vault.write(CREDENTIALS), KeyringVault.forget], ids=["write", "forget"])
def test_a_change_given_up_is_not_made_when_the_keyring_is_unlocked_later(use: Callable[[KeyringVault], None]) -> None:
    ring = LockedKeyring()
    ring.set_password(SERVICE, ACCOUNT, "the earlier secret")
    vault = KeyringVault(find_keyring=lambda: ring, patience=0.01)
    with pytest.raises(UnusableError, match=r"did not answer within 0\.01 seconds"):
        use(vault)
    ring.unlocked.set()
    assert ring.answered.wait(10)
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)
    assert ring.kept == {(SERVICE, ACCOUNT): "the earlier secret"}


def test_a_key_that_is_kept_too_late_gives_way_to_the_old_one() -> None:
    ring = SlowKeyring()
    ring.kept[SERVICE, ACCOUNT] = "the earlier secret"
    with pytest.raises(UnusableError, match="did not answer"):
        KeyringVault(find_keyring=lambda: ring, patience=0.01).write(CREDENTIALS)
    ring.goes_on.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)
    assert ring.kept == {(SERVICE, ACCOUNT): "the earlier secret"}


def test_without_any_other_word_the_tests_meet_a_computer_without_keyring() -> None:
    with pytest.raises(UnusableError, match="no keyring here"):
        KeyringVault().read()


def test_a_test_may_ask_for_a_keyring_in_memory(memory_keyring: MemoryKeyring) -> None:
    KeyringVault().write(CREDENTIALS)
    assert KeyringVault().read() == CREDENTIALS
    assert len(memory_keyring.kept) == 1


def test_it_can_be_looked_at_without_asking_for_a_password() -> None:
    keyring = PromptingKeyring()
    vault = KeyringVault(find_keyring=lambda: keyring)
    assert vault.peek() is None
    keyring.kept[SERVICE, ACCOUNT] = KEY
    with pytest.raises(KeyringLockedError, match="locked"):
        vault.peek()


def test_a_keyring_that_never_asks_is_looked_at_as_ever() -> None:
    vault = KeyringVault(find_keyring=MemoryKeyring)
    assert vault.peek() is None
    keyring = MemoryKeyring()
    vault = KeyringVault(find_keyring=lambda: keyring)
    vault.write(CREDENTIALS)
    assert vault.peek() == CREDENTIALS
