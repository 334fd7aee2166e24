"""Review: the work days and timesheets of a period, made from the stored events whenever they are asked for.

Owns which events have to be read for a period so that its days come out the same whatever period they are asked in.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import Tap, shifts_of, sure_start, taps_of
from clockreports.domain.people import Links
from clockreports.domain.periods import Period
from clockreports.domain.settings import Settings
from clockreports.domain.splitting import timesheets_of
from clockreports.domain.timesheets import Timesheet
from clockreports.domain.work_days import WorkDay, work_days_of
from clockreports.services.ports import EventStore, PeopleStore

_ONE_DAY: Final = timedelta(days=1)
_FIRST_LOOK_BACK: Final = timedelta(days=7)
_LOOK_AHEAD: Final = timedelta(days=2)
"""No shift falls on more than two dates, whatever the settings say, and one more tap shows that it is over."""


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
class Review:
    """Makes work days and timesheets; stores nothing."""

    events: EventStore
    people: PeopleStore
    settings: Settings

    def period(self, period: Period) -> Reviewed:
        """Return what the clocks tell about a period, both its ends included."""
        rules, zone = self.settings.pairing, self.settings.zone
        links = Links(self.people.links())
        start, end = _midnight(period.first) - _FIRST_LOOK_BACK, _midnight(period.last) + _LOOK_AHEAD
        stored = self.events.taps(start, end)
        taps = {number: taps_of(events, zone, rules) for number, events in _by_employee(stored, links).items()}
        work_days: list[WorkDay] = []
        timesheets: list[Timesheet] = []
        for employee, sure in sorted(self._from_sure_starts(taps, start, period.first - _ONE_DAY, links).items()):
            days = work_days_of(employee, shifts_of(sure, rules), zone, rules)
            sheets = timesheets_of(days, split_at_midnight=self.settings.split_night_shifts)
            work_days += [day for day in days if day.day in period]
            timesheets += [sheet for sheet in sheets if sheet.day in period]
        return Reviewed(tuple(work_days), tuple(timesheets), _unlinked(stored, links, period))

    def _from_sure_starts(
        self, taps: dict[int, list[Tap]], since: datetime, needed: date, links: Links
    ) -> dict[int, list[Tap]]:
        """Return everyone's taps from one on that surely begins a shift, reading further back for whom that takes."""
        rules, zone = self.settings.pairing, self.settings.zone
        sure: dict[int, list[Tap]] = {}
        reach = _FIRST_LOOK_BACK
        begin: datetime | None = since
        while True:
            for employee, own in taps.items():
                start = sure_start(own, needed, begin, rules)
                if start is not None:
                    sure[employee] = own[start:]
            taps = {employee: own for employee, own in taps.items() if employee not in sure}
            if not taps or begin is None:
                return sure
            begin, reach, earlier = self._earlier(begin, reach, frozenset(taps), links)
            taps = {
                employee: taps_of((*earlier.get(employee, ()), *(tap.event for tap in own)), zone, rules)
                for employee, own in taps.items()
            }

    def _earlier(
        self, begin: datetime, reach: timedelta, employees: frozenset[int], links: Links
    ) -> tuple[datetime | None, timedelta, dict[int, list[ClockEvent]]]:
        """Read the events before `begin`, twice as far as last time; None as the new begin when nothing is left."""
        users = [user for user in self.events.users() if employees & links.of(user.terminal, user.clock_id)]
        first = min((user.first_tap for user in users if user.first_tap is not None), default=begin)
        if first >= begin:
            return None, reach, {}
        names = {(user.terminal, user.clock_id) for user in users}
        start = begin - reach
        return start, reach * 2, _by_employee(self.events.taps(start, begin, names), links)


def _by_employee(events: Iterable[ClockEvent], links: Links) -> dict[int, list[ClockEvent]]:
    """Give every event to whose it was on its day; those of nobody, and of people not in People HR, are left out."""
    found: dict[int, list[ClockEvent]] = {}
    for event in events:
        link = links.find(event.terminal, event.clock_id, event.at.date())
        if link is not None and link.employee is not None:
            found.setdefault(link.employee, []).append(event)
    return found


def _unlinked(events: Iterable[ClockEvent], links: Links, period: Period) -> tuple[Unlinked, ...]:
    """Count the taps of the period that no link covers, by user."""
    counted = Counter(
        (event.clock_id, event.terminal)
        for event in events
        if event.at.date() in period and links.find(event.terminal, event.clock_id, event.at.date()) is None
    )
    return tuple(Unlinked(clock_id, count, terminal) for (clock_id, terminal), count in sorted(counted.items()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
