"""Whatever goes wrong between here and People HR, in the end exactly what was wanted stands there."""

import logging

import pytest

from clockreports.domain.ledger import DayState
from clockreports.practice.faults import KINDS, Fault
from tests.end2end.site import FIRST, FIRST_LOG, SECOND, SECOND_LOG, Site

WRITES_AND_READS = ("CreateNewTimesheet", "UpdateTimesheet", "GetTimesheetDetail")


def fault(kind: str, action: str, skip: int, times: int) -> Fault:
    seconds = 0.1 if kind.startswith("slow") else None
    return Fault(kind, action, skip=skip, times=times, seconds=seconds)


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_while_days_are_made(site: Site, kind: str, times: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    site.bring_in(FIRST_LOG)
    site.people_hr.order(fault(kind, "CreateNewTimesheet", 1, times))
    site.export_until_done()
    assert site.standing == FIRST
    before = site.timesheet_calls
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}
    assert site.timesheet_calls == before


@pytest.mark.parametrize("action", WRITES_AND_READS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_while_days_are_changed(site: Site, kind: str, action: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    site.people_hr.order(fault(kind, action, 0, 2))
    site.export_until_done()
    assert site.standing == SECOND
    before = site.timesheet_calls
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}
    assert site.timesheet_calls == before
