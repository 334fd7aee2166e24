"""`clockreports export`: work days into People HR, or with --dry-run only a look at what would go there."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command
from clockreports.cli.export_report import exit_code, next_steps, person_lines, plan_lines, report_object, summary
from clockreports.cli.periods import add_period, period_asked, today_of
from clockreports.cli.progress import export_bar
from clockreports.cli.stopping import stoppable
from clockreports.cli.unlinked import unlinked_lines
from clockreports.domain.words import PLANNED_STATES, STATES, count, duration, span

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.services.exporting import ExportOrder, ExportReport

_NO_DAYS: Final = (
    "There is nothing to send: no linked user has taps in this period.",
    "`clockreports import` reads clock logs, `clockreports employees sync` links their users.",
)


def _arguments(parser: ArgumentParser) -> None:
    add_period(parser)
    parser.add_argument("--dry-run", action="store_true", help="only show what would happen; nothing is sent")
    parser.add_argument("--employee", action="append", default=[], metavar="ID", help="only this employee; repeatable")
    parser.add_argument("--retry-failed", action="store_true", help="try refused days, conflicts and undone days again")
    parser.add_argument("--include-today", action="store_true", help="send today too, though its work may not be over")


def _run(call: Call) -> ExitCode:
    with call.app() as app:
        order = _order(call, app)
        call.say(span(order.period))
        report = app.exporting.preview(order) if call.options.dry_run else run_export(app, order)
        names = {employee.number: employee.name for employee in app.employees.roll().employees}
    call.answer(report_object(report), _lines(report, names))
    if report.problem is not None:
        call.tell(report.problem.title, report.problem.advice)
    return exit_code(report)


def _order(call: Call, app: "App") -> "ExportOrder":
    from clockreports.services.exporting import ExportOrder  # noqa: PLC0415 - loads slowly, and only an export needs it

    options = call.options
    return ExportOrder(
        period_asked(options, today_of(app)),
        frozenset(options.employee),
        retry=options.retry_failed,
        include_today=options.include_today,
    )


def run_export(app: "App", order: "ExportOrder") -> "ExportReport":
    """Export, with a bar on a terminal; Ctrl-C stops it within a second, and it still reports."""

    def export(cancel: CancelToken) -> "ExportReport":
        with export_bar() as progress:
            return app.exporting.run(order, cancel, progress)

    return stoppable(export)


def _lines(report: "ExportReport", names: dict[int, str]) -> list[str]:
    if not report.days:
        return [*_NO_DAYS, *unlinked_lines(report.unlinked)]
    if report.run is None:
        lines = [*plan_lines(report.days, names), summary(report.counts, PLANNED_STATES), "Nothing was sent."]
    else:
        calls = f"{count(report.calls, 'call')} to People HR, {duration(report.seconds)}"
        lines = [summary(report.counts, STATES), f"Run {report.run}: {calls}."]
    return [
        *lines,
        *person_lines(report.days, names),
        *unlinked_lines(report.unlinked),
        *next_steps(report),
    ]


EXPORT: Final = Command(
    "export",
    "send work days to People HR; what is there already stays as it is",
    _run,
    _arguments,
    """\
examples:
  clockreports export                               the last complete week
  clockreports export --dry-run                     what that would send
  clockreports export --from 2026-03-01 --to 2026-03-31
  clockreports export --from -7 --to yesterday --employee PW1 --employee PW2

Ctrl-C stops it: what is sent stays sent, and the same export again goes on from there.
""",
)
