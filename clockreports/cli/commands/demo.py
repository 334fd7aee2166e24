"""`clockreports demo`: everything in one go, on a pretend company, so that a newcomer sees what the program is for."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import SystemClock
from clockreports.base.errors import ExitCode, UnusableError
from clockreports.base.paths import make_folder
from clockreports.cli.call import Call, ShowPractice
from clockreports.cli.command import Command
from clockreports.cli.commands.employees import sync_lines, sync_object
from clockreports.cli.commands.import_logs import file_table, import_object
from clockreports.cli.export_report import person_lines, report_object, summary
from clockreports.cli.periods import today_of
from clockreports.cli.progress import export_bar
from clockreports.cli.roll import without_links
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import columns, paragraph, table
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import last_week
from clockreports.domain.words import count, day, duration, span, times

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.bootstrap.practice import Practice
    from clockreports.services.exporting import ExportOrder, ExportReport

_NO_WAITING: Final = 1_000_000
"""Calls a minute: the practice People HR of the demo takes as many as there are."""

_UNATTENDED: Final = "CI"
"""The variable that tells programs nobody is looking: a window would wait for ever to be closed."""

_DAYS_SHOWN: Final = 5

_STRANGERS: Final = (
    "Every real clock has such users, too. The demo leaves them so: their taps are kept,",
    "and go nowhere until somebody says whose they are.",
)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--console", action="store_true", help="show it here in words, even where there is a screen")


def _run(call: Call) -> ExitCode:
    if call.show_practice is None or call.options.console or call.as_json or call.environment.get(_UNATTENDED):
        return stoppable(partial(_demonstrate, call))
    return _open_window(call, call.show_practice)


def _open_window(call: Call, show_practice: ShowPractice) -> ExitCode:
    with _practice(call) as (folder, practice):
        call.say(*_window_introduction(call.profile, practice))
        return ExitCode(show_practice(folder, practice, call.clock))


@contextmanager
def _practice(call: Call) -> Iterator[tuple[Path, "Practice"]]:
    """Give an empty profile, and a practice People HR on whose calendar it is today."""
    from clockreports.bootstrap.practice import open_practice  # noqa: PLC0415 - loads slowly: help does without
    from clockreports.domain.settings import Settings  # noqa: PLC0415 - likewise

    today = (call.clock or SystemClock()).now().astimezone(Settings().zone).date()
    with _folder(call.profile) as folder, open_practice(today, clock=call.clock) as practice:
        yield folder, practice


def _demonstrate(call: Call, cancel: CancelToken) -> ExitCode:
    from clockreports.bootstrap import open_app  # noqa: PLC0415 - loads slowly: help and version do without
    from clockreports.bootstrap.app import PACE_VARIABLE  # noqa: PLC0415 - likewise

    with _practice(call) as (folder, practice):
        # Nothing of the caller's own environment: no key, no address and no database of theirs takes part.
        environment = {**practice.variables, PACE_VARIABLE: str(_NO_WAITING)}
        with open_app(folder, environment, call.clock) as app:
            call.say(*_introduction(practice))
            answers = _Demo(call, app, practice, cancel).go(folder / "sample-attlog.dat")
    call.answer(answers, _farewell(call.profile))
    return ExitCode.DONE


def _is_free(folder: Path) -> bool:
    """Whether nothing is there yet, or an empty folder that may be opened."""
    try:
        return not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False


@contextmanager
def _folder(asked: Path | None) -> Iterator[Path]:
    """Give an empty profile: the one that was asked for, or one that is gone afterwards."""
    if asked is None:
        with TemporaryDirectory(prefix="clockreports-demo-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
        return
    if not _is_free(asked):
        raise UnusableError(
            f"The demo needs an empty folder, and {asked} is none.",
            "Name a new folder with --profile, or leave it out to use one that is thrown away afterwards.",
        )
    make_folder(asked)
    yield asked


@dataclass(frozen=True, slots=True)
class _Demo:
    """The steps of the demo, each told to a person as it is made."""

    call: Call
    app: "App"
    practice: "Practice"
    cancel: CancelToken

    def go(self, log: Path) -> dict[str, object]:
        """Take all steps and return their answers; raises what goes wrong in one of them."""
        order = self._order()
        return {
            "company": self.practice.company,
            "address": self.practice.address,
            "import": self._import(log),
            "employees": self._sync(),
            "export": self._export(order),
            "again": self._export_again(order),
        }

    def _import(self, log: Path) -> dict[str, object]:
        self._begin("1. The log of a time clock, four weeks of taps", f"clockreports import {log.name}")
        log.write_text(self.practice.sample_log(), encoding="utf-8")
        files = self.app.importing.import_files([log])
        self.call.say(*file_table(files))
        return import_object(files)

    def _sync(self) -> dict[str, object]:
        self._begin("2. The employees, linked by their numbers on the clock", "clockreports employees sync")
        roll, notes = self.app.employees.sync(self.cancel, lambda _seconds, _reason: None)
        told = (line for note in notes for line in paragraph(note))
        self.call.say(*sync_lines(roll), *told, *without_links(roll), "", *_STRANGERS)
        return sync_object(roll)

    def _export(self, order: "ExportOrder") -> dict[str, object]:
        self._begin("3. Last week’s work days, sent to People HR", "clockreports export")
        report = self._run_export(order)
        names = {employee.number: employee.name for employee in self.app.employees.roll().employees}
        sent = [line for line in report.days if line.state is DayState.SENT]
        shown = [(names[line.employee], line.employee_id, day(line.day), times(line.pairs)) for line in sent]
        self.call.say(
            span(order.period),
            *_outcome(report),
            "",
            "Some of what stands in People HR now:",
            *table(("Employee", "Id", "Day", "In – out"), shown[:_DAYS_SHOWN]),
            *person_lines(report.days, names),
            "",
            *paragraph(
                "Such things happen: somebody forgot a tap, and somebody who had left dropped in. No time is ever "
                "invented, and nothing else is kept back because of them."
            ),
        )
        return report_object(report)

    def _export_again(self, order: "ExportOrder") -> dict[str, object]:
        self._begin("4. The same export again", "clockreports export")
        report = self._run_export(order)
        if report.calls:
            raise AssertionError("Exporting again made calls, although nothing had changed.")
        self.call.say(*_outcome(report), "What is in People HR already is never sent again.")
        return report_object(report)

    def _order(self) -> "ExportOrder":
        from clockreports.services.exporting import ExportOrder  # noqa: PLC0415 - loads slowly

        return ExportOrder(last_week(today_of(self.app)))

    def _run_export(self, order: "ExportOrder") -> "ExportReport":
        with export_bar() as progress:
            report = self.app.exporting.run(order, self.cancel, progress)
        if report.problem is not None:
            raise report.problem
        return report

    def _begin(self, title: str, command: str) -> None:
        self.call.say("", title, f"   {command}", "")


def _introduction(practice: "Practice") -> list[str]:
    return [
        *paragraph(
            "This shows what ClockReports does: it reads the log of a time clock, makes work days of the taps, and "
            "puts those into People HR. Everything here is made up and stays on this computer: a company, its clock, "
            f"and a practice People HR at {practice.address} that plays {practice.company}. "
            "Your own data and API key take no part."
        ),
        "",
        *paragraph(
            "So that you need not wait, the practice People HR takes any number of calls. The real one takes 30 a "
            "minute, and ClockReports keeps to 28: those go out at once, and a hundred days take about three minutes."
        ),
    ]


def _window_introduction(profile: Path | None, practice: "Practice") -> list[str]:
    left = "is gone again once it is closed" if profile is None else f"stays in {profile}"
    return [
        *paragraph(
            f"The window opens on {practice.company}, a company that is made up, with a practice People HR on this "
            f"computer. Your own data and API key take no part, and everything you do there {left}."
        ),
        "",
        *paragraph(
            "In the window choose Data Manager › People HR Export, click Unlock, paste the key below, and close that "
            "window. Then choose Users › Sync Employees from People HR, and export."
        ),
        "",
        f"The key: {'none' if practice.key is None else practice.key.reveal()}",
    ]


def _outcome(report: "ExportReport") -> list[str]:
    return [summary(report.counts), f"{count(report.calls, 'call')} to People HR, {duration(report.seconds)}."]


def _farewell(profile: Path | None) -> list[str]:
    if profile is None:
        left = ["Everything the demo made is gone again."]
    else:
        left = ["Everything the demo made is kept. To look around in it:", f"  clockreports days --profile {profile}"]
    return [
        "",
        *left,
        "",
        "With your own clock and People HR, it goes like this:",
        *columns(
            [
                ("clockreports key set", "paste the API key that an administrator made in People HR"),
                ("clockreports import FILE", "read the log of your clock"),
                ("clockreports employees sync", "fetch the employees, and link them by number"),
                ("clockreports export --dry-run", "see what would be sent"),
                ("clockreports export", "send it"),
            ]
        ),
    ]


DEMO: Final = Command(
    "demo",
    "try it all out, with a pretend company and a practice People HR",
    _run,
    _arguments,
    notes="""\
Where there is a screen, the window opens for you to practise in; else it is all told here, in a
few seconds. With --profile DIR, a new or empty folder, it leaves everything there.
""",
)
