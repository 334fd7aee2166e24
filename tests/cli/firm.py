"""A small firm for the command line: its clock's log, its People HR, and a terminal to type commands at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from clockreports.base.clock import Clock
from clockreports.cli.main import run
from clockreports.practice.company import Company, company_from

KEY: Final = "c0ffee00-dead-4bee-8fad-0123456789ab"
"""The canary: it must be found nowhere but in requests."""

ONLY_TIMESHEETS: Final = "c0ffee00-dead-4bee-8fad-000000000002"
ONLY_EMPLOYEES: Final = "c0ffee00-dead-4bee-8fad-000000000003"

NOW: Final = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
"""A Monday: the last complete week is 9 to 15 March."""

CLEAN_LOG: Final = """\
    1\t2026-03-09 08:58:10\t1\t0\t1\t0
    1\t2026-03-09 12:03:00\t1\t0\t1\t0
    1\t2026-03-09 12:41:00\t1\t0\t1\t0
    1\t2026-03-09 17:12:00\t1\t0\t1\t0
    2\t2026-03-10 09:00:00\t1\t0\t1\t0
    2\t2026-03-10 17:30:59\t1\t0\t1\t0
    3\t2026-03-11 22:00:00\t1\t0\t1\t0
    3\t2026-03-12 06:00:00\t1\t0\t1\t0
"""
"""Four timesheets: one day with a break, one without, and a night that is split at midnight."""

MISSING_TAP: Final = """\
    2\t2026-03-12 08:30:00\t1\t0\t1\t0
    2\t2026-03-12 12:40:00\t1\t0\t1\t0
    2\t2026-03-12 13:10:00\t1\t0\t1\t0
"""
STRANGER: Final = "    9\t2026-03-13 10:00:00\t1\t0\t1\t0\n    9\t2026-03-13 11:00:00\t1\t0\t1\t0\n"
LEAVER: Final = "    4\t2026-03-13 10:00:00\t1\t0\t1\t0\n    4\t2026-03-13 11:00:00\t1\t0\t1\t0\n"
BAD_ROW: Final = "    1\t2026--13--45 -1:00:00\t1\t0\t1\t0\n"


def company(*, employees: bool = True) -> Company:
    """Return the firm as People HR has it: E1 to E3 work there, E4 left in February."""
    staff = [
        {"EmployeeId": f"E{n}", "UniqueKey": f"00000000-0000-4000-8000-00000000000{n}", "TimeAndAttendanceID": str(n)}
        | {"FirstName": "Test", "LastName": f"Person {n}", "StartDate": "2020-01-01"}
        | ({"LeavingDate": "2026-02-28"} if n == 4 else {})
        for n in (1, 2, 3, 4)
    ]
    keys = [
        {"key": KEY, "rights": ["Employee", "Timesheet"]},
        {"key": ONLY_TIMESHEETS, "rights": ["Timesheet"]},
        {"key": ONLY_EMPLOYEES, "rights": ["Employee"]},
    ]
    values = {"company_id": 7, "name": "Test Works", "keys": keys, "employees": staff if employees else []}
    return company_from(values, date(2026, 3, 16))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The one object on standard output; anything else there is a failure."""
        (line,) = self.out.splitlines()
        return json.loads(line)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where somebody types commands, with a profile of their own."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    clock: Clock | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def profile(self) -> Path:
        """The profile's folder."""
        return self.folder / "profile"

    def type(self, *arguments: object, **variables: str) -> Answer:
        """Type a command, with a few more variables in the environment."""
        self.capture.readouterr()
        environment = {"CLOCKREPORTS_PROFILE": str(self.profile), **self.environment, **variables}
        code = run([str(argument) for argument in arguments], environment, self.clock)
        answer = Answer(code, *self.capture.readouterr())
        if KEY in answer.out + answer.err:
            pytest.fail("The key was shown.", pytrace=False)
        return answer

    def log(self, *parts: str, name: str = "attlog.dat") -> Path:
        """Write a clock log and return its path."""
        path = self.folder / name
        path.write_text("".join(parts), encoding="utf-8")
        return path

    def bring_in(self, *parts: str) -> None:
        """Import a clock log and fetch the employees."""
        self.type("import", self.log(*parts))
        assert self.type("employees", "sync").code in {0, 1}
