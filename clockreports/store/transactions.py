"""The two kinds of transaction, and the border at which the database's errors become ours.

How a transaction begins, and what an error means, is the business of the backend.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from clockreports.base.errors import ClockReportsError

WRITES: Final = "clockreports_writes"
"""The execution option by which a backend knows, when a transaction begins, that it is going to write."""

ILLEGIBLE: Final = (ValueError, TypeError, OverflowError)
"""What is raised by values on their way out of a row in which they cannot have been written so."""


@dataclass(frozen=True, slots=True)
class Transactions:
    """Begins transactions; each is committed at the end of its `with` block, or rolled back when that raises."""

    engine: Engine
    explain: Callable[[Exception], ClockReportsError | None]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See one state of the whole database, whatever others write meanwhile.

        What is read here was written by this program: a value that cannot be what it wrote is an error of the database.
        """
        with self._explained(DBAPIError, *ILLEGIBLE), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Be the only one to write from the first statement on: what is read here is still true when it is changed."""
        with self._explained(DBAPIError), self.engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _explained(self, *kinds: type[Exception]) -> Iterator[None]:
        try:
            yield
        except kinds as error:
            known = self.explain(error)
            if known is None:
                raise
            raise known from error
