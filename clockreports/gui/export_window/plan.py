"""What the window shows before anything is done: read in one go, beside the window, as plain values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.ledger import FOR_A_PERSON
from clockreports.domain.people import Employee, User
from clockreports.domain.runs import Run
from clockreports.gui.export_window.rows import DayRow, rows_of
from clockreports.gui.users_words import Owners, whole_link
from clockreports.services.employees import Roll
from clockreports.services.exporting import ExportOrder, ExportReport
from clockreports.services.ports import Holder
from clockreports.services.resuming import Interrupted, interrupted

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class UnlinkedUser:
    """A user with taps in the period whom no link names on those days, and how many taps.

    `suggested` is an employee without a number who bears the name that the clock shows: a guess, never a link.
    `terminal` is None where the number is known on one terminal only: it may then count on all. `links_in_words` are
    the links to employees that the number has for other days.
    """

    user: User
    events: int
    suggested: Employee | None = None
    terminal: str | None = None
    links_in_words: tuple[str, ...] = ()

    @property
    def suggested_id(self) -> str:
        """The employee id of who is suggested, "" when nobody is."""
        return "" if self.suggested is None else self.suggested.employee_id

    @property
    def perhaps(self) -> str:
        """Who is suggested, and why."""
        return "–" if self.suggested is None else f"{self.suggested.name}: the same name"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do, who is who, what was exported before, and who exports right now."""

    report: ExportReport
    rows: tuple[DayRow, ...]
    roll: Roll
    unlinked: tuple[UnlinkedUser, ...]
    runs: tuple[Run, ...]
    interrupted: Interrupted | None
    holder: Holder | None

    @property
    def names(self) -> dict[int, str]:
        """Everybody's name by `Employee.number`."""
        return {employee.number: employee.name for employee in self.roll.employees}

    @property
    def blocked(self) -> int:
        """How many days wait for a person."""
        counts = self.report.counts
        return sum(counts[state] for state in FOR_A_PERSON)


def read_plan(app: "App", order: ExportOrder) -> Plan:
    """Read everything; touches no widget and makes no call."""
    report = app.exporting.preview(order)
    roll = app.employees.roll()
    names = {employee.number: employee.name for employee in roll.employees}
    return Plan(
        report,
        rows_of(report.days, names),
        roll,
        _unlinked(report, roll),
        tuple(app.history.runs()),
        interrupted(app.exporting),
        app.exporting.under_way(),
    )


def _unlinked(report: ExportReport, roll: Roll) -> tuple[UnlinkedUser, ...]:
    """Join the users who are left out with what the clocks tell of them, and with whom they may be."""
    users = {(user.terminal, user.clock_id): user for user in roll.users}
    terminals = Counter(canonical_clock_id(user.clock_id) for user in roll.users)
    names = by_name(roll.unlinked_employees)
    owners = Owners(roll.links, roll.employees)

    def join(user: User, events: int) -> UnlinkedUser:
        suggested = names.get(name_parts(user.name)) if user.name else None
        terminal = user.terminal if terminals[canonical_clock_id(user.clock_id)] > 1 else None
        links = (link for link in owners.links_of(user.terminal, user.clock_id) if link.employee is not None)
        words = tuple(whole_link(link, owners.linked_by(link)) for link in links)
        return UnlinkedUser(user, events, suggested, terminal, words)

    return tuple(join(users[each.terminal, each.clock_id], each.events) for each in report.unlinked)


def by_name(employees: Iterable[Employee]) -> dict[frozenset[str], Employee]:
    """Return employees by the parts of their names; of two with one name neither, since neither is the better guess."""
    each = [(name_parts(employee.name), employee) for employee in employees]
    bearers = Counter(parts for parts, _employee in each)
    return {parts: employee for parts, employee in each if bearers[parts] == 1}


def name_parts(name: str) -> frozenset[str]:
    """Return a name as its parts, in whatever order they stand."""
    return frozenset(name.casefold().replace(",", " ").split())
