"""The manual page “How to create a API key in PeopleHR”, second half, done with mouse and keyboard.

The comments are its words, and each stands over what makes it true. Everything is real but the prompt of the system:
the profile, the main window, the person's keyring (in memory), the practice People HR.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
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
from tests.helpers.qt_looking import press
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

    def click(self, text: str) -> None:
        """Click a button of the export window, by what is written on it."""
        press(self.export, text)
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


def test_adding_the_generated_api_key_to_clockreports(
    qtbot: QtBot, session: Session, practice_site: PracticeSite, memory_keyring: MemoryKeyring
) -> None:
    # Firstly, make sure you run the ClockReports software as administrator
    # by right clicking the software (when closed) and selecting 'run as administrator'.
    administrator = FakeElevation(is_administrator=True)
    # Once ClockReports is open and running as administrator, navigate to the top menu bar
    person = person_with(qtbot, session, practice_site, administrator)
    # Click the 'Data Manager' tab
    # Click the 'People HR Export' button
    person.choose("Data Manager", "People HR Export")
    # This will automatically open up the 'People HR Export' window
    assert person.export.windowTitle() == "People HR Export"
    assert person.panel.state.text().startswith("Not set")
    # Click the 'Unlock' button next to the API key field
    assert person.panel.field.isReadOnly()
    person.click("Unlock")
    # You will now be able edit the API key field
    assert not person.panel.field.isReadOnly()
    assert administrator.asked == [], "nobody is asked who is administrator already"
    # In the API key field, paste the API key that you generated from PeopleHR in the earlier steps
    person.paste(f"  {practice_site.key}\n")
    # Close the window and the API key will automatically save
    assert memory_keyring.kept == {}
    person.close_export()
    assert len(memory_keyring.kept) == 1
    assert "The API key is saved. It ends in 7777" in person.window.statusBar().currentMessage()
    # You have now successfully generated a PeopleHR API key and added it to ClockReports
    person.choose("Data Manager", "People HR Export")
    assert person.panel.field.isReadOnly()
    assert person.panel.state.text().startswith("Set, ends in 7777 · saved 16/03/2026 by ")
    assert person.panel.state.text().endswith(", not tested · kept in your own keyring")
    assert practice_site.key not in person.panel.field.text()
    person.click("Test")
    assert person.panel.notice.text() == "The key works for Pretend Works Ltd."
    person.close_export()
    person.choose("Data Manager", "People HR Export")
    assert "not tested" not in person.panel.state.text(), "the test is remembered"
    person.close_export()


def test_its_twin_somebody_who_is_no_administrator_calls_one_over(
    qtbot: QtBot, session: Session, practice_site: PracticeSite, memory_keyring: MemoryKeyring
) -> None:
    granted = FakeElevated()
    prompt = FakeElevation(answers=[None, granted])
    person = person_with(qtbot, session, practice_site, prompt)
    person.choose("Data Manager", "People HR Export")
    person.click("Unlock")
    assert person.panel.field.isReadOnly(), "the prompt was dismissed"
    assert person.panel.notice.text() == "", "and that is no news"
    person.click("Unlock")
    assert not person.panel.field.isReadOnly(), "the prompt was granted"
    person.paste(practice_site.key)
    person.close_export()
    assert len(memory_keyring.kept) == 1, "each person's own keyring keeps it, not the administrator's"
    assert (granted.held, granted.ended, prompt.asked) == (None, True, [False, False])
    person.choose("Data Manager", "People HR Export")
    assert person.panel.field.isReadOnly()
    person.click("Test")
    assert person.panel.notice.text() == "The key works for Pretend Works Ltd."
    person.close_export()
