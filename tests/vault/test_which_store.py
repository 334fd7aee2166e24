"""Which vaults a profile has: decided by its settings and by how ClockReports was installed, and by nothing else."""

from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.paths import Profile
from clockreports.bootstrap.vaults import vaults_of
from clockreports.desktop.folders import default_profile_folder
from clockreports.domain.settings import Settings, settings_from
from clockreports.vault.machine_vault import MachineVault
from tests.vault.contract import ADDRESS, STORED
from tests.vault.machine import PlayedAccess, PlayedSeal

KEYRING = "your own keyring"
MACHINE = "this computer’s key store"


@pytest.fixture
def installed(machine_folder: Path, monkeypatch: pytest.MonkeyPatch) -> MachineVault:
    """Install ClockReports for everybody at this computer."""
    machine_folder.mkdir(parents=True)
    vault = MachineVault(machine_folder, PlayedAccess(), PlayedSeal())
    monkeypatch.setattr("clockreports.bootstrap.vaults.machine_vault", lambda: vault)
    return vault


def _names(folder: Path, settings: Settings) -> list[str]:
    return [vault.name for vault in vaults_of(Profile(folder.absolute()), settings, {}, ADDRESS)]


@pytest.mark.parametrize(
    ("key_store", "default", "named"),
    [("as_installed", KEYRING, KEYRING), ("keyring", KEYRING, KEYRING), ("machine", MACHINE, MACHINE)],
)
def test_installed_for_one_person(tmp_path: Path, key_store: str, default: str, named: str) -> None:
    settings = settings_from({"key_store": key_store})
    assert _names(default_profile_folder(), settings) == ["the environment", default]
    assert _names(tmp_path, settings) == ["the environment", named]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("key_store", "default", "named"),
    [("as_installed", MACHINE, KEYRING), ("keyring", KEYRING, KEYRING), ("machine", MACHINE, MACHINE)],
)
def test_installed_for_everybody(tmp_path: Path, key_store: str, default: str, named: str) -> None:
    settings = settings_from({"key_store": key_store})
    assert _names(default_profile_folder(), settings) == ["the environment", default]
    assert _names(tmp_path, settings) == ["the environment", named]


def test_a_store_that_fails_is_not_replaced_by_another(installed: MachineVault, machine_folder: Path) -> None:
    installed.write(STORED)
    next(machine_folder.iterdir()).write_bytes(b"rubbish")
    _environment, store = vaults_of(Profile(default_profile_folder().absolute()), Settings(), {}, ADDRESS)
    with pytest.raises(UnusableError, match="this computer’s key store"):
        store.read()


@pytest.mark.parametrize("value", ["", "Machine", "file", 1, None, ["machine"]])
def test_a_store_nobody_knows_is_refused_by_name(value: object) -> None:
    with pytest.raises(UnusableError, match="The setting “key_store” cannot be") as refused:
        settings_from({"key_store": value})
    assert refused.value.advice == "Give one of as_installed, keyring, machine."
