"""What people change in People HR is found again, by a program that only looks, and asks no more often than it must."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.domain.drift import Drift
from clockreports.domain.periods import Period
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from clockreports.services.verifying import VerifyOrder, VerifyReport
from tests.end2end.site import FIRST, FIRST_LOG, MONDAY, NOW, SECOND_LOG, TUESDAY, Site, company
from tests.end2end.test_pace import ALLOWED, busiest_minute
from tests.helpers.clock import FakeClock
from tests.practice.calling import Caller

TWO_MONTHS = Period(MONDAY, date(2026, 4, 30))

DONE_BY_A_PERSON = (
    {"EmployeeId": "E1", "TimesheetDate": "2026-03-09", "pairs": [["08:58", "12:30"]]},
    {"EmployeeId": "E3", "TimesheetDate": "2026-03-10", "delete": True},
    {"EmployeeId": "E2", "TimesheetDate": "2026-04-06", "pairs": [["09:00", "17:00"]], "Comments": "by hand"},
)
FOUND = {
    "E1": ("2026-03-09", "different_there", [["08:58", "12:03"]], [["08:58", "12:30"]]),
    "E3": ("2026-03-10", "missing_there", [["00:00", "06:00"]], []),
    "E2": ("2026-04-06", "only_there", [], [["09:00", "17:00"]]),
}


def meddle(site: Site) -> None:
    """Edit a day, delete one and add one, as a person in People HR, through the practice server's own door."""
    with Caller(site.people_hr) as person:
        for done in DONE_BY_A_PERSON:
            answered = person.send("POST", "/practice/timesheets", json.dumps(done).encode())
            assert answered.code == 200


def verify(site: Site, period: Period = TWO_MONTHS) -> VerifyReport:
    with site.program() as app:
        return app.verifying.run(VerifyOrder(period), CancelToken())


def typed(site: Site, *arguments: str) -> tuple[int, Any]:
    """Run the command as a program of its own; return its exit code and what it answered."""
    period = ("--from", str(TWO_MONTHS.first), "--to", str(TWO_MONTHS.last))
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "clockreports", "verify", *period, "--json", *arguments],
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, json.loads(done.stdout)


def test_a_day_edited_one_deleted_and_one_added_are_found_by_reading_alone(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    meddle(site)
    standing, before = site.standing, len(site.people_hr.log)
    code, answer = typed(site)
    assert code == 1
    assert {
        day["employee_id"]: (day["date"], day["drift"], day["here"], day["there"]) for day in answer["days"]
    } == FOUND
    assert (answer["agree"], answer["calls"]) == (len(FIRST) - 2, 6)
    calls = site.people_hr.log[before:]
    assert {call.action for call in calls} == {"GetTimesheetDetail"}
    assert not any(call.changed for call in calls)
    first_days, other_days = TWO_MONTHS.parts(31)
    asked = sorted((call.employee_id, call.day) for call in calls)
    months = [f"{part.first}/{part.last}" for part in (first_days, other_days)]
    assert asked == [(employee_id, month) for employee_id in ("E1", "E2", "E3") for month in months]
    assert site.standing == standing


def test_verifying_settles_nothing_and_an_export_afterwards_still_finds_the_conflict(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    meddle(site)
    first, again = verify(site), verify(site)
    assert first.found == again.found
    assert {Drift.DIFFERENT_THERE, Drift.MISSING_THERE, Drift.ONLY_THERE} == set(first.counts)
    states = {(line.employee_id, line.day): line.state.value for line in site.export().days}
    assert states["E1", MONDAY] == "conflict"
    assert states["E3", TUESDAY] == "unchanged", "an export makes no call for what was sent: only verifying finds it"
    assert {(day.employee, day.drift) for day in verify(site).found.days} == {
        (day.employee, day.drift) for day in first.found.days
    }


@pytest.mark.parametrize("kind", ["lost_before", "torn", "status_6_before", "html_500_before"])
def test_an_answer_that_gets_lost_is_asked_for_again(site: Site, kind: str) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    meddle(site)
    site.people_hr.order(Fault(kind, "GetTimesheetDetail", skip=2, times=2))
    report = verify(site)
    assert (len(report.found.days), report.unread, report.problem) == (3, (), None)


def test_the_pace_holds_while_a_year_is_read(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=ALLOWED, clock=clock) as people_hr:
        site = Site(tmp_path, people_hr, clock, ALLOWED)
        site.bring_in(FIRST_LOG)
        report = verify(site, Period(date(2025, 3, 16), date(2026, 3, 15)))
        assert (report.calls, report.unread, report.found.waiting) == (36, (), len(FIRST))
        assert busiest_minute([entry.time for entry in people_hr.log]) == ALLOWED
