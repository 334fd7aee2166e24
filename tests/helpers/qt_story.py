"""A program that runs from its door to its end, and somebody who does one thing after the other in its windows."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from tests.helpers.qt_site import PracticeSite


class Story:
    """Does one thing after the other in a program that runs, each as soon as it can be done."""

    def __init__(self, qapp: QApplication) -> None:
        self.windows: list[MainWindow] = []
        self._left: list[tuple[Callable[[], bool], Callable[[], object]]] = []
        self._looks = 4000
        self._qapp = qapp
        self._timer = QTimer(qapp)
        self._timer.timeout.connect(self._look)
        self._timer.start(5)

    def then(self, condition: Callable[[], bool], act: Callable[[], object]) -> None:
        """Add what is to be done as soon as a condition holds."""
        self._left.append((condition, act))

    def window_of(self, session: Session) -> MainWindow:
        """Make a window, and remember it."""
        self.windows.append(MainWindow(session))
        return self.windows[-1]

    @property
    def is_open(self) -> bool:
        """Whether the newest window has its app, and nothing is under way."""
        session = self.windows[-1]._session if self.windows else None
        return session is not None and session.is_open and not session.workers.busy

    def end(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
        self._timer.deleteLater()
        assert self._left == []

    def _look(self) -> None:
        self._looks -= 1
        if self._looks <= 0:
            self._qapp.exit(99)
        elif self._left and self._left[0][0]():
            self._left.pop(0)[1]()


def start(site: PracticeSite) -> Start:
    return Start(site.environment, site.profile, clock=site.clock)


def visible(kind: type[QWidget]) -> QWidget | None:
    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())
    return next(found, None)


def box(window: QWidget) -> QMessageBox:
    """Return the box that says something."""
    (found,) = (each for each in window.findChildren(QMessageBox) if each.isVisible())
    return found


def say_it_is_read(window: QWidget) -> None:
    """Close the box that says something."""
    box(window).accept()
