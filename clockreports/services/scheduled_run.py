"""One run of the schedule, unattended: import what is new, fetch the employees, export, and note what came of it.

While People HR, the network or the import folder is out of reach it tries again, for some hours. Nothing here decides
what is sent: that is the export's business, and running it twice is as good as once.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import (
    CancelledError,
    ClockReportsError,
    KeyProblemError,
    RunAgainError,
    UnusableError,
)
from clockreports.domain.ledger import FOR_A_PERSON, DayState
from clockreports.domain.periods import Period
from clockreports.domain.schedules import LastRun, RunState, Schedule, is_due
from clockreports.domain.words import STATES, count, counted, span
from clockreports.services.employees import Employees
from clockreports.services.exporting import Exporting, ExportOrder, ExportReport
from clockreports.services.failures import BusyError, KeyRefusedError, MissingRightError
from clockreports.services.importing import ImportedFile, Importing
from clockreports.services.ports import OwnerLock
from clockreports.services.ports_schedule import FolderFiles, ScheduleStore

RETRY_WAITS: Final = (60.0, 300.0, 900.0, 1800.0, 3600.0, 3600.0)
"""Seconds before each further attempt: after nearly three hours a run gives up, and waits for its next day."""

_OPEN: Final = frozenset({DayState.UNKNOWN, DayState.NOT_SENT})
_LOCK_TRIES: Final = 3

_log: Final = logging.getLogger("clockreports.schedule")

Tell = Callable[[str], object]
"""Told a sentence on what goes on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run: as it was noted, with its export's report, and why it ended if it failed."""

    noted: LastRun
    report: ExportReport | None = None
    problem: ClockReportsError | None = None


@dataclass
class _Attempted:
    """What the attempts of one run have come to so far."""

    noted: LastRun
    read: bool = False
    synced: bool = False
    needs_a_person: bool = False
    sentences: list[str] = field(default_factory=list)
    report: ExportReport | None = None


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """Runs the stored schedule. `lock` keeps two runs apart; `zone` is that of the terminals."""

    store: ScheduleStore
    lock: Callable[[], OwnerLock]
    files: FolderFiles
    importing: Importing
    employees: Employees
    exporting: Exporting
    clock: Clock
    zone: ZoneInfo

    def is_due(self) -> bool:
        """Whether a run was due and none has started since; raises `UnusableError` when nothing is scheduled."""
        return is_due(self._schedule(), self._last_run(), self.clock.now(), self.zone)

    def run(self, cancel: CancelToken, tell: Tell) -> Outcome:
        """Run once, with further attempts; what came of it is noted, also when it failed.

        Raises `UnusableError` when nothing is scheduled, and `BusyError` when another run is at work: neither is noted.
        """
        schedule = self._schedule()
        with self._alone(cancel):
            before = self._last_run()
            covered = None if before is None else before.covered
            began = LastRun(self.clock.now(), RunState.RUNNING, covered=covered)
            self.store.note(began)
            attempted = _Attempted(began)
            try:
                problem = self._attempts(schedule, attempted, cancel, tell)
            except Exception:
                self._end(attempted, RunState.FAILED, "ClockReports made a mistake of its own; the log tells more.")
                raise
            return self._outcome(attempted, problem)

    # Attempts --------------------------------------------------------------------------------------------------------

    def _attempts(
        self, schedule: Schedule, attempted: _Attempted, cancel: CancelToken, tell: Tell
    ) -> ClockReportsError | None:
        """Try until it is done or cannot be; return why it could not, None when it is done."""
        try:
            for wait in RETRY_WAITS:
                try:
                    self._attempt(schedule, attempted, cancel, tell)
                except ClockReportsError as problem:
                    if not _may_pass(problem):
                        raise
                    self._pause(problem, wait, attempted, tell)
                    self.clock.wait(wait, cancel)
                else:
                    return None
            self._attempt(schedule, attempted, cancel, tell)
        except ClockReportsError as problem:
            return problem
        return None

    def _pause(self, problem: ClockReportsError, seconds: float, attempted: _Attempted, tell: Tell) -> None:
        """Say and note why nothing goes on now, and until when."""
        at = (self.clock.now() + timedelta(seconds=seconds)).astimezone(self.zone)
        sentence = f"{problem.title} It is tried again at {at:%H:%M}."
        _say(tell, sentence)
        self.store.note(replace(attempted.noted, sentences=(sentence,)))

    def _attempt(self, schedule: Schedule, attempted: _Attempted, cancel: CancelToken, tell: Tell) -> None:
        """Do what is not done yet; raises `RunAgainError` when some of it is worth another attempt."""
        if schedule.import_folder and not attempted.read:
            self._import(schedule.import_folder, attempted, cancel, tell)
            attempted.read = True
        if schedule.sync_employees and not attempted.synced:
            self._sync(attempted, cancel, tell)
            attempted.synced = True
        today = self.clock.now().astimezone(self.zone).date()
        period = schedule.period(today, attempted.noted.covered)
        _say(tell, f"Exporting {span(period)}.")
        self._export(period, attempted, cancel)

    def _import(self, folder: str, attempted: _Attempted, cancel: CancelToken, tell: Tell) -> None:
        """Read what is new in the folder; a file that was read and has not changed since is not read again."""
        try:
            marks = dict(self.files(folder))
        except UnusableError as away:
            raise RunAgainError(away.title, away.advice) from None
        known = self.store.files_read()
        new = [path for path, mark in marks.items() if known.get(str(path)) != mark]
        if new:
            _say(tell, f"Reading {count(len(new), 'file')} in {folder}.")
        files: list[ImportedFile] = []
        for path in new:
            cancel.check()
            files += self.importing.import_files([path], progress=lambda _rows: cancel.check())
        unusable = {file.path for file in files if file.problem is not None}
        self.store.note_files({str(path): mark for path, mark in marks.items() if path not in unusable})
        attempted.sentences += _import_sentences(files)
        attempted.needs_a_person |= any(file.problem or file.counts.quarantined for file in files)

    def _sync(self, attempted: _Attempted, cancel: CancelToken, tell: Tell) -> None:
        """Fetch the employees; a key that only has the Timesheet right must still do."""
        try:
            roll, _notes = self.employees.sync(cancel, lambda _seconds, _reason: None)
        except MissingRightError as missing:
            attempted.sentences.append(f"The employees were not fetched. {missing.title}")
            return
        _say(tell, f"{count(len(roll.employees), 'employee')} fetched.")

    def _export(self, period: Period, attempted: _Attempted, cancel: CancelToken) -> None:
        report = self.exporting.run(ExportOrder(period), cancel)
        attempted.report = report
        attempted.noted = replace(attempted.noted, run=report.run)
        if report.problem is not None:
            raise report.problem
        states = {state for state, days in report.counts.items() if days}
        if states & _OPEN:
            raise RunAgainError(
                "Of some days it is not known yet whether they are in People HR.",
                "Export again: it looks first, and sends only what is missing.",
            )
        attempted.needs_a_person |= bool(states & FOR_A_PERSON or report.unlinked)
        attempted.noted = replace(attempted.noted, covered=period.last)

    # The end ---------------------------------------------------------------------------------------------------------

    def _outcome(self, attempted: _Attempted, problem: ClockReportsError | None) -> Outcome:
        if attempted.report is not None:
            attempted.sentences.append(_export_sentence(attempted.report))
        if problem is None:
            state = RunState.NEEDS_A_PERSON if attempted.needs_a_person else RunState.DONE
            noted = self._end(attempted, state)
        else:
            noted = self._end(attempted, RunState.FAILED, f"{problem.title} {problem.advice}")
        return Outcome(noted, attempted.report, problem)

    def _end(self, attempted: _Attempted, state: RunState, sentence: str = "") -> LastRun:
        sentences = (*([sentence] if sentence else []), *attempted.sentences)
        noted = replace(attempted.noted, state=state, sentences=sentences, finished=self.clock.now())
        self.store.note(noted)
        _log.info("The scheduled run ended: %s. %s", state, " ".join(sentences))
        return noted

    def _schedule(self) -> Schedule:
        schedule = self.store.schedule()
        if schedule is None:
            raise UnusableError(
                "No export is scheduled here.",
                "Set one in the window under Data Manager › Schedule, or type `clockreports schedule set`.",
            )
        return schedule

    def _last_run(self) -> LastRun | None:
        """Return how the last run went; a note that cannot be read is about to be replaced."""
        try:
            return self.store.last_run()
        except UnusableError:
            return None

    @contextmanager
    def _alone(self, cancel: CancelToken) -> Iterator[None]:
        """Hold the lock; a window that looks whether a run is at work holds it for a moment."""
        lock = self.lock()
        for _try in range(_LOCK_TRIES):
            if lock.try_take():
                break
            self.clock.wait(1, cancel)
        else:
            raise BusyError("A scheduled run is at work already.", "Wait until it has ended.")
        try:
            yield
        finally:
            lock.release()


def _may_pass(problem: ClockReportsError) -> bool:
    """Whether it is worth another attempt: out of reach, busy, or a keyring that nobody has unlocked yet."""
    if isinstance(problem, KeyProblemError):
        return not isinstance(problem, KeyRefusedError)
    return isinstance(problem, RunAgainError) and not isinstance(problem, CancelledError)


def _say(tell: Tell, sentence: str) -> None:
    _log.info("Scheduled run: %s", sentence)
    tell(sentence)


def _import_sentences(files: list[ImportedFile]) -> list[str]:
    if not files:
        return []
    good = [file for file in files if file.problem is None]
    added = sum(file.counts.added for file in good)
    aside = sum(file.counts.quarantined for file in good)
    told = [f"{count(len(good), 'file')} imported, {count(added, 'new clock event')}."] if good else []
    if aside:
        told.append(f"{count(aside, 'row was', 'rows were')} set aside, because they are no clock events.")
    return told + [f"{file.path.name} was not imported. {file.problem.title}" for file in files if file.problem]


def _export_sentence(report: ExportReport) -> str:
    told = ", ".join(counted(report.counts[state], words) for state, words in STATES.items() if report.counts[state])
    unlinked = count(len(report.unlinked), "user of the clocks is", "users of the clocks are")
    beside = f" {unlinked} linked to nobody." if report.unlinked else ""
    return f"{span(report.order.period)}: {told or 'no days'}.{beside}"
