"""Starts the window: the Qt application, its locale and its look, requests to end, and the exit code.

The window is shown before anything is read: the app is opened, and all that loads slowly is loaded, beside it.
"""

import locale
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from clockreports.base.errors import ExitCode
from clockreports.gui import theme
from clockreports.gui.crash import CrashReporter
from clockreports.gui.garbage import collecting_here
from clockreports.gui.icons import program_icon
from clockreports.gui.interrupts import closing_on_request
from clockreports.gui.main_window import MainWindow
from clockreports.gui.practice import bring_in_sample
from clockreports.gui.session import Session, Start


def run_window(start: Start) -> int:
    """Show the main window, and return the exit code once it is closed; call it once in a process.

    The code is 0, that of the known error for which the app could not be opened, or 70 after a bug.
    """
    return run_in(QApplication(sys.argv[:1]), start)


def run_in(application: QApplication, start: Start) -> int:
    """Do the same in an application that is there already."""
    prepare(application)
    code = int(ExitCode.BUG)
    with collecting_here(), CrashReporter(start) as reporter:
        try:
            wanted: Start | None = start
            while wanted is not None:
                session = Session(wanted, reporter.report)
                code = _show(application, session)
                wanted = session.again
        except Exception as bug:  # noqa: BLE001 - the one place where bugs end before there is a window
            reporter.report(bug)
            application.exec()
    return ExitCode.BUG if reporter.met_bug else code


def _show(application: QApplication, session: Session) -> int:
    if session.start.practising is not None:
        bring_in_sample(session)
    window = MainWindow(session)
    after_first_paint(window, window.start)
    window.show()
    with closing_on_request(window.end):
        code = application.exec()
    session.close()
    return code if session.problem is None else session.problem.exit_code


def prepare(application: QApplication) -> None:
    """Give an application its name, its icon and its style, and UK English in everything Qt says by itself."""
    application.setApplicationName("ClockReports")
    application.setOrganizationName("ClockReports")
    application.setDesktopFileName("clockreports")
    application.setWindowIcon(program_icon())
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    # On Linux and macOS Qt lets the person's language decide how Python names weekdays; the texts here are English.
    locale.setlocale(locale.LC_TIME, "C")
    theme.put_on(application)


def after_first_paint(window: QWidget, then: Callable[[], object]) -> None:
    """Call `then`, once, when the window has been painted for the first time.

    A timer that is started before cannot tell: the event loop serves timers first, and paints afterwards.
    """
    window.installEventFilter(_FirstPaint(window, then))


class _FirstPaint(QObject):
    """Waits for the first paint of a window."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False
