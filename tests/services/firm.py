"""A small firm in memory, for tests of whole use cases: its clocks, its employees, its People HR, and the export.

It uses the same parts as `bootstrap` does, on fakes; a new `exporting` is a program that was started anew.
"""

from datetime import date
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.domain.ledger import DayState
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.settings import Settings
from clockreports.domain.timesheets import to_text
from clockreports.services.employees import Employees
from clockreports.services.exporting import Exporting, ExportOrder, ExportReport
from clockreports.services.key import KeyService
from clockreports.services.ports import Credentials, SourceFile
from clockreports.services.progress import ProgressListener, unheard
from clockreports.services.review import Review
from clockreports.services.undoing import Undoing, UndoReport
from tests.helpers.clock import FakeClock
from tests.helpers.events import taps
from tests.helpers.owner_lock import MemoryOwnerLock
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.vault import MemoryDroppedNote, MemoryVault, nothing_proven
from tests.services.desk import KEY, NOW, WEEK, watched_database

STAFF: Final = (
    Employee("PW1", "k1", "Ada", "Pell", "1", start_date=date(2020, 1, 6)),
    Employee("PW2", "k2", "Bo", "Quist", "2", start_date=date(2020, 1, 6)),
)


class Firm:
    """A firm and its computer; everything may be looked at and changed by a test."""

    def __init__(
        self, *staff: Employee, credentials: Credentials | None = KEY, settings: Settings | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.clock = FakeClock(NOW)
        self.database, self.ledger = watched_database()
        self.people_hr = FakePeopleHr(staff or STAFF)
        self.people_hr.clock = self.clock
        self.vault = MemoryVault(credentials)
        self.lock = MemoryOwnerLock()
        self.cancel = CancelToken()

    def tap(self, clock_id: str, text: str) -> None:
        """Store a user's taps: "2026-03-09 09:00 17:00@Gate"."""
        rows = [(line, event._replace(clock_id=clock_id)) for line, event in enumerate(taps(text), 1)]
        self.database.events.add(SourceFile("log", f"{clock_id} {text}", "attlog", self.clock.now()), rows)

    def sync(self) -> None:
        """Fetch the employees, and link them by their numbers."""
        self.employees.sync(self.cancel, lambda _seconds, _reason: None)

    def export(
        self,
        *employee_ids: str,
        period: Period = WEEK,
        retry: bool = False,
        include_today: bool = False,
        progress: ProgressListener = unheard,
    ) -> ExportReport:
        """Export."""
        order = ExportOrder(period, frozenset(employee_ids), retry, include_today)
        return self.exporting.run(order, self.cancel, progress)

    def undo(self, run: int, *, delete: bool = False) -> UndoReport:
        """Undo a run; delete, too, every day that a look says would have to be deleted."""
        undoing = Undoing(self.exporting)
        named = undoing.look(run, self.cancel).to_delete if delete else frozenset()
        return undoing.run(run, self.cancel, delete=named)

    def lose_lease(self) -> None:
        """Let another program take over the export."""
        self.database.lease.token = None

    @property
    def key(self) -> KeyService:
        """The key service."""
        vaults, stores = (self.vault,), self.database
        note, proof = MemoryDroppedNote(), nothing_proven()
        return KeyService(vaults, stores.people, self.people_hr, self.clock, KEY.address, "ada", note, proof)

    @property
    def employees(self) -> Employees:
        """The employees and the links."""
        stores = self.database
        return Employees(stores.people, stores.events, self.key, self.people_hr, self.clock, self.settings)

    @property
    def exporting(self) -> Exporting:
        """The export, as a program that was started anew has it."""
        stores = self.database
        return Exporting(
            Review(stores.events, stores.people, self.settings),
            stores.people,
            stores.ledger,
            stores.lease,
            self.key,
            self.people_hr,
            lambda: MemoryOwnerLock(self.lock),
            self.clock,
            self.settings,
            "PC1",
            "ada",
        )

    @property
    def standing(self) -> dict[tuple[str, date], str]:
        """What stands in People HR, as text."""
        return {key: to_text(pairs) for key, pairs in self.people_hr.days.items()}


def shown(report: ExportReport) -> list[tuple[str, date, DayState]]:
    """Show who ended on which day how."""
    return [(line.employee_id, line.day, line.state) for line in report.days]
