"""A vault, a keyring and the note of a lost change, in memory."""

from clockreports.services.ports import Credentials


class MemoryVault:
    """Fulfils `services.ports.Vault`; what it holds can be looked at as `held`."""

    name = "memory"
    read_only = False

    def __init__(self, held: Credentials | None = None, *, machine_wide: bool = False) -> None:
        self.held = held
        self.machine_wide = machine_wide

    def read(self) -> Credentials | None:
        """Return what is held."""
        return self.held

    def write(self, credentials: Credentials) -> None:
        """Hold both."""
        self.held = credentials

    def forget(self) -> None:
        """Hold nothing."""
        self.held = None


class MemoryKeyring:
    """Stands in for the library's keyrings; what it keeps can be looked at as `kept`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or None."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret in place of the earlier one."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret; complains, like the library, when there is none."""
        del self.kept[service, username]


class MemoryDroppedNote:
    """Fulfils `services.ports.DroppedKeyNote`; `left` tells whether the note is there."""

    def __init__(self) -> None:
        self.left = False

    def leave(self) -> None:
        """Leave it."""
        self.left = True

    def take(self) -> bool:
        """Take it, if it is there."""
        left, self.left = self.left, False
        return left
