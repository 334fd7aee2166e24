"""The contract of `PeopleHr`, run on the fake and on the client in front of the practice People HR."""

from collections.abc import Iterator
from datetime import date

import pytest
from typing_extensions import override

from clockreports.domain.timesheets import Pairs, from_text
from clockreports.peoplehr import PeopleHrService
from clockreports.practice.company import company_from
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from clockreports.services.failures import UnansweredError
from clockreports.services.ports import ConnectPeopleHr
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakeCallLog, FakePeopleHr
from tests.peoplehr.contract import COMPANY, DAY, EMPLOYEE_KEY, KEY, STAFF, TIMESHEET_KEY, PeopleHrContract, World

RIGHTS = {KEY: {"Employee", "Timesheet"}, EMPLOYEE_KEY: {"Employee"}, TIMESHEET_KEY: {"Timesheet"}}


class FakeWorld(World):
    """The fake."""

    def __init__(self) -> None:
        super().__init__()
        self.people_hr = FakePeopleHr(STAFF, COMPANY, RIGHTS)

    @property
    @override
    def address(self) -> str:
        return "https://api.peoplehr.net"

    @property
    @override
    def connect(self) -> ConnectPeopleHr:
        return self.people_hr

    @property
    @override
    def days(self) -> dict[tuple[str, date], Pairs]:
        return self.people_hr.days

    @override
    def put(self, employee_id: str, day: date, pairs: Pairs) -> None:
        self.people_hr.days[employee_id, day] = pairs

    @override
    def comment(self, employee_id: str, day: date) -> None:
        self.people_hr.days.setdefault((employee_id, day), ())
        self.people_hr.comments.add((employee_id, day))

    @override
    def slow_down(self) -> None:
        self.people_hr.clock = clock = FakeClock()
        self.people_hr.before_call = lambda _text: clock.advance(60)

    @override
    def lose(self, action: str, *, done: bool) -> None:
        self.people_hr.fail(action, UnansweredError("The connection broke.", "Run again."), done=done)

    @property
    @override
    def arrived(self) -> int:
        return len(self.people_hr.asked)


class PracticeWorld(World):
    """The client in front of the practice People HR, at no pace."""

    def __init__(self, server: PracticeServer) -> None:
        super().__init__()
        self.server = server
        self.call_log, self.clock = FakeCallLog(), FakeClock()

    @property
    @override
    def address(self) -> str:
        return self.server.address

    @property
    @override
    def connect(self) -> ConnectPeopleHr:
        return PeopleHrService(self.call_log, self.clock)

    @property
    @override
    def days(self) -> dict[tuple[str, date], Pairs]:
        return {
            key: from_text(" ".join(map("-".join, timesheet.pairs)))
            for key, timesheet in self.server.timesheets.items()
        }

    @override
    def put(self, employee_id: str, day: date, pairs: Pairs) -> None:
        self.server.people_hr.edit_timesheet(employee_id, day, [pair.texts() for pair in pairs])

    @override
    def comment(self, employee_id: str, day: date) -> None:
        texts = [pair.texts() for pair in self.days.get((employee_id, day), ())]
        self.server.people_hr.edit_timesheet(employee_id, day, texts, "Seen.")

    @override
    def slow_down(self) -> None:
        now = self.clock.now().timestamp()
        self.call_log.calls += [(now, now)] * 28

    @override
    def lose(self, action: str, *, done: bool) -> None:
        name = {"create": "CreateNewTimesheet", "update": "UpdateTimesheet", "delete": "DeleteTimesheet"}[action]
        self.server.order(Fault("lost_after" if done else "lost_before", name))

    @property
    @override
    def arrived(self) -> int:
        return len(self.server.log)


class TestFake(PeopleHrContract):
    @pytest.fixture
    def world(self) -> World:
        return FakeWorld()


@pytest.mark.parametrize("slot_keys", [5, 15])
class TestClient(PeopleHrContract):
    @pytest.fixture
    def world(self, slot_keys: int) -> Iterator[World]:
        staff = [
            {
                "EmployeeId": person.employee_id,
                "UniqueKey": person.unique_key or "",
                "FirstName": person.first_name,
                "LastName": person.last_name,
                "TimeAndAttendanceID": person.time_and_attendance_id,
                "PayrollID": person.payroll_id,
                "StartDate": person.start_date.isoformat() if person.start_date else "",
                "LeavingDate": person.leaving_date.isoformat() if person.leaving_date else "",
            }
            for person in STAFF
        ]
        keys = [{"key": key, "rights": sorted(rights)} for key, rights in RIGHTS.items()]
        company = {"name": COMPANY, "slot_keys": slot_keys, "keys": keys, "employees": staff}
        with PracticeServer(company_from(company, DAY), calls_per_minute=None) as server:
            yield PracticeWorld(server)
