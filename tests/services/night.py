"""A firm at night, for tests of runs that nobody watches: its schedule, and a folder with the files of its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import RejectedRow
from clockreports.domain.schedules import Schedule
from clockreports.services.importing import Importing
from clockreports.services.ports import ClockLog, LogRow
from clockreports.services.scheduled_run import Outcome, ScheduledRun
from tests.helpers.events import taps
from tests.helpers.owner_lock import MemoryOwnerLock
from tests.helpers.schedule import FakeFolder, MemoryScheduleStore
from tests.services.desk import KEY, NOW
from tests.services.firm import Firm

DAILY: Final = Schedule(time(6, 30), (0, 1, 2, 3, 4, 5, 6), 7, NOW - timedelta(days=30), sync_employees=True)


class PlayedLogs:
    """Fulfils `ClockLogs`: every file holds the taps of user 1 that its name stands for; `read` lists the names."""

    formats = ("attlog",)

    def __init__(self) -> None:
        self.read: list[str] = []
        self.rows: dict[str, str] = {}

    def digest(self, path: Path) -> str:
        """Return the name: every file of a test has its own content."""
        return path.stem

    @contextmanager
    def open(self, path: Path, format_name: str | None = None, terminal: str | None = None) -> Iterator[ClockLog]:
        """Play the taps, and after them a row that is no event where the name asks for one."""
        self.read.append(path.stem)
        if path.stem not in self.rows:
            raise UnusableError(f"{path.name} is not a clock log that can be read.", "Choose another file.")
        yield ClockLog(format_name or terminal or "attlog", self._rows(path.stem))

    def _rows(self, name: str) -> Iterator[LogRow]:
        for line, event in enumerate(taps(self.rows[name]), 1):
            yield line, event._replace(clock_id="1")
        if "odd" in name:
            yield RejectedRow(9, "There is no time in this row.", "row 9")


class Night:
    """A firm at night, with nobody there."""

    def __init__(self, schedule: Schedule | None = DAILY, credentials: object = KEY) -> None:
        self.firm = Firm() if credentials is KEY else Firm(credentials=None)
        self.store = MemoryScheduleStore(schedule)
        self.lock = MemoryOwnerLock()
        self.folder = FakeFolder({})
        self.logs = PlayedLogs()
        self.cancel = CancelToken()
        self.told: list[str] = []

    @property
    def scheduled(self) -> ScheduledRun:
        """The run, as a program that was just started has it."""
        firm = self.firm
        importing = Importing(self.logs, firm.database.events, firm.database.people, firm.clock, firm.settings.zone)
        return ScheduledRun(
            self.store,
            lambda: MemoryOwnerLock(self.lock),
            self.folder,
            importing,
            firm.employees,
            firm.exporting,
            firm.clock,
            firm.settings.zone,
        )

    def run(self) -> Outcome:
        """Run it."""
        return self.scheduled.run(self.cancel, self.told.append)

    def lay(self, **files: str) -> None:
        """Put files into the folder, in place of what lay there: their names without ending, and their taps."""
        self.logs.rows |= files
        self.folder.files = {Path(f"{name}.dat"): text for name, text in files.items()}
