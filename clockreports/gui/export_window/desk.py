"""The desk behind the window: asks for plans, runs exports, remembers and tells how both came out. It knows no widget.

One plan counts, the last one asked for; one run at a time. All work is done by the session's workers.
"""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.runs import RunDay
from clockreports.gui.export_window.plan import Plan, read_plan
from clockreports.gui.session import Session
from clockreports.services.exporting import ExportOrder, ExportReport
from clockreports.services.progress import Progress


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and how many days “retry failed” would try again."""

    report: ExportReport
    to_retry: int


class ExportDesk(QObject):
    """Plans and runs. `plan` is the last plan there was, `ended` what came of the last run.

    What came of a run stays until a new plan is asked for.
    """

    planned = Signal(object)
    """A `Plan`."""
    plan_failed = Signal(object)
    """The `ClockReportsError` for which there is no plan."""
    began = Signal()
    progressed = Signal(object)
    """A `Progress`."""
    run_ended = Signal(object)
    """An `Ended`; also when the run ended early."""
    not_begun = Signal(object)
    """The `ClockReportsError` for which there was no run at all, or it could not be told how it ended."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: Plan | None = None
        self.ended: Ended | None = None
        self._asked = 0
        self._run: CancelToken | None = None

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def make_plan(self, order: ExportOrder) -> None:
        """Ask for a plan; what came of the last run is forgotten."""
        self.ended = None
        self._ask(order)

    def renew(self) -> None:
        """Ask again after a run: who is left over, what was exported so far, and what “retry failed” would do now."""
        if self.ended is not None:
            self._ask(replace(self.ended.report.order, retry=True, overwrite=None))

    def take_settled(self, line: RunDay) -> None:
        """Take note of how a conflict was settled, in what came of the run."""
        if self.ended is not None:
            report = self.ended.report
            days = tuple(line if (day.employee, day.day) == (line.employee, line.day) else day for day in report.days)
            self.ended = replace(self.ended, report=replace(report, days=days))

    def _ask(self, order: ExportOrder) -> None:
        """Ask for a plan; one that was asked for earlier is not told any more, and none once the app is closed."""
        if not self._session.is_open:
            return
        self._asked += 1
        app, asked = self._session.app, self._asked

        def done(plan: Plan) -> None:
            if asked == self._asked:
                self.plan = plan
                if self.ended is not None:
                    self.ended = replace(self.ended, to_retry=plan.report.to_send)
                self.planned.emit(plan)

        def failed(error: ClockReportsError) -> None:
            if asked == self._asked:
                self.plan_failed.emit(error)

        self._session.workers.start(self, lambda _cancel: read_plan(app, order), done, failed)

    def run(self, order: ExportOrder) -> None:
        """Export; nothing happens while a run is under way."""
        if self.running:
            return
        app, workers = self._session.app, self._session.workers

        def tell(progress: Progress) -> None:
            workers.post(self, partial(self.progressed.emit, progress))

        def work(cancel: CancelToken) -> Ended:
            report = app.exporting.run(order, cancel, tell)
            return Ended(report, app.exporting.preview(replace(order, retry=True)).to_send)

        self.ended = None
        self._run = workers.start(self, work, self._end, self._fail)
        self.began.emit()

    def stop(self) -> None:
        """Ask the run to stop; what is sent stays sent."""
        if self._run is not None:
            self._run.cancel()

    def _end(self, ended: Ended) -> None:
        self._run, self.ended = None, ended
        self.run_ended.emit(ended)
        self._session.changed.emit()

    def _fail(self, error: ClockReportsError) -> None:
        self._run = None
        self.not_begun.emit(error)
