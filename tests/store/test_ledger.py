"""What every ledger promises, and every history of runs."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay, RunEnd
from clockreports.domain.timesheets import Pair
from clockreports.services.failures import LeaseLostError
from clockreports.services.ports import Holder, LedgerStore
from tests.helpers.clock import START
from tests.store.conftest import AnyDatabase, Open

MONDAY = date(2026, 3, 2)
WEEK = Period(MONDAY, date(2026, 3, 8))
WHOLE = (Pair(time(9), time(12, 3)), Pair(time(12, 41), time(17, 12)))
ODD = (Pair(time(9, 0, 30), None),)
RUN = Run(0, WEEK, "OFFICE-1", "anna", START, 3)


@pytest.fixture
def ledger(database: AnyDatabase) -> LedgerStore:
    return database.ledger


@pytest.fixture
def lease(database: AnyDatabase) -> str:
    return database.lease.take(Holder("OFFICE-1", "anna", START), START, others_are_gone=False)


@pytest.fixture
def staff(database: AnyDatabase) -> tuple[int, int]:
    database.people.save_employees([Employee("PW1"), Employee("PW2")])
    one, two = database.people.employees()
    return one.number, two.number


class TestLedger:
    def test_at_first_it_is_empty(self, ledger: LedgerStore) -> None:
        assert (ledger.entries(WEEK), ledger.runs(), ledger.run_days(1)) == ({}, [], [])

    @pytest.mark.parametrize("state", DayState)
    def test_an_entry_comes_back_as_it_was(
        self, ledger: LedgerStore, lease: str, staff: tuple[int, int], state: DayState
    ) -> None:
        run = ledger.start_run(lease, RUN)
        entry = LedgerEntry(staff[0], MONDAY, state, WHOLE, ODD, (), "“Übrig” – 15 %", run, "PW1")
        ledger.write(lease, entry)
        assert ledger.entries(WEEK) == {(staff[0], MONDAY): entry}

    def test_nothing_there_is_not_the_same_as_never_written(
        self, ledger: LedgerStore, lease: str, staff: tuple[int, int]
    ) -> None:
        never = LedgerEntry(staff[0], MONDAY, DayState.NOT_SENT, ())
        emptied = LedgerEntry(staff[1], MONDAY, DayState.CONFLICT, (), written=(), found=())
        ledger.write(lease, never)
        ledger.write(lease, emptied)
        assert list(ledger.entries(WEEK).values()) == [never, emptied]

    def test_a_later_entry_replaces_the_earlier_one_of_that_day_alone(
        self, ledger: LedgerStore, lease: str, staff: tuple[int, int]
    ) -> None:
        intended = LedgerEntry(staff[0], MONDAY, DayState.INTENDED, WHOLE)
        sent = replace(intended, state=DayState.SENT, written=WHOLE)
        of_another = replace(intended, employee=staff[1])
        for entry in (intended, of_another, sent):
            ledger.write(lease, entry)
        assert ledger.entries(WEEK) == {(staff[0], MONDAY): sent, (staff[1], MONDAY): of_another}

    def test_a_period_has_both_its_ends(self, ledger: LedgerStore, lease: str, staff: tuple[int, int]) -> None:
        for offset in range(-1, 8):
            day = MONDAY + timedelta(days=offset)
            ledger.write(lease, LedgerEntry(staff[0], day, DayState.NOT_SENT, ()))
        assert [day for _, day in ledger.entries(WEEK)] == list(WEEK)

    def test_without_the_lease_nothing_is_written(
        self, database: AnyDatabase, lease: str, staff: tuple[int, int]
    ) -> None:
        ledger = database.ledger
        run = replace(RUN, number=ledger.start_run(lease, RUN))
        entry = LedgerEntry(staff[0], MONDAY, DayState.SENT, WHOLE, run=run.number)
        line = RunDay(staff[0], "PW1", MONDAY, DayState.SENT)
        database.lease.take(Holder("OFFICE-2", "ben", START), START + timedelta(seconds=121), others_are_gone=False)
        with pytest.raises(LeaseLostError):
            ledger.write(lease, entry, line)
        with pytest.raises(LeaseLostError):
            ledger.start_run(lease, RUN)
        with pytest.raises(LeaseLostError):
            ledger.finish_run(lease, replace(run, end=RunEnd.DONE), [line])
        assert (ledger.entries(WEEK), ledger.runs(), ledger.run_days(run.number)) == ({}, [run], [])

    def test_a_lease_given_back_is_no_lease(self, database: AnyDatabase, lease: str) -> None:
        database.lease.release(lease)
        with pytest.raises(LeaseLostError):
            database.ledger.start_run(lease, RUN)


class TestRuns:
    def test_each_has_a_number_and_the_newest_comes_first(self, ledger: LedgerStore, lease: str) -> None:
        first, second = ledger.start_run(lease, RUN), ledger.start_run(lease, RUN)
        assert ledger.runs() == [replace(RUN, number=second), replace(RUN, number=first)]

    def test_how_one_ended_comes_back_as_it_was(self, ledger: LedgerStore, lease: str) -> None:
        number = ledger.start_run(lease, RUN)
        ended = replace(
            RUN,
            number=number,
            finished=datetime(2026, 3, 4, 9, 0, 59, 123457, tzinfo=START.tzinfo),
            end=RunEnd.KEY_REFUSED,
            calls=31,
            counts=((DayState.SENT, 2), (DayState.REFUSED, 1)),
            employee_ids=("PW1", "PW 2"),
            undoes=ledger.start_run(lease, RUN),
        )
        ledger.finish_run(lease, ended, [])
        assert ledger.runs()[1] == ended

    def test_lines_are_kept_as_they_are_written_and_completed_at_the_end(
        self, ledger: LedgerStore, lease: str, staff: tuple[int, int]
    ) -> None:
        run = replace(RUN, number=ledger.start_run(lease, RUN))
        tuesday = MONDAY + timedelta(days=1)
        intended = RunDay(staff[1], "PW2", MONDAY, DayState.INTENDED, pairs=WHOLE)
        sent = replace(intended, state=DayState.SENT, before=ODD, wrote=True)
        for line in (intended, sent):
            ledger.write(lease, LedgerEntry(line.employee, line.day, line.state, WHOLE, run=run.number), line)
        assert ledger.run_days(run.number) == [sent]
        others = [
            RunDay(staff[0], "PW1", tuesday, DayState.CONFLICT, "A person changed it.", ODD, ()),
            RunDay(staff[0], "PW1", MONDAY, DayState.NOT_SENT),
        ]
        ledger.finish_run(lease, run, [*others, sent])
        assert ledger.run_days(run.number) == [others[1], others[0], sent]

    def test_lines_belong_to_their_run(self, ledger: LedgerStore, lease: str, staff: tuple[int, int]) -> None:
        line = RunDay(staff[0], "PW1", MONDAY, DayState.SENT)
        runs = [ledger.start_run(lease, RUN) for _ in range(2)]
        for run in runs:
            ledger.write(lease, LedgerEntry(staff[0], MONDAY, DayState.SENT, (), run=run), line)
        assert [ledger.run_days(run) for run in runs] == [[line], [line]]

    def test_what_the_runs_had_to_say_of_a_day_comes_back_the_newest_first(
        self, ledger: LedgerStore, lease: str, staff: tuple[int, int]
    ) -> None:
        runs = [replace(RUN, number=ledger.start_run(lease, RUN)) for _ in range(2)]
        lines = [
            RunDay(staff[0], "PW1", MONDAY, state, "Why.", WHOLE, ODD) for state in (DayState.SENT, DayState.UPDATED)
        ]
        elsewhere = [replace(lines[0], employee=staff[1]), replace(lines[0], day=MONDAY + timedelta(days=1))]
        for run, line in zip(runs, lines, strict=True):
            ledger.finish_run(lease, run, [line, *elsewhere])
        assert ledger.lines_of(staff[0], MONDAY) == [(runs[1], lines[1]), (runs[0], lines[0])]


def test_what_is_written_is_there_for_other_programs_at_once(open_it: Open) -> None:
    database = open_it()
    database.people.save_employees([Employee("PW1")])
    (employee,) = database.people.employees()
    lease = database.lease.take(Holder("OFFICE-1", "anna", START), START, others_are_gone=False)
    entry = LedgerEntry(employee.number, MONDAY, DayState.INTENDED, WHOLE)
    database.ledger.write(lease, entry)
    assert open_it().ledger.entries(WEEK) == {(employee.number, MONDAY): entry}
