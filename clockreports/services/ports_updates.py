"""What looking for a newer version needs from the world, as protocols and plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clockreports.base.cancel import CancelToken
from clockreports.domain.releases import Release


@dataclass(frozen=True, slots=True)
class UpdatePolicy:
    """What whoever looks after this computer decided: whether anybody may look for newer versions, and where.

    `address` "" is the product's own.
    """

    allowed: bool = True
    address: str = ""


class ReleaseFeed(Protocol):
    """Announces the newest release."""

    def host(self, address: str) -> str:
        """Return which computer is asked, in its name; `address` "" is the product's own. "" where there is none."""
        ...

    def newest(self, address: str, cancel: CancelToken) -> Release:
        """Ask, and return what is announced, once its signature is checked; whether it still holds is not looked at.

        Raises `UnusableError` for an address that cannot be used and an announcement that cannot be trusted,
        `RunAgainError` when nobody answers, and `CancelledError`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """Whether the window looks by itself, when anybody last looked, and when what was seen then had been announced."""

    by_itself: bool = False
    at: datetime | None = None
    issued: datetime | None = None


class UpdateMemory(Protocol):
    """Remembers, in the profile, how it stands with looking for newer versions."""

    def recall(self) -> Looked:
        """Return what is remembered; what cannot be read is forgotten."""
        ...

    def remember(self, looked: Looked) -> None:
        """Remember it; raises `UnusableError` when that cannot be."""
        ...
