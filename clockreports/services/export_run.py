"""A run: the days of a plan that have something to do are sent, the others are told as planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from clockreports.base.errors import ClockReportsError
from clockreports.domain.export_plan import PlannedDay, Step
from clockreports.domain.runs import RunDay, RunEnd
from clockreports.services.day_by_day import Connect, DayByDay, Surroundings
from clockreports.services.export_day import Books, EmployeeDays, line_as_planned, not_done
from clockreports.services.looking import Looks, look_seconds
from clockreports.services.patience import Patience
from clockreports.services.ports import PeopleHr


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: a line for every planned day, and the problem that ended it early, if one did."""

    lines: tuple[RunDay, ...]
    calls: int
    end: RunEnd
    problem: ClockReportsError | None


@dataclass(frozen=True, slots=True)
class ExportRun:
    """Goes through a plan once."""

    planned: Sequence[PlannedDay]
    books: Books
    connect: Connect
    around: Surroundings

    def go(self) -> Outcome:
        """Do all there is to do, or as much as can be; the rest is reported as not sent or not known yet."""
        to_do = [day for day in self.planned if day.step is not Step.NOTHING]
        ended = DayByDay(to_do, self._sender, self.connect, self.around).go()
        lines = tuple(ended.told.get((day.employee.number, day.day)) or _untouched(day) for day in self.planned)
        return Outcome(lines, ended.calls, ended.end, ended.problem)

    def _sender(self, people_hr: PeopleHr, days: Sequence[PlannedDay], patience: Patience) -> EmployeeDays:
        limit = look_seconds(self.around.calls_per_minute)
        looks = Looks(people_hr.timesheets, days[0].employee.employee_id, days[-1].day, self.around.clock, limit)
        return EmployeeDays(people_hr, self.books, days, looks, patience)


def _untouched(day: PlannedDay) -> RunDay:
    """Return the line of a day nothing was tried for: as planned, or not done when the run ended early."""
    if day.step is Step.NOTHING:
        return line_as_planned(day)
    return not_done(day, day.entry)
