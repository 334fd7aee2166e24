"""PostgreSQL: for a site where several computers export. Its driver (psycopg) and its backups are the site's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import InterfaceError, NoSuchModuleError, OperationalError

from clockreports.base.errors import ClockReportsError, RunAgainError, UnusableError
from clockreports.store.transactions import WRITES

_WRITER: Final = 0x436C6F636B
"""The number of the advisory lock that makes writers take turns, as SQLite's do."""


@dataclass(frozen=True, slots=True)
class Postgresql:
    """A database on a server. Readers never wait; writers wait up to `patience` seconds for one another."""

    url: URL
    patience: float

    def prepare(self) -> None:
        """Nothing: a server's administrator makes the database."""

    def engine(self, *, foreign_keys: bool = True) -> Engine:  # noqa: ARG002 - PostgreSQL alters a table in its place
        """Return an engine whose writers hold one lock until the end of their transaction."""
        try:
            engine = create_engine(self.url, hide_parameters=True, pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise UnusableError(
                "The driver for PostgreSQL is not installed.",
                "Only an installation with pipx can have it: `pipx inject clockreports psycopg[binary]`.",
            ) from None
        event.listen(engine, "begin", self._begin)
        return engine

    def recognise(self, connection: Connection, revision: str | None) -> None:
        """Nothing: a server looks after its files."""

    def examine(self, connection: Connection) -> None:
        """Nothing: a server looks after its files."""

    def settle(self, engine: Engine) -> None:
        """Nothing: settings of a server are its administrator's."""

    def check(self, connection: Connection) -> None:
        """Nothing: PostgreSQL never lets go of its references."""

    def back_up(self, now: datetime) -> None:
        """Nothing: backups of a server are its administrator's."""

    def seal(self, connection: Connection) -> None:
        """Nothing: a server looks after its files."""

    def explain(self, error: Exception) -> ClockReportsError | None:
        """Say what an error of the connection means to a person; None when it is a bug."""
        if isinstance(error, OperationalError | InterfaceError):
            return RunAgainError(
                f"The database on {self.url.host} does not answer, or another program keeps it locked.",
                "Check the network and the server, or wait until the other program is done, then try again.",
            )
        return None

    def _begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.patience * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
