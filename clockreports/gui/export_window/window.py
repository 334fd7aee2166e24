"""The window itself: puts together who decides what, and closes when it may.

Three states: a plan is shown (`planning`), a run goes on, what came of a run is shown (both `running`). What is shown
after a run stays until the next plan is asked for. `closer_look` opens the dialogs, `leaving` is the way out.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from clockreports.gui.export_window.closer_look import CloserLook
from clockreports.gui.export_window.desk import ExportDesk
from clockreports.gui.export_window.face import Face
from clockreports.gui.export_window.leaving import Leaving
from clockreports.gui.export_window.planning import Planning
from clockreports.gui.export_window.running import Running
from clockreports.gui.remembered import restore_geometry, save_geometry
from clockreports.gui.session import Session

_NAME: Final = "export"


class ExportWindow(Face):
    """The People HR Export window. Show it; it deletes itself once it is closed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = ExportDesk(session, self)
        self.planning = Planning(session, self, self.desk)
        self.running = Running(self, self.desk)
        self.closer_look = CloserLook(session, self, self.desk)
        self._leaving = Leaving(self, self.desk, self.running)
        self._session, self._may_close = session, False
        self.planning.resumed.connect(self.running.run)
        self.running.failed.connect(self.planning.say_trouble)
        self.running.over.connect(self.key_row.look)
        self.strip.leave.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self.planning.refresh)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.manual_asked.emit)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._shut_down)
            application.aboutToQuit.connect(self._shut_down)
        if session.is_open:
            restore_geometry(session, self, _NAME)

    def leave(self, done: Callable[[], object]) -> bool:
        """Say whether the window may close now; else the person is asked, and `done` is called when it may."""
        return self._leaving.leave(done)

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    def _shut_down(self) -> None:
        """Ask nothing: this person's session, or the program, ends."""
        self._may_close = True
        self.desk.stop()
        self.key_row.drop_or_save_for_shutdown()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or self.leave(self._close_for_good):
            save_geometry(self._session, self, _NAME)
            event.accept()
        else:
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.key_row.escape():
            self.close()


def show_export_window(session: Session, parent: QWidget) -> ExportWindow:
    """Open the window, or bring forward the one that is open or whose export goes on unseen."""
    open_already = parent.findChild(ExportWindow)
    window = open_already if open_already is not None else ExportWindow(session, parent)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
