"""Decides when the welcome page stands before the others: until its three steps are done, or somebody skips them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTabWidget, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.first_steps import FirstSteps, read_first_steps
from clockreports.gui.remembered import recall, remember
from clockreports.gui.session import Session
from clockreports.gui.welcome import Ways, WelcomePage

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_TITLE: Final = "&Welcome"
_SKIPPED: Final = "welcome/skipped"


class WelcomeTab(QObject):
    """Puts the page before the others in `tabs`, and takes it away again; `first` is the page that is seen without it.

    By itself it comes to the front only at the start, and not when somebody has turned to another page by then.
    """

    def __init__(self, session: Session, tabs: QTabWidget, first: QWidget, ways: Ways) -> None:
        super().__init__(tabs)
        self._session, self._tabs, self._first = session, tabs, first
        self._page = WelcomePage(replace(ways, skip=self.skip), tabs)
        self._page.hide()
        self._skipped: bool | None = None  # None before it is known
        self._called_back = self._over = False
        session.opened.connect(self.look)
        session.changed.connect(self.look)

    def call_back(self) -> None:
        """Show the page, whatever is done or was skipped."""
        self._called_back, self._over, self._skipped = True, False, False
        remember(self._session, _SKIPPED, "")
        self.look()

    def skip(self) -> None:
        """Take the page away, and do not show it at the next start."""
        self._skipped = True
        remember(self._session, _SKIPPED, "yes")
        self._take_away()

    def look(self) -> None:
        """See how far somebody has come, for as long as it matters."""
        if self._session.is_open and not self._over:
            app = self._session.app
            self._session.workers.start(self, lambda _cancel: _read(app), self._show, self._do_without)

    def _show(self, found: tuple[FirstSteps, bool]) -> None:
        steps, skipped = found
        if self._skipped is None:
            self._skipped = skipped
        if self._skipped or (steps.all_done and not self._called_back):
            self._take_away()
            return
        self._page.show_steps(steps)
        if self._tabs.indexOf(self._page) < 0:
            wanted = self._called_back or self._tabs.currentWidget() is self._first
            self._tabs.insertTab(0, self._page, _TITLE)
            if wanted:
                self._tabs.setCurrentWidget(self._page)
                self._page.focus_next()
        self._called_back = steps.all_done  # then it stays until it is closed; else until the rest is done, too

    def _take_away(self) -> None:
        self._over = True
        place = self._tabs.indexOf(self._page)
        if place >= 0:
            was_seen = self._tabs.currentWidget() is self._page
            self._tabs.removeTab(place)
            if was_seen:
                self._tabs.setCurrentWidget(self._first)

    def _do_without(self, _error: ClockReportsError) -> None:
        """Leave it: whatever is wrong, the pages say it."""


def _read(app: "App") -> tuple[FirstSteps, bool]:
    return read_first_steps(app), bool(recall(app.profile.folder, _SKIPPED))
