"""Own taps: whose every stored event is, and as many of everyone's as it takes to pair a period.

Owns which events are read, so that a day comes out the same whatever period it is asked in, that events far from the
period cost nothing, and that only a part of them is held at a time.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import PairingRules, Tap, sure_start, taps_of
from clockreports.domain.people import Links, User
from clockreports.domain.periods import Period
from clockreports.services.ports import EventStore

_ONE_DAY: Final = timedelta(days=1)
_FIRST_LOOK_BACK: Final = timedelta(days=7)
_LOOK_AHEAD: Final = timedelta(days=2)
"""No shift falls on more than two dates, whatever the settings say, and one more tap shows that it is over."""

_AT_ONCE: Final = 100
"""Employees whose events are held at a time: a month of 1,000 people is 150,000, and garbage collection slows with all
that is there."""

_Users = Mapping[int, Sequence[User]]
"""The users that each employee (`Employee.number`) is linked to, on whatever days."""


@dataclass(frozen=True, slots=True)
class OwnTaps:
    """Gives every event to whose it was on its day. Those of people not in People HR go nowhere, on purpose."""

    events: EventStore
    links: Links
    users: Sequence[User]
    zone: ZoneInfo
    rules: PairingRules

    def of_each(self, period: Period, employees: Collection[int] | None) -> Iterator[tuple[int, list[Tap]]]:
        """Yield these employees, or all, by number, with their taps around a period; those without any are left out.

        The first tap of each surely begins a shift, at or before the first that can count for the period.
        """
        linked = self._linked(employees)
        numbers = sorted(linked)
        begin, end = _midnight(period.first) - _FIRST_LOOK_BACK, _midnight(period.last) + _LOOK_AHEAD
        for start in range(0, len(numbers), _AT_ONCE):
            read = self._read(begin, end, {number: linked[number] for number in numbers[start : start + _AT_ONCE]})
            for number, events in sorted(read.items()):
                yield number, self._from_sure_start(number, linked[number], events, period)

    def of_nobody(self, period: Period) -> Counter[tuple[str, str]]:
        """Count the taps of the period that no link covers, by (clock id, terminal)."""
        users = {
            (user.terminal, user.clock_id)
            for user in self.users
            if not self.links.always_finds(user.terminal, user.clock_id)
        }
        if not users:
            return Counter()
        return Counter(
            (event.clock_id, event.terminal)
            for event in self.events.taps(_midnight(period.first), _midnight(period.last) + _ONE_DAY, users)
            if self.links.find(event.terminal, event.clock_id, event.at.date()) is None
        )

    def _linked(self, employees: Collection[int] | None) -> _Users:
        linked: dict[int, list[User]] = {}
        for user in self.users:
            for employee in self.links.of(user.terminal, user.clock_id):
                if employees is None or employee in employees:
                    linked.setdefault(employee, []).append(user)
        return linked

    def _from_sure_start(
        self, employee: int, users: Sequence[User], events: list[ClockEvent], period: Period
    ) -> list[Tap]:
        """Return an employee's taps from one on that surely begins a shift, reading further back if that takes it."""
        reach = _FIRST_LOOK_BACK
        begin = _midnight(period.first) - reach
        while True:
            taps = taps_of(events, self.zone, self.rules)
            are_all = all(user.first_tap is None or user.first_tap >= begin for user in users)
            start = sure_start(taps, period.first - _ONE_DAY, None if are_all else begin, self.rules)
            if start is not None:
                return taps[start:]
            events = self._read(begin - reach, begin, {employee: users}).get(employee, []) + events
            begin -= reach
            reach *= 2

    def _read(self, first: datetime, last: datetime, linked: _Users) -> dict[int, list[ClockEvent]]:
        """Return the events with `first` <= wall time < `last`, by whose they were on their day."""
        users = {(user.terminal, user.clock_id) for own in linked.values() for user in own}
        found: dict[int, list[ClockEvent]] = {}
        for event in self.events.taps(first, last, users):
            link = self.links.find(event.terminal, event.clock_id, event.at.date())
            if link is not None and link.employee is not None and link.employee in linked:
                found.setdefault(link.employee, []).append(event)
        return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
