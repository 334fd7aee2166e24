"""An operator at the export window: opens it, waits as a person waits, presses what a person presses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.clock import Clock
from clockreports.gui.export_window import ExportWindow, show_export_window
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.session import Session, Start
from clockreports.practice.sample import sample_company
from clockreports.practice.server import PracticeServer
from tests.helpers.clock import FakeClock
from tests.helpers.qt_site import LAST_WEEK, NOW, PracticeSite

PACE: Final = 28
"""The most calls a minute that the program makes by itself."""

PEOPLE_HRS_PACE: Final = 30
"""The most that People HR takes; one more, and it says so."""

_PATIENCE: Final = 20_000  # milliseconds


class Operator:
    """Sits at a main window, from which the export window is opened."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.desktop = QWidget()
        qtbot.addWidget(self.desktop)

    def open(self, *employee_ids: str) -> ExportWindow:
        """Open the window, and wait for its plan: of last week, for everybody or for these employees."""
        window = show_export_window(self.session, self.desktop)
        if employee_ids:
            window.which.pick(LAST_WEEK, frozenset(employee_ids))
            window.planning.refresh()
        self.wait()
        return window

    @property
    def window(self) -> ExportWindow:
        """The window that is open."""
        window = self.desktop.findChild(ExportWindow)
        assert window is not None
        return window

    @property
    def is_open(self) -> bool:
        """Whether there is an export window, seen or not."""
        return self.desktop.findChild(ExportWindow) is not None

    def wait(self) -> None:
        """Wait until no work is under way and all its ends were told."""
        self.until(lambda: not self.session.workers.busy)
        QApplication.processEvents()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; a busy computer may take its time."""
        self.qtbot.waitUntil(is_so, timeout=_PATIENCE)

    def button(self, text: str, within: QWidget | None = None) -> QPushButton:
        """Return the visible button whose text begins so, whatever its mnemonic."""
        found = [
            button
            for button in (within or self.window).findChildren(QPushButton)
            if button.isVisible() and button.text().replace("&", "").startswith(text)
        ]
        assert len(found) == 1, f"{text}: {[button.text() for button in found]}"
        return found[0]

    def press(self, text: str, within: QWidget | None = None) -> None:
        """Press a button, and wait for what comes of it."""
        QTest.mouseClick(self.button(text, within), Qt.MouseButton.LeftButton)
        if self.is_open and self.window.desk.running:
            self.until(lambda: not self.window.desk.running)
        self.wait()

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the dialog of a kind that is open."""
        (found,) = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        assert isinstance(found, QDialog)
        return found

    def answer(self, text: str) -> None:
        """Answer the question that is asked."""
        box = self.dialog(QMessageBox)
        QTest.mouseClick(self.button(text, box), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    @property
    def plan(self) -> Plan:
        """The plan that the window shows."""
        plan = self.window.desk.plan
        assert plan is not None
        return plan


class HeldClock(FakeClock):
    """A clock at which a test can hold the program while it waits for People HR's pace."""

    def __init__(self) -> None:
        super().__init__(NOW)
        self.waiting, self._go_on = Event(), Event()

    def hold(self) -> None:
        """Hold the next wait, until `go_on`."""
        self.waiting.clear()
        self._go_on.clear()
        self.before_wait = self._wait_here

    def go_on(self) -> None:
        """Let the program go on, and hold it no more."""
        self.before_wait = None
        self._go_on.set()

    def _wait_here(self, _seconds: float) -> None:
        self.waiting.set()
        self._go_on.wait(_PATIENCE / 1000)


@contextmanager
def paced(site: PracticeSite) -> Iterator[tuple[PracticeSite, HeldClock]]:
    """Play the sample company at People HR's real pace, both sides on one clock, which can be held."""
    clock = HeldClock()
    with PracticeServer(sample_company(NOW.date()), calls_per_minute=PEOPLE_HRS_PACE, clock=clock) as server:
        yield replace(site, people_hr=server, clock=clock), clock


@contextmanager
def session_at(
    qtbot: QtBot,
    site: PracticeSite,
    calls_per_minute: int = 10_000,
    *,
    with_key: bool = True,
    clock: Clock | None = None,
) -> Iterator[Session]:
    """Start the program, with its app open, and end it; without the key it looks for one in the keyring.

    The clock is the site's unless another one is given.
    """
    bugs: list[Exception] = []
    environment = {**site.environment, "CLOCKREPORTS_CALLS_PER_MINUTE": str(calls_per_minute)}
    if not with_key:
        del environment["CLOCKREPORTS_PEOPLEHR_KEY"], environment["CLOCKREPORTS_PEOPLEHR_URL"]
    session = Session(Start(environment, site.profile, clock=clock or site.clock), bugs.append)
    with qtbot.waitSignal(session.opened, timeout=_PATIENCE):
        session.open(bugs.append)
    try:
        yield session
    finally:
        session.close()
        QApplication.processEvents()
    assert bugs == []
