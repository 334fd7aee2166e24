"""Users are who the clocks know, employees are who People HR knows, and links join the two.

Owns what they are and which link counts for a tap. Matching by numbers is in `matching`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clockreports.domain.clock_events import canonical_clock_id


@dataclass(frozen=True, slots=True)
class Employee:
    """Someone in People HR, reduced to what this program uses.

    `employee_id` is People HR's key for timesheets ("PW1"; it can be renumbered), `unique_key` its stable one
    (None in old accounts, and for an employee whose id was only typed here). `number` is ours, and never changes;
    0 before the store has given one. `listed` is False for one who was in People HR's list once and no longer is.
    """

    employee_id: str
    unique_key: str | None = None
    first_name: str = ""
    last_name: str = ""
    time_and_attendance_id: str = ""
    payroll_id: str = ""
    start_date: date | None = None
    leaving_date: date | None = None
    number: int = 0
    listed: bool = True

    @property
    def name(self) -> str:
        """First and last name as shown to a person; the employee id when People HR gave none."""
        return f"{self.first_name} {self.last_name}".strip() or self.employee_id


class Authority(StrEnum):
    """What a user may do on the clock itself: an administrator may change its settings and enrol others."""

    ADMINISTRATOR = "administrator"
    NORMAL = "normal"


def natural_order(employee_id: str) -> tuple[tuple[str, int], ...]:
    """Return what to sort employee ids by, so that PW2 comes before PW10."""
    parts = re.findall(r"(\D*)(\d*)", employee_id.casefold())
    return tuple((letters, int(digits or -1)) for letters, digits in parts if letters or digits)


@dataclass(frozen=True, slots=True)
class User:
    """Someone a clock knows: a number on a terminal, with the taps seen so far (wall time of the terminal).

    `authority` is None where no file told it. `told_at` is the moment at which a file that tells of this user was last
    read: how old everything here is.
    """

    terminal: str
    clock_id: str
    events: int
    first_tap: datetime | None
    last_tap: datetime | None
    name: str = ""
    authority: Authority | None = None
    told_at: datetime | None = None


def too_few_administrators(users: Iterable[User]) -> tuple[str, ...]:
    """Return a sentence for every terminal with no administrator, or only one, as far as authorities are known."""
    by_terminal: dict[str, list[User]] = {}
    for user in users:
        if user.authority is not None:
            by_terminal.setdefault(user.terminal, []).append(user)
    sentences = []
    for terminal, known in sorted(by_terminal.items()):
        administrators = [user for user in known if user.authority is Authority.ADMINISTRATOR]
        if not administrators:
            sentences.append(f"Terminal {terminal} has no administrator: anybody can open its menu and change it.")
        elif len(administrators) == 1:
            only = administrators[0].clock_id
            sentences.append(
                f"Terminal {terminal} has only one administrator, number {only}: enrol a second, "
                "or nobody can open its menu when that one is away."
            )
    return tuple(sentences)


@dataclass(frozen=True, slots=True)
class Link:
    """Says whose taps a user number's are, on one terminal (or all, when None), from and until a day, both included.

    `employee` is the `Employee.number`; None means *not in People HR* (a contractor): such taps go nowhere, on
    purpose. `by_hand` tells a person's link from one that was made by matching numbers.
    """

    clock_id: str
    employee: int | None
    terminal: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    by_hand: bool = True

    def covers(self, day: date) -> bool:
        """Whether the link counts on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def is_undated(self) -> bool:
        """Whether the link counts on every day."""
        return self.valid_from is None and self.valid_until is None

    def overlaps(self, other: "Link") -> bool:
        """Whether both links claim the same number, in the same scope, on at least one day."""
        return (
            self.terminal == other.terminal
            and canonical_clock_id(self.clock_id) == canonical_clock_id(other.clock_id)
            and (self.valid_from or date.min) <= (other.valid_until or date.max)
            and (other.valid_from or date.min) <= (self.valid_until or date.max)
        )


class Links:
    """Finds the link that counts for a tap: one for the very terminal goes before one for all terminals."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._by_number: dict[tuple[str, str | None], list[Link]] = {}
        self._by_user: dict[tuple[str, str], tuple[Link, ...]] = {}
        for link in links:
            key = canonical_clock_id(link.clock_id), link.terminal
            self._by_number.setdefault(key, []).append(link)

    def find(self, terminal: str, clock_id: str, day: date) -> Link | None:
        """Return the link that counts for a tap of that user on that day, or None when nobody is linked."""
        for link in self._that_name(terminal, clock_id):
            if link.covers(day):
                return link
        return None

    def names(self, terminal: str, clock_id: str) -> bool:
        """Whether any link, of whatever days, names that user."""
        return bool(self._that_name(terminal, clock_id))

    def always_finds(self, terminal: str, clock_id: str) -> bool:
        """Whether a link counts for that user on whatever day."""
        return any(link.is_undated for link in self._that_name(terminal, clock_id))

    def of(self, terminal: str, clock_id: str) -> frozenset[int]:
        """Return everyone (`Employee.number`) whose that user's taps were on some day."""
        links = self._that_name(terminal, clock_id)
        return frozenset(link.employee for link in links if link.employee is not None)

    def _that_name(self, terminal: str, clock_id: str) -> tuple[Link, ...]:
        """Return the links that name a user, in the order in which they are asked; many taps ask for few users."""
        user = terminal, clock_id
        links = self._by_user.get(user)
        if links is None:
            number = canonical_clock_id(clock_id)
            links = tuple(link for scope in (terminal, None) for link in self._by_number.get((number, scope), ()))
            self._by_user[user] = links
        return links
