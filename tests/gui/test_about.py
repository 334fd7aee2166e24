"""Help › About: what the program is, and the licences of everything that it is made of."""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clockreports.base.resources import resource
from clockreports.gui.about_licences import LicencesDialog
from clockreports.gui.main_window import MainWindow
from tests.helpers.qt_looking import actions, press


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this a program that an installer put here; gives where its licences stand."""
    folder = shutil.copytree(resource("icons").parent, tmp_path / "bundle" / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(folder.parent), raising=False)
    return folder / "licences.txt"


def licences_of(qtbot: QtBot, window: MainWindow) -> str:
    """Go to the licences as a person does, and return what can be read there."""
    actions(window.menuBar(), "Help")["About ClockReports"].trigger()
    about = QApplication.activeModalWidget()
    assert about is not None
    press(about, "Licences…")
    (dialog,) = about.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: dialog.text.toPlainText() != "Loading…")
    told = dialog.text.toPlainText()
    dialog.close()
    about.close()
    return told


def test_about_shows_the_licences_that_the_installer_brought(
    qtbot: QtBot, main_window: MainWindow, installed: Path
) -> None:
    installed.write_text("ClockReports: MIT\n\n<b>Permission</b> is hereby granted, © 2026 …\n", encoding="utf-8")
    assert licences_of(qtbot, main_window) == "ClockReports: MIT\n\n<b>Permission</b> is hereby granted, © 2026 …\n"


def test_about_names_the_installed_packages_where_there_was_no_installer(qtbot: QtBot, main_window: MainWindow) -> None:
    told = licences_of(qtbot, main_window)
    assert "ClockReports 0.1.0 stands under the MIT licence." in told
    assert f"\nSQLAlchemy {version('SQLAlchemy')}: MIT\n" in told
    assert f"\nMako {version('Mako')}: " in told, "what Alembic needs is there as well"
    assert "LGPL-3.0-only" in next(line for line in told.splitlines() if line.startswith("PySide6"))
    assert "pytest" not in told, "what only the tests of a package need is no part of this"


def test_about_says_when_the_licences_cannot_be_read(qtbot: QtBot, main_window: MainWindow, installed: Path) -> None:
    installed.write_bytes(b"\xff\xfe\xff")
    assert licences_of(qtbot, main_window).endswith("cannot be read. Install ClockReports again.")
