"""A made-up firm whose people tap four times a day, one in ten of them at night; the same in every run."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_clock
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.bootstrap import App, open_app
from clockreports.domain.clock_events import DEFAULT_TERMINAL, ClockEvent
from clockreports.domain.people import Employee, Link
from clockreports.domain.periods import Period
from clockreports.services.ports import SourceFile

TAPS_A_DAY: Final = 4

_BY_DAY, _BY_NIGHT = timedelta(hours=9), timedelta(hours=22)
_PAUSES: Final = (0, 4 * 3600, 4 * 3600 + 1800, 8 * 3600 + 1800)  # seconds after the shift's begin
_SPREAD: Final = 1201  # seconds that a tap comes early or late, both together


class SkippingClock:
    """A clock that begins at a moment given, runs as this computer's does, and leaves out every wait."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()
        self._skipped = 0.0

    def now(self) -> datetime:
        """Return the moment it shows."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return the seconds since its start."""
        return time.monotonic() - self._began + self._skipped

    def wait(self, seconds: float, cancel: CancelToken) -> None:
        """Skip so many seconds."""
        cancel.check()
        self.skip(seconds)

    def skip(self, seconds: float) -> None:
        """Be so much later at once."""
        self._skipped += seconds


@dataclass(frozen=True, slots=True)
class Firm:
    """So many people with the numbers 1, 2, …, who all work on every day of a period."""

    people: int
    period: Period

    @property
    def numbers(self) -> range:
        """Everybody's number on the clock, and behind PW in People HR."""
        return range(1, self.people + 1)

    @property
    def two_weeks_later(self) -> datetime:
        """A moment at which nothing of the period is today any more."""
        return datetime.combine(self.period.last + timedelta(days=14), wall_clock(9), UTC)

    def by_person(self) -> Iterator[ClockEvent]:
        """Yield everybody's taps, one person's after another's."""
        return (tap for number in self.numbers for day in self.period for tap in taps(number, day))

    def by_time(self) -> Iterator[ClockEvent]:
        """Yield the taps as a terminal keeps them."""
        for day in self.period:
            yield from sorted((tap for number in self.numbers for tap in taps(number, day)), key=lambda tap: tap.at)

    def write_log(self, path: Path, rows: int) -> None:
        """Write the first so many taps as the log of a ZKTeco terminal."""
        with path.open("w", encoding="ascii", newline="\r\n") as log:
            for _, tap in zip(range(rows), self.by_time(), strict=False):
                log.write(f"{tap.clock_id:>9}\t{tap.at}\t{tap.terminal}\t{tap.status}\t1\t0\n")

    @contextmanager
    def app(self, folder: Path) -> Iterator[App]:
        """Open the firm in a profile, two weeks after its last day; whoever and whatever is not there yet is added."""
        with open_app(folder, {}, SkippingClock(self.two_weeks_later)) as app:
            if app.events.last_import() is None:
                people = app.exporting.people
                people.save_employees([Employee(f"PW{number}", payroll_id=str(number)) for number in self.numbers])
                links = [Link(employee.payroll_id, employee.number, by_hand=False) for employee in people.employees()]
                people.change_links([], links)
                source = SourceFile("made up", f"{self.people} people", "attlog", app.clock.now())
                app.events.add(source, enumerate(self.by_person(), 1))
            yield app


def taps(number: int, day: date) -> Iterator[ClockEvent]:
    """Yield one person's taps of a shift."""
    begin = datetime.combine(day, wall_clock()) + (_BY_DAY if number % 10 else _BY_NIGHT)
    for nth, pause in enumerate(_PAUSES):
        spread = (number * 7919 + day.toordinal() * 104_729 + nth * 577) % _SPREAD - _SPREAD // 2
        yield ClockEvent(DEFAULT_TERMINAL, str(number), begin + timedelta(seconds=pause + spread), str(nth % 2))
