"""Backups without an app: a profile's own, while its database is closed, and may not even be one that can be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clockreports.base.clock import Clock, SystemClock
from clockreports.base.logs import Redactor, writing_log
from clockreports.base.paths import make_folder
from clockreports.bootstrap.app import DATABASE_VARIABLE, owner_lock_of, profile_of, read_settings
from clockreports.bootstrap.backing_up import backing_up_of
from clockreports.services.backing_up import BackingUp
from clockreports.services.ports import Environment


@contextmanager
def open_backups(
    profile_option: Path | None, environment: Environment, clock: Clock | None = None
) -> Iterator[BackingUp]:
    """Open the profile's log, but not its database, and give what backs it up and restores it.

    Raises `ClockReportsError` when the profile or its settings cannot be used.
    """
    profile = profile_of(profile_option, environment)
    settings = read_settings(profile, environment)
    url = environment.get(DATABASE_VARIABLE, "").strip()
    make_folder(profile.folder)
    with writing_log(profile.logs, Redactor()):
        yield backing_up_of(
            url or profile.database, lambda: owner_lock_of(profile, url), clock or SystemClock(), settings
        )
