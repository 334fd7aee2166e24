"""The desk behind the window: asks for plans, runs exports, and tells of both. It knows no widget.

One plan counts, the last one asked for; one run at a time. All work is done by the session's workers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
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
    """Plans and runs; `running` says whether a run is under way."""

    planned = Signal(object)
    """A `Plan`."""
    plan_failed = Signal(object)
    """The `ClockReportsError` for which there is no plan."""
    began = Signal()
    progressed = Signal(object)
    """A `Progress`."""
    ended = Signal(object)
    """An `Ended`; also when the run ended early."""
    not_begun = Signal(object)
    """The `ClockReportsError` for which there was no run at all, or it could not be told how it ended."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._run: CancelToken | None = None

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def plan(self, order: ExportOrder) -> None:
        """Ask for a plan; one that was asked for earlier is not told any more, and none once the app is closed."""
        if not self._session.is_open:
            return
        self._asked += 1
        app, asked = self._session.app, self._asked
        self._session.workers.start(
            self,
            lambda _cancel: read_plan(app, order),
            lambda plan: self._if_last(asked, self.planned.emit, plan),
            lambda error: self._if_last(asked, self.plan_failed.emit, error),
        )

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

        self._run = workers.start(self, work, self._end, self._fail)
        self.began.emit()

    def stop(self) -> None:
        """Ask the run to stop; what is sent stays sent."""
        if self._run is not None:
            self._run.cancel()

    def _end(self, ended: Ended) -> None:
        self._run = None
        self.ended.emit(ended)
        self._session.changed.emit()

    def _fail(self, error: ClockReportsError) -> None:
        self._run = None
        self.not_begun.emit(error)

    def _if_last(self, asked: int, tell: Callable[[object], object], what: Plan | ClockReportsError) -> None:
        if asked == self._asked:
            tell(what)
