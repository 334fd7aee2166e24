"""Users and employees in words: who somebody is, whose a number is, what a user may do on the clock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.people import Authority, Employee, Link, Links, User
from clockreports.domain.words import count, short_day

NOBODY: Final = "Nobody yet"
NOT_IN_PEOPLE_HR: Final = "Not in People HR"

_AUTHORITIES: Final[Mapping[Authority | None, str]] = {
    Authority.ADMINISTRATOR: "Administrator",
    Authority.NORMAL: "Normal",
    None: "Not told by the clock",
}


def authority_of(user: User) -> str:
    """Return "Administrator", "Normal", or that no file told it."""
    return _AUTHORITIES[user.authority]


def named(employee: Employee) -> str:
    """Return "Amir Khan (PW7)", or the id alone of somebody without a name."""
    if employee.name == employee.employee_id:
        return employee.employee_id
    return f"{employee.name} ({employee.employee_id or 'no employee id any more'})"


class Owners:
    """Says whose numbers are, in words. Made once from the links and employees, then asked for many numbers."""

    def __init__(self, links: Iterable[Link], employees: Iterable[Employee]) -> None:
        self._names = {employee.number: named(employee) for employee in employees}
        links = list(links)
        self._links = Links(links)
        self._by_user: dict[tuple[str, str | None], list[Link]] = {}
        for link in links:
            self._by_user.setdefault((canonical_clock_id(link.clock_id), link.terminal), []).append(link)

    def links_of(self, terminal: str, clock_id: str) -> list[Link]:
        """Return every link that can count for that user, those of the very terminal first."""
        number = canonical_clock_id(clock_id)
        return [*self._by_user.get((number, terminal), ()), *self._by_user.get((number, None), ())]

    def whose(self, terminal: str, clock_id: str) -> str:
        """Return whose a user's taps are, with the days where they are not always the same person's."""
        links = self.links_of(terminal, clock_id)
        return "; ".join(dict.fromkeys(self.of_link(link) for link in links)) or NOBODY

    def on(self, terminal: str, clock_id: str, day: date) -> str:
        """Return whose that user's taps are on that day."""
        link = self._links.find(terminal, clock_id, day)
        return NOBODY if link is None else self.linked_by(link)

    def of_link(self, link: Link) -> str:
        """Return "Amir Khan (PW7) from 01/04/2026"."""
        return self.linked_by(link) + _days(link)

    def linked_by(self, link: Link) -> str:
        """Return whom a link names."""
        return NOT_IN_PEOPLE_HR if link.employee is None else self.name(link.employee)

    def name(self, employee_number: int) -> str:
        """Return an employee (`Employee.number`) in words."""
        return self._names.get(employee_number, "?")


def number_of(link: Link) -> str:
    """Return "12 on terminal Canteen from 01/04/2026"."""
    return link.clock_id + ("" if link.terminal is None else f" on terminal {link.terminal}") + _days(link)


def whole_link(link: Link, who: str) -> str:
    """Return "12 on all terminals: Amir Khan (PW7) from 01/04/2026"."""
    where = "all terminals" if link.terminal is None else f"terminal {link.terminal}"
    return f"{link.clock_id} on {where}: {who}{_days(link)}"


def _days(link: Link) -> str:
    begins = "" if link.valid_from is None else f" from {short_day(link.valid_from)}"
    ends = "" if link.valid_until is None else f" until {short_day(link.valid_until)}"
    return begins + ends


def age(told_at: datetime, now: datetime) -> str:
    """Return how long ago a moment was, as one would say it: "just now", "5 minutes ago", "3 days ago"."""
    passed = now - told_at
    for unit, word in _UNITS.items():
        if passed >= unit:
            return f"{count(passed // unit, word)} ago"
    return "just now"


_UNITS: Final = {timedelta(days=1): "day", timedelta(hours=1): "hour", timedelta(minutes=1): "minute"}
