"""Practising: the window on a pretend company, with a throw-away profile and a practice People HR behind it.

Nothing of the person's own takes part: no profile, no key, no database. A banner says so.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QProcess, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QWidget

from clockreports.base.clock import Clock
from clockreports.base.errors import ClockReportsError
from clockreports.gui.icons import Picture, Sign, icon
from clockreports.gui.plain_text import plain_box
from clockreports.gui.session import Practising, Session, Start
from clockreports.gui.theme import GRID, wrapped

if TYPE_CHECKING:
    from clockreports.bootstrap.practice import Practice

SAMPLE_LOG: Final = "sample-attlog.dat"
_NO_WAITING: Final = "1000000"
"""Calls a minute: the practice People HR takes as many as there are."""
_ALL_PRETENDED: Final = "all of it is made up, and nothing leaves this computer."
_COPIED: Final = (
    "The API key of the pretend company is copied. Now choose Data Manager › People HR Export, click Unlock, paste "
    "the key, and close that window."
)
_COPIED_MILLISECONDS: Final = 20_000


def practice_start(folder: Path, practice: "Practice", clock: Clock | None = None) -> Start:
    """Return how the window starts on an empty folder and a practice People HR; the sample log lies in the folder."""
    from clockreports.bootstrap.app import PACE_VARIABLE  # noqa: PLC0415 - loads slowly: only practising needs it

    folder.joinpath(SAMPLE_LOG).write_text(practice.sample_log(), encoding="utf-8")
    key = "" if practice.key is None else practice.key.reveal()
    return Start({PACE_VARIABLE: _NO_WAITING}, folder, Practising(practice.company, key, practice.address), clock)


def bring_in_sample(session: Session) -> None:
    """Import the sample log as soon as the app is open, so that there are days to look at and to send."""

    def read() -> None:
        app, log = session.app, session.app.profile.folder / SAMPLE_LOG
        session.workers.start(session, lambda _cancel: app.importing.import_files([log]), told, failed)

    def told(_files: object) -> None:
        session.changed.emit()

    def failed(error: ClockReportsError) -> None:
        raise error

    session.opened.connect(read)


def practise(window: QWidget) -> None:
    """Start practising beside a window, in a program of its own, so that neither can touch what is the other's."""
    program, *arguments = [*_own_program(), "demo"]
    started, _process = QProcess.startDetached(program, arguments)
    if not started:
        title, advice = "Practising could not be started.", "Start ClockReports again, and try once more."
        plain_box(QMessageBox.Icon.Warning, "ClockReports", title, advice, window).open()


class PracticeBanner(QFrame):
    """The strip that marks a window in which everything is pretended; a button copies the key that it takes."""

    def __init__(self, practising: Practising) -> None:
        super().__init__()
        self._key = practising.key
        self._about = f"Practising with {practising.company}: {_ALL_PRETENDED}"
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._told = wrapped(self._about)
        copying = QPushButton(icon(Picture.COPY), "Copy its API &key")
        copying.clicked.connect(self._copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(Sign(Picture.INFORMATION))
        row.addWidget(self._told, 1)
        row.addWidget(copying)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self._told.setText(_COPIED)
        QTimer.singleShot(_COPIED_MILLISECONDS, self, lambda: self._told.setText(self._about))


def _own_program() -> list[str]:
    """Return what starts this very program: a frozen one is its own file."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "clockreports"]
