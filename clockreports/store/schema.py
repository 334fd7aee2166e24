"""Which schema the database has, and what brings it up to ours: refuse a newer one, back up, migrate, all or nothing.

Alembic is loaded only when a migration is due: it costs a tenth of a second, and most starts need none.
"""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, text

from clockreports import __version__
from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.store.backends import Backend
from clockreports.store.tables import META
from clockreports.store.transactions import Transactions

_ROOM: Final = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Schema:
    """The revisions a program knows, the oldest first, and the folders where Alembic finds them."""

    revisions: tuple[str, ...]
    folders: tuple[Path, ...]

    @property
    def head(self) -> str:
        """The revision this program works with."""
        return self.revisions[-1]


OURS: Final = Schema(revisions=("0001",), folders=(_ROOM / "versions",))


def bring_up_to_date(backend: Backend, transactions: Transactions, schema: Schema, backups: Path, clock: Clock) -> None:
    """Bring the database to the head of `schema`, in one transaction, after a backup into `backups`.

    A program that opens it at the same moment waits, and then finds nothing left to do. Raises `UnusableError`, with
    nothing changed, for a database whose schema this program does not know.
    """
    with transactions.reading() as connection:
        is_due = _revision(connection, schema) != schema.head
    backend.settle(transactions.engine)
    if not is_due:
        return
    engine = backend.engine(foreign_keys=False)
    try:
        with Transactions(engine, backend.explain).writing() as connection:
            found = _revision(connection, schema)
            if found == schema.head:
                return
            if found is not None:
                moment = clock.now().astimezone(UTC)
                backend.back_up(backups / f"clockreports-{found}-{moment:%Y%m%dT%H%M%SZ}.db")
            _migrate(connection, schema)
            backend.check(connection)
            connection.execute(delete(META).where(META.c.name == _PROGRAM))
            connection.execute(insert(META).values(name=_PROGRAM, value=__version__))
    finally:
        engine.dispose()


_PROGRAM: Final = "program_version"


def _revision(connection: Connection, schema: Schema) -> str | None:
    """Return the revision found, None in an empty database; raises `UnusableError` for one that is not known."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise UnusableError(
            "This database belongs to another program.",
            "Give ClockReports an empty one, or a file that is not there yet.",
        )
    found = ", ".join(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if found not in schema.revisions:
        writer = None
        if "meta" in tables:
            writer = connection.scalar(text("SELECT value FROM meta WHERE name = 'program_version'"))
        raise UnusableError(
            f"A newer ClockReports wrote this database: version {writer or 'unknown'}, with schema {found}. "
            f"This is version {__version__}, with schema {schema.head}.",
            f"Install ClockReports {writer or 'as new as that'} or later on this computer; nothing was changed.",
        )
    return found


def _migrate(connection: Connection, schema: Schema) -> None:
    from alembic import command  # noqa: PLC0415 - only when it is due
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _escaped(_ROOM))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(_escaped(folder) for folder in schema.folders))
    command.upgrade(config, schema.head)


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
