"""The heartbeat of whoever holds the lease: shown from time to time, and before each call to People HR.

A call takes a minute at most, and a wait tells of itself every second: so a program that lives is never thought gone.
"""

from collections.abc import Callable
from datetime import date
from math import inf
from typing import Final

from clockreports.base.clock import Clock
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs, Standing
from clockreports.services.ports import PeopleHr

HEARTBEAT_SECONDS: Final = 5.0


class Heartbeat:
    """Beats when it is asked to, but not more often than every `HEARTBEAT_SECONDS`."""

    def __init__(self, beat: Callable[[], None], clock: Clock) -> None:
        self._beat = beat
        self._clock = clock
        self._last = clock.monotonic()

    def __call__(self) -> None:
        """Show that this program lives; raises `LeaseLostError` when another took over."""
        now = self._clock.monotonic()
        if now - self._last >= HEARTBEAT_SECONDS:
            self._beat()
            self._last = now


class Alive:
    """Fulfils `PeopleHr`: shows that this program lives, then asks."""

    def __init__(self, people_hr: PeopleHr, heartbeat: Heartbeat) -> None:
        self._people_hr = people_hr
        self._heartbeat = heartbeat

    def company_name(self) -> str:
        """Ask for the company's name."""
        self._heartbeat()
        return self._people_hr.company_name()

    def employees(self) -> list[Employee]:
        """Ask for the whole company."""
        self._heartbeat()
        return self._people_hr.employees()

    def timesheets(self, employee_id: str, period: Period) -> dict[date, Pairs]:
        """Ask what stands there."""
        self._heartbeat()
        return self._people_hr.timesheets(employee_id, period)

    def standing(self, employee_id: str, period: Period) -> dict[date, Standing]:
        """Ask the same, and for comments."""
        self._heartbeat()
        return self._people_hr.standing(employee_id, period)

    def create(self, employee_id: str, day: date, pairs: Pairs) -> None:
        """Make a day."""
        self._heartbeat()
        self._people_hr.create(employee_id, day, pairs)

    def update(self, employee_id: str, day: date, pairs: Pairs, latest: float = inf) -> None:
        """Replace a day."""
        self._heartbeat()
        self._people_hr.update(employee_id, day, pairs, latest)

    def delete(self, employee_id: str, day: date, latest: float = inf) -> None:
        """Delete a day."""
        self._heartbeat()
        self._people_hr.delete(employee_id, day, latest)

    @property
    def calls(self) -> int:
        """How many calls this conversation has made."""
        return self._people_hr.calls
