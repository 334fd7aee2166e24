"""Backups, as the main window offers them: one a day by itself, one whenever asked for, and the way back to any.

A restore needs the database closed, so the program closes its windows, restores, and opens again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.backing_up_choice import KIND_OF_FILE, RestoreDialog
from clockreports.gui.backing_up_damage import offer_rescue, offer_restart
from clockreports.gui.plain_text import plain_box
from clockreports.gui.session import Session
from clockreports.services.backing_up_words import after_restoring, holding
from clockreports.services.ports_backups import Contents, DamagedError

_EVERY_HOUR: Final = int(timedelta(hours=1).total_seconds() * 1000)
"""Milliseconds: a window may stay open for weeks, and a look whether today's backup is made costs nothing."""


class Backups(QObject):
    """What File › Back up… and Restore… do; `told` says, each time, why today's backup could not be made, or None.

    `start` opens the app, as it was done when the window was first shown.
    """

    told = Signal(object)

    def __init__(self, session: Session, window: QWidget, start: Callable[[], object]) -> None:
        super().__init__(window)
        self._session, self._window, self._start = session, window, start
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_HOUR)
        self._timer.timeout.connect(self.make_todays)
        session.opened.connect(self._timer.start)
        session.opened.connect(self.make_todays)
        session.opened.connect(self._tell_of_restore)

    def make_todays(self) -> None:
        """Make today's backup, beside the window, unless there is one."""
        if self._session.is_open:
            backing_up = self._session.app.backing_up
            self._session.workers.start(self, lambda _cancel: backing_up.once_a_day(), self.told.emit, self._damaged)

    def save(self) -> None:
        """Ask where to, and save a copy of the database there."""
        if not self._session.is_open:
            return
        today = self._session.app.clock.now().astimezone(self._session.app.settings.zone)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, "Back up", str(Path(documents) / f"clockreports-{today:%Y-%m-%d}.db"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(KIND_OF_FILE)
        dialog.setDefaultSuffix("db")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten, and that is said
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Save a copy of the database in a new file, and say what became of it."""
        app, path = self._session.app, Path(name)

        def done(contents: Contents) -> None:
            self._say(f"The backup is saved as {path}.", f"It was read back and holds {holding(contents)}.")

        self._session.workers.start(self, lambda _cancel: app.backing_up.back_up(path), done, self._fail)

    def restore(self) -> None:
        """Let a person choose a backup, and restore it."""
        if self._session.is_open:
            RestoreDialog(self._session, self._window, self.restart_with).open()

    def restart_with(self, backup: Path) -> None:
        """Close the windows, put a backup in place, and open again; nothing happens when a window has to ask first."""
        self._session.again = replace(self._session.start, restoring=backup)
        if not self._window.close():
            self._session.again = None
            self._say("Nothing was restored.", "Close the window People HR Export first, then restore again.")

    def take_over(self, error: ClockReportsError) -> bool:
        """Show the ways on when the app was not opened for a restore that failed, or for damage; say if it was so."""
        session = self._session
        if session.start.restoring is not None and session.restored is None:
            session.start = replace(session.start, restoring=None)  # nothing was changed: open what is there
            self._fail(error).finished.connect(self._start)
        elif isinstance(error, DamagedError):
            offer_rescue(error, session, self._window)
        else:
            return False
        return True

    def _tell_of_restore(self) -> None:
        if self._session.restored is not None:
            first, *others = after_restoring(self._session.restored)
            self._session.restored = None
            self._say(first, "\n\n".join(others))

    def _damaged(self, error: ClockReportsError) -> None:
        if isinstance(error, DamagedError):
            self._timer.stop()
            offer_restart(error, self._session, self._window, self.restart_with)
        else:
            self.told.emit(error)

    def _fail(self, error: ClockReportsError) -> QMessageBox:
        return self._say(error.title, error.advice, QMessageBox.Icon.Warning)

    def _say(self, title: str, more: str, mark: QMessageBox.Icon = QMessageBox.Icon.Information) -> QMessageBox:
        box = plain_box(mark, "ClockReports", title, more, self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return box
