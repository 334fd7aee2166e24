"""Which schema the database has, and what brings it up to ours: refuse a newer one, back up, migrate, all or nothing.

Alembic is loaded only when a migration is due: it costs a tenth of a second, and most starts need none.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, text

from clockreports import __version__
from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.store.backends import Backend
from clockreports.store.soundness import UNKNOWN
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


OURS: Final = Schema(revisions=("0001", "0002"), folders=(_ROOM / "versions",))


def bring_up_to_date(backend: Backend, transactions: Transactions, schema: Schema, clock: Clock) -> None:
    """Bring the database to the head of `schema`, in one transaction, after a backup.

    A program that opens it at the same moment waits, and then finds nothing left to do. Raises `UnusableError`, with
    nothing changed, for a database that is damaged, or whose schema this program does not know.
    """
    with transactions.reading() as connection:
        backend.recognise(connection, _revision(connection))
        is_due = _known_revision(connection, schema) != schema.head
    backend.settle(transactions.engine)
    if not is_due:
        return
    engine = backend.engine(foreign_keys=False)
    try:
        with Transactions(engine, backend.explain).writing() as connection:
            found = _known_revision(connection, schema)
            if found == schema.head:
                return
            if found is not None:
                backend.back_up(clock.now())
            _migrate(connection, schema)
            backend.check(connection)
            connection.execute(delete(META).where(META.c.name == _PROGRAM))
            connection.execute(insert(META).values(name=_PROGRAM, value=__version__))
            backend.seal(connection)
    finally:
        engine.dispose()


_PROGRAM: Final = "program_version"


def require_known(found: str, writer: str, schema: Schema, what: str = "this database") -> None:
    """Raise `UnusableError` for a revision, "" for none, that this program does not know."""
    if not found:
        raise UnusableError(
            f"{what[0].upper()}{what[1:]} belongs to another program.",
            "Give ClockReports an empty one, or a file that is not there yet.",
        )
    if found not in schema.revisions:
        raise UnusableError(
            f"A newer ClockReports wrote {what}: version {writer}, with schema {found}. "
            f"This is version {__version__}, with schema {schema.head}.",
            f"Install ClockReports {'as new as that' if writer == UNKNOWN else writer} or later on this computer; "
            "nothing was changed.",
        )


def _known_revision(connection: Connection, schema: Schema) -> str | None:
    """Return the revision found, None in an empty database; raises `UnusableError` for one that is not known."""
    found = _revision(connection)
    if found is not None and found not in schema.revisions:
        require_known(found, _writer(connection), schema)
    return found


def _revision(connection: Connection) -> str | None:
    """Return the revision as it stands there, "" in a database of another program, None in an empty one."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables:
        return ""
    return ", ".join(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _writer(connection: Connection) -> str:
    if "meta" not in inspect(connection).get_table_names():
        return UNKNOWN
    return connection.scalar(text("SELECT value FROM meta WHERE name = 'program_version'")) or UNKNOWN


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
