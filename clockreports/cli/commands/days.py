"""`clockreports days`: the work days of a period, with what is odd about them."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.periods import add_period, period_asked, today_of
from clockreports.cli.tables import table
from clockreports.cli.unlinked import unlinked_lines
from clockreports.domain.words import count, day, hours, span, stretches

if TYPE_CHECKING:
    from clockreports.domain.pairing import Tap
    from clockreports.domain.people import Employee
    from clockreports.domain.periods import Period
    from clockreports.domain.work_days import WorkDay
    from clockreports.services.review import Reviewed


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        period = period_asked(call.options, today_of(app))
        reviewed = app.review.period(period)
        employees = {employee.number: employee for employee in app.employees.roll().employees}
    call.answer(_object(reviewed, employees), _lines(period, reviewed, employees))
    odd = any(work_day.needs_a_person for work_day in reviewed.work_days)
    return ExitCode.NEEDS_A_PERSON if odd or reviewed.unlinked else ExitCode.DONE


def _object(reviewed: "Reviewed", employees: Mapping[int, "Employee"]) -> dict[str, object]:
    return {
        "days": [
            {
                "employee_id": employees[work_day.employee].employee_id,
                "date": work_day.day.isoformat(),
                "intervals": [
                    [end.event.at.isoformat(timespec="minutes") for end in (interval.start, interval.end)]
                    for interval in work_day.intervals
                ],
                "minutes": work_day.minutes,
                "exceptions": [f"{each.kind}: {each.sentence}" for each in work_day.exceptions],
            }
            for work_day in reviewed.work_days
        ]
    }


def _lines(period: "Period", reviewed: "Reviewed", employees: Mapping[int, "Employee"]) -> list[str]:
    lines = [span(period)]
    for number, group in groupby(reviewed.work_days, key=lambda work_day: work_day.employee):
        work_days, employee = list(group), employees[number]
        lines += [
            "",
            f"{employee.name} ({employee.employee_id}), {hours(sum(each.minutes for each in work_days))} hours",
        ]
        rows = [(day(each.day), _times(each), hours(each.minutes), _oddities(each)) for each in work_days]
        lines += table(("Day", "In – out", "Hours", "To know"), rows, right={2})
    if not reviewed.work_days:
        lines += ["", "No work days: no linked user has taps in this period. `clockreports import` reads clock logs."]
    odd = sum(work_day.needs_a_person for work_day in reviewed.work_days)
    if odd:
        lines += ["", f"{count(odd, 'day needs', 'days need')} a person. Until then an export leaves them out."]
    return [*lines, *unlinked_lines(reviewed.unlinked)]


def _times(work_day: "WorkDay") -> str:
    """Return the stretches of work; a time on another day than the work day's says so."""

    def clock(tap: "Tap") -> str:
        at = tap.event.at
        return f"{at:%H:%M}" if at.date() == work_day.day else f"{at:%H:%M} ({at:%a})"

    return stretches((clock(interval.start), clock(interval.end)) for interval in work_day.intervals)


def _oddities(work_day: "WorkDay") -> str:
    return " ".join(exception.sentence for exception in work_day.exceptions)


DAYS: Final = Command(
    "days",
    "show the work days of a period, with their exceptions",
    _run,
    add_period,
    """\
examples:
  clockreports days
  clockreports days --from 2026-03-02 --to 2026-03-08
  clockreports days --from -7 --to yesterday
""",
)
