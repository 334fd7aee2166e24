"""Which vaults a profile has, in the order in which they are asked for the key.

Where keys are kept is decided here, once, and never by what happens to work: a store that fails says so.
"""

from clockreports.base.paths import Profile
from clockreports.desktop.folders import default_profile_folder
from clockreports.domain.settings import KeyStore, Settings
from clockreports.services.ports import Environment, Vault
from clockreports.vault.environment import EnvironmentVault
from clockreports.vault.keyring_vault import ACCOUNT, KeyringVault
from clockreports.vault.machine_store import machine_vault


def vaults_of(profile: Profile, settings: Settings, environment: Environment, address: str) -> tuple[Vault, ...]:
    """Return the environment, for which `address` is where a key without one goes, then the store in use."""
    return EnvironmentVault(environment, address), _store(profile, settings)


def _store(profile: Profile, settings: Settings) -> Vault:
    is_default = profile.folder == default_profile_folder().absolute()
    machine = machine_vault()
    # A profile that somebody named is for trying things out, unless its own settings say otherwise.
    installed_for_all = settings.key_store == KeyStore.AS_INSTALLED and is_default and machine.is_set_up
    if installed_for_all or settings.key_store == KeyStore.MACHINE:
        return machine
    # Every profile has its own key: one for trying things out must not use the key of the real one.
    return KeyringVault(ACCOUNT if is_default else f"{ACCOUNT} ({profile.folder})")
