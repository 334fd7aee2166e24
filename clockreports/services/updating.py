"""Newer versions: asks for the newest one when a person wants that, and never installs anything.

An announcement counts as long as it has not expired, and never after a later one was seen: neither an old one nor one
of an older version can be played back.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.domain.releases import Release
from clockreports.domain.words import short_day
from clockreports.services.ports_updates import ReleaseFeed, UpdateMemory, UpdatePolicy

INTERVAL: Final = timedelta(days=7)
"""How often the window looks by itself, where somebody wants that."""

_FORBIDDEN: Final = "Whoever looks after this computer has switched off looking for newer versions."
_NO_PLACE: Final = "This ClockReports knows no place that announces newer versions."


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """What is out, what is running here, and whether the one is newer than the other."""

    own: str
    newest: Release
    is_newer: bool


@dataclass(frozen=True, slots=True)
class Updating:
    """Looks for newer versions than `own`; `policy` reads what whoever looks after this computer decided."""

    feed: ReleaseFeed
    policy: Callable[[], UpdatePolicy]
    memory: UpdateMemory
    clock: Clock
    own: str

    def host(self) -> str:
        """Return which computer would be asked; raises `UnusableError` when looking is switched off, or nobody is."""
        policy = self._allowed()
        host = self.feed.host(policy.address)
        if not host:
            raise UnusableError(_NO_PLACE, "Ask whoever gave you ClockReports whether there is a newer one.")
        return host

    def check(self, cancel: CancelToken) -> UpdateCheck:
        """Ask for the newest version, over the network.

        Raises `UnusableError` when that is switched off, or what is announced cannot be trusted or holds no longer;
        `RunAgainError` when nobody answers; and `CancelledError`.
        """
        self.host()
        release = self.feed.newest(self._allowed().address, cancel)
        now, looked = self.clock.now(), self.memory.recall()
        if now.date() > release.expires:
            raise UnusableError(
                f"The announcement of the newest version has expired on {short_day(release.expires)}.",
                "Check this computer’s date. If that is right, try again in a few days: somebody has to announce anew.",
            )
        if looked.issued is not None and release.issued < looked.issued:
            raise UnusableError(
                "An older announcement came than the one that was seen here before.",
                "Nothing was changed. Try again tomorrow; if it happens again, tell whoever looks after your network.",
            )
        with suppress(UnusableError):  # the answer is worth more than the note
            self.memory.remember(replace(looked, at=now, issued=release.issued))
        return UpdateCheck(self.own, release, release.is_newer_than(self.own))

    def looks_by_itself(self) -> bool:
        """Whether the window looks by itself; it never does unless a person chose it."""
        return self.memory.recall().by_itself

    def look_by_itself(self, *, wanted: bool) -> None:
        """Choose whether it does; raises `UnusableError` when that cannot be kept."""
        self.memory.remember(replace(self.memory.recall(), by_itself=wanted))

    def is_time(self) -> bool:
        """Whether the window is to look by itself now: a person chose it, nobody forbids it, and a week has passed."""
        looked = self.memory.recall()
        if not looked.by_itself or (looked.at is not None and self.clock.now() - looked.at < INTERVAL):
            return False
        with suppress(UnusableError):
            return bool(self.host())
        return False

    def _allowed(self) -> UpdatePolicy:
        policy = self.policy()
        if not policy.allowed:
            raise UnusableError(_FORBIDDEN, "Ask them for the newest version.")
        return policy
