"""Opens the database: the one door through which `bootstrap` gets the adapters of all database ports."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from clockreports.base.clock import Clock
from clockreports.services.ports import EventStore, LeaseStore, LedgerStore, PeopleStore
from clockreports.services.ports_calls import CallLog
from clockreports.store.backends import backend_for
from clockreports.store.calls import Calls
from clockreports.store.events import Events
from clockreports.store.lease import Lease
from clockreports.store.ledger import Ledger
from clockreports.store.people import People
from clockreports.store.schema import OURS, Schema, bring_up_to_date
from clockreports.store.transactions import Transactions

PATIENCE: Final = 30.0
"""Seconds to wait while another program writes: a long import is one transaction."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; safe to use from several threads at once. `close` it when all of them are done."""

    events: EventStore
    people: PeopleStore
    ledger: LedgerStore
    lease: LeaseStore
    calls: CallLog
    close: Callable[[], None]


def open_database(address: str | Path, clock: Clock, *, patience: float = PATIENCE, schema: Schema = OURS) -> Database:
    """Open the database at an SQLAlchemy URL, or in an SQLite file; make it, or bring it up to date, where that is due.

    An SQLite database is backed up before its schema is changed.

    Raises `UnusableError`, with nothing changed, when the address is of no use, the file cannot be used, or a newer
    ClockReports wrote it; `DamagedError` when the file is damaged; `RunAgainError` when another program kept it locked
    for `patience` seconds.
    """
    backend = backend_for(address, patience)
    backend.prepare()
    with ExitStack() as on_failure:
        engine = backend.engine()
        on_failure.callback(engine.dispose)
        transactions = Transactions(engine, backend.explain)
        bring_up_to_date(backend, transactions, schema, clock)
        on_failure.pop_all()
    return Database(
        events=Events(transactions),
        people=People(transactions),
        ledger=Ledger(transactions),
        lease=Lease(transactions, backend.examine),
        calls=Calls(transactions),
        close=engine.dispose,
    )
