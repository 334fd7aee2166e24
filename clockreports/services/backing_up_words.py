"""Backups in words: why one was made, how large it is, what holds after one is restored. The same everywhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.words import count, moment
from clockreports.services.ports_backups import BackupKind, Contents, Restored

KINDS: Final[Mapping[BackupKind, str]] = {
    BackupKind.DAILY: "Daily",
    BackupKind.BEFORE_UPDATE: "Before an update",
    BackupKind.BEFORE_RESTORE: "Before a restore",
}

_MEGABYTE: Final = 1_000_000
_BRING_UP_TO_DATE: Final = (
    "Import again the clock logs that came in since that backup, fetch the employees, then export: what is in People "
    "HR already is not sent twice. Days that were sent since, and then undone or deleted in People HR, are sent again."
)


def size(number: int) -> str:
    """Return bytes as "86 KB" or "1.7 MB"."""
    return f"{number / 1e6:,.1f} MB" if number >= _MEGABYTE else f"{number / 1e3:,.0f} KB"


def made(at: datetime, zone: ZoneInfo) -> str:
    """Return when a backup was made, by the wall clock of the site: "09/03/2026 08:00"."""
    return moment(at.astimezone(zone))


def holding(contents: Contents) -> str:
    """Return "24,162 clock events, 25 employees, 12 exports"."""
    counts = (contents.events, "clock event"), (contents.employees, "employee"), (contents.runs, "export")
    return ", ".join(count(number, word) for number, word in counts)


def after_restoring(restored: Restored) -> tuple[str, ...]:
    """Return, sentence by sentence, what is in place now, where the rest went, and what to do next."""
    sentences = [f"The backup is restored. It holds {holding(restored.contents)}."]
    if restored.aside is not None:
        before = "The damaged file" if restored.was_damaged else "What was there before"
        sentences.append(f"{before} is kept as {restored.aside}.")
    return (*sentences, _BRING_UP_TO_DATE)
