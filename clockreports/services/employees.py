"""Employees and users: who People HR knows, who the clocks know, and the links between them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import CANNOT_BE_LINKED, canonical_clock_id
from clockreports.domain.matching import matched, merged, told_twice
from clockreports.domain.people import Employee, Link, Links, User
from clockreports.domain.settings import Settings
from clockreports.services.key import KeyService
from clockreports.services.ports import ConnectPeopleHr, EventStore, PeopleStore

LONGEST_EMPLOYEE_ID: Final = 15
"""Source: reference, People HR API, employees."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Everyone on both sides and what joins them; `unlinked_users` and `unlinked_employees` are those left over."""

    employees: tuple[Employee, ...]
    users: tuple[User, ...]
    links: tuple[Link, ...]
    unlinked_users: tuple[User, ...]
    unlinked_employees: tuple[Employee, ...]

    @property
    def linked(self) -> int:
        """How many listed employees have a link."""
        return sum(employee.listed for employee in self.employees) - len(self.unlinked_employees)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link that was made, and plain sentences for what the person should know."""

    link: Link
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Employees:
    """Keeps the list of employees and the links."""

    people: PeopleStore
    events: EventStore
    key: KeyService
    connect: ConnectPeopleHr
    clock: Clock
    settings: Settings

    def sync(self, cancel: CancelToken, waiting: Callable[[float, str], None]) -> tuple[Roll, tuple[str, ...]]:
        """Fetch the employees from People HR and link them by their numbers; return who is who, and what to look at."""
        fetched = self.connect(self.key.credentials(), cancel, waiting).employees()
        self.people.save_employees(merged(self.people.employees(), fetched))
        clock_ids = [user.clock_id for user in self.events.users()]
        changes = matched(self.people.employees(), self.people.links(), clock_ids, self._today())
        self.people.change_links(changes.remove, changes.add)
        return self.roll(), (*told_twice(fetched), *changes.notes)

    def roll(self) -> Roll:
        """Return everyone the program knows of."""
        employees, links = tuple(self.people.employees()), tuple(self.people.links())
        users, by_user = tuple(self.events.users()), Links(links)
        with_link = {link.employee for link in links}
        return Roll(
            employees,
            users,
            links,
            tuple(user for user in users if not by_user.names(user.terminal, user.clock_id)),
            tuple(person for person in employees if person.listed and person.number not in with_link),
        )

    def link(
        self,
        clock_id: str,
        employee_id: str,
        *,
        terminal: str | None = None,
        valid_from: date | None = None,
        valid_until: date | None = None,
    ) -> Linked:
        """Link a user number to an employee by hand; raises `UnusableError` when that cannot be.

        An employee id nobody has heard of is taken as typed, since a key may lack the right to list employees. What
        earlier links of the same number and scope say about the same days gives way to the new link.
        """
        number = _linkable(clock_id)
        if valid_from is not None and valid_until is not None and valid_until < valid_from:
            raise UnusableError("The link ends before it begins.", "Put the earlier day first.")
        employee, notes = self._employee(employee_id)
        if any(character.isalpha() for character in number):
            notes.append(f"Clock id “{number}” has letters: most terminals have numbers only. Check it if unsure.")
        link = Link(clock_id.strip(), employee.number, terminal, valid_from, valid_until)
        notes += self._put(link)
        return Linked(link, tuple(notes))

    def ignore(self, clock_id: str, terminal: str | None = None) -> Linked:
        """Mark a user as not in People HR: taps go nowhere, on purpose, and are no longer listed as unlinked."""
        number = _linkable(clock_id)
        link = Link(number, None, terminal)
        return Linked(link, tuple(self._put(link)))

    def unlink(self, clock_id: str, terminal: str | None = None) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """Take away the links of a number; return those, and the ones of the number that stay.

        Without a terminal all of them go, those made for a single terminal too. With one, only those made for it: a
        link on all terminals stays, and goes on counting there.
        """
        number = canonical_clock_id(clock_id)
        links = [link for link in self.people.links() if canonical_clock_id(link.clock_id) == number]
        gone = tuple(link for link in links if terminal in {None, link.terminal})
        self.people.change_links(gone, ())
        return gone, tuple(link for link in links if link not in gone)

    def _employee(self, employee_id: str) -> tuple[Employee, list[str]]:
        wanted = employee_id.strip()
        if not wanted or len(wanted) > LONGEST_EMPLOYEE_ID:
            raise UnusableError(
                f"“{wanted}” cannot be an employee id.",
                f"It has 1 to {LONGEST_EMPLOYEE_ID} characters, such as PW1: look it up in People HR.",
            )
        known = {employee.employee_id.casefold(): employee for employee in self.people.employees()}
        if wanted.casefold() in known:
            return known[wanted.casefold()], []
        self.people.save_employees([Employee(wanted)])
        employee = next(each for each in self.people.employees() if each.employee_id == wanted)
        return employee, [f"Employee “{wanted}” is not in the list from People HR: it is taken as you typed it."]

    def _put(self, link: Link) -> list[str]:
        """Store a link in place of what others say about the same days; tell what gave way."""
        overlapped = [other for other in self.people.links() if other.overlaps(link)]
        remains = [part for other in overlapped for part in _without(other, link)]
        self.people.change_links(overlapped, (*remains, link))
        ids = {employee.number: employee.employee_id for employee in self.people.employees()}
        where = "" if link.terminal is None else f" on terminal {link.terminal}"
        return [
            f"Number {link.clock_id}{where} was {_owner(other, ids)} for these days until now; that has been replaced."
            for other in overlapped
            if other.employee != link.employee
        ]

    def _today(self) -> date:
        return self.clock.now().astimezone(self.settings.zone).date()


def _linkable(clock_id: str) -> str:
    if canonical_clock_id(clock_id) in {"", CANNOT_BE_LINKED}:
        raise UnusableError(
            f"Clock id “{clock_id}” cannot be linked.", "Terminals use 0 for nobody: enrol the person with a number."
        )
    return clock_id.strip()


def _owner(link: Link, ids: dict[int, str]) -> str:
    return "marked as not in People HR" if link.employee is None else f"linked to {ids.get(link.employee, '?')}"


def _without(link: Link, newer: Link) -> list[Link]:
    """Return what is left of a link when a newer one claims its days: the days before, and the days after."""
    one_day, left = timedelta(days=1), []
    if newer.valid_from is not None and (link.valid_from is None or link.valid_from < newer.valid_from):
        left.append(replace(link, valid_until=newer.valid_from - one_day))
    if newer.valid_until is not None and (link.valid_until is None or newer.valid_until < link.valid_until):
        left.append(replace(link, valid_from=newer.valid_until + one_day))
    return left
