"""What a kind of database must bring along, and which kind a URL asks for."""

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
        """Make what must be there before the first connection; raises `UnusableError` when that fails."""
        ...

    def engine(self, *, foreign_keys: bool = True) -> Engine:
        """Return an engine whose transactions begin as `Transactions` promises.

        Without `foreign_keys` a migration may rebuild a table that others refer to; `check` tells what it left.
        """
        ...

    def settle(self, engine: Engine) -> None:
        """Set what a database keeps for good; called when it is known to be ours, outside of any transaction."""
        ...

    def check(self, connection: Connection) -> None:
        """Raise `RuntimeError` when a row refers to one that is not there."""
        ...

    def back_up(self, target: Path) -> None:
        """Copy the database as it was last committed; raises `UnusableError` when that fails."""
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
