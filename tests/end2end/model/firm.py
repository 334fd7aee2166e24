"""A firm over weeks of bad luck: its computer, its People HR, and what may be said of its timesheets at any moment.

Owns the profile and the clock's log, the practice People HR, and who is linked to whom. What is expected of it all, and
what must hold, is in `machine`.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.practice.company import Company, company_from
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.end2end.model.host import Host
from tests.end2end.model.program import NO_TROUBLE, Ended, Excuse, Task, Told, Trouble, perform
from tests.end2end.model.wanted import PERIOD, Pairs, Work, Worked, log_lines
from tests.end2end.site import KEY, NOW
from tests.helpers.clock import FakeClock

PEOPLE: Final = ("1", "2", "3")
"""Their numbers on the clock, and the ends of their stable keys."""

Spot = tuple[str, date]
"""A person's number, and a day: an employee-day that keeps its name when People HR renumbers the employee."""


@dataclass(frozen=True, slots=True)
class Luck:
    """What befalls one use of the program, and the calls it makes."""

    trouble: Trouble = NO_TROUBLE
    faults: tuple[Fault, ...] = ()
    clock_is_off: timedelta = timedelta()
    locked: bool = False

    @property
    def is_good(self) -> bool:
        """Whether nothing goes wrong."""
        return self == Luck()


GOOD: Final = Luck()


class Firm:
    """Three people, a clock, a computer, and a practice People HR; `close` it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._now = NOW
        self.folder = Path(tempfile.mkdtemp(prefix="clockreports-model-", dir=_fastest()))
        self.folder.chmod(0o755)  # somebody else is to look in, without being allowed to write
        self._server = PracticeServer(_company(), calls_per_minute=0, clock=FakeClock(NOW))
        self._server.__enter__()
        self.people_hr = self._server.people_hr
        self.worked = Worked()
        self.log = self.folder / "attlog.dat"
        self.log.write_text("", encoding="utf-8")
        self.ids = {person: f"E{person}" for person in PEOPLE}
        self.known_ids = dict(self.ids)
        self.links: dict[str, str | None] = {}

    def close(self) -> None:
        """Close the firm down."""
        self._server.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    # The computer ----------------------------------------------------------------------------------------------------

    @property
    def profile(self) -> Path:
        """The profile folder."""
        return self.folder / "profile"

    def use(self, what: str, *given: object, luck: Luck = GOOD, **also: object) -> object:
        """Use the program once, and return what it told, None when it was killed; fails on a bug."""
        self._now += timedelta(minutes=1)
        environment = {
            **os.environ,
            "CLOCKREPORTS_PROFILE": str(self.profile),
            "CLOCKREPORTS_PEOPLEHR_KEY": KEY,
            "CLOCKREPORTS_PEOPLEHR_URL": self._server.address,
        }
        task = Task(what, given, also, environment, self._now + luck.clock_is_off, luck.trouble)
        for fault in luck.faults:
            self.people_hr.order(fault)
        if luck.trouble == NO_TROUBLE and not luck.locked:
            ended = Ended(0, perform(task, CancelToken()))  # the same, but faster: nothing can befall this process
        else:
            with self._locked() if luck.locked else nullcontext(), _read_only(self.profile, luck.trouble):
                ended = self._host.run(task)
        self.people_hr._faults._orders.clear()
        return _told(ended, luck)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let another program keep the database locked."""
        path = self.profile / "clockreports.db"
        if not path.exists():
            yield
            return
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    def back_up(self) -> None:
        """Copy the database into a file, in place of an earlier copy."""
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        assert not isinstance(self.use("back up", str(copy)), Excuse)

    def runs(self) -> set[int]:
        """Return the numbers of all runs, of those too that were cut off."""
        runs = self.use("runs")
        assert isinstance(runs, set)
        return runs

    def restore(self, luck: Luck) -> object:
        """Put that copy in the place of the database."""
        return self.use("restore", self.folder / "copy.db", luck=luck)

    # What is worked, and who is who --------------------------------------------------------------------------------

    def work(self, work: Work) -> None:
        """Let the clock write a block of work into its log."""
        if self.worked.add(work):
            with self.log.open("a", encoding="utf-8") as log:
                log.write(log_lines(work))

    def bring_in(self, luck: Luck = GOOD) -> object:
        """Import the clock's log, as it is now."""
        return self.use("import", str(self.log), luck=luck)

    def sync(self) -> None:
        """Fetch the employees."""
        assert not isinstance(self.use("sync"), Excuse)
        self.known_ids = dict(self.ids)
        self.see_links()

    def see_links(self) -> None:
        """Look who is linked to whom; the keys end in the numbers of the people."""
        links = self.use("links")
        assert isinstance(links, dict)
        self.links = {clock_id: key and key[-1] for clock_id, key in links.items()}

    def wanted(self, spot: Spot) -> Pairs | None:
        """Return what ought to stand there, none for nothing; None when a tap is missing."""
        person, day = spot
        return self.worked.pairs(person, day) if self.links.get(person) == person else ()

    # People HR -------------------------------------------------------------------------------------------------------

    @property
    def standing(self) -> dict[Spot, Pairs]:
        """What stands in People HR now."""
        people = {employee_id: person for person, employee_id in self.ids.items()}
        return {
            (people[employee_id], day): tuple((time_in[:5], time_out[:5]) for time_in, time_out in timesheet.pairs)
            for (employee_id, day), timesheet in self.people_hr.timesheets.items()
        }

    def edit(self, spot: Spot, content: Pairs | None) -> None:
        """Let a person put times into a day in People HR, or delete it (None)."""
        person, day = spot
        if content is not None:
            self.people_hr.edit_timesheet(self.ids[person], day, content)
        elif spot in self.standing:
            self.people_hr.delete_timesheet(self.ids[person], day)

    def renumber(self, person: str) -> None:
        """Give an employee another id in People HR."""
        old, self.ids[person] = self.ids[person], f"{self.ids[person]}x"
        self.people_hr.change_employee(old, lambda employee: replace(employee, employee_id=self.ids[person]))

    def leave(self, person: str, last: date | None) -> None:
        """Let an employee leave after a day, or stay after all."""
        self.people_hr.change_employee(self.ids[person], lambda employee: replace(employee, leaving_date=last))


def _told(ended: Ended, luck: Luck) -> object:
    if ended.code < 0:
        assert luck.trouble.step
        assert not luck.trouble.stops
        return None
    assert ended.code == 0, f"a bug:\n{ended.told}"
    if isinstance(ended.told, Excuse):
        assert ended.told.title.endswith((".", "?", "!"))
        assert ended.told.advice.endswith(".")
    if isinstance(ended.told, Told) and luck.is_good:
        assert not ended.told.problem
    return ended.told


@contextmanager
def _read_only(folder: Path, trouble: Trouble) -> Iterator[None]:
    """Let the profile be somebody else's: there to read, not to write. Root may always write, and gives that up."""
    if trouble.may_write or not folder.exists():
        yield
        return
    rights = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path in rights:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    for path, mode in rights.items():
        path.chmod(mode)


def _fastest() -> str | None:
    """Return where files are kept in memory, if there is such a place: what a killed program leaves stays there."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - each firm makes a folder of its own


def _company() -> Company:
    employees = [
        {"EmployeeId": f"E{person}", "UniqueKey": f"00000000-0000-4000-8000-00000000000{person}"}
        | {"TimeAndAttendanceID": person, "FirstName": "Test", "LastName": f"Person {person}"}
        | {"StartDate": "2020-01-01"}
        for person in PEOPLE
    ]
    keys = [{"key": KEY, "rights": ["Employee", "Timesheet"]}]
    return company_from({"company_id": 7, "name": "Test Works", "keys": keys, "employees": employees}, NOW.date())


DAYS: Final = tuple(PERIOD)
