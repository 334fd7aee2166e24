"""Databases: empty ones, made once and copied, so that a test costs no migration."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from clockreports.store import Database, open_database
from clockreports.store.backends import backend_for
from clockreports.store.tables import METADATA
from clockreports.store.transactions import Transactions
from tests.helpers.clock import FakeClock
from tests.helpers.stores import MemoryDatabase, memory_database

POSTGRESQL: Final = os.environ.get("CLOCKREPORTS_TEST_POSTGRESQL", "")
"""The URL of a database whose content the contract tests may delete; without it they leave PostgreSQL out."""

Open = Callable[[], Database]
AnyDatabase = Database | MemoryDatabase


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty database, which no test may change."""
    path = tmp_path_factory.mktemp("empty") / "clockreports.db"
    open_database(path, FakeClock()).close()
    return path


@contextmanager
def fresh(empty: Path) -> Iterator[Database]:
    """Open a copy of an empty database for one example of many, and drop it afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, folder))
        with closing(open_database(path, FakeClock())) as database:
            yield database


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    """Return the file of an empty database."""
    return Path(shutil.copy(empty, tmp_path))


@pytest.fixture
def open_it(path: Path) -> Iterator[Open]:
    """Return what opens the database once more, as another program would; all are closed after the test."""
    with ExitStack() as opened:

        def open_one() -> Database:
            database = open_database(path, FakeClock(), patience=0.1)
            opened.callback(database.close)
            return database

        yield open_one


@pytest.fixture(params=["memory", "sqlite", *(["postgresql"] if POSTGRESQL else [])])
def database(request: pytest.FixtureRequest) -> Iterator[AnyDatabase]:
    """Return an empty database of every kind: what is asked of it here is the contract."""
    if request.param == "memory":
        yield memory_database()
    elif request.param == "sqlite":
        yield request.getfixturevalue("open_it")()
    else:
        emptied = _emptied_server()
        yield emptied
        emptied.close()


def _emptied_server() -> Database:
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
    return open_database(POSTGRESQL, FakeClock())


@pytest.fixture
def transactions(path: Path) -> Iterator[Transactions]:
    """Return the transactions of an empty SQLite database, for looking below the ports."""
    backend = backend_for(path, 0.1)
    engine = backend.engine()
    yield Transactions(engine, backend.explain)
    engine.dispose()
