"""A window with the key row in it, as the export window has it, and somebody at it; what is behind it is played.

A test module makes its fixture `sit` of `sitting`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from clockreports.base.secret import Secret
from clockreports.gui.key_panel import KeyPanel
from clockreports.gui.key_row import KeyRow
from clockreports.gui.session import Practising, Session, Start
from clockreports.services.key import KeyService
from clockreports.services.key_proof import KeyProof
from clockreports.services.ports import Credentials, Elevation, Saved
from tests.helpers.clock import START, FakeClock
from tests.helpers.elevation import FakeElevation
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.stores import MemoryPeople
from tests.helpers.vault import MemoryDroppedNote, MemoryVault, nothing_proven

if TYPE_CHECKING:
    from clockreports.bootstrap import App

ADDRESS: Final = "https://people.example"
OLD_KEY: Final = "1b2c3d4e-0000-4abc-8def-0123456789ab"
NEW_KEY: Final = "c0ffee00-dead-4bee-8fad-01234567f00d"
OLD: Final = Credentials(Secret(OLD_KEY), ADDRESS, Saved(START, "Jo", tested=True))
NEW: Final = Credentials(Secret(NEW_KEY), ADDRESS, Saved(START, "Ada"))


class KeyDialog(QDialog):
    """Asks the row before it closes, and at Esc, as every window with a key row must."""

    def __init__(self, row: KeyRow) -> None:
        super().__init__()
        self.setWindowTitle("People HR Export")
        self._row = row
        self._may_close = False
        layout = QVBoxLayout(self)
        layout.addWidget(row)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._may_close or self._row.leave(self._go))

    @override
    def reject(self) -> None:
        """Answer Esc."""
        if not self._row.escape():
            self.close()

    def _go(self) -> None:
        self._may_close = True
        self.close()


@dataclass
class KeyDesk:
    """Somebody at the window: what they see, and what they can do with mouse and keyboard."""

    qtbot: QtBot
    session: Session
    row: KeyRow
    window: KeyDialog
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.row.key_changed.connect(self.said.append)
        self.window.show()
        self.settle()

    @property
    def panel(self) -> KeyPanel:
        """The row's widgets."""
        (panel,) = self.row.findChildren(KeyPanel)
        return panel

    @property
    def state(self) -> str:
        """The line under the field."""
        return self.panel.state.text()

    @property
    def notice(self) -> str:
        """The sentence below, "" when none is shown."""
        return self.panel.notice.text() if self.panel.notice.isVisible() else ""

    @property
    def locked(self) -> bool:
        """Whether the field takes no text."""
        return self.panel.field.isReadOnly()

    @property
    def question(self) -> QMessageBox | None:
        """The question that is open, if any."""
        return next((box for box in self.window.findChildren(QMessageBox) if box.isVisible()), None)

    def settle(self) -> None:
        """Wait until nothing is under way beside the window."""
        self.qtbot.waitUntil(lambda: not self.session.workers.busy)

    def click(self, button: QWidget) -> None:
        """Click a button that can be seen, and wait for what follows."""
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def unlock(self) -> None:
        """Click Unlock."""
        self.click(self.panel.unlock)

    def test(self) -> None:
        """Click Test."""
        self.click(self.panel.test)

    def paste(self, text: str) -> None:
        """Paste over what stands in the field, with the keyboard."""
        QGuiApplication.clipboard().setText(text)
        self.panel.field.selectAll()
        QTest.keySequence(self.panel.field, QKeySequence(QKeySequence.StandardKey.Paste))

    def press(self, key: Qt.Key) -> None:
        """Press a key in the field."""
        QTest.keyClick(self.panel.field, key)
        self.settle()

    def close(self) -> None:
        """Click the X of the title bar."""
        self.window.close()
        self.settle()

    def answer(self, text: str) -> None:
        """Answer the question that is open with one of its buttons."""
        question = self.question
        assert question is not None
        (button,) = [button for button in question.findChildren(QPushButton) if button.text() == text]
        self.click(button)

    @property
    def closed(self) -> bool:
        """Whether the window is gone."""
        return not self.window.isVisible()


@dataclass
class KeySite:
    """What is behind the window: the store, administrator rights, People HR, the clock, the note of a lost change."""

    vault: MemoryVault = field(default_factory=lambda: MemoryVault(OLD))
    elevation: Elevation = field(default_factory=lambda: FakeElevation(is_administrator=True))
    people_hr: FakePeopleHr = field(default_factory=FakePeopleHr)
    clock: FakeClock = field(default_factory=FakeClock)
    note: MemoryDroppedNote = field(default_factory=MemoryDroppedNote)
    proof: KeyProof = field(default_factory=nothing_proven)
    practising: Practising | None = None

    def session(self, bug: Callable[[Exception], None]) -> Session:
        """Return a session that is open on this."""
        session = Session(Start({}, practising=self.practising), bug)
        vaults, people = (self.vault,), MemoryPeople()
        key = KeyService(vaults, people, self.people_hr, self.clock, ADDRESS, "Ada", self.note, self.proof)
        app = SimpleNamespace(key=key, elevation=self.elevation, clock=self.clock)
        session._app = cast("App", app)
        return session


class Sit(Protocol):
    """Opens the window on a site."""

    def __call__(self, site: KeySite) -> KeyDesk:
        """Return somebody at the window."""
        ...


def sitting(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    """Yield what opens windows; close their sessions after the test."""
    sessions: list[Session] = []

    def open_on(site: KeySite) -> KeyDesk:
        session = site.session(bugs.append)
        sessions.append(session)
        row = KeyRow(session)
        window = KeyDialog(row)
        qtbot.addWidget(window)
        return KeyDesk(qtbot, session, row, window)

    yield open_on
    for session in sessions:
        session.close()
    QCoreApplication.processEvents()
