"""One use of the program in a process of its own, on a computer where things go wrong; run by `host`.

Owns what a program can be asked to do, how it is killed at a step, and what the computer does to it. The process is
real: when it is killed nothing is tidied up, and what it left behind is what the next one finds.
"""

import importlib
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from clockreports import store
from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.bootstrap import App, open_app
from clockreports.bootstrap.rescue import open_backups
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.undo_plan import UndoState
from clockreports.services.exporting import ExportOrder, ExportReport
from clockreports.services.settling import Settling
from clockreports.services.undoing import Undoing
from clockreports.services.verifying import VerifyOrder
from tests.end2end.dying import Fate, die, doom
from tests.helpers.clock import FakeClock

if sys.platform != "win32":
    import resource

PATIENCE: Final = 0.05
"""Seconds to wait for a locked database: whoever locks it in these tests keeps it locked."""

NOBODY: Final = 65534
"""The user `nobody` of a Linux system."""

Day = tuple[str, date]
"""An employee-day: employee id and date."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What befalls one program. `step` is one of `dying.STEPS` or empty, reached for the `nth` time.

    There the program is killed, or asked to stop when `stops`. `room` is how many bytes any of its files may have
    (None: as many as it likes), `may_write` False lets it change no file at all.
    """

    step: str = ""
    nth: int = 1
    stops: bool = False
    room: int | None = None
    may_write: bool = True


NO_TROUBLE: Final = Trouble()


@dataclass(frozen=True, slots=True)
class Told:
    """What a run told: a state and a reason for every day, and whether it ended early."""

    days: dict[Day, tuple[DayState, str]]
    calls: int
    problem: str
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undoing told: how each day ended, and whether it ended early."""

    days: dict[Day, UndoState]
    problem: str


@dataclass(frozen=True, slots=True)
class Task:
    """One use of the program: a function of this module by name, what it is given, and the circumstances."""

    do: str
    given: tuple[Any, ...]
    also: dict[str, Any]
    environment: dict[str, str]
    now: datetime
    trouble: Trouble = NO_TROUBLE


@dataclass(frozen=True, slots=True)
class Excuse:
    """A known error: what was not possible, in the program's own words."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: `code` is its exit code, negative for the signal that killed it; `told` what it returned.

    A program with a bug ends with 1, and its trace is in `told`.
    """

    code: int
    told: object


def warm_up() -> None:
    """Load what a program loads on its way, so that none of the forks has to."""
    importlib.import_module("requests")
    with tempfile.TemporaryDirectory() as folder, open_app(Path(folder), {}) as app:
        app.exporting.preview(ExportOrder(Period(date(2026, 3, 9), date(2026, 3, 9))))


def carry_out(task: Task) -> object:
    """Be the program: let happen to this process what is to happen, and do what was asked. Only for a fork."""
    os.environ.clear()
    os.environ.update(task.environment)
    trouble, cancel = task.trouble, CancelToken()
    doom(Fate(trouble.step, trouble.nth, cancel.cancel if trouble.stops else die))
    store.open_database = partial(store.open_database, patience=PATIENCE)
    _confine(trouble)
    return perform(task, cancel)


def perform(task: Task, cancel: CancelToken) -> object:
    """Do what was asked, and return what came of it; a known error is returned as an `Excuse`."""
    clock = FakeClock(task.now, _impatient)
    try:
        if task.do == "restore":
            with open_backups(None, task.environment, clock) as backups:
                return backups.restore(*task.given).was_damaged
        with open_app(None, task.environment, clock) as app:
            return _TASKS[task.do](app, cancel, *task.given, **task.also)
    except ClockReportsError as error:
        return Excuse(error.title, error.advice)


# What can be asked of it -------------------------------------------------------------------------------------------


def _bring_in(app: App, _cancel: CancelToken, log: str) -> int:
    (imported,) = app.importing.import_files([Path(log)])
    return imported.counts.added


def _sync(app: App, cancel: CancelToken) -> None:
    app.employees.sync(cancel, _unheard)


def _link(app: App, _cancel: CancelToken, clock_id: str, employee_id: str) -> None:
    app.employees.link(clock_id, employee_id)


def _unlink(app: App, _cancel: CancelToken, clock_id: str) -> None:
    app.employees.unlink(clock_id)


def _ignore(app: App, _cancel: CancelToken, clock_id: str) -> None:
    app.employees.ignore(clock_id)


def _links(app: App, _cancel: CancelToken) -> dict[str, str | None]:
    """Return the stable key of the employee each user is linked to, and None for users who are to be left out."""
    keys = {employee.number: employee.unique_key for employee in app.employees.roll().employees}
    links = app.employees.people.links()
    return {link.clock_id: None if link.employee is None else keys[link.employee] for link in links}


def _export(app: App, cancel: CancelToken, period: Period, *, retry: bool) -> Told:
    return _told(app.exporting.run(ExportOrder(period, retry=retry), cancel))


def _runs(app: App, _cancel: CancelToken) -> set[int]:
    return {run.number for run in app.history.runs()}


def _decide(app: App, cancel: CancelToken, employee_id: str, day: date, *, send_ours: bool) -> Told | None:
    settling = Settling(app.exporting)
    number = next(each.number for each in app.employees.roll().employees if each.employee_id == employee_id)
    conflict = settling.conflict(number, employee_id, day)
    if send_ours:
        return _told(settling.send_ours(conflict, cancel))
    settling.keep(conflict)
    return None


def _undo(app: App, cancel: CancelToken, run: int, *, delete: bool) -> Undone:
    undoing = Undoing(app.exporting)
    confirmed = undoing.look(run, cancel).to_delete if delete else ()
    report = undoing.run(run, cancel, delete=confirmed)
    days = {(day.line.employee_id, day.line.day): day.state for day in report.days}
    return Undone(days, "" if report.problem is None else str(report.problem))


def _back_up(app: App, _cancel: CancelToken, file: str) -> None:
    app.backing_up.back_up(Path(file))


def _drifts(app: App, cancel: CancelToken, period: Period) -> tuple[dict[Day, str], str]:
    """Return the days that differ, and why the look ended early."""
    report = app.verifying.run(VerifyOrder(period), cancel)
    days = {(report.employees[day.employee].employee_id, day.day): day.drift.value for day in report.found.days}
    return days, "" if report.problem is None else str(report.problem)


def _told(report: ExportReport) -> Told:
    days = {(line.employee_id, line.day): (line.state, line.reason) for line in report.days}
    assert len(days) == len(report.days), "a day was told twice"
    return Told(days, report.calls, "" if report.problem is None else str(report.problem), report.run)


def _unheard(_seconds: float, _reason: str) -> None:
    """Hear nothing of waits."""


_TASKS: Final[dict[str, Callable[..., object]]] = {
    "import": _bring_in,
    "sync": _sync,
    "link": _link,
    "unlink": _unlink,
    "ignore": _ignore,
    "links": _links,
    "export": _export,
    "runs": _runs,
    "decide": _decide,
    "undo": _undo,
    "back up": _back_up,
    "verify": _drifts,
}


# What goes wrong ---------------------------------------------------------------------------------------------------


def _impatient(seconds: float) -> None:
    # No wait is longer than the slowest call, and a minute.
    assert seconds < 700, f"it would wait {seconds:.0f} s"


def _confine(trouble: Trouble) -> None:
    """Let the computer run out of room, or let the program change no file."""
    if sys.platform != "win32":
        if trouble.room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (trouble.room, trouble.room))
        if not trouble.may_write and os.geteuid() == 0:
            os.setgroups([])
            os.setuid(NOBODY)
