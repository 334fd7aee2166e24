"""A closer look: taps of a day, versions of a conflict, days of a run, its undoing, what differs, the saved list."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from clockreports.base.errors import ClockReportsError
from clockreports.domain.runs import Run, RunDay
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.conflict_dialog import ConflictDialog
from clockreports.gui.export_window.desk import ExportDesk
from clockreports.gui.export_window.face import Face
from clockreports.gui.export_window.rows import DayRow
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.gui.export_window.saved_list import save_list, support_text
from clockreports.gui.export_window.sentences import SHOW_UNLINKED, error_sentence
from clockreports.gui.export_window.undo_dialog import show_undo
from clockreports.gui.export_window.verify_dialog import show_verify
from clockreports.gui.icons import Picture
from clockreports.gui.question import ask_where
from clockreports.gui.session import Session
from clockreports.services.verifying import VerifyOrder


class CloserLook(QObject):
    """Opens what a person asks for, and shows in the window what came of it."""

    def __init__(self, session: Session, face: Face, desk: ExportDesk) -> None:
        super().__init__(face)
        self._session, self._face, self._desk = session, face, desk
        face.days.opened.connect(self._show_taps)
        face.days.settle.connect(self._settle)
        face.days.save.connect(self._ask_where)
        face.history.opened.connect(self._show_run)
        face.history.verify.connect(self._verify)
        face.history.undo.connect(self._undo)
        face.strip.wanted.connect(self._show_wanted)
        face.strip.copy.connect(self._copy)

    def _show_wanted(self, what: str) -> None:
        """Lead to the list behind a count."""
        face = self._face
        if what == SHOW_UNLINKED:
            face.tabs.setCurrentWidget(face.unlinked)
            face.unlinked.users.setFocus()
        else:
            face.tabs.setCurrentWidget(face.days)
            face.days.show_only(what)

    def _show_taps(self, row: DayRow) -> None:
        show_taps(self._session, self._face, *row.key)

    def _show_run(self, run: Run) -> None:
        RunDialog(self._session, run, self._face).open()

    def _verify(self) -> None:
        """Compare the days that the window is about, with the key that was typed, if one was."""
        order = self._face.which.order()
        wanted = VerifyOrder(order.period, order.employee_ids)
        go = partial(show_verify, self._session, self._face, wanted)
        if self._face.key_row.settle(go):
            go()

    def _undo(self, run: Run) -> None:
        """Show what undoing a run would do, with the key that was typed, if one was."""
        if self._desk.running:
            wait = "Wait until the export is done, or stop it; then undo the run."
            self._face.banner.say(wait, Picture.INFORMATION)
            return
        go = partial(show_undo, self._session, self._face, run)
        if self._face.key_row.settle(go):
            go()

    # Conflicts --------------------------------------------------------------------------------------------------------

    def _settle(self, row: DayRow) -> None:
        if self._desk.running:
            wait = "Wait until the export is done, or stop it; then settle the conflict."
            self._face.banner.say(wait, Picture.INFORMATION)
            return
        dialog = ConflictDialog(self._session, row, self._face, self._face.key_row)
        dialog.settled.connect(self._settled)
        dialog.open()

    def _settled(self, line: RunDay) -> None:
        """Show how the day stands now, in the list and in what came of the run."""
        self._face.days.finish(line)
        self._desk.take_settled(line)
        if self._desk.ended is not None:
            self._face.strip.show_ended(self._desk.ended)
        self._session.changed.emit()

    # The list as text -------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        name = f"People HR export {self._face.which.order().period.first.isoformat()}.csv"
        ask_where(self._face, name, self._save)

    def _save(self, path: str) -> None:
        """Save the rows that are shown, and say so."""
        rows, banner = self._face.days.shown(), self._face.banner
        saved = f"Saved {len(rows):,} of {self._face.days.counts.total():,} days to {path}."

        def done(_nothing: None) -> None:
            banner.say(saved, Picture.SAVE)

        def failed(error: ClockReportsError) -> None:
            banner.say(error_sentence(error), Picture.WARNING, ("Sa&ve elsewhere…", self._ask_where))

        save = partial(save_list, Path(path), rows)
        self._session.workers.start(self, lambda _cancel: save(), done, failed)

    def _copy(self) -> None:
        if self._desk.ended is not None:
            QGuiApplication.clipboard().setText(support_text(self._desk.ended.report))
            copied = "Copied: paste it into your message. The API key is not in it, nor is any employee’s name."
            self._face.banner.say(copied, Picture.COPY)
