"""The look for newer versions, put together; it needs no database, and so works with one that is too new."""

from clockreports import __version__
from clockreports.base.clock import Clock
from clockreports.base.paths import Profile
from clockreports.desktop.update_policy import machine_policy
from clockreports.services.updating import Updating
from clockreports.updates.feed import SignedFeed
from clockreports.updates.memory_file import UpdateMemoryFile


def updating_of(profile: Profile, clock: Clock) -> Updating:
    """Return what looks for newer versions; nothing is asked yet."""
    return Updating(SignedFeed(clock), machine_policy, UpdateMemoryFile(profile.folder), clock, __version__)
