"""Remembers where windows were, in an INI file in the profile's folder: nowhere else is anything left behind.

Like every file it is read and written beside the window.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.session import Session

FILE_NAME: Final = "window.ini"


def restore_geometry(session: Session, window: QWidget, name: str) -> None:
    """Put a window back to where it was when it was last closed; call it once the session is open."""
    path = _path(session)
    opened_at = window.geometry()

    def show(geometry: QByteArray | None) -> None:
        if geometry is not None and window.geometry() == opened_at:  # else the person was quicker
            window.restoreGeometry(geometry)

    session.workers.start(window, lambda _cancel: _read(path, name), show, _ignore)


def save_geometry(session: Session, window: QWidget, name: str) -> None:
    """Note where a window is; call it while it is being closed, before the session is."""
    if session.is_open:
        path, geometry = _path(session), {name: window.saveGeometry()}
        session.workers.start(session, lambda _cancel: _write(path, geometry), _ignore, _ignore)


def _path(session: Session) -> Path:
    return session.app.profile.folder / FILE_NAME


def _read(path: Path, name: str) -> QByteArray | None:
    value = QSettings(str(path), QSettings.Format.IniFormat).value(f"geometry/{name}")
    return value if isinstance(value, QByteArray) else None


def _write(path: Path, geometry: Mapping[str, QByteArray]) -> None:
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in geometry.items():
        settings.setValue(f"geometry/{name}", value)
    settings.sync()


def _ignore(_answer: ClockReportsError | None) -> None:
    """Do nothing: a window that opens elsewhere next time is no news."""
