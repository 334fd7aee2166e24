"""Keeps every test away from the person who runs it: their home, settings, way to the network, and keyring.

Child processes inherit the same environment, so `subprocess` needs nothing more than its default.
"""

import itertools
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from clockreports.base.errors import UnusableError
from clockreports.vault import keyring_vault, machine_store
from tests.helpers.vault import MemoryKeyring

_FOLDERS: Final = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
_OUT: Final = (
    *("CLOCKREPORTS_", "KEYRING_", "PYTHON_KEYRING_", "KEYCHAIN_PATH"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
    *("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"),  # the ways to a desktop's own keyring
)
_HERE: Final = (None, "", "localhost", "127.0.0.1", "::1")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Name one fresh folder after the other; none of them exists yet."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path]) -> Iterator[Path]:
    """Give the test an empty home folder, and an environment that knows no other."""
    folder = next(homes)
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in tuple(os.environ):
            if name.upper().startswith(_OUT):
                patch.delenv(name)
        for name, below in _FOLDERS.items():
            patch.setenv(name, str(folder / below))
        yield folder


@pytest.fixture(autouse=True)
def no_names_from_outside() -> Iterator[None]:
    """Let every host but this one be unknown, as on a computer without a network; connections are barred besides."""
    look_up = socket.getaddrinfo

    def look_up_here(host: bytes | str | None, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - passed through
        if host not in _HERE:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[pytest.MonkeyPatch]:
    """Let the test meet a computer without a keyring; the library is not even loaded."""

    def refuse() -> keyring_vault.Keyring:
        raise UnusableError("There is no keyring here: a test.", "Ask for the fixture `memory_keyring`.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring_vault, "open_keyring", refuse)
        yield patch


@pytest.fixture(autouse=True)
def machine_folder(home: Path) -> Iterator[Path]:
    """Let the test meet a computer on which ClockReports was not installed for everybody: the folder is not there."""
    folder = home.with_name(f"{home.name}-machine") / "ClockReports"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine_store, "machine_folder", lambda: folder)
        yield folder


@pytest.fixture
def memory_keyring(no_keyring: pytest.MonkeyPatch) -> MemoryKeyring:
    """Give the person of this test a keyring, empty at first."""
    keyring = MemoryKeyring()
    no_keyring.setattr(keyring_vault, "open_keyring", lambda: keyring)
    return keyring
