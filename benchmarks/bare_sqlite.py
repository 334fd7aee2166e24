"""What no import can do without: the rows of a log go into a table of SQLite with the same key, in one transaction.

python -m benchmarks.bare_sqlite LOG DATABASE
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def rows(log: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield terminal, clock id, wall time and status as they stand there, unlooked at."""
    with log.open(encoding="utf-8") as lines:
        for line in lines:
            clock_id, at, terminal, status, _ = line.split("\t", 4)
            yield terminal, clock_id.strip(), at, status


def main(log: str, database: str) -> None:
    """Import."""
    key = "terminal, clock_id, at, status"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"CREATE TABLE clock_events ({key}, UNIQUE ({key}))")
        connection.executemany("INSERT OR IGNORE INTO clock_events VALUES (?, ?, ?, ?)", rows(Path(log)))


if __name__ == "__main__":
    main(*sys.argv[1:])
