"""The manual page from the very menus: Data Manager, People HR Export, Unlock, paste, close; open again: locked."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from clockreports.gui.export_window import ExportWindow
from clockreports.gui.key_panel import KeyPanel
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from clockreports.services.ports import Elevation
from tests.gui.conftest import open_session
from tests.helpers.elevation import FakeElevated, FakeElevation
from tests.helpers.qt_site import PracticeSite
from tests.helpers.vault import MemoryKeyring


class Person:
    """Somebody before the main window, who knows what is written on things and nothing else."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.window = MainWindow(session)
        qtbot.addWidget(self.window)
        self.window.show()
        session.opened.emit()

    def choose(self, menu: str, entry: str) -> None:
        """Choose from the menu bar, by what is written there."""
        below = named(self.window.menuBar().actions(), menu).menu()
        assert isinstance(below, QMenu)
        named(below.actions(), entry).trigger()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.session.workers.busy)
        QGuiApplication.processEvents()

    @property
    def export(self) -> ExportWindow:
        """The window that is open."""
        (window,) = (each for each in self.window.findChildren(ExportWindow) if each.isVisible())
        return window

    @property
    def panel(self) -> KeyPanel:
        """The key row in it."""
        (panel,) = self.export.findChildren(KeyPanel)
        return panel

    def click_unlock(self) -> None:
        """Click Unlock."""
        QTest.mouseClick(self.panel.unlock, Qt.MouseButton.LeftButton)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste into the field, as by the keyboard."""
        QGuiApplication.clipboard().setText(text)
        self.panel.field.setFocus()
        QTest.keySequence(self.panel.field, QKeySequence(QKeySequence.StandardKey.Paste))

    def close_export(self) -> None:
        """Close the window by its title bar."""
        window = self.export
        window.close()
        self.qtbot.waitUntil(lambda: not shiboken6.isValid(window))
        self.settle()


def named(actions: list[QAction], words: str) -> QAction:
    """Return the action on which these words are written."""
    return next(action for action in actions if action.text().replace("&", "").rstrip("…") == words)


@pytest.fixture
def session(
    qtbot: QtBot, practice_site: PracticeSite, memory_keyring: MemoryKeyring, bugs: list[Exception]
) -> Iterator[Session]:
    """Open ClockReports on a computer on which no key was ever set."""
    assert memory_keyring.kept == {}
    session = Session(Start({}, practice_site.profile, clock=practice_site.clock), bugs.append)
    open_session(qtbot, session)
    yield session
    session.close()


def person_with(qtbot: QtBot, session: Session, site: PracticeSite, elevation: Elevation) -> Person:
    """Seat a person, with or without rights, at a People HR that is the practice one."""
    key = replace(session.app.key, address=site.people_hr.address)
    session._app = replace(session.app, key=key, elevation=elevation)
    return Person(qtbot, session)


def test_an_administrator_adds_the_key(qtbot: QtBot, session: Session, practice_site: PracticeSite) -> None:
    person = person_with(qtbot, session, practice_site, FakeElevation(is_administrator=True))
    person.choose("Data Manager", "People HR Export")
    assert person.export.windowTitle() == "People HR Export"
    assert person.panel.field.isReadOnly()
    person.click_unlock()
    assert not person.panel.field.isReadOnly()
    person.paste(f"  {practice_site.key}\n")
    person.close_export()
    assert session.app.key.status().is_set

    person.choose("Data Manager", "People HR Export")
    assert person.panel.field.isReadOnly()
    assert f"Set, ends in {practice_site.key[-4:].upper()}" in person.panel.state.text()
    assert practice_site.key not in person.panel.field.text()
    person.close_export()


def test_somebody_else_is_dismissed_then_granted(qtbot: QtBot, session: Session, practice_site: PracticeSite) -> None:
    prompt = FakeElevation(answers=[None, FakeElevated()])
    person = person_with(qtbot, session, practice_site, prompt)
    person.choose("Data Manager", "People HR Export")
    person.click_unlock()
    assert person.panel.field.isReadOnly(), "the prompt was dismissed"
    person.click_unlock()
    assert not person.panel.field.isReadOnly(), "the prompt was granted"
    person.paste(practice_site.key)
    person.close_export()
    assert session.app.key.status().is_set
