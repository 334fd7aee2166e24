"""What a kind of database must bring along, and which kind a URL asks for."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.store.postgresql import Postgresql
from clockreports.store.sqlite import sqlite_at


class Backend(Protocol):
    """All that differs between the kinds of database; everything else in this room is written once."""

    def prepare(self) -> None:
        """Make what must be there before the first connection; raises `UnusableError` when that fails.

        Raises `DamagedError` when the database is gone although there are backups of it.
        """
        ...

    def engine(self, *, foreign_keys: bool = True) -> Engine:
        """Return an engine whose transactions begin as `Transactions` promises.

        Without `foreign_keys` a migration may rebuild a table that others refer to; `check` tells what it left.
        """
        ...

    def recognise(self, connection: Connection, revision: str | None) -> None:
        """Raise `DamagedError` when a look that costs next to nothing shows that the database cannot be trusted.

        `revision` is as it stands there: None in an empty database, "" in one of another program.
        """
        ...

    def examine(self, connection: Connection) -> None:
        """Raise `DamagedError` unless the tables by which an export is decided can be read from end to end."""
        ...

    def settle(self, engine: Engine) -> None:
        """Set what a database keeps for good; called when it is known to be ours, outside of any transaction."""
        ...

    def check(self, connection: Connection) -> None:
        """Raise `RuntimeError` when a row refers to one that is not there."""
        ...

    def back_up(self, now: datetime) -> None:
        """Make an automatic backup of what was last committed, before its schema is changed.

        Raises `UnusableError` when that fails, `DamagedError` when the database is damaged.
        """
        ...

    def seal(self, connection: Connection) -> None:
        """Note what the tables look like after a migration, so that they can be told from damaged ones."""
        ...

    def explain(self, error: Exception) -> ClockReportsError | None:
        """Say what an error means to a person; None when it is a bug."""
        ...


def backend_for(address: str | Path, patience: float) -> Backend:
    """Return the backend a URL, or the path of an SQLite file, asks for; it waits `patience` seconds for others.

    Raises `UnusableError` without repeating the URL, which can hold a password.
    """
    try:
        # A path is not put into a URL as text: a folder may well have a "?" or a "%" in its name.
        url = URL.create("sqlite", database=str(address)) if isinstance(address, Path) else make_url(address)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise UnusableError(
            "The address of the database cannot be read.",
            "Write it as sqlite:///C:/folder/clockreports.db or postgresql://user:password@host/database.",
        ) from None
    if kind == "sqlite":
        return sqlite_at(url, patience)
    if kind == "postgresql":
        return Postgresql(url, patience)
    raise UnusableError(
        f"ClockReports cannot keep its data in {kind}.", "Use SQLite, which needs no server, or PostgreSQL."
    )
