"""Starts the window: the Qt application, its locale and its look, and the last resort for bugs."""

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start


def run_window(start: Start, arguments: Sequence[str] = ()) -> int:
    """Open the main window and return the exit code when it is closed."""
    application = QApplication([sys.argv[0], *arguments])
    prepare(application)
    session = Session(start, _bug())
    window = MainWindow(session)
    window.show()
    window.start()
    return application.exec()


def prepare(application: QApplication) -> None:
    """Give an application its name, and UK English in everything Qt says by itself."""
    application.setApplicationName("ClockReports")
    application.setOrganizationName("ClockReports")
    application.setApplicationDisplayName("ClockReports")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _bug() -> Callable[[Exception], None]:
    def show(bug: Exception) -> None:
        sys.excepthook(type(bug), bug, bug.__traceback__)

    return show
