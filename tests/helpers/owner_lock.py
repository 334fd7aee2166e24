"""The lock of one owner, without a disk."""


class MemoryOwnerLock:
    """Fulfils `services.ports.OwnerLock`; those made `beside` one another are after the same lock."""

    def __init__(self, beside: "MemoryOwnerLock | None" = None) -> None:
        self._owners: list[MemoryOwnerLock] = beside._owners if beside is not None else []

    def try_take(self) -> bool:
        """Take the lock if nobody holds it; say whether it is held now."""
        if not self._owners:
            self._owners.append(self)
        return self._owners == [self]

    def release(self) -> None:
        """Give it back; nothing happens when it is not held."""
        if self._owners == [self]:
            self._owners.clear()
