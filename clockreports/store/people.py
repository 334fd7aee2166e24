"""Keeps employees and the links between them and the users of the clocks."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select, update

from clockreports.domain.people import Employee, Link, natural_order
from clockreports.store.tables import EMPLOYEES, LINKS
from clockreports.store.transactions import Transactions

_LINK_COLUMNS = tuple(LINKS.c[field.name] for field in fields(Link))
_ITS_ROW = update(EMPLOYEES).where(EMPLOYEES.c.number == bindparam("its_number"))


class People:
    """Fulfils `PeopleStore`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def employees(self) -> list[Employee]:
        """Return every employee known, ordered by employee id, those whose id was taken by another first."""
        with self._transactions.reading() as connection:
            employees = [Employee(**row) for row in connection.execute(select(EMPLOYEES)).mappings()]
        return sorted(employees, key=lambda employee: (natural_order(employee.employee_id), employee.number))

    def save_employees(self, employees: Iterable[Employee]) -> None:
        """Store employees, all or none; those that are changed first let go of their ids, which may change hands.

        Raises `LookupError` for a number that was never given.
        """
        changed: list[dict[str, Any]] = []
        new: list[dict[str, Any]] = []
        for employee in employees:
            row = asdict(employee)
            if number := row.pop("number"):
                changed.append(row | {"its_number": number})
            else:
                new.append(row)
        with self._transactions.writing() as connection:
            if changed:
                without_ids = {"employee_id": None, "unique_key": None}
                connection.execute(_ITS_ROW, [{"its_number": row["its_number"]} | without_ids for row in changed])
                if connection.execute(_ITS_ROW, changed).rowcount != len(changed):
                    raise LookupError("An employee has a number that was never given.")
            if new:
                connection.execute(insert(EMPLOYEES), new)

    def links(self) -> list[Link]:
        """Return every link, in the order in which they were made."""
        with self._transactions.reading() as connection:
            rows = connection.execute(select(*_LINK_COLUMNS).order_by(LINKS.c.number)).mappings()
            return [Link(**row) for row in rows]

    def change_links(self, remove: Collection[Link], add: Collection[Link]) -> None:
        """Take links away and put others in, all or none."""
        with self._transactions.writing() as connection:
            for link in remove:
                connection.execute(delete(LINKS).where(_is(link)))
            if add:
                connection.execute(insert(LINKS), [asdict(link) for link in add])


def _is(link: Link) -> ColumnElement[bool]:
    """Say which rows hold this very link; None equals None here."""
    return and_(*(LINKS.c[name].is_not_distinct_from(value) for name, value in asdict(link).items()))
