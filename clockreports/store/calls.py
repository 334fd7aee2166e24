"""Every call to People HR, so that its pace holds over restarts and over several programs.

The rule (reference: People HR API, pace): at most so many calls in any rolling 60 s. When a call counts there is known
only to lie between its start and its end, so a call is taken to count from its start until 60 s after its end.
"""

from typing import Final

from sqlalchemy import delete, func, select, update

from clockreports.store.statements import insert_numbered
from clockreports.store.tables import CALLS
from clockreports.store.transactions import Transactions

WINDOW: Final = 60.05
"""Seconds: the rolling minute, and a margin for the difference between two clocks that count it."""

SLOWEST: Final = 100.0
"""Seconds that the slowest call may take (reference: People HR API, time-outs): one with no end ended then."""

_KEPT: Final = 3600.0
"""Seconds until a call is forgotten: far more than it counts, in case a sleeping computer still tells its end."""


class Calls:
    """Fulfils `CallLog`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def reserve(self, now: float, most: int) -> tuple[int | None, float]:
        """Note a call that starts now and return its number and 0, or None and the seconds to wait."""
        over = func.coalesce(CALLS.c.finished, CALLS.c.started + SLOWEST) + WINDOW
        with self._transactions.writing() as connection:
            connection.execute(delete(CALLS).where(CALLS.c.started < now - _KEPT))
            # A call that lies in the future was noted before the clock was set back: it is over, and ended now.
            connection.execute(update(CALLS).where(CALLS.c.finished > now).values(finished=now))
            connection.execute(update(CALLS).where(CALLS.c.started > now).values(started=now, finished=now))
            counting = connection.scalars(select(over).where(over > now).order_by(over)).all()
            if len(counting) >= most:
                # A call still under way may end sooner than feared, but never counts for less than a minute from now.
                return None, min(float(counting[-most]) - now, WINDOW)
            return insert_numbered(connection, CALLS, {"started": now}), 0.0

    def finished(self, call: int, now: float) -> None:
        """Note that the call ended."""
        with self._transactions.writing() as connection:
            connection.execute(update(CALLS).where(CALLS.c.number == call).values(finished=now))
