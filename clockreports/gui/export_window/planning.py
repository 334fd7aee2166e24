"""Planning: asks what an export would do, and shows it, or why there is nothing to show."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from clockreports.base.errors import ClockReportsError
from clockreports.gui.export_window.desk import ExportDesk
from clockreports.gui.export_window.face import Face
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.export_window.sentences import (
    empty_sentence,
    error_sentence,
    holder_sentence,
    interrupted_sentence,
)
from clockreports.gui.export_window.unlinked_tab import tab_title
from clockreports.gui.icons import Picture
from clockreports.gui.page import EmptyState
from clockreports.gui.session import Session
from clockreports.services.exporting import ExportOrder

_SETTLING_MILLISECONDS: Final = 150
"""So long after the last change of the period a plan is asked for."""


class Planning(QObject):
    """Keeps a plan on show until a run begins. `resumed` tells the order of a run that is to go on."""

    resumed = Signal(object)

    def __init__(self, session: Session, face: Face, desk: ExportDesk) -> None:
        super().__init__(face)
        self._session, self._face, self._desk = session, face, desk
        self._trouble = ""
        self._resume_offered = True
        self._run_when_planned: ExportOrder | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLING_MILLISECONDS)
        self._soon.timeout.connect(self.refresh)
        session.opened.connect(self.refresh)
        session.changed.connect(self._renew)
        face.which.changed.connect(self._soon.start)
        face.which.changed.connect(self.forget_trouble)
        face.key_row.key_changed.connect(self.forget_trouble)
        face.strip.plan_again.connect(self.refresh)
        face.history.go_on.connect(self._resume)
        desk.planned.connect(self._show)
        desk.plan_failed.connect(self._show_none)
        desk.began.connect(self.forget_trouble)
        if session.is_open:
            self.refresh()

    def refresh(self) -> None:
        """Make a new plan; what came of the last run is not shown any more."""
        if self._desk.running or not self._session.is_open:
            return
        self._soon.stop()
        self._face.which.renew()
        self._face.strip.show_planning()
        self._desk.make_plan(self._face.which.order())

    def say_trouble(self, trouble: str) -> None:
        """Have the next plan say what was in the way of an export ("" for what the plan says itself), and make it."""
        self._trouble = trouble
        self.refresh()

    def forget_trouble(self) -> None:
        """Say no more what was in the way: the person has done something about it."""
        self._trouble = ""
        self._face.banner.hide()

    def _renew(self) -> None:
        """Read again what changed; what came of a run stays on show."""
        if self._desk.running:
            return
        if self._desk.ended is None:
            self.refresh()
        else:
            self._desk.renew()

    # Showing ----------------------------------------------------------------------------------------------------------

    def _show(self, plan: Plan) -> None:
        face, desk = self._face, self._desk
        face.which.show_people(plan.roll.employees)
        face.unlinked.show_plan(plan)
        face.title(face.unlinked, tab_title(plan))
        face.history.show_plan(plan, may_resume=not desk.running)
        if desk.running:
            return
        if desk.ended is not None:
            face.strip.show_to_retry(desk.ended)
            return
        face.days.show_rows(plan.rows, self._why_empty(plan))
        face.strip.show_plan(plan)
        self._announce(plan)
        order, self._run_when_planned = self._run_when_planned, None
        if order is not None and plan.report.to_send:
            self.resumed.emit(order)

    def _show_none(self, error: ClockReportsError) -> None:
        self._run_when_planned = None
        if self._desk.ended is not None:  # what came of the run is worth more than a plan
            self._face.banner.say(error_sentence(error), Picture.WARNING)
            return
        self._face.days.show_rows((), EmptyState(error_sentence(error), "Tr&y again", self.refresh))
        self._face.strip.show_failure()

    def _why_empty(self, plan: Plan) -> EmptyState:
        face = self._face
        sentence = empty_sentence(plan, today_in_it=face.which.today_left_out)
        if not plan.roll.users:
            return EmptyState(sentence, "Im&port…", face.import_asked.emit)
        if not plan.roll.employees:
            return EmptyState(sentence, "S&ync from People HR", self._sync)
        if plan.unlinked:
            return EmptyState(sentence, "&Link users…", partial(face.tabs.setCurrentWidget, face.unlinked))
        if face.which.today_left_out:
            return EmptyState(sentence, "Include toda&y", face.which.include_today)
        return EmptyState(sentence, "&Choose another period", face.which.choose_period)

    def _sync(self) -> None:
        """Ask for the employees, with the key that was typed, if one was: it is saved first."""
        ask = self._face.sync_asked.emit
        if self._face.key_row.settle(ask):
            ask()

    def _announce(self, plan: Plan) -> None:
        """Say who else is exporting, or what was in the way, or offer to go on where an export was interrupted."""
        banner = self._face.banner
        if plan.holder is not None:
            now = self._session.app.clock.now()
            banner.say(holder_sentence(plan.holder, now), Picture.WAITING, ("Look a&gain", self.refresh))
        elif self._trouble:
            banner.say(self._trouble, Picture.REFUSED)
        elif plan.interrupted is not None and self._resume_offered:
            actions = ("&Resume", self._resume), ("Not &just now", self._offer_no_more)
            banner.say(interrupted_sentence(plan.interrupted), Picture.INFORMATION, *actions)
        else:
            banner.hide()

    # Going on ---------------------------------------------------------------------------------------------------------

    def _resume(self) -> None:
        """Show what the interrupted export was about, then have it go on."""
        face, plan = self._face, self._desk.plan
        if plan is None or plan.interrupted is None:
            return
        run = plan.interrupted.run
        self._run_when_planned = ExportOrder(run.period, frozenset(run.employee_ids))
        face.tabs.setCurrentWidget(face.days)
        face.which.pick(run.period, frozenset(run.employee_ids))
        self.refresh()

    def _offer_no_more(self) -> None:
        self._resume_offered = False
