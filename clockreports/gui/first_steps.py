"""The three things to do first, and how far somebody has come with them. Plain values; no Qt here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clockreports.base.errors import UnusableError
from clockreports.domain.runs import RunEnd

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What there is: clock events, of how many users; whether a key is set, as far as a keyring tells unasked.

    `employees` are those in the list of People HR or named by a link, `linked` those of them with a number. `exported`
    is whether an export ever came to its end.
    """

    events: int = 0
    users: int = 0
    key_is_set: bool = False
    employees: int = 0
    linked: int = 0
    exported: bool = False

    @property
    def imported(self) -> bool:
        """Whether the first step is done."""
        return self.events > 0

    @property
    def connected(self) -> bool:
        """Whether the second step is done: a key without the right to list employees needs links made by hand."""
        return self.employees > 0

    @property
    def all_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.imported and self.connected and self.exported


def read_first_steps(app: "App") -> FirstSteps:
    """Look how far somebody has come."""
    roll = app.employees.roll()
    linked = {link.employee for link in roll.links if link.employee is not None}
    return FirstSteps(
        events=sum(user.events for user in roll.users),
        users=len(roll.users),
        key_is_set=_key_is_set(app),
        employees=len(roll.employees),
        linked=sum(employee.number in linked for employee in roll.employees),
        exported=any(run.end is RunEnd.DONE for run in app.history.runs()),
    )


def _key_is_set(app: "App") -> bool:
    try:
        return app.key.status(unasked=True).is_set
    except UnusableError:
        return False
