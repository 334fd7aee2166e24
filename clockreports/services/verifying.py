"""Verifying: reads a period back from People HR and tells where it is not as ClockReports left it. Writes nothing.

Owns who is read, and the report. How the calls follow one another is in `reading_back`, what counts as drift in
`domain.drift`; docs/verify.md tells it in prose. It needs no lease: an export elsewhere may go on meanwhile.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.drift import Comparison, Drift, compare
from clockreports.domain.export_plan import NOT_IN_PEOPLE_HR
from clockreports.domain.ledger import DayKey
from clockreports.domain.people import Employee, natural_order
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import MOST_DAYS_READ, Pairs
from clockreports.services.exporting import Exporting
from clockreports.services.ports import Holder
from clockreports.services.progress import ProgressListener, unheard
from clockreports.services.reading_back import Question, ReadBack, Reading, Unread


@dataclass(frozen=True, slots=True)
class VerifyOrder:
    """What to verify: a period, of all employees or of these (by employee id)."""

    period: Period
    employee_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found: the days that differ, by employee id and day, and what could not be read.

    `employees` are those it was about, by `Employee.number`; `problem` says why it ended early, and `holder` who was
    exporting meanwhile.
    """

    order: VerifyOrder
    employees: Mapping[int, Employee]
    found: Comparison
    unread: tuple[Unread, ...] = ()
    calls: int = 0
    seconds: float = 0.0
    problem: ClockReportsError | None = None
    holder: Holder | None = None

    @property
    def counts(self) -> Counter[Drift]:
        """The number of days that differ, by how."""
        return Counter(day.drift for day in self.found.days)

    @property
    def days_not_read(self) -> int:
        """How many employee-days of the period were not read."""
        return sum(unread.question.period.days for unread in self.unread)


@dataclass(frozen=True, slots=True)
class Verifying:
    """Compares People HR with what was left there."""

    exporting: Exporting

    def run(self, order: VerifyOrder, cancel: CancelToken, progress: ProgressListener = unheard) -> VerifyReport:
        """Verify: returns the report also when it ended early, with the `problem` in it.

        Raises `KeyProblemError` when there is something to read and no key, `UnusableError` for an employee id nobody
        has heard of.
        """
        exporting, period = self.exporting, order.period
        began, holder = exporting.clock.monotonic(), exporting.under_way()
        before = exporting.ledger.entries(period)
        wanted = {
            (sheet.employee, sheet.day): () if sheet.attention else sheet.pairs
            for sheet in exporting.review.period(period).timesheets
        }
        known = before.keys() | wanted.keys()
        employees = self._whom(order, {number for number, _day in known})
        read = self._read([person for person in employees.values() if person.employee_id], period, cancel, progress)
        found = compare(_there(read, known), wanted, before, exporting.ledger.entries(period))
        nameless = (person for person in employees.values() if not person.employee_id)
        unread = (Unread(Question(person, period), NOT_IN_PEOPLE_HR, for_good=True) for person in nameless)
        return VerifyReport(
            order,
            employees,
            _in_order(found, employees),
            (*unread, *read.unread),
            read.calls,
            exporting.clock.monotonic() - began,
            read.problem,
            holder or exporting.under_way(),
        )

    def _whom(self, order: VerifyOrder, with_days: Collection[int]) -> dict[int, Employee]:
        """Return who is read: those who are asked for, or else whoever has a day here, or a link, in the period."""
        chosen = self.exporting.chosen(order.employee_ids)
        if order.employee_ids:
            return chosen
        first, last = order.period.first, order.period.last
        linked = {
            link.employee
            for link in self.exporting.people.links()
            if (link.valid_from or date.min) <= last and first <= (link.valid_until or date.max)
        }
        return {
            number: person
            for number, person in chosen.items()
            if number in with_days or (number in linked and person.listed)
        }

    def _read(
        self, employees: list[Employee], period: Period, cancel: CancelToken, progress: ProgressListener
    ) -> ReadBack:
        questions = [Question(person, part) for person in employees for part in period.parts(MOST_DAYS_READ)]
        if not questions:
            return ReadBack()
        around = self.exporting.surroundings(cancel, progress)
        return Reading(questions, self.exporting.connector(cancel), around).go()


def _there(read: ReadBack, known: Collection[DayKey]) -> dict[DayKey, Pairs]:
    """Return what stands on every day that was read, and is known here or has times there."""
    days = ((question.employee.number, day, found) for question, found in read.answers for day in question.period)
    there = {(number, day): found.get(day, ()) for number, day, found in days}
    return {key: pairs for key, pairs in there.items() if pairs or key in known}


def _in_order(found: Comparison, employees: Mapping[int, Employee]) -> Comparison:
    days = sorted(
        found.days, key=lambda day: (natural_order(employees[day.employee].employee_id), day.employee, day.day)
    )
    return Comparison(tuple(days), found.agree, found.waiting)
