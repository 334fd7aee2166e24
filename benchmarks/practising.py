"""A made-up firm whose timesheets go to the practice People HR, which counts the calls; both in one program."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from benchmarks.firm import Firm, SkippingClock
from clockreports.base.cancel import CancelToken
from clockreports.bootstrap import App, open_app
from clockreports.domain.clock_events import ClockEvent
from clockreports.practice.company import company_from
from clockreports.practice.server import PracticeServer
from clockreports.services.exporting import ExportOrder, ExportReport
from clockreports.services.ports import SourceFile

KEY: Final = "5eed5eed-0000-4000-8000-5eed5eed5eed"
UNLIMITED: Final = 1_000_000

_SECONDS_TO_ANSWER: Final = 0.3


@dataclass(frozen=True, slots=True)
class Practice:
    """The firm's app, and the People HR it speaks to."""

    firm: Firm
    app: App
    people_hr: PracticeServer

    def take(self, name: str, events: Iterable[ClockEvent]) -> None:
        """Store events, as if they had come in a log of that name."""
        source = SourceFile(name, name, "attlog", self.app.clock.now())
        self.app.events.add(source, enumerate(events, 1))

    def export(self) -> ExportReport:
        """Export everything, and return what came of it; raises what ended it early."""
        report = self.app.exporting.run(ExportOrder(self.firm.period), CancelToken())
        if report.problem is not None:
            raise report.problem
        return report

    def moments(self) -> list[datetime]:
        """Return when every call about timesheets came, as People HR saw it."""
        return [entry.time for entry in self.people_hr.log if "Timesheet" in entry.action]


@contextmanager
def practising(firm: Firm, folder: Path, calls_per_minute: int, limit: int | None) -> Iterator[Practice]:
    """Open a firm whose people and taps are there; People HR takes `limit` calls a minute, by the same clock."""
    clock = SkippingClock(firm.two_weeks_later)
    employees = [{"EmployeeId": f"PW{number}", "TimeAndAttendanceID": str(number)} for number in firm.numbers]
    keys = [{"key": KEY, "rights": ["Employee", "Timesheet"]}]
    company = company_from({"name": "Made Up", "keys": keys, "employees": employees}, firm.period.last)
    with PracticeServer(company, calls_per_minute=limit, clock=_Answering(clock)) as people_hr:
        environment = os.environ | {
            "CLOCKREPORTS_PEOPLEHR_KEY": KEY,
            "CLOCKREPORTS_PEOPLEHR_URL": people_hr.address,
            "CLOCKREPORTS_CALLS_PER_MINUTE": str(calls_per_minute),
        }
        with open_app(folder, environment, clock) as app:
            practice = Practice(firm, app, people_hr)
            practice.take("the firm's log", firm.by_person())
            app.employees.sync(CancelToken(), lambda _seconds, _reason: None)
            yield practice


class _Answering:
    """The clock as People HR looks at it: a while passes with every call, of which it reckons the minute once."""

    def __init__(self, clock: SkippingClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def monotonic(self) -> float:
        self._clock.skip(_SECONDS_TO_ANSWER)
        return self._clock.monotonic()

    def wait(self, seconds: float, cancel: CancelToken) -> None:
        self._clock.wait(seconds, cancel)
