"""The app: finds the profile and its settings, opens the database, and joins the services to their adapters.

It builds one frozen `App`, and nothing else.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock, SystemClock
from clockreports.base.errors import UnusableError
from clockreports.base.logs import Redactor, writing_log
from clockreports.base.paths import Profile, find_profile, make_folder
from clockreports.bootstrap.backing_up import backing_up_of
from clockreports.bootstrap.schedule import scheduled_run_of, scheduling_of
from clockreports.bootstrap.updates import updating_of
from clockreports.bootstrap.vaults import vaults_of
from clockreports.desktop.elevation import system_elevation
from clockreports.desktop.folders import default_profile_folder
from clockreports.desktop.identity import whoami
from clockreports.desktop.owner_lock import FileOwnerLock, NeverSure
from clockreports.domain.settings import Settings, settings_from
from clockreports.readers import ClockLogFiles
from clockreports.services.backing_up import BackingUp
from clockreports.services.employees import Employees
from clockreports.services.exporting import Exporting
from clockreports.services.importing import Importing
from clockreports.services.key import KeyService
from clockreports.services.key_proof import KeyProof
from clockreports.services.ports import (
    ConnectPeopleHr,
    Credentials,
    Elevation,
    Environment,
    EventStore,
    LedgerStore,
    OwnerLock,
    PeopleHr,
    Vault,
)
from clockreports.services.ports_calls import CallLog
from clockreports.services.review import Review
from clockreports.services.scheduled_run import ScheduledRun
from clockreports.services.scheduling import Scheduling
from clockreports.services.undoing import Undoing
from clockreports.services.updating import Updating
from clockreports.services.verifying import Verifying
from clockreports.vault.dropped_key_note import DroppedKeyFile
from clockreports.vault.key_tested_note import KeyTestedFile
from clockreports.vault.practice import PracticeVault

if TYPE_CHECKING:
    from clockreports.store.database import Database

PEOPLE_HR: Final = "https://api.peoplehr.net"
"""Source: reference, People HR API, calling it."""

DATABASE_VARIABLE: Final = "CLOCKREPORTS_DATABASE_URL"
ZONE_VARIABLE: Final = "CLOCKREPORTS_TIMEZONE"
PACE_VARIABLE: Final = "CLOCKREPORTS_CALLS_PER_MINUTE"
_SQLITE: Final = "sqlite:///"
_WHOLE_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


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
    undoing: Undoing
    verifying: Verifying
    key: KeyService
    events: EventStore
    history: LedgerStore
    elevation: Elevation
    scheduling: Scheduling
    scheduled_run: ScheduledRun
    updating: Updating
    backing_up: BackingUp


@contextmanager
def open_app(
    profile_option: Path | None, environment: Environment, clock: Clock | None = None, practice_address: str = ""
) -> Iterator[App]:
    """Open the profile's database and log, and build the app; both are closed at the end of the `with` block.

    With the address of a practice People HR, no place is looked at where a real key may be: the key is kept in memory.
    Raises `ClockReportsError` when the profile, its settings or its database cannot be used.
    """
    from clockreports.store import open_database  # noqa: PLC0415 - SQLAlchemy loads slowly: only an app needs it

    profile = profile_of(profile_option, environment)
    settings = read_settings(profile, environment)
    ground = _Ground(profile, settings, environment, clock or SystemClock(), Redactor(), practice_address)
    make_folder(profile.folder)
    with (
        writing_log(profile.logs, ground.redactor),
        closing(open_database(ground.url or profile.database, ground.clock)) as database,
    ):
        yield _app_on(ground, database)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an app stands on, besides its database."""

    profile: Profile
    settings: Settings
    environment: Environment
    clock: Clock
    redactor: Redactor
    practice_address: str

    @property
    def url(self) -> str:
        """The address of a database that is not the profile's own."""
        return self.environment.get(DATABASE_VARIABLE, "").strip()


def _app_on(ground: _Ground, database: "Database") -> App:
    """Join the services to their adapters."""
    settings, clock = ground.settings, ground.clock
    connect = _connector(ground, database.calls)
    key = _key_service(ground, database, connect)
    logs = ClockLogFiles()
    review = Review(database.events, database.people, settings)
    exporting = Exporting(
        review,
        database.people,
        database.ledger,
        database.lease,
        key,
        connect,
        lambda: owner_lock_of(ground.profile, ground.url),
        clock,
        settings,
        *whoami(),
    )
    importing = Importing(logs, database.events, database.people, clock, settings.zone)
    employees = Employees(database.people, database.events, key, connect, clock, settings)
    practising = bool(ground.practice_address)
    scheduling = scheduling_of(ground.profile, ground.environment, exporting, practising=practising)
    return App(
        ground.profile,
        settings,
        clock,
        logs.formats,
        importing,
        employees,
        review,
        exporting,
        Undoing(exporting),
        Verifying(exporting),
        key,
        database.events,
        database.ledger,
        system_elevation(),
        scheduling,
        scheduled_run_of(scheduling, importing, employees, exporting),
        updating_of(ground.profile, clock),
        backing_up_of(ground.url or ground.profile.database, exporting.owner_lock, clock, settings),
    )


def _key_service(ground: _Ground, database: "Database", connect: ConnectPeopleHr) -> KeyService:
    address = ground.practice_address or PEOPLE_HR
    vaults: tuple[Vault, ...] = (PracticeVault(),)
    if not ground.practice_address:
        vaults = vaults_of(ground.profile, ground.settings, ground.environment, address)
    folder = ground.profile.folder
    proof = KeyProof(KeyTestedFile(folder), database.ledger.runs)
    user, note = whoami().user, DroppedKeyFile(folder)
    return KeyService(vaults, database.people, connect, ground.clock, address, user, note, proof)


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
        if not _WHOLE_NUMBER.fullmatch(pace):
            raise UnusableError(f"{PACE_VARIABLE} cannot be “{pace}”.", "Set it to a whole number, such as 28.")
        settings = replace(settings, calls_per_minute=int(pace))
    return settings


def _settings_file(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnusableError(
            f"The settings file {path} cannot be read ({why}).", "Mend it, or move it away to use the defaults."
        ) from error


def _connector(ground: _Ground, call_log: CallLog) -> ConnectPeopleHr:
    """Return what begins conversations; no key that is ever used can get into the log."""

    def begin(credentials: Credentials, cancel: CancelToken, waiting: Callable[[float, str], None]) -> PeopleHr:
        from clockreports.peoplehr import PeopleHrService  # noqa: PLC0415 - with nothing to send there is no need of it

        ground.redactor.hide(credentials.key)
        connect = PeopleHrService(call_log, ground.clock, ground.settings.calls_per_minute)
        return connect(credentials, cancel, waiting)

    return begin


def owner_lock_of(profile: Profile, url: str) -> OwnerLock:
    """Lock beside the database, so that every program of this computer that uses it finds the same lock.

    It is the same one whether the database is a profile's own there or named by its address.
    """
    named = url.removeprefix(_SQLITE).partition("?")[0] if url.startswith(_SQLITE) else ""
    if url and not named:
        return NeverSure()
    database = Path(named) if named else profile.database
    return FileOwnerLock(database.with_name(f"{database.name}.export-lock"))
