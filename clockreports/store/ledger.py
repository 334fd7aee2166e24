"""Keeps what was sent for each employee-day, and each run. Every change is on the disk before the call returns."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from clockreports.domain.ledger import DayKey, LedgerEntry
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.store.lease import require_lease
from clockreports.store.statements import insert_numbered
from clockreports.store.tables import LEDGER, RUN_DAYS, RUNS
from clockreports.store.transactions import Transactions

_ENTRY_COLUMNS = tuple(LEDGER.c[field.name] for field in fields(LedgerEntry))
_LINE_COLUMNS = tuple(RUN_DAYS.c[field.name] for field in fields(RunDay))


class Ledger:
    """Fulfils `LedgerStore`. Whoever writes holds the lease until that change is committed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def entries(self, period: Period) -> dict[DayKey, LedgerEntry]:
        """Return the ledger of a period by (employee number, day)."""
        statement = select(*_ENTRY_COLUMNS).where(LEDGER.c.day.between(period.first, period.last))
        with self._transactions.reading() as connection:
            entries = [LedgerEntry(*row) for row in connection.execute(statement)]
        return {(entry.employee, entry.day): entry for entry in entries}

    def write(self, lease: str, entry: LedgerEntry, day: RunDay | None = None) -> None:
        """Store an entry in place of the earlier one of the same employee and day, with the run's line on it."""
        earlier = delete(LEDGER).where(LEDGER.c.employee == entry.employee, LEDGER.c.day == entry.day)
        with self._transactions.writing() as connection:
            require_lease(connection, lease)
            connection.execute(earlier)
            connection.execute(insert(LEDGER).values(_values(entry)))
            if day is not None:
                _store_lines(connection, entry.run, [day])

    def start_run(self, lease: str, run: Run) -> int:
        """Store a run that begins and return its number."""
        with self._transactions.writing() as connection:
            require_lease(connection, lease)
            return insert_numbered(connection, RUNS, _run_values(run))

    def finish_run(self, lease: str, run: Run, days: Collection[RunDay]) -> None:
        """Store how a run ended, and its lines; one stored earlier is replaced."""
        with self._transactions.writing() as connection:
            require_lease(connection, lease)
            connection.execute(update(RUNS).where(RUNS.c.number == run.number).values(_run_values(run)))
            _store_lines(connection, run.number, list(days))

    def runs(self) -> list[Run]:
        """Return every run, the newest first."""
        with self._transactions.reading() as connection:
            return [_run(row) for row in connection.execute(select(RUNS).order_by(RUNS.c.number.desc())).mappings()]

    def run_days(self, number: int) -> list[RunDay]:
        """Return the lines of one run, by employee and day."""
        lines = select(*_LINE_COLUMNS).where(RUN_DAYS.c.run == number).order_by(RUN_DAYS.c.employee, RUN_DAYS.c.day)
        with self._transactions.reading() as connection:
            return [RunDay(**row) for row in connection.execute(lines).mappings()]

    def lines_of(self, employee: int, day: date) -> list[tuple[Run, RunDay]]:
        """Return what every run had to say of an employee-day, the newest first."""
        lines = (
            select(*_LINE_COLUMNS, RUNS)
            .join_from(RUN_DAYS, RUNS)
            .where(RUN_DAYS.c.employee == employee, RUN_DAYS.c.day == day)
            .order_by(RUN_DAYS.c.run.desc())
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(lines).mappings().all()
        return [(_run(row), RunDay(**{column.name: row[column.name] for column in _LINE_COLUMNS})) for row in rows]


def _store_lines(connection: Connection, run: int, days: Sequence[RunDay]) -> None:
    if not days:
        return
    earlier = delete(RUN_DAYS).where(
        RUN_DAYS.c.run == run,
        RUN_DAYS.c.employee == bindparam("of_employee"),
        RUN_DAYS.c.day == bindparam("on_day"),
    )
    connection.execute(earlier, [{"of_employee": day.employee, "on_day": day.day} for day in days])
    connection.execute(insert(RUN_DAYS), [_values(day) | {"run": run} for day in days])


def _values(value: LedgerEntry | RunDay) -> dict[str, Any]:
    """Return the fields as they are; `asdict` would take their pairs apart."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _run_values(run: Run) -> dict[str, Any]:
    return {
        "first_day": run.period.first,
        "last_day": run.period.last,
        "host": run.host,
        "person": run.user,
        "started": run.started,
        "total": run.total,
        "finished": run.finished,
        "ending": run.end,
        "calls": run.calls,
        "counts": run.counts,
        "employee_ids": run.employee_ids,
        "undoes": run.undoes,
    }


def _run(row: RowMapping) -> Run:
    return Run(
        number=row["number"],
        period=Period(row["first_day"], row["last_day"]),
        host=row["host"],
        user=row["person"],
        started=row["started"],
        total=row["total"],
        finished=row["finished"],
        end=row["ending"],
        calls=row["calls"],
        counts=row["counts"],
        employee_ids=row["employee_ids"],
        undoes=row["undoes"],
    )
