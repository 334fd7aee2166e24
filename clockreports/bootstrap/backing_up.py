"""Backups, put together for a database that may be open, or may not be there any more."""

from collections.abc import Callable
from pathlib import Path

from clockreports.base.clock import Clock
from clockreports.desktop.identity import whoami
from clockreports.domain.settings import Settings
from clockreports.services.backing_up import BackingUp
from clockreports.services.ports import OwnerLock


def backing_up_of(
    address: str | Path, owner_lock: Callable[[], OwnerLock], clock: Clock, settings: Settings
) -> BackingUp:
    """Return what backs up and restores the database at an address, or in a file; nothing is looked at yet.

    Raises `UnusableError` for an address of no use.
    """
    from clockreports.store import backups_of  # noqa: PLC0415 - SQLAlchemy loads slowly

    return BackingUp(backups_of(address), owner_lock, clock, settings, whoami().host)
