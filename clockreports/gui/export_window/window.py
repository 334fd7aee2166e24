"""The window itself: puts its parts together, and leads from a plan to a run to what came of it, and out again.

Three states: a plan is shown, a run goes on, what came of a run is shown. What is shown after a run stays until the
next plan is asked for. Closing asks the key first, and the person while a run goes on.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.runs import Run, RunDay
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.conflict_dialog import ConflictDialog
from clockreports.gui.export_window.day_list import DayList
from clockreports.gui.export_window.desk import Ended, ExportDesk
from clockreports.gui.export_window.history_tab import HistoryTab
from clockreports.gui.export_window.leaving import Leaving
from clockreports.gui.export_window.notice import Banner
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.export_window.question import ask, ask_where
from clockreports.gui.export_window.rows import DayRow, rows_of
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.gui.export_window.saved_list import save_list, support_text
from clockreports.gui.export_window.sentences import (
    SHOW_UNLINKED,
    empty_sentence,
    error_sentence,
    holder_sentence,
    interrupted_sentence,
    long_question,
)
from clockreports.gui.export_window.strip import Strip
from clockreports.gui.export_window.unlinked_tab import UnlinkedTab, tab_title
from clockreports.gui.export_window.which_days import WhichDays
from clockreports.gui.icons import Picture
from clockreports.gui.key_row import KeyRow
from clockreports.gui.page import EmptyState
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError
from clockreports.services.progress import Progress

_SETTLING_MILLISECONDS: Final = 150
"""So long after the last change of the period a plan is asked for."""


class ExportWindow(QWidget):
    """The People HR Export window. Show it; it deletes itself once it is closed."""

    import_asked = Signal()
    """There are no clock events yet, and the person wants to import some."""
    sync_asked = Signal()
    """There are no employees yet, and the person wants to fetch them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("People HR Export")
        self._session = session
        self.desk = ExportDesk(session, self)
        self.key_row = KeyRow(session, self)
        self.which = WhichDays(session, self)
        self.banner = Banner()
        self.days, self.unlinked, self.history = DayList(), UnlinkedTab(session), HistoryTab()
        self.strip = Strip()
        self.tabs = QTabWidget()
        self._plan: Plan | None = None
        self._ended: Ended | None = None
        self._resume_offered = True
        self._trouble = ""
        self._run_when_planned: ExportOrder | None = None
        self._leaving = Leaving(self, self.desk, self.key_row, self._stop)
        self._may_close = False
        self._soon = QTimer(self, singleShot=True, interval=_SETTLING_MILLISECONDS)
        self._lay_out()
        self._connect()
        self.which.picker.presets.setFocus()
        if session.is_open:
            self.refresh()

    def refresh(self) -> None:
        """Make a new plan; what came of the last run is not shown any more."""
        if self.desk.running or not self._session.is_open:
            return
        self._soon.stop()
        self._ended = None
        self.which.renew()
        self.strip.show_planning()
        self.desk.plan(self.which.order())

    # Putting together -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.days, "D&ays")
        self.tabs.addTab(self.unlinked, "Users and e&mployees")
        self.tabs.addTab(self.history, "&History")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (self.key_row, self.which, self.banner):
            layout.addWidget(part)
        layout.addWidget(self.tabs, stretch=1)
        layout.addWidget(self.strip)
        self.resize(132 * GRID, 88 * GRID)

    def _connect(self) -> None:
        session, desk, strip = self._session, self.desk, self.strip
        session.opened.connect(self.refresh)
        session.changed.connect(self._renew)
        self._soon.timeout.connect(self.refresh)
        self.which.changed.connect(self._soon.start)
        self.which.changed.connect(self._forget_trouble)
        desk.planned.connect(self._show_plan)
        desk.plan_failed.connect(self._show_no_plan)
        desk.began.connect(self._begin)
        desk.progressed.connect(self._show_progress)
        desk.ended.connect(self._show_ended)
        desk.not_begun.connect(self._show_not_begun)
        strip.export.connect(self._export)
        strip.stop.connect(self._stop)
        strip.retry.connect(self._retry)
        strip.plan_again.connect(self.refresh)
        strip.copy.connect(self._copy)
        strip.leave.connect(self.close)
        strip.wanted.connect(self._show_wanted)
        self.days.opened.connect(self._show_taps)
        self.days.settle.connect(self._settle)
        self.days.save.connect(self._ask_where)
        self.history.opened.connect(self._show_run)
        self.history.go_on.connect(self._resume)
        self.key_row.key_changed.connect(self._forget_trouble)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self.refresh)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._shut_down)

    # Planning ---------------------------------------------------------------------------------------------------------

    def _renew(self) -> None:
        """Read again what changed; what came of a run stays on show."""
        if self.desk.running:
            return
        if self._ended is None:
            self.refresh()
        else:
            self.desk.plan(replace(self._ended.report.order, retry=True, overwrite=None))

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.which.show_people(plan.roll.employees)
        self.unlinked.show_plan(plan)
        self.tabs.setTabText(self.tabs.indexOf(self.unlinked), tab_title(plan))
        self.history.show_plan(plan, may_resume=not self.desk.running)
        if self.desk.running:
            return
        if self._ended is not None:
            self._ended = replace(self._ended, to_retry=plan.report.to_send)
            self.strip.show_to_retry(self._ended)
            return
        self.days.show_rows(plan.rows, self._why_empty(plan))
        self._title_days()
        self.strip.show_plan(plan)
        self._announce(plan)
        order, self._run_when_planned = self._run_when_planned, None
        if order is not None and plan.report.to_send:
            self.desk.run(order)

    def _show_no_plan(self, error: ClockReportsError) -> None:
        self._run_when_planned = None
        self.days.show_rows((), EmptyState(error_sentence(error), "Tr&y again", self.refresh))
        self.strip.show_failure()

    def _why_empty(self, plan: Plan) -> EmptyState:
        sentence = empty_sentence(plan, today_in_it=self.which.today_left_out)
        if not plan.roll.users:
            return EmptyState(sentence, "Im&port…", self.import_asked.emit)
        if not plan.roll.employees:
            return EmptyState(sentence, "S&ync from People HR", self.sync_asked.emit)
        if plan.unlinked:
            return EmptyState(sentence, "&Link users…", partial(self.tabs.setCurrentWidget, self.unlinked))
        if self.which.today_left_out:
            return EmptyState(sentence, "Include toda&y", self.which.include_today)
        return EmptyState(sentence, "&Choose another period", self.which.choose_period)

    def _announce(self, plan: Plan) -> None:
        """Say who else is exporting, or what was in the way, or offer to go on where an export was interrupted."""
        if plan.holder is not None:
            now = self._session.app.clock.now()
            self.banner.say(holder_sentence(plan.holder, now), Picture.WAITING, ("Look a&gain", self.refresh))
        elif self._trouble:
            self.banner.say(self._trouble, Picture.REFUSED)
        elif plan.interrupted is not None and self._resume_offered:
            actions = ("&Resume", self._resume), ("Not &just now", self._offer_no_more)
            self.banner.say(interrupted_sentence(plan.interrupted), Picture.INFORMATION, *actions)
        else:
            self.banner.hide()

    def _offer_no_more(self) -> None:
        self._resume_offered = False

    def _forget_trouble(self) -> None:
        self._trouble = ""
        self.banner.hide()

    # Running ----------------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        if self._plan is None:
            return
        question = long_question(self._plan)
        if not question:
            self.desk.run(self._plan.report.order)
            return
        advice = "You can stop at any time: what is sent stays sent, and the next export goes on from there."
        run = partial(self.desk.run, self._plan.report.order)
        ask(self, question, advice, {"&Export": run, "&Cancel": None})

    def _retry(self) -> None:
        if self._ended is not None:
            self.desk.run(replace(self._ended.report.order, retry=True))

    def _resume(self) -> None:
        """Show what the interrupted export was about, then go on with it."""
        if self._plan is None or self._plan.interrupted is None:
            return
        run = self._plan.interrupted.run
        self._run_when_planned = ExportOrder(run.period, frozenset(run.employee_ids))
        self.tabs.setCurrentWidget(self.days)
        self.which.pick(run.period, frozenset(run.employee_ids))
        self.refresh()

    def _begin(self) -> None:
        self._ended = None
        self.which.setEnabled(False)
        self._forget_trouble()
        self.strip.show_running()

    def _stop(self) -> None:
        self.desk.stop()
        self.strip.show_stopping()

    def _show_progress(self, progress: Progress) -> None:
        if progress.finished is not None:
            self.days.finish(progress.finished)
        self.strip.show_progress(progress)

    def _show_ended(self, ended: Ended) -> None:
        self._ended = ended
        self.which.setEnabled(True)
        names = self._plan.names if self._plan is not None else {}
        self.days.show_result(rows_of(ended.report.days, names, done=True))
        self.strip.show_ended(ended)
        problem = ended.report.problem
        if problem is not None:
            picture = Picture.INFORMATION if isinstance(problem, CancelledError) else Picture.REFUSED
            self.banner.say(error_sentence(problem), picture)
        self._come_out()

    def _show_not_begun(self, error: ClockReportsError) -> None:
        self.which.setEnabled(True)
        self._trouble = "" if isinstance(error, BusyError) else error_sentence(error)  # who is busy, the plan says
        self.refresh()
        self._come_out()

    def _come_out(self) -> None:
        """Leave if that was wanted, or be seen again: what came of a run is never told to nobody."""
        if not self._leaving.run_is_over() and self.isHidden():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)  # noqa: FBT003 - Qt's own

    # Looking closer ---------------------------------------------------------------------------------------------------

    def _title_days(self) -> None:
        self.tabs.setTabText(self.tabs.indexOf(self.days), f"D&ays {self.days.counts.total():,}")

    def _show_wanted(self, what: str) -> None:
        if what == SHOW_UNLINKED:
            self.tabs.setCurrentWidget(self.unlinked)
            self.unlinked.users.setFocus()
        else:
            self.tabs.setCurrentWidget(self.days)
            self.days.show_only(what)

    def _show_taps(self, row: DayRow) -> None:
        show_taps(self._session, self, *row.key)

    def _settle(self, row: DayRow) -> None:
        if self.desk.running:
            self.banner.say("Wait until the export is done, or stop it; then settle the conflict.", Picture.INFORMATION)
            return
        dialog = ConflictDialog(self._session, row, self)
        dialog.settled.connect(self._settled)
        dialog.open()

    def _settled(self, line: RunDay) -> None:
        """Show how the day stands now, in the list and in what came of the run."""
        self.days.finish(line)
        if self._ended is not None:
            report = self._ended.report
            days = tuple(line if (day.employee, day.day) == (line.employee, line.day) else day for day in report.days)
            self._ended = replace(self._ended, report=replace(report, days=days))
            self.strip.show_ended(self._ended)
        self._session.changed.emit()

    def _show_run(self, run: Run) -> None:
        RunDialog(self._session, run, self).open()

    def _ask_where(self) -> None:
        ask_where(self, f"People HR export {self.which.order().period.first.isoformat()}.csv", self.save_list)

    def save_list(self, path: str) -> None:
        """Save the rows that are shown, and say so."""
        rows = self.days.shown()

        def done(_nothing: None) -> None:
            self.banner.say(f"Saved {len(rows):,} of {self.days.counts.total():,} days to {path}.", Picture.SAVE)

        def failed(error: ClockReportsError) -> None:
            self.banner.say(error_sentence(error), Picture.WARNING)

        self._session.workers.start(self, lambda _cancel: save_list(Path(path), rows), done, failed)

    def _copy(self) -> None:
        if self._ended is not None:
            QGuiApplication.clipboard().setText(support_text(self._ended.report))
            self.banner.say("Copied: paste it into your message. No name and no key is in it.", Picture.COPY)

    # Leaving ----------------------------------------------------------------------------------------------------------

    def leave(self, done: Callable[[], object]) -> bool:
        """Say whether the window may close now; else the person is asked, and `done` is called when it may."""
        return self._leaving.leave(done)

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    def _shut_down(self) -> None:
        """Ask nothing: this person's session ends."""
        self._may_close = True
        self.desk.stop()
        self.key_row.drop_or_save_for_shutdown()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or self.leave(self._close_for_good):
            event.accept()
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.key_row.escape():
            self.close()


def show_export_window(session: Session, parent: QWidget) -> ExportWindow:
    """Open the window, or bring forward the one that is open or whose export goes on unseen."""
    open_already = parent.findChild(ExportWindow)
    window = open_already if open_already is not None else ExportWindow(session, parent)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
