"""`clockreports verify`: a period read back from People HR, and where it is not as ClockReports left it."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.export_report import pairs_object
from clockreports.cli.periods import add_period, period_asked, today_of
from clockreports.cli.progress import export_bar
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph, table
from clockreports.domain.words import DRIFTS, count, counted, day, duration, span, times

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.domain.drift import DriftedDay
    from clockreports.services.verifying import VerifyOrder, VerifyReport

_HEADINGS: Final = ("Employee", "Id", "Day", "What", "ClockReports left", "People HR has")


def _arguments(parser: ArgumentParser) -> None:
    add_period(parser)
    parser.add_argument("--employee", action="append", default=[], metavar="ID", help="only this employee; repeatable")


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        order = _order(call, app)
        call.say(span(order.period))
        report = stoppable(lambda cancel: _verify(app, order, cancel))
    call.answer(_object(report), _lines(report))
    call.tell(*(line for sentence in _unread(report) for line in paragraph(sentence)))
    if report.problem is not None:
        call.tell(report.problem.title, report.problem.advice)
    return _code(report)


def _order(call: Call, app: "App") -> "VerifyOrder":
    from clockreports.services.verifying import VerifyOrder  # noqa: PLC0415 - loads slowly, and only this needs it

    return VerifyOrder(period_asked(call.options, today_of(app)), frozenset(call.options.employee))


def _verify(app: "App", order: "VerifyOrder", cancel: CancelToken) -> "VerifyReport":
    with export_bar() as progress:
        return app.verifying.run(order, cancel, progress)


def _code(report: "VerifyReport") -> ExitCode:
    if report.problem is not None:
        return report.problem.exit_code
    if any(not unread.for_good for unread in report.unread):
        return ExitCode.RUN_AGAIN
    return ExitCode.NEEDS_A_PERSON if report.found.days or report.unread else ExitCode.DONE


def _object(report: "VerifyReport") -> dict[str, object]:
    return {
        "from": report.order.period.first.isoformat(),
        "to": report.order.period.last.isoformat(),
        "employees": len(report.employees),
        "calls": report.calls,
        "seconds": round(report.seconds, 1),
        "agree": report.found.agree,
        **{drift.value: report.counts[drift] for drift in DRIFTS},
        "not_read": report.days_not_read,
        "days": [_day_object(report, drifted) for drifted in report.found.days],
    }


def _day_object(report: "VerifyReport", drifted: "DriftedDay") -> dict[str, object]:
    return {
        "employee_id": report.employees[drifted.employee].employee_id,
        "date": drifted.day.isoformat(),
        "drift": drifted.drift.value,
        "here": pairs_object(drifted.here),
        "there": pairs_object(drifted.there),
    }


def _lines(report: "VerifyReport") -> list[str]:
    if not report.employees:
        return ["There is nobody to read: nobody is linked, and nothing was sent, in this period."]
    rows = [
        (
            report.employees[each.employee].name,
            report.employees[each.employee].employee_id,
            day(each.day),
            DRIFTS[each.drift],
            times(each.here) or "–",
            times(each.there) or "–",
        )
        for each in report.found.days
    ]
    counts = [count(report.found.agree, "day agrees", "days agree")]
    counts += [counted(report.counts[drift], word) for drift, word in DRIFTS.items() if report.counts[drift]]
    counts += [f"{report.days_not_read:,} not read"] if report.unread else []
    calls = f"{count(report.calls, 'call')} to People HR, {duration(report.seconds)}"
    return [
        *table(_HEADINGS, rows),
        *([] if rows or report.unread else ["Everything in People HR is as ClockReports left it."]),
        " · ".join(counts),
        f"{count(len(report.employees), 'employee')}, {calls}. Nothing was changed.",
        *_notes(report),
    ]


def _notes(report: "VerifyReport") -> list[str]:
    sentences = []
    if report.found.waiting:
        sentences.append(
            f"{count(report.found.waiting, 'day does', 'days do')} not hold yet what the clocks say. That is no drift: "
            "`clockreports export --dry-run` shows what an export would do."
        )
    if report.holder is not None:
        sentences.append(
            f"{report.holder.user} on {report.holder.host} is exporting: days on their way may be told here. "
            "Verify again when that is done."
        )
    return ["", *(line for sentence in sentences for line in paragraph(sentence))] if sentences else []


def _unread(report: "VerifyReport") -> list[str]:
    """Return for whom something could not be read, and why; whatever had no turn is told by what ended it."""
    told = {(unread.question.employee, unread.reason): None for unread in report.unread if unread.reason}
    return [f"{person.name} ({person.employee_id or 'no id'}) was not read: {reason}" for person, reason in told]


VERIFY: Final = Command(
    "verify",
    "compare People HR with what was left there; it only reads",
    _run,
    _arguments,
    """\
examples:
  clockreports verify                               the last complete week
  clockreports verify --from 2026-03-01 --to 2026-03-31
  clockreports verify --from -31 --to yesterday --employee PW1

It only reads, with one call for each employee and month.
Ctrl-C stops it, and it tells what was found so far.
""",
)
