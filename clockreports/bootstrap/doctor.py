"""What a report of a problem has to say about this installation, and only the composition root can find out."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from clockreports import __version__
from clockreports.bootstrap.app import DATABASE_VARIABLE
from clockreports.services.ports import Environment

LIBRARIES: Final = (
    "SQLAlchemy",
    "alembic",
    "requests",
    "keyring",
    "cryptography",
    "filelock",
    "platformdirs",
    "PySide6-Essentials",
    "tqdm",
    "tzdata",
)


def versions() -> dict[str, str]:
    """Return the versions of ClockReports, of Python, and of what they are built upon, by name."""
    from clockreports.store.sqlite import SQLITE_VERSION  # noqa: PLC0415 - SQLAlchemy loads slowly

    own = {"ClockReports": __version__, "Python": platform.python_version(), "SQLite": SQLITE_VERSION}
    return own | {library: _version(library) for library in LIBRARIES}


def schema() -> str:
    """Return the revision that every database has which could be opened."""
    from clockreports.store.schema import OURS  # noqa: PLC0415 - SQLAlchemy loads slowly

    return OURS.head


def has_own_database(environment: Environment) -> bool:
    """Whether the database is the profile's own; another's address is not shown, since it may hold a password."""
    return not environment.get(DATABASE_VARIABLE, "").strip()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not known"
