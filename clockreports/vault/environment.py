"""The vault of unattended use: the key comes from an environment variable, and is never changed from here."""

from collections.abc import Mapping
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials

KEY_VARIABLE: Final = "CLOCKREPORTS_PEOPLEHR_KEY"
ADDRESS_VARIABLE: Final = "CLOCKREPORTS_PEOPLEHR_URL"


class EnvironmentVault:
    """Fulfils `services.ports.Vault` from the environment.

    An address there counts only together with a key there: nobody can send a stored key elsewhere by setting a
    variable. A key without an address goes to `default_address`.
    """

    name = "the environment"
    read_only = True
    machine_wide = False

    def __init__(self, environment: Mapping[str, str], default_address: str) -> None:
        self._environment = environment
        self._default_address = default_address

    def read(self) -> Credentials | None:
        """Return the key in the environment with its address, None when there is no key."""
        key = self._environment.get(KEY_VARIABLE, "").strip()
        address = self._environment.get(ADDRESS_VARIABLE, "").strip()
        return Credentials(Secret(key), address or self._default_address) if key else None

    def write(self, credentials: Credentials) -> None:  # noqa: ARG002 - the port's parameter
        """Raise `UnusableError`: who set the variable must change it."""
        raise _read_only()

    def forget(self) -> None:
        """Do nothing when there is no key; else raise `UnusableError`: who set the variable must remove it."""
        if self.read() is not None:
            raise _read_only()


def _read_only() -> UnusableError:
    return UnusableError(
        "The API key in the environment cannot be changed by ClockReports.",
        f"Change or remove the variable {KEY_VARIABLE} where it is set, then start ClockReports again.",
    )
