"""Which keyrings are good enough, and what cannot redirect the secret."""

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import NoKeyringError
from typing_extensions import override

from clockreports.vault.system_keyring import CLASSES, open_keyring


class PlainTextKeyring(KeyringBackend):
    """Says of itself, as plain-text keyrings do, that it is not recommended."""

    priority = 0.5

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return None

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a secret was written as plain text")


class GoodKeyring(PlainTextKeyring):
    priority = 1


class AbsentKeyring(PlainTextKeyring):
    @properties.classproperty
    @override
    def priority(self) -> float:
        raise RuntimeError("not on this computer")


@pytest.mark.parametrize(
    "weak", [PlainTextKeyring, AbsentKeyring, keyring.backends.fail.Keyring, keyring.backends.null.Keyring]
)
def test_a_keyring_that_is_weak_or_absent_is_passed_over(weak: type[KeyringBackend]) -> None:
    with pytest.raises(NoKeyringError):
        open_keyring((weak,))
    assert type(open_keyring((weak, GoodKeyring))) is GoodKeyring


def test_the_environment_does_not_redirect_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "elsewhere")
    monkeypatch.setenv("KEYRING_PROPERTY_KEYCHAIN", "elsewhere")
    monkeypatch.setenv("KEYCHAIN_PATH", "elsewhere")
    for chosen in CLASSES:
        opened = chosen()
        assert "elsewhere" not in vars(opened).values()
        assert getattr(opened, "keychain", None) is None


def test_only_the_systems_own_keyrings_are_on_the_list() -> None:
    rooms = {room.__module__ for chosen in CLASSES for room in chosen.__mro__ if room.__module__.startswith("keyring.")}
    assert rooms - {"keyring.backend"} <= {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
    }
    assert all(issubclass(chosen, KeyringBackend) for chosen in CLASSES)
