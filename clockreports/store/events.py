"""Keeps clock events for ever. A year can bring a million: what is done here for every tap takes microseconds."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, Integer, Row, Select, func, literal_column, select, tuple_

from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.domain.people import User
from clockreports.services.ports import Added, LogRow, Quarantined, SourceFile
from clockreports.store.column_types import EPOCH, wall_seconds
from clockreports.store.intake import Intake
from clockreports.store.statements import NUMBERS_AT_ONCE, batches
from clockreports.store.tables import CLOCK_EVENTS, QUARANTINE, SOURCES, USERS
from clockreports.store.transactions import Transactions

_BATCH: Final = 100_000
"""Rows held in memory at once, some 40 MB. The more there are, the more taps of a user meet on one page."""

_DAY: Final = 86_400
_FIRST_DAY_TO_EPOCH: Final = (EPOCH.toordinal() - date.min.toordinal()) * _DAY
"""Added before a division by days, since a database rounds a time before 1970 towards it, not down."""

_DAYS_SINCE_THE_FIRST: Final = literal_column(f"(wall_time + {_FIRST_DAY_TO_EPOCH}) / {_DAY}", Integer())
"""Written out: with bound numbers a database would not see that it selects what it groups by, and reckon twice."""


class Events:
    """Fulfils `EventStore`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, source: SourceFile, rows: Iterable[LogRow], names: Mapping[tuple[str, str], str] = {}) -> Added:
        """Store a file's rows in one transaction, batch by batch, and then the names that came with them."""
        with self._transactions.writing() as connection:
            intake = Intake(connection, source)
            for batch in batches(rows, _BATCH):
                intake.take(batch)
                batch.clear()  # or it would stay until the next one is read
            intake.give(names)
            return intake.finish()

    def taps(
        self, first: datetime, last: datetime, users: Collection[tuple[str, str]] | None = None
    ) -> list[ClockEvent]:
        """Return the events of a period, ordered by terminal, clock id and wall time."""
        with self._transactions.reading() as connection:
            names = _names(connection, users)
            found: dict[int, list[ClockEvent]] = {number: [] for number in names}
            for some in batches(names, NUMBERS_AT_ONCE):
                statement = (
                    select(*(CLOCK_EVENTS.c[name] for name in ("user_number", "wall_time", "status", "second_pass")))
                    .where(CLOCK_EVENTS.c.user_number.in_(some))
                    .where(CLOCK_EVENTS.c.wall_time >= wall_seconds(first))
                    .where(CLOCK_EVENTS.c.wall_time < wall_seconds(last))
                    .order_by(CLOCK_EVENTS.c.user_number, CLOCK_EVENTS.c.wall_time, CLOCK_EVENTS.c.status)
                )
                for number, rows in groupby(connection.execute(statement).all(), key=itemgetter(0)):
                    found[number] = _events(*names[number], rows)
        return list(chain.from_iterable(found.values()))

    def days(self, users: Collection[tuple[str, str]] | None = None) -> list[tuple[date, int]]:
        """Return every day with events and how many, the newest first: one pass over a table, 0.2 s for a million."""
        counted = select(_DAYS_SINCE_THE_FIRST, func.count()).select_from(CLOCK_EVENTS)
        statement = counted.group_by(_DAYS_SINCE_THE_FIRST)
        found: Counter[int] = Counter()
        with self._transactions.reading() as connection:
            numbers = None if users is None else _names(connection, users)
            for of_some in _of_users(statement, numbers):
                for day, number in connection.execute(of_some):
                    found[day] += number
        return [(date.min + timedelta(days=day), number) for day, number in sorted(found.items(), reverse=True)]

    def users(self) -> list[User]:
        """Return every user, ordered by terminal and clock id."""
        columns = [column for column in USERS.c if column.name != "number"]
        with self._transactions.reading() as connection:
            users = [User(**row) for row in connection.execute(select(*columns)).mappings()]
        return sorted(users, key=lambda user: (user.terminal, user.clock_id))

    def last_import(self) -> SourceFile | None:
        """Return the file that was read last, and when."""
        columns = (SOURCES.c[field.name] for field in fields(SourceFile))
        statement = select(*columns).order_by(SOURCES.c.read_at.desc(), SOURCES.c.number.desc()).limit(1)
        with self._transactions.reading() as connection:
            row = connection.execute(statement).mappings().first()
        return None if row is None else SourceFile(**row)

    def quarantined(self) -> list[Quarantined]:
        """Return all rows ever set aside, in the order of files and lines."""
        statement = (
            select(SOURCES.c.path, QUARANTINE.c.line, QUARANTINE.c.reason, QUARANTINE.c.text)
            .join_from(QUARANTINE, SOURCES)
            .order_by(SOURCES.c.number, QUARANTINE.c.line)
        )
        with self._transactions.reading() as connection:
            return [Quarantined(path, RejectedRow(*row)) for path, *row in connection.execute(statement)]


def _events(terminal: str, clock_id: str, rows: Iterable[Row[int, int, str, int]]) -> list[ClockEvent]:
    return [
        ClockEvent(terminal, clock_id, EPOCH + timedelta(0, wall_time), status, second_pass == 1)
        for _, wall_time, status, second_pass in rows
    ]


def _of_users(statement: Select[int, int], numbers: Iterable[int] | None) -> Iterator[Select[int, int]]:
    """Yield the statement for all users, or one for every batch of them."""
    if numbers is None:
        yield statement
    else:
        for some in batches(numbers, NUMBERS_AT_ONCE):
            yield statement.where(CLOCK_EVENTS.c.user_number.in_(some))


def _names(connection: Connection, users: Collection[tuple[str, str]] | None) -> dict[int, tuple[str, str]]:
    """Return the (terminal, clock id) of these users, or of all, by number and in their own order."""
    names = select(USERS.c.terminal, USERS.c.clock_id, USERS.c.number)
    if users is None:
        known = list(connection.execute(names))
    else:
        parts = batches(set(users), NUMBERS_AT_ONCE // 2)  # two values each
        of_these = (names.where(tuple_(USERS.c.terminal, USERS.c.clock_id).in_(some)) for some in parts)
        known = [row for statement in of_these for row in connection.execute(statement)]
    return {number: (terminal, clock_id) for terminal, clock_id, number in sorted(known)}
