"""Review: the work days and timesheets of a period, made from the stored events whenever they are asked for.

Which events that takes is the business of `own_taps`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from clockreports.base.collector import collector_at_rest
from clockreports.domain.pairing import shifts_of
from clockreports.domain.people import Links
from clockreports.domain.periods import Period
from clockreports.domain.settings import Settings
from clockreports.domain.splitting import timesheets_of
from clockreports.domain.timesheets import Timesheet
from clockreports.domain.work_days import WorkDay, work_days_of
from clockreports.services.own_taps import OwnTaps
from clockreports.services.ports import EventStore, PeopleStore


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A user with taps in the period whom no link names: its clock id, and how many taps."""

    clock_id: str
    events: int
    terminal: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A period's work days and timesheets of all employees with taps, and the users nobody is linked to."""

    work_days: tuple[WorkDay, ...]
    timesheets: tuple[Timesheet, ...]
    unlinked: tuple[Unlinked, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ought to stand in People HR for a period, and the users nobody is linked to."""

    timesheets: tuple[Timesheet, ...]
    unlinked: tuple[Unlinked, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Makes work days and timesheets; stores nothing."""

    events: EventStore
    people: PeopleStore
    settings: Settings

    @collector_at_rest()
    def period(self, period: Period) -> Reviewed:
        """Return what the clocks tell about a period, both its ends included."""
        own_taps = self._own_taps()
        work_days: list[WorkDay] = []
        timesheets: list[Timesheet] = []
        for days, sheets in self._of_each(period, own_taps):
            work_days += (day for day in days if day.day in period)
            timesheets += sheets
        return Reviewed(tuple(work_days), tuple(timesheets), _unlinked(period, own_taps))

    @collector_at_rest()
    def wanted(self, period: Period, employees: Collection[int]) -> Wanted:
        """Return the timesheets of these employees (`Employee.number`), and every user nobody is linked to.

        A work day is let go as soon as its timesheets are made: a month of 1,000 people takes a fifth of the memory.
        """
        own_taps = self._own_taps()
        timesheets = tuple(sheet for _, sheets in self._of_each(period, own_taps, employees) for sheet in sheets)
        return Wanted(timesheets, _unlinked(period, own_taps))

    def _own_taps(self) -> OwnTaps:
        links = Links(self.people.links())
        return OwnTaps(self.events, links, self.events.users(), self.settings.zone, self.settings.pairing)

    def _of_each(
        self, period: Period, own_taps: OwnTaps, employees: Collection[int] | None = None
    ) -> Iterator[tuple[list[WorkDay], list[Timesheet]]]:
        """Yield everyone's work days, those around the period too, and the timesheets of the period."""
        rules, zone = self.settings.pairing, self.settings.zone
        for employee, taps in own_taps.of_each(period, employees):
            days = work_days_of(employee, shifts_of(taps, rules), zone, rules)
            sheets = timesheets_of(days, split_at_midnight=self.settings.split_night_shifts)
            yield days, [sheet for sheet in sheets if sheet.day in period]


def _unlinked(period: Period, own_taps: OwnTaps) -> tuple[Unlinked, ...]:
    counted = sorted(own_taps.of_nobody(period).items())
    return tuple(Unlinked(clock_id, count, terminal) for (clock_id, terminal), count in counted)
