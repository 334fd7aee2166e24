"""A database with a little of everything in it, for backups, restores and damage; and looks below the ports."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee, Link
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run
from clockreports.domain.timesheets import from_text
from clockreports.services.ports import Holder, SourceFile
from clockreports.store import Database, open_database
from clockreports.store.backups import SqliteBackups
from tests.helpers.clock import START, FakeClock

DAY: Final = date(2026, 3, 2)
PERIOD: Final = Period(DAY, date(2026, 3, 4))
WHOLE: Final = from_text("09:00-17:00")
HOST: Final = "PC1"
ENTRY: Final = LedgerEntry(1, DAY, DayState.SENT, WHOLE, WHOLE, run=1)


def fill(path: Path) -> Path:
    """Store two taps, an employee with a link, a run, and a day that was sent; return the path."""
    with opened(path) as database:
        source = SourceFile("log.dat", "digest", "attlog", START)
        taps = [ClockEvent("1", "012", datetime(2026, 3, 2, hour), "0") for hour in (9, 17)]  # noqa: DTZ001 - walls
        database.events.add(source, enumerate(taps, start=1))
        database.people.save_employees([Employee("PW1", first_name="Anna")])
        database.people.change_links([], [Link("012", 1)])
        lease = database.lease.take(Holder(HOST, "anna", START), START, others_are_gone=True)
        database.ledger.start_run(lease, Run(0, PERIOD, HOST, "anna", START, 1))
        database.ledger.write(lease, ENTRY)
        database.lease.release(lease)
    return path


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open a database as a program does, and close it."""
    with closing(open_database(path, FakeClock(), patience=0.1)) as database:
        yield database


def backups(path: Path) -> SqliteBackups:
    """Return what backs a database up."""
    return SqliteBackups(path)


def first_names(path: Path) -> list[str]:
    """Return whom a database knows, without opening it as a program would."""
    return [name for (name,) in ask(path, "SELECT first_name FROM employees ORDER BY number")]


def ask(path: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask SQLite itself."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def tell(path: Path, *statements: str) -> None:
    """Tell SQLite itself, with no regard for what refers to what."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def add_ben(path: Path) -> None:
    """Let somebody else come into the database."""
    with opened(path) as database:
        database.people.save_employees([Employee("PW2", first_name="Ben")])


def ruin(path: Path) -> None:
    """Overwrite what is in the middle of a file, as a disk or a careless program does."""
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])


def at(day: int, hour: int = 8) -> datetime:
    """Return a moment in March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def copied(path: Path, to: Path) -> Path:
    """Copy a file, as somebody does by hand."""
    return Path(shutil.copy(path, to))
