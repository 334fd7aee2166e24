"""A desk for tests of an export's inside: a ledger, a lease and a People HR in memory, and plans made from both."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.secret import Secret
from clockreports.domain.export_plan import Overwrite, PlannedDay, Step, overwriting, plan
from clockreports.domain.ledger import LedgerEntry
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.timesheets import Pairs, Timesheet, from_text
from clockreports.services.export_day import Books, EmployeeDays
from clockreports.services.failures import KeyRefusedError, SlowDownError, UnansweredError, UnreachableError
from clockreports.services.looking import LOOK_SECONDS, Looks
from clockreports.services.patience import Patience
from clockreports.services.ports import Credentials, Holder
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.stores import MemoryDatabase, MemoryLease, MemoryLedger, memory_database

NOW: Final = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
WEEK: Final = Period(date(2026, 3, 9), date(2026, 3, 13))
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = WEEK

ADA: Final = Employee("PW1", "k1", "Ada", "Pell", number=1)
BO: Final = Employee("PW2", "k2", "Bo", "Quist", number=2)

WHOLE: Final = from_text("09:00-17:00")
LATER: Final = from_text("09:00-17:30")
SPLIT: Final = from_text("09:00-12:00 12:30-17:00")
NOTHING: Final[Pairs] = ()

KEY: Final = Credentials(Secret("1b2c3d4e-0000-4abc-8def-0123456789ab"), "https://people.example")

NO_ANSWER: Final = UnansweredError("People HR did not answer in time.", "Run again.")
NO_NETWORK: Final = UnreachableError("People HR cannot be reached.", "Look at the cable.")
SLOW_DOWN: Final = SlowDownError("People HR keeps asking to slow down.", "Wait a few minutes.")
BAD_KEY: Final = KeyRefusedError("People HR refused the API key.", "Paste it again.")


class WatchedLedger(MemoryLedger):
    """A ledger that tells of every entry before and after it is stored: the place for a program to die."""

    def __init__(self, lease: MemoryLease) -> None:
        super().__init__(lease)
        self.before_write: Callable[[LedgerEntry], object] | None = None
        self.after_write: Callable[[LedgerEntry], object] | None = None

    @override
    def write(self, lease: str, entry: LedgerEntry, day: RunDay | None = None) -> None:
        if self.before_write is not None:
            self.before_write(entry)
        super().write(lease, entry, day)
        if self.after_write is not None:
            self.after_write(entry)


def watched_database() -> tuple[MemoryDatabase, WatchedLedger]:
    """Return an empty database in memory, and its ledger."""
    database = memory_database()
    ledger = WatchedLedger(database.lease)
    return replace(database, ledger=ledger), ledger


class Killed(BaseException):
    """The program dies here, as by a power cut."""


Wanted = Mapping[tuple[Employee, date], Pairs]


class Desk:
    """Where days are sent from; `pauses` lists the seconds waited between tries."""

    def __init__(self, *staff: Employee) -> None:
        self.staff = staff or (ADA,)
        self.people_hr = FakePeopleHr(self.staff)
        self.database, self.ledger = watched_database()
        self.people_hr.clock = self.clock = FakeClock(NOW)
        self.cancel = CancelToken()
        self.pauses: list[float] = []
        lease = self.database.lease.take(Holder("PC1", "ada", NOW), NOW, others_are_gone=True)
        run = self.database.ledger.start_run(lease, Run(0, WEEK, "PC1", "ada", NOW, 1))
        self.books = Books(self.database.ledger, lease, run)

    def remember(self, *entries: LedgerEntry) -> None:
        """Put entries into the ledger as earlier runs left them."""
        for entry in entries:
            self.database.ledger.write(self.books.lease, entry)

    def entry(self, day: date = MONDAY, employee: Employee = ADA) -> LedgerEntry:
        """Return what the ledger says of a day."""
        return self.database.ledger.entries(WEEK)[employee.number, day]

    def line(self, day: date = MONDAY, employee: Employee = ADA) -> RunDay:
        """Return the line that the run has kept for a day."""
        lines = {(line.employee, line.day): line for line in self.database.ledger.run_days(self.books.run)}
        return lines[employee.number, day]

    def plan(self, wanted: Wanted, *, retry: bool = False) -> list[PlannedDay]:
        """Plan the week from what is wanted and what the ledger says."""
        sheets = [Timesheet(employee.number, day, pairs) for (employee, day), pairs in wanted.items()]
        everyone = {employee.number: employee for employee in self.staff}
        return plan(sheets, everyone, self.database.ledger.entries(WEEK), retry=retry)

    def sender(self, planned: list[PlannedDay]) -> EmployeeDays:
        """Return what sends one employee's days."""
        conversation = self.people_hr(KEY, self.cancel, lambda _seconds, _reason: None)
        employee_id, last = planned[0].employee.employee_id, planned[-1].day
        looks = Looks(conversation.timesheets, employee_id, last, self.clock, LOOK_SECONDS)
        return EmployeeDays(conversation, self.books, planned, looks, Patience(self._pause, self.cancel))

    def send(self, wanted: Wanted, *, retry: bool = False, overwrite: Overwrite | None = None) -> list[RunDay]:
        """Send the days of one employee that have something to do, and return how they ended."""
        days = self.plan(wanted, retry=retry)
        if overwrite is not None:
            days = [overwriting(day, overwrite) for day in days]
        planned = [day for day in days if day.step is not Step.NOTHING]
        sender = self.sender(planned)
        return [sender.send(day) for day in planned]

    def lose_lease(self) -> None:
        """Let another program take over."""
        self.database.lease.token = None

    def _pause(self, seconds: float, _reason: str) -> None:
        self.cancel.check()
        self.pauses.append(seconds)


def asked(people_hr: FakePeopleHr) -> list[str]:
    """Return the actions of all calls, in order: "create", "timesheets", "update"."""
    return [call.split()[0] for call in people_hr.asked]
