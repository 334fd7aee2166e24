"""Remembers little things from one start to the next, in an INI file in the profile's folder and nowhere else.

Where windows were, and what nobody wants to see again. Like every file it is read and written beside the window.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.session import Session

FILE_NAME: Final = "window.ini"


def restore_geometry(session: Session, window: QWidget, name: str) -> None:
    """Put a window back to where it was when it was last closed; call it once the session is open."""
    folder = session.app.profile.folder
    opened_at = window.geometry()

    def show(geometry: object) -> None:
        if isinstance(geometry, QByteArray) and window.geometry() == opened_at:  # else the person was quicker
            window.restoreGeometry(geometry)

    session.workers.start(window, lambda _cancel: recall(folder, f"geometry/{name}"), show, _ignore)


def save_geometry(session: Session, window: QWidget, name: str) -> None:
    """Note where a window is; call it while it is being closed, before the session is."""
    remember(session, f"geometry/{name}", window.saveGeometry())


def remember(session: Session, what: str, value: object) -> None:
    """Note something; nothing happens before the session is open."""
    if session.is_open:
        folder = session.app.profile.folder
        session.workers.start(session, lambda _cancel: _write(folder, what, value), _ignore, _ignore)


def recall(folder: Path, what: str) -> object:
    """Return what was noted in a profile's folder, None when nothing was; call it in a worker."""
    return _file(folder).value(what)


def _write(folder: Path, what: str, value: object) -> None:
    settings = _file(folder)
    settings.setValue(what, value)
    settings.sync()


def _file(folder: Path) -> QSettings:
    return QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)


def _ignore(_answer: ClockReportsError | None) -> None:
    """Do nothing: a window that opens elsewhere next time is no news."""
