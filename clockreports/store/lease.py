"""One export at a time per database, over processes and computers, told by a row with a heartbeat."""

from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from clockreports.services.failures import BusyError, LeaseLostError
from clockreports.services.ports import Holder
from clockreports.store.tables import LEASE
from clockreports.store.transactions import Transactions

STALE_AFTER: Final = timedelta(seconds=120)
"""A holder whose heartbeat is further away than this is gone: an export beats several times as often."""


class Lease:
    """Fulfils `LeaseStore`. Nobody exports without it, so `examine` is asked first whether the database is sound."""

    def __init__(self, transactions: Transactions, examine: Callable[[Connection], None]) -> None:
        self._transactions = transactions
        self._examine = examine

    def take(self, holder: Holder, now: datetime, *, others_are_gone: bool) -> str:
        """Take the lease and return its token; raises `BusyError` naming the holder when another lives."""
        with self._transactions.reading() as connection:
            self._examine(connection)
        token = token_hex(16)
        with self._transactions.writing() as connection:
            row = connection.execute(select(LEASE)).one_or_none()
            if row is not None and lives(row.heartbeat, now) and not (others_are_gone and row.host == holder.host):
                raise BusyError(
                    "Another export is under way.",
                    f"{row.person} on {row.host} has been exporting since {row.since.astimezone():%d/%m/%Y %H:%M}. "
                    "Wait until it is done, then export again.",
                )
            connection.execute(delete(LEASE))
            connection.execute(
                insert(LEASE).values(
                    number=1, token=token, host=holder.host, person=holder.user, since=holder.since, heartbeat=now
                )
            )
        return token

    def holder(self, now: datetime) -> Holder | None:
        """Return who is exporting now, None when nobody is, or the one who was does not live any more."""
        with self._transactions.reading() as connection:
            row = connection.execute(select(LEASE)).one_or_none()
        return Holder(row.host, row.person, row.since) if row is not None and lives(row.heartbeat, now) else None

    def beat(self, token: str, now: datetime) -> None:
        """Say that the holder lives; raises `LeaseLostError` when the lease was taken over."""
        with self._transactions.writing() as connection:
            require_lease(connection, token)
            connection.execute(update(LEASE).values(heartbeat=now))

    def release(self, token: str) -> None:
        """Give the lease back; nothing happens when it is already lost."""
        with self._transactions.writing() as connection:
            connection.execute(delete(LEASE).where(LEASE.c.token == token))


def require_lease(connection: Connection, token: str) -> None:
    """Raise `LeaseLostError` unless `token` holds the lease, and goes on holding it until this transaction ends."""
    if connection.scalar(select(LEASE.c.token)) != token:
        raise LeaseLostError(
            "Another program took over this export.",
            "This computer did not answer for a while, as after a sleep. Look at the result of the other export, "
            "then export again: nothing is sent twice.",
        )


def lives(heartbeat: datetime, now: datetime) -> bool:
    """Whether the heartbeat is near: one far in the future is from before the computer's clock was set back."""
    return abs(now - heartbeat) <= STALE_AFTER
