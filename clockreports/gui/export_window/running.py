"""Running: asks what has to be asked before an export, and shows how far it is and what came of it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.gui.export_window.desk import Ended, ExportDesk
from clockreports.gui.export_window.face import Face
from clockreports.gui.export_window.rows import rows_of
from clockreports.gui.export_window.sentences import error_sentence, long_question
from clockreports.gui.icons import Picture
from clockreports.gui.question import ask
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError
from clockreports.services.progress import Progress

_WHILE_IT_RUNS = "You can stop at any time: what is sent stays sent, and the next export goes on from there."


class Running(QObject):
    """Exports. `failed` tells why there was no run, in a sentence; `over` that one has ended, or never begun."""

    failed = Signal(str)
    over = Signal()

    def __init__(self, face: Face, desk: ExportDesk) -> None:
        super().__init__(face)
        self._face, self._desk = face, desk
        face.strip.export.connect(self._export)
        face.strip.stop.connect(self.stop)
        face.strip.retry.connect(self._retry)
        desk.began.connect(self._begin)
        desk.progressed.connect(self._show_progress)
        desk.run_ended.connect(self._show_ended)
        desk.not_begun.connect(self._show_not_begun)

    def run(self, order: ExportOrder) -> None:
        """Export with the key that was typed, if one was: it is saved first, and when it cannot be, nothing is sent."""
        go = partial(self._desk.run, order)
        if self._face.key_row.settle(go):
            go()

    def stop(self) -> None:
        """Stop; what is sent stays sent."""
        self._desk.stop()
        self._face.strip.show_stopping()

    def _export(self) -> None:
        plan = self._desk.plan
        if plan is None:
            return
        go = partial(self.run, plan.report.order)
        question = long_question(plan)
        if question:
            ask(self._face, question, _WHILE_IT_RUNS, {"&Export": go, "&Cancel": None})
        else:
            go()

    def _retry(self) -> None:
        if self._desk.ended is not None:
            self.run(replace(self._desk.ended.report.order, retry=True))

    # What becomes of it -----------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._face.which.setEnabled(False)
        self._face.strip.show_running()

    def _show_progress(self, progress: Progress) -> None:
        if progress.finished is not None:
            self._face.days.finish(progress.finished)
        self._face.strip.show_progress(progress)

    def _show_ended(self, ended: Ended) -> None:
        face, plan = self._face, self._desk.plan
        face.which.setEnabled(True)
        names = plan.names if plan is not None else {}
        face.days.show_result(rows_of(ended.report.days, names, done=True))
        face.strip.show_ended(ended)
        problem = ended.report.problem
        if problem is not None:
            picture = Picture.INFORMATION if isinstance(problem, CancelledError) else Picture.REFUSED
            face.banner.say(error_sentence(problem), picture)
        self.over.emit()

    def _show_not_begun(self, error: ClockReportsError) -> None:
        self._face.which.setEnabled(True)
        self.failed.emit("" if isinstance(error, BusyError) else error_sentence(error))  # who is busy, the plan says
        self.over.emit()
