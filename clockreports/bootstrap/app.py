"""The app: finds the profile and its settings, opens the database, and joins the services to their adapters.

It builds one frozen `App`, and nothing else.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock, SystemClock
from clockreports.base.errors import UnusableError
from clockreports.base.logs import Redactor, writing_log
from clockreports.base.paths import Profile, find_profile, make_folder
from clockreports.desktop.folders import default_profile_folder
from clockreports.desktop.identity import whoami
from clockreports.desktop.owner_lock import FileOwnerLock, NeverSure
from clockreports.domain.settings import Settings, settings_from
from clockreports.peoplehr import PeopleHrService
from clockreports.readers import ClockLogFiles
from clockreports.services.employees import Employees
from clockreports.services.exporting import Exporting
from clockreports.services.importing import Importing
from clockreports.services.key import KeyService
from clockreports.services.ports import (
    ConnectPeopleHr,
    Credentials,
    Environment,
    EventStore,
    LedgerStore,
    OwnerLock,
    PeopleHr,
    Vault,
)
from clockreports.services.review import Review
from clockreports.vault.environment import EnvironmentVault
from clockreports.vault.keyring_vault import ACCOUNT, KeyringVault

PEOPLE_HR: Final = "https://api.peoplehr.net"
"""Source: reference, People HR API, calling it."""

DATABASE_VARIABLE: Final = "CLOCKREPORTS_DATABASE_URL"
ZONE_VARIABLE: Final = "CLOCKREPORTS_TIMEZONE"
PACE_VARIABLE: Final = "CLOCKREPORTS_CALLS_PER_MINUTE"
_SQLITE: Final = "sqlite:///"


@dataclass(frozen=True, slots=True)
class App:
    """Everything a window or a command can do, and the little it has to know besides."""

    profile: Profile
    settings: Settings
    clock: Clock
    formats: tuple[str, ...]
    importing: Importing
    employees: Employees
    review: Review
    exporting: Exporting
    key: KeyService
    events: EventStore
    history: LedgerStore


@contextmanager
def open_app(profile_option: Path | None, environment: Environment, clock: Clock | None = None) -> Iterator[App]:
    """Open the profile's database and log, and build the app; both are closed at the end of the `with` block.

    Raises `ClockReportsError` when the profile, its settings or its database cannot be used.
    """
    from clockreports.store import open_database  # noqa: PLC0415 - SQLAlchemy loads slowly: only an app needs it

    profile = profile_of(profile_option, environment)
    settings = read_settings(profile, environment)
    clock = clock or SystemClock()
    redactor = Redactor()
    make_folder(profile.folder)
    with writing_log(profile.logs, redactor):
        url = environment.get(DATABASE_VARIABLE, "").strip()
        database = open_database(url or profile.database, profile.folder, clock)
        try:
            connect = _discreet(PeopleHrService(database.calls, clock, settings.calls_per_minute), redactor)
            vaults: tuple[Vault, ...] = (
                EnvironmentVault(environment, PEOPLE_HR),
                KeyringVault(_account(profile)),
            )
            key = KeyService(vaults, database.people, connect, clock, PEOPLE_HR)
            logs = ClockLogFiles()
            review = Review(database.events, database.people, settings)
            exporting = Exporting(
                review,
                database.people,
                database.ledger,
                database.lease,
                key,
                connect,
                lambda: _owner_lock(profile, url),
                clock,
                settings,
                *whoami(),
            )
            yield App(
                profile,
                settings,
                clock,
                logs.formats,
                Importing(logs, database.events, database.people, clock, settings.zone),
                Employees(database.people, database.events, key, connect, clock, settings),
                review,
                exporting,
                key,
                database.events,
                database.ledger,
            )
        finally:
            database.close()


def profile_of(profile_option: Path | None, environment: Environment) -> Profile:
    """Return the profile that is asked for, or this person's own; none of it need exist yet."""
    return find_profile(profile_option, environment, default_profile_folder())


def read_settings(profile: Profile, environment: Environment) -> Settings:
    """Read the profile's settings; the environment goes before the file.

    Raises `UnusableError` naming the setting, or the file, that cannot be used.
    """
    settings = settings_from(_settings_file(profile.settings))
    zone, pace = environment.get(ZONE_VARIABLE, "").strip(), environment.get(PACE_VARIABLE, "").strip()
    if zone:
        settings = replace(settings, timezone=zone)
    if pace:
        if not pace.isdecimal():
            raise UnusableError(f"{PACE_VARIABLE} cannot be “{pace}”.", "Set it to a whole number, such as 28.")
        settings = replace(settings, calls_per_minute=int(pace))
    return settings


def _settings_file(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UnusableError(
            f"The settings file {path} cannot be read ({error}).", "Mend it, or move it away to use the defaults."
        ) from error


def _discreet(connect: ConnectPeopleHr, redactor: Redactor) -> ConnectPeopleHr:
    """Return the same, but no key that is ever used can get into the log."""

    def begin(credentials: Credentials, cancel: CancelToken, waiting: Callable[[float, str], None]) -> PeopleHr:
        redactor.hide(credentials.key)
        return connect(credentials, cancel, waiting)

    return begin


def _account(profile: Profile) -> str:
    """Give every profile its own key: one for trying things out must not use the key of the real one."""
    return ACCOUNT if profile.folder == default_profile_folder().absolute() else f"{ACCOUNT} ({profile.folder})"


def _owner_lock(profile: Profile, url: str) -> OwnerLock:
    """Lock beside the database, so that every program of this computer that uses it finds the same lock."""
    if not url:
        return FileOwnerLock(profile.export_lock)
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        return FileOwnerLock(Path(url.removeprefix(_SQLITE) + ".export-lock"))
    return NeverSure()
