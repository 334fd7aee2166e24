"""Help › Check for updates…: says what would be asked, asks when told to, and shows what is out. Installs nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from clockreports import __version__
from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.words import day
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.updating import UpdateCheck

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_WIDTH: Final = 64 * GRID
_HEIGHT: Final = 30 * GRID
_HEIGHT_WITH_CHANGES: Final = 48 * GRID
_NEVER: Final = "Nothing is installed by itself: the page tells how to get it."


class UpdateDialog(QDialog):
    """Asks before anything goes over the network; `open_page` opens the page a newer version can be had from."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        open_page: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Check for updates")
        self._session = session
        self._open_page = open_page
        self._asking: CancelToken | None = None
        self._page = QUrl()
        self._heading, self._sentence = heading(f"This is ClockReports {__version__}"), wrapped("")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Asking for the newest version")
        self._changes = QPlainTextEdit()
        self._changes.setReadOnly(True)
        self._changes.setTabChangesFocus(True)
        self._caption = PlainLabel("&What changed")
        self._caption.setBuddy(self._changes)
        self._by_itself = QCheckBox("&Look by itself once a week, when the window opens")
        self._by_itself.clicked.connect(self._choose)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._check = self._buttons.addButton("Check &now", QDialogButtonBox.ButtonRole.ActionRole)
        self._get = self._buttons.addButton("&Open the download page", QDialogButtonBox.ButtonRole.ActionRole)
        self._check.clicked.connect(self._ask)
        self._get.clicked.connect(lambda: self._open_page(self._page))
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)
        self._lay_out()
        app = session.app
        session.workers.start(self, lambda _cancel: _ready(app), self._show_ready, self._show_forbidden)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (self._heading, self._sentence, self._bar):
            layout.addWidget(part)
        changes = QVBoxLayout()
        changes.setSpacing(GRID // 2)
        changes.addWidget(self._caption)
        changes.addWidget(self._changes)
        layout.addLayout(changes, stretch=1)
        layout.addStretch()  # holds the words together where nothing changed
        for below in (self._by_itself, self._buttons):
            layout.addWidget(below)
        for shown_later in (self._bar, self._caption, self._changes, self._get, self._check, self._by_itself):
            shown_later.hide()
        self.resize(_WIDTH, _HEIGHT)

    def _show_ready(self, ready: tuple[str, bool]) -> None:
        host, by_itself = ready
        self._by_itself.setChecked(by_itself)
        self._by_itself.show()
        self._say(
            f"To find out whether there is a newer version, {host} is asked. Nothing is told about you, your people or "
            "your clocks, and nothing is installed."
        )
        self._check.show()
        self._check.setDefault(True)
        self._check.setFocus()

    def _show_forbidden(self, error: ClockReportsError) -> None:
        self._say(f"{error.title} {error.advice}")

    # Asking ----------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        app = self._session.app
        self._check.setEnabled(False)
        self._bar.show()
        self._say("Asking for the newest version…")
        self._asking = self._session.workers.start(self, app.updating.check, self._answered, self._not_answered)

    def _answered(self, check: UpdateCheck) -> None:
        self._over()
        if check.is_newer:
            self._show_newer(check)
        else:
            self._say("It is the newest version.")

    def _show_newer(self, check: UpdateCheck) -> None:
        newest = check.newest
        self._page = QUrl(newest.page)
        self._heading.setText(f"ClockReports {newest.version} is out")
        self._say(f"It came out on {day(newest.day)}. This is ClockReports {check.own}. {_NEVER}")
        self._changes.setPlainText("\n".join(f"• {change}" for change in newest.changes))
        for part in (self._caption, self._changes):
            part.setVisible(bool(newest.changes))
        self.resize(self.width(), max(self.height(), _HEIGHT_WITH_CHANGES))
        self._get.show()
        self._get.setDefault(True)
        self._check.hide()
        self._get.setFocus()

    def _not_answered(self, error: ClockReportsError) -> None:
        self._over()
        if not isinstance(error, CancelledError):
            self._say(f"{error.title} {error.advice}")

    def _over(self) -> None:
        self._asking = None
        self._bar.hide()
        self._check.setEnabled(True)
        self._check.setFocus()

    def _stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()

    def _choose(self, wanted: bool) -> None:  # noqa: FBT001 - as Qt tells it
        """Keep whether the window looks by itself."""
        app = self._session.app
        work = self._session.workers.start
        work(self, lambda _cancel: app.updating.look_by_itself(wanted=wanted), lambda _done: None, self._show_forbidden)

    def _say(self, sentence: str) -> None:
        self._sentence.setText(sentence)


def show_updates(session: Session, window: QWidget) -> None:
    """Show the dialog before a window; nothing happens before the app is open."""
    if session.is_open:
        UpdateDialog(session, window).open()


def _ready(app: "App") -> tuple[str, bool]:
    """Return which computer would be asked, and whether the window asks it by itself."""
    return app.updating.host(), app.updating.looks_by_itself()
