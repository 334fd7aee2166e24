"""A small firm for end-to-end tests: three people, three days, one night shift, and what must stand in People HR.

The expectation is written by hand, not computed: it is the model that every fault and every crash has to end in.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.bootstrap import App, open_app
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.practice.company import Company, company_from
from clockreports.practice.server import PracticeServer
from clockreports.services.exporting import ExportOrder, ExportReport

KEY: Final = "c0ffee00-dead-4bee-8fad-0123456789ab"
"""The canary: it must be found nowhere but in requests."""

NOW: Final = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
PERIOD: Final = Period(date(2026, 3, 9), date(2026, 3, 11))

MONDAY, TUESDAY, WEDNESDAY = PERIOD

Standing = dict[tuple[str, date], tuple[tuple[str, str], ...]]
"""What stands in People HR, by employee id and day: pairs of times."""

FIRST_LOG: Final = """\
    1\t2026-03-09 08:58:10\t1\t0\t1\t0
    1\t2026-03-09 12:03:00\t1\t0\t1\t0
    2\t2026-03-09 09:00:00\t1\t0\t1\t0
    2\t2026-03-09 17:30:59\t1\t0\t1\t0
    3\t2026-03-09 22:00:00\t1\t0\t1\t0
    3\t2026-03-10 06:00:00\t1\t0\t1\t0
    1\t2026-03-10 09:01:00\t1\t0\t1\t0
    1\t2026-03-10 17:00:00\t1\t0\t1\t0
    2\t2026-03-11 09:00:00\t1\t0\t1\t0
    2\t2026-03-11 17:00:00\t1\t0\t1\t0
"""
FIRST: Final[Standing] = {
    ("E1", MONDAY): (("08:58", "12:03"),),
    ("E1", TUESDAY): (("09:01", "17:00"),),
    ("E2", MONDAY): (("09:00", "17:30"),),
    ("E2", WEDNESDAY): (("09:00", "17:00"),),
    ("E3", MONDAY): (("22:00", "23:59"),),
    ("E3", TUESDAY): (("00:00", "06:00"),),
}

SECOND_LOG: Final = """\
    1\t2026-03-09 12:41:30\t1\t0\t1\t0
    1\t2026-03-09 17:12:00\t1\t0\t1\t0
    2\t2026-03-11 12:00:00\t1\t0\t1\t0
    2\t2026-03-11 12:30:00\t1\t0\t1\t0
"""
"""Two days change: taps that came in late."""

SECOND: Final[Standing] = FIRST | {
    ("E1", MONDAY): (("08:58", "12:03"), ("12:41", "17:12")),
    ("E2", WEDNESDAY): (("09:00", "12:00"), ("12:30", "17:00")),
}


def company() -> Company:
    """Return the firm as People HR has it."""
    employees = [
        {"EmployeeId": f"E{n}", "UniqueKey": f"00000000-0000-4000-8000-00000000000{n}", "TimeAndAttendanceID": str(n)}
        | {"FirstName": "Test", "LastName": f"Person {n}", "StartDate": "2020-01-01"}
        for n in (1, 2, 3)
    ]
    keys = [{"key": KEY, "rights": ["Employee", "Timesheet"]}]
    return company_from({"company_id": 7, "name": "Test Works", "keys": keys, "employees": employees}, NOW.date())


OPEN: Final = {DayState.UNKNOWN, DayState.NOT_SENT}
"""States of days that another run would go on with."""


@dataclass(frozen=True, slots=True)
class Site:
    """The firm's computer: a profile folder that outlives every program on it, and the People HR it speaks to."""

    folder: Path
    people_hr: PracticeServer
    clock: Clock | None = None
    calls_per_minute: int = 10_000

    @property
    def profile(self) -> Path:
        """The profile folder."""
        return self.folder / "profile"

    @property
    def environment(self) -> dict[str, str]:
        """What a program on this computer finds in its environment."""
        return {
            **os.environ,
            "CLOCKREPORTS_PROFILE": str(self.profile),
            "CLOCKREPORTS_PEOPLEHR_KEY": KEY,
            "CLOCKREPORTS_PEOPLEHR_URL": self.people_hr.address,
            "CLOCKREPORTS_CALLS_PER_MINUTE": str(self.calls_per_minute),
        }

    @contextmanager
    def program(self) -> Iterator[App]:
        """Start the program, and end it properly."""
        with open_app(None, self.environment, self.clock) as app:
            yield app

    def bring_in(self, log: str) -> None:
        """Import a clock log and fetch the employees, as a program of its own."""
        path = self.folder / "attlog.dat"
        path.write_text(log, encoding="utf-8")
        with self.program() as app:
            (imported,) = app.importing.import_files([path])
            assert imported.counts.quarantined == 0
            app.employees.sync(CancelToken(), lambda _seconds, _reason: None)

    def export(self, *, retry: bool = False, period: Period = PERIOD) -> ExportReport:
        """Export, as a program of its own."""
        with self.program() as app:
            return app.exporting.run(ExportOrder(period, retry=retry), CancelToken())

    def export_until_done(self, most: int = 5) -> ExportReport:
        """Do as the program says: run again while there is something left to go on with."""
        reports = (self.export() for _ in range(most))
        return next(report for report in reports if report.problem is None and not OPEN & report.counts.keys())

    @property
    def standing(self) -> Standing:
        """What stands in People HR now, by employee id and day."""
        return {
            key: tuple((time_in[:5], time_out[:5]) for time_in, time_out in timesheet.pairs)
            for key, timesheet in self.people_hr.timesheets.items()
        }

    @property
    def timesheet_calls(self) -> int:
        """How many timesheet calls there were so far."""
        return sum(entry.path.strip("/").casefold() == "timesheet" for entry in self.people_hr.log)
