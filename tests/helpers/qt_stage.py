"""Where the scenes of the window are set: a computer, the program on it, and somebody who waits as a person would."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from clockreports.bootstrap.practice import Practice
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.main_window import MainWindow
from clockreports.gui.practice import bring_in_sample, practice_start
from clockreports.gui.session import Session
from tests.helpers.elevation import FakeElevation
from tests.helpers.qt_export import Operator, session_at
from tests.helpers.qt_site import PracticeSite

Window = TypeVar("Window", bound=QWidget)

_PATIENCE = 20_000  # milliseconds


@dataclass
class Stage:
    """Opens windows on a practised computer (`site`), or on one that was just set up (`bare`)."""

    qtbot: QtBot
    site: PracticeSite
    folder: Path
    stack: ExitStack
    kept: list[object] = field(default_factory=list)
    """What must not be let go of before the scene is over."""

    @property
    def bare(self) -> PracticeSite:
        """A computer with an empty profile."""
        return replace(self.site, profile=self.folder / "bare")

    def session(self, site: PracticeSite | None = None, *, with_key: bool = True, pace: int = 10_000) -> Session:
        """Start the program without a window, for an administrator named Jo, who saved and tested the key before."""
        site = site or self.site
        session = self.stack.enter_context(session_at(self.qtbot, site, pace, with_key=False))
        key = replace(session.app.key, address=site.people_hr.address, user="Jo")
        if with_key:
            key.set(site.key, tested=True)
        session._app = replace(session.app, key=key, elevation=FakeElevation(is_administrator=True))
        return session

    def show(self, window: Window) -> Window:
        """Show a window; it is closed after the scene."""
        self.kept.append(window)
        window.show()
        return window

    def operator(self, session: Session) -> Operator:
        """Open the export window, and wait for its plan."""
        operator = Operator(self.qtbot, session)
        self.kept.append(operator)
        operator.open()
        return operator

    def export_window(self, *, with_key: bool = True) -> ExportWindow:
        """Open the export window on the practised computer."""
        return self.operator(self.session(with_key=with_key)).window

    def main(self, page: int, site: PracticeSite | None = None, *, with_key: bool = True) -> MainWindow:
        """Open the main window with one of its pages in front."""
        session = self.session(site, with_key=with_key)
        window = self.show(MainWindow(session))
        session.opened.emit()
        self.turn_to(window, page)
        self.settle(session)
        return window

    def practising(self) -> MainWindow:
        """Open the main window of somebody who begins to practise."""
        company = self.site.people_hr.company
        practice = Practice(
            self.site.people_hr.address,
            company.name,
            company.keys[0].key,
            lambda: self.site.log.read_text(encoding="utf-8"),
            lambda _cancel: None,
        )
        profile = self.folder / "practice"
        profile.mkdir()
        session = Session(practice_start(profile, practice, self.site.clock), _raise)
        bring_in_sample(session)
        window = self.show(MainWindow(session))
        with self.qtbot.waitSignal(session.changed, timeout=_PATIENCE):
            window.start()
        self.settle(session)
        self.stack.callback(session.close)
        return window

    def settle(self, session: Session) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not session.workers.busy, timeout=_PATIENCE)
        QApplication.processEvents()

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(condition, timeout=_PATIENCE)

    def close(self) -> None:
        """Close whatever was opened."""
        for window in [*QApplication.topLevelWidgets()]:
            window.hide()
            window.deleteLater()
        self.stack.close()
        QApplication.processEvents()

    @staticmethod
    def turn_to(window: QWidget, page: int) -> None:
        """Turn to one of a window's tabs."""
        tabs = window.findChildren(QTabWidget)[0]
        tabs.setCurrentIndex(page)

    def log(self, name: str, lines: Sequence[str]) -> Path:
        """Write a clock log."""
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path


def _raise(bug: Exception) -> None:
    raise bug
