"""A vault, a keyring and the notes beside a key, in memory."""

from datetime import datetime
from typing import Final

from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.services.key_proof import KeyProof
from clockreports.services.ports import Credentials

DISK_FULL: Final = UnusableError("The disk is full.", "Make room, then try again.")


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


class FullVault(MemoryVault):
    """Refuses every change while it is full."""

    full = True

    @override
    def write(self, credentials: Credentials) -> None:
        self._check()
        super().write(credentials)

    @override
    def forget(self) -> None:
        self._check()
        super().forget()

    def _check(self) -> None:
        if self.full:
            raise DISK_FULL


class LockedVault(MemoryVault):
    """Tells nothing before it is unlocked."""

    @override
    def read(self) -> Credentials | None:
        raise UnusableError("Your keyring is locked.", "Unlock it with its password, then try again.")


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


class MemoryKeyTestedNote:
    """Fulfils `services.key_proof.KeyTestedNote`."""

    def __init__(self) -> None:
        self._noted: datetime | None = None

    def leave(self, saved_at: datetime) -> None:
        """Note it."""
        self._noted = saved_at

    def read(self) -> datetime | None:
        """Return what was noted last."""
        return self._noted


def nothing_proven() -> KeyProof:
    """Return what knows of no key that it works, until one is tested."""
    return KeyProof(MemoryKeyTestedNote(), list)
