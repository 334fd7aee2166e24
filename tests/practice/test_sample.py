"""The sample company and its clock log: always the same, and with every promised oddity, whatever day it is."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clockreports.practice.sample import CONTRACTOR, UNKNOWN, sample_company, sample_log

TODAY = date(2026, 3, 4)
FEW = settings(max_examples=12)  # a log takes some milliseconds
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
ROW = re.compile(r" {5,8}\d{1,4}\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t1\t[01]\t1\t0", re.ASCII)

Taps = dict[str, list[datetime]]


def read(log: str) -> Taps:
    taps: Taps = defaultdict(list)
    for row in log.splitlines():
        clock_id, at, *_ = row.split("\t")
        taps[clock_id.strip()].append(datetime.fromisoformat(at))
    return taps


def without_repeats(taps: list[datetime]) -> list[datetime]:
    return taps[:1] + [later for earlier, later in pairwise(taps) if later - earlier > timedelta(seconds=60)]


def test_the_company_has_about_25_people_with_every_kind_of_number() -> None:
    employees = sample_company(TODAY).employees
    assert len(employees) == 25
    assert {bool(employee.time_and_attendance_id) for employee in employees} == {True, False}
    assert any(employee.payroll_id and not employee.time_and_attendance_id for employee in employees)
    assert [employee.first_name for employee in employees if not employee.clock_id] == ["Beatrice"]
    assert len({employee.clock_id for employee in employees} | {CONTRACTOR, UNKNOWN}) == 27
    assert [employee.employee_id for employee in employees if not employee.unique_key] == ["PW9"]


def test_the_first_key_may_do_everything_and_the_second_lacks_the_employees() -> None:
    first, second = sample_company(TODAY).keys
    assert first.rights == {"Employee", "Timesheet"}
    assert second.rights == {"Timesheet"}


@FEW
@given(DAYS, st.integers())
def test_the_same_day_and_seed_give_the_same_log_and_another_seed_another(today: date, seed: int) -> None:
    company = sample_company(today)
    log = sample_log(company, today, seed)
    assert log == sample_log(sample_company(today), today, seed)
    assert log != sample_log(company, today, seed + 1)


@FEW
@given(DAYS)
def test_the_log_holds_four_weeks_up_to_yesterday_in_the_order_of_time(today: date) -> None:
    log = sample_log(sample_company(today), today)
    assert all(ROW.fullmatch(row) for row in log.splitlines())
    times = [row.split("\t")[1] for row in log.splitlines()]
    assert times == sorted(times)
    assert (today - timedelta(days=28)).isoformat() <= times[0] < (today - timedelta(days=25)).isoformat()
    assert (today - timedelta(days=3)).isoformat() < times[-1] < today.isoformat()
    assert 1500 < len(times) < 2500


@FEW
@given(DAYS, st.integers())
def test_the_last_complete_week_has_everything_that_goes_wrong(today: date, seed: int) -> None:
    company = sample_company(today)
    monday = today - timedelta(days=today.weekday() + 7)
    taps = read(sample_log(company, today, seed))
    leaver = next(employee for employee in company.employees if employee.leaving_date)
    starter = next(employee for employee in company.employees if employee.employee_id == "PW20")
    night = next(employee for employee in company.employees if employee.shift == "night")

    odd = [
        (clock_id, day)
        for clock_id, times in taps.items()
        for day in (monday + timedelta(days=n) for n in range(7))
        if clock_id != night.clock_id and len(without_repeats([at for at in times if at.date() == day])) % 2
    ]
    assert len(odd) == 1
    assert leaver.leaving_date is not None
    assert {at.date() for at in taps[leaver.clock_id] if at.date() > leaver.leaving_date} == {monday}
    assert starter.start_date is not None
    assert starter.start_date <= min(at.date() for at in taps[starter.clock_id]) < monday
    assert {at.date() for at in taps[UNKNOWN]} == {monday + timedelta(days=1)}
    assert len(taps[CONTRACTOR]) > 40
    assert {at.hour for at in taps[night.clock_id]} <= {21, 22, 1, 2, 5, 6}


@pytest.mark.parametrize("today", [TODAY + timedelta(days=n) for n in range(7)])
def test_there_are_double_taps_and_lunch_breaks(today: date) -> None:
    gaps = [
        later - earlier
        for times in read(sample_log(sample_company(today), today)).values()
        for earlier, later in pairwise(times)
    ]
    assert sum(gap <= timedelta(seconds=60) for gap in gaps) > 20
    assert sum(timedelta(minutes=15) < gap < timedelta(minutes=45) for gap in gaps) > 200


def test_the_log_of_the_next_day_repeats_nearly_all_of_this_one() -> None:
    company = sample_company(TODAY)
    today, tomorrow = (set(sample_log(company, TODAY + timedelta(days=n)).splitlines()) for n in (0, 1))
    assert len(today & tomorrow) > 0.9 * len(today)


def test_people_without_a_shift_tap_only_when_they_are_to() -> None:
    company = sample_company(TODAY)
    known = {employee.clock_id for employee in company.employees if employee.clock_id}
    assert read(sample_log(company, TODAY)).keys() == known | {CONTRACTOR, UNKNOWN}
