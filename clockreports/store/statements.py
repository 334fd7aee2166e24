"""What several adapters say to the database."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, insert

ITEM = TypeVar("ITEM")

NUMBERS_AT_ONCE: Final = 500
"""How many numbers go into one `IN (…)`."""

_ROWS_AT_ONCE: Final = 1_000
"""How many rows go into one `INSERT`; one by one they would take half as long again. Any SQLite that knows our STRICT
tables takes 32,766 variables in a statement, and PostgreSQL twice as many: room for tables of thirty columns."""


def batches(items: Iterable[ITEM], size: int) -> Iterator[list[ITEM]]:
    """Yield the items in lists of `size`, the last one shorter, reading no further than asked."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def insert_numbered(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert one row and return the number the database gave it."""
    return int(connection.execute(insert(table).values(values).returning(table.c.number)).scalar_one())


def insert_new(connection: Connection, table: Table, rows: Iterable[tuple[object, ...]]) -> int:
    """Insert rows, whose values are in the order of the columns, save those whose key is taken; count the inserted.

    The statement means the same to SQLite and to PostgreSQL. It goes past SQLAlchemy's handling of each value, which
    would double the time of an import: values must be as the driver takes them.
    """
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    columns, marks = ", ".join(table.c.keys()), ", ".join(mark for _ in table.c)
    inserted = 0
    for some in batches(rows, _ROWS_AT_ONCE):
        values = ", ".join([f"({marks})"] * len(some))
        statement = f"INSERT INTO {table.name} ({columns}) VALUES {values} ON CONFLICT DO NOTHING"  # noqa: S608 - our names
        inserted += connection.exec_driver_sql(statement, tuple(chain.from_iterable(some))).rowcount
    return inserted
