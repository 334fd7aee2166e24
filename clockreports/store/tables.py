"""The tables as the queries see them. What makes them is `migrations`; a test proves both equal.

Columns bear the names of the fields they keep. Every constraint has a name, so that a later migration can change it.
"""

from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from clockreports.domain.ledger import DayState
from clockreports.domain.people import Authority
from clockreports.domain.runs import RunEnd
from clockreports.store.column_types import (
    WHOLE_SECONDS,
    Counts,
    Day,
    EmptyAsNull,
    Flag,
    Moment,
    PairsText,
    Seconds,
    Texts,
    WallTime,
    Word,
    ZeroAsNull,
)

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _flag(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN (0, 1)", name=column)


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _table(name: str, *items: SchemaItem, with_rowid: bool = True) -> Table:
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=with_rowid)


META: Final = _table(
    "meta",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What must be known of the database before its schema is: `program_version`, of the program that last migrated it."""

SOURCES: Final = _table(
    "sources",
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("already_known", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
)
"""The files that were read, when they last were, and what became of their rows the first time."""

QUARANTINE: Final = _table(
    "quarantine",
    Column("source", ForeignKey(SOURCES.c.number), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    with_rowid=False,
)

USERS: Final = _table(
    "users",
    Column("number", Integer, primary_key=True),
    Column("terminal", Text, nullable=False),
    Column("clock_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("authority", Word(Authority)),
    Column("told_at", Moment, nullable=False),
    Column("events", Integer, nullable=False),
    Column("first_tap", WallTime),
    Column("last_tap", WallTime),
    UniqueConstraint("terminal", "clock_id"),
    _one_of("authority", Authority),
)
"""Whom the clocks told of, by the clock id as it came, and what their clock events add up to."""

CLOCK_EVENTS: Final = _table(
    "clock_events",
    Column("user_number", ForeignKey(USERS.c.number), primary_key=True),
    Column("wall_time", WHOLE_SECONDS, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("second_pass", Integer, nullable=False),
    Column("source", ForeignKey(SOURCES.c.number), nullable=False),
    Column("line", Integer, nullable=False),
    _flag("second_pass"),
    with_rowid=False,
)
"""The taps, kept in the order of their natural key: a user's taps of a period lie side by side.

Types are plain here, because a year has a million taps: `events` turns them into values itself.
"""

EMPLOYEES: Final = _table(
    "employees",
    Column("number", Integer, primary_key=True),
    Column("employee_id", EmptyAsNull),
    Column("unique_key", Text),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("time_and_attendance_id", Text, nullable=False),
    Column("payroll_id", Text, nullable=False),
    Column("start_date", Day),
    Column("leaving_date", Day),
    Column("listed", Flag, nullable=False),
    UniqueConstraint("employee_id"),
    UniqueConstraint("unique_key"),
    _flag("listed"),
)

LINKS: Final = _table(
    "links",
    Column("number", Integer, primary_key=True),
    Column("clock_id", Text, nullable=False),
    Column("employee", ForeignKey(EMPLOYEES.c.number)),
    Column("terminal", Text),
    Column("valid_from", Day),
    Column("valid_until", Day),
    Column("by_hand", Flag, nullable=False),
    _flag("by_hand"),
)

RUNS: Final = _table(
    "runs",
    Column("number", Integer, primary_key=True),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("host", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("total", Integer, nullable=False),
    Column("finished", Moment),
    Column("ending", Word(RunEnd), nullable=False),
    Column("calls", Integer, nullable=False),
    Column("counts", Counts, nullable=False),
    Column("employee_ids", Texts, nullable=False),
    Column("undoes", ZeroAsNull, ForeignKey("runs.number")),
    CheckConstraint("first_day <= last_day", name="period"),
    _one_of("ending", RunEnd),
)

RUN_DAYS: Final = _table(
    "run_days",
    Column("run", ForeignKey(RUNS.c.number), primary_key=True),
    Column("employee", ForeignKey(EMPLOYEES.c.number), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("employee_id", Text, nullable=False),
    Column("state", Word(DayState), nullable=False),
    Column("reason", Text, nullable=False),
    Column("pairs", PairsText, nullable=False),
    Column("before", PairsText),
    Column("wrote", Flag, nullable=False),
    _one_of("state", DayState),
    _flag("wrote"),
    with_rowid=False,
)

LEDGER: Final = _table(
    "ledger",
    Column("employee", ForeignKey(EMPLOYEES.c.number), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("state", Word(DayState), nullable=False),
    Column("attempted", PairsText, nullable=False),
    Column("written", PairsText),
    Column("found", PairsText),
    Column("reason", Text, nullable=False),
    Column("run", ZeroAsNull, ForeignKey(RUNS.c.number)),
    Column("refused_as", Text, nullable=False),
    _one_of("state", DayState),
    Index("ix_ledger_day", "day"),
    with_rowid=False,
)

LEASE: Final = _table(
    "lease",
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("heartbeat", Moment, nullable=False),
    CheckConstraint("number = 1", name="single"),
)
"""One row while somebody exports, else none."""

CALLS: Final = _table(
    "calls",
    Column("number", Integer, primary_key=True),
    Column("started", Seconds, nullable=False),
    Column("finished", Seconds),
)
"""The calls to People HR that still count, or may have to."""
