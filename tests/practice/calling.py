"""A small company, and a caller who speaks plain HTTP to the practice server and keeps the connection open."""

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Final, Self

from clockreports.practice.company import Company, company_from
from clockreports.practice.server import PracticeServer

KEY: Final = "11111111-2222-4333-8444-aaaabbbbcccc"
ONLY_TIMESHEETS: Final = "22222222-2222-4333-8444-aaaabbbbcccc"
ONLY_EMPLOYEES: Final = "33333333-2222-4333-8444-aaaabbbbcccc"
ONLY_READING: Final = "44444444222243338444aaaabbbbcccc"

COMPANY: Final[dict[str, object]] = {
    "company_id": 12,
    "name": "Tiny Ltd",
    "subdomain": "tiny",
    "keys": [
        {"key": KEY, "rights": ["Employee", "Timesheet"]},
        {"key": ONLY_TIMESHEETS, "rights": ["Timesheet"]},
        {"key": ONLY_EMPLOYEES, "rights": ["Employee"]},
        {"key": ONLY_READING, "rights": ["GetTimesheetDetail"]},
    ],
    "employees": [
        {"EmployeeId": "T1", "UniqueKey": "u-1", "FirstName": "Ada", "LastName": "Noone", "TimeAndAttendanceID": "12"},
        {"EmployeeId": "T2", "PayrollID": "77", "StartDate": "2026-01-12", "LeavingDate": "2026-02-27"},
        {"EmployeeId": "T3", "Email": "t3@tiny.example", "LeavingDate": "2026-03-31"},
        {"EmployeeId": "T4", "LeavingDate": {"weeks_ago": 1, "weekday": "Friday"}},
    ],
    "timesheets": [
        {"EmployeeId": "T3", "TimesheetDate": "2026-03-02", "pairs": [["09:00", ""]]},
    ],
}
"""T2 and T4 have left on the day of `TODAY`, T3 is going to, and has a day that is still open."""

TODAY: Final = date(2026, 3, 4)


def tiny_company(**changes: object) -> Company:
    """Return the company, with some fields of its file changed."""
    return company_from({**COMPANY, **changes}, TODAY)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the server wrote
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def said(self) -> tuple[int, str]:
        """Status and message of the envelope."""
        return self.json["Status"], self.json["Message"]


class Caller:
    """Calls the API with a key, by default the one that may do everything."""

    def __init__(self, server: PracticeServer, timeout: float = 20) -> None:
        self._connection = HTTPConnection(server.address.removeprefix("http://"), timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def send(self, method: str, path: str, body: bytes | None = None) -> Answered:
        """Send a request as it is."""
        self._connection.request(method, path, body, {"Content-Type": "application/json; charset=utf-8"})
        with closing(self._connection.getresponse()) as response:
            return Answered(response.status, dict(response.getheaders()), response.read())

    def call(self, action: str, key: str = KEY, /, **fields: object) -> Answered:
        """Do one action of the API."""
        area = "Timesheet" if "Timesheet" in action else "Employee"
        body = {"APIKey": key, "Action": action, **fields}
        return self.send("POST", f"/{area}", json.dumps(body).encode())

    def create(self, employee_id: str = "T1", day: str = "2026-03-02", **fields: object) -> Answered:
        """Create a timesheet, from nine to five unless slots are given."""
        slots = fields or {"TimeIn1": "09:00", "TimeOut1": "17:00"}
        return self.call("CreateNewTimesheet", EmployeeId=employee_id, TimesheetDate=day, **slots)

    def update(self, employee_id: str = "T1", day: str = "2026-03-02", **fields: object) -> Answered:
        """Update a timesheet."""
        return self.call("UpdateTimesheet", EmployeeId=employee_id, TimesheetDate=day, **fields)

    def delete(self, employee_id: str = "T1", day: str = "2026-03-02") -> Answered:
        """Delete a timesheet."""
        return self.call("DeleteTimesheet", EmployeeId=employee_id, TimesheetDate=day)

    def read(self, employee_id: str = "T1", first: str = "2026-03-01", last: str = "2026-03-31") -> Answered:
        """Read the timesheets of a period."""
        return self.call("GetTimesheetDetail", EmployeeId=employee_id, StartDate=first, EndDate=last)

    def order(self, **fault: object) -> Answered:
        """Order a fault over HTTP."""
        return self.send("POST", "/practice/faults", json.dumps(fault).encode())
