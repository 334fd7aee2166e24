"""A practised computer for tests of the window: the sample company's People HR, and a profile that knows its taps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.bootstrap import App, open_app
from clockreports.domain.periods import Period, last_week
from clockreports.practice.sample import sample_company, sample_log
from clockreports.practice.server import PracticeServer
from tests.helpers.clock import FakeClock

NOW: Final = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
"""A Monday: the last complete week is 9 to 15 March."""

LAST_WEEK: Final[Period] = last_week(NOW.date())


@dataclass(frozen=True, slots=True)
class PracticeSite:
    """One computer: its profile folder, the sample clock log, the People HR it speaks to, and its clock."""

    profile: Path
    log: Path
    people_hr: PracticeServer
    clock: FakeClock

    @property
    def key(self) -> str:
        """The company's key that may do everything."""
        return self.people_hr.company.keys[0].key.reveal()

    @property
    def environment(self) -> dict[str, str]:
        """An environment with the key in it and its address, and no limit of calls worth waiting for."""
        return {
            "CLOCKREPORTS_PEOPLEHR_KEY": self.key,
            "CLOCKREPORTS_PEOPLEHR_URL": self.people_hr.address,
            "CLOCKREPORTS_CALLS_PER_MINUTE": "10000",
        }

    @contextmanager
    def app(self) -> Iterator[App]:
        """Open the app beside the window, as another program would."""
        with open_app(self.profile, self.environment, self.clock) as app:
            yield app


@contextmanager
def practice_server(clock: FakeClock) -> Iterator[PracticeServer]:
    """Play the sample company without a limit of calls."""
    with PracticeServer(sample_company(NOW.date()), calls_per_minute=None, clock=clock) as server:
        yield server


def fill_profile(folder: Path) -> None:
    """Make the profile of a practised person: the sample log imported, the employees fetched and linked by number.

    The first steps were skipped long ago.
    """
    with practice_server(FakeClock(NOW)) as server:
        site = PracticeSite(folder, folder / "sample-attlog.dat", server, FakeClock(NOW))
        folder.mkdir()
        folder.joinpath("window.ini").write_text("[welcome]\nskipped=yes\n", encoding="utf-8")
        site.log.write_text(sample_log(server.company, NOW.date()), encoding="utf-8")
        with site.app() as app:
            app.importing.import_files([site.log])
            app.employees.sync(CancelToken(), lambda _seconds, _reason: None)
