"""The vault of practising: the key of a pretend People HR, kept in memory and gone when the program ends."""

from clockreports.services.ports import Credentials


class PracticeVault:
    """Fulfils `services.ports.Vault` without touching any place where a real key is."""

    name = "the memory of this practice"
    read_only = False
    machine_wide = False

    def __init__(self) -> None:
        self._kept: Credentials | None = None

    def read(self) -> Credentials | None:
        """Return what is kept."""
        return self._kept

    def write(self, credentials: Credentials) -> None:
        """Keep both."""
        self._kept = credentials

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = None
