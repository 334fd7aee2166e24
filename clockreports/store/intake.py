"""Takes the rows of one clock log into the tables, and counts what became of them.

Its speed is what an import's is: a tap costs one tuple here, and its values go to the driver as they are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, bindparam, func, select, update

from clockreports.domain.clock_events import RejectedRow
from clockreports.services.ports import Added, LogRow, SourceFile
from clockreports.store.column_types import wall_seconds
from clockreports.store.statements import NUMBERS_AT_ONCE, batches, insert_new, insert_numbered
from clockreports.store.tables import CLOCK_EVENTS, QUARANTINE, SOURCES, USERS


class Intake:
    """One file on its way in, within one transaction."""

    def __init__(self, connection: Connection, source: SourceFile) -> None:
        self._connection = connection
        self._read_at = source.read_at
        self._users = _UserNumbers(connection, source.read_at)
        self._told_of: set[int] = set()
        self._touched: set[int] = set()
        self._rows = self._added = self._quarantined = 0
        known = connection.scalar(select(SOURCES.c.number).where(SOURCES.c.digest == source.digest))
        self._is_new = known is None
        self._source = known or insert_numbered(connection, SOURCES, asdict(source) | asdict(Added(0, 0, 0, 0)))

    def take(self, batch: Sequence[LogRow]) -> None:
        """Store a batch of rows."""
        users, source = self._users, self._source
        by_user: defaultdict[int, list[tuple[int, int, str, int, int, int]]] = defaultdict(list)
        second_pass: list[dict[str, object]] = []
        rejected: list[tuple[int, int, str, str]] = []
        for row in batch:
            if isinstance(row, RejectedRow):
                rejected.append((source, row.line, row.reason, row.text))
                continue
            line, (terminal, clock_id, wall_time, status, is_second) = row
            user, at = users[terminal, clock_id], wall_seconds(wall_time)
            by_user[user].append((user, at, status, 0, source, line))
            if is_second:
                second_pass.append({"of_user": user, "at": at, "with_status": status})
        # In the order of the table, so that a page is found once and not for every row.
        events = chain.from_iterable(by_user[user] for user in sorted(by_user))
        added = insert_new(self._connection, CLOCK_EVENTS, events)
        self._told_of |= by_user.keys()
        if added:
            self._added += added
            self._touched |= by_user.keys()
        insert_new(self._connection, QUARANTINE, rejected)
        self._mark(second_pass)
        self._rows += len(batch)
        self._quarantined += len(rejected)

    def give(self, names: Mapping[tuple[str, str], str]) -> None:
        """Store the names of users, by (terminal, clock id), but none in place of a newer one.

        A file that is known may be older than whatever named them since: it names only those who have no name.
        """
        told = [{"of_user": self._users[user], "told": name} for user, name in names.items() if user in self._users]
        if told:
            self._connection.execute(_NAME if self._is_new else _NAME.where(USERS.c.name == ""), told)

    def finish(self) -> Added:
        """Bring the users and the source up to date, and return the counts."""
        for numbers in batches(self._touched, NUMBERS_AT_ONCE):
            self._connection.execute(_RECOUNT.where(USERS.c.number.in_(numbers)))
        for numbers in batches(self._told_of, NUMBERS_AT_ONCE):
            newer = update(USERS).where(USERS.c.number.in_(numbers)).where(USERS.c.told_at < self._read_at)
            self._connection.execute(newer.values(told_at=self._read_at))
        known = self._rows - self._added - self._quarantined
        added = Added(self._rows, self._added, known, self._quarantined)
        noted = asdict(added) if self._is_new else {"read_at": self._read_at}
        self._connection.execute(update(SOURCES).where(SOURCES.c.number == self._source).values(noted))
        return added

    def _mark(self, second_pass: list[dict[str, object]]) -> None:
        """Mark taps, new or known, as made in the second of two hours; there are a few of them in one night a year."""
        if second_pass:
            self._connection.execute(_MARK, second_pass)


class _UserNumbers(dict[tuple[str, str], int]):
    """The number of every user, by (terminal, clock id); one not known yet is stored when first asked for."""

    def __init__(self, connection: Connection, told_at: datetime) -> None:
        rows = connection.execute(select(USERS.c.terminal, USERS.c.clock_id, USERS.c.number))
        super().__init__(((terminal, clock_id), number) for terminal, clock_id, number in rows)
        self._connection = connection
        self._new = {"name": "", "told_at": told_at, "events": 0}

    def __missing__(self, key: tuple[str, str]) -> int:
        terminal, clock_id = key
        number = insert_numbered(self._connection, USERS, {"terminal": terminal, "clock_id": clock_id} | self._new)
        self[key] = number
        return number


_ITS_EVENTS = CLOCK_EVENTS.c.user_number == USERS.c.number
_RECOUNT = update(USERS).values(
    events=select(func.count()).select_from(CLOCK_EVENTS).where(_ITS_EVENTS).scalar_subquery(),
    first_tap=select(func.min(CLOCK_EVENTS.c.wall_time)).where(_ITS_EVENTS).scalar_subquery(),
    last_tap=select(func.max(CLOCK_EVENTS.c.wall_time)).where(_ITS_EVENTS).scalar_subquery(),
)
_NAME = update(USERS).where(USERS.c.number == bindparam("of_user")).values(name=bindparam("told"))
_MARK = (
    update(CLOCK_EVENTS)
    .where(CLOCK_EVENTS.c.user_number == bindparam("of_user"))
    .where(CLOCK_EVENTS.c.wall_time == bindparam("at"))
    .where(CLOCK_EVENTS.c.status == bindparam("with_status"))
    .values(second_pass=1)
)
