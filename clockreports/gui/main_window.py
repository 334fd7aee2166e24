"""The main window: menus, pages, and the strip at the bottom that says how things stand.

Shown before the first query; the app is opened beside it.
"""

from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMessageBox, QTabWidget
from typing_extensions import override

from clockreports.base.errors import ClockReportsError
from clockreports.gui.pages.exports import exports_page
from clockreports.gui.session import Session


class MainWindow(QMainWindow):
    """The window that `clockreports` opens. Closing it ends the program."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWindowTitle("ClockReports Data Manager")
        self._pages = QTabWidget()
        self._pages.setDocumentMode(True)
        self._pages.setAccessibleName("Pages")
        for page in (exports_page(session),):
            self._pages.addTab(page, page.title)
        self.setCentralWidget(self._pages)
        self._make_menus()
        self.resize(1080, 680)

    def start(self) -> None:
        """Open the app; a known failure is said, and ends the program when it has been read."""
        self._session.open(self._could_not_open)

    def _make_menus(self) -> None:
        file = self.menuBar().addMenu("&File")
        leave = file.addAction("E&xit")
        leave.setShortcut(QKeySequence.StandardKey.Quit)
        leave.triggered.connect(self.close)

    def _could_not_open(self, error: ClockReportsError) -> None:
        box = QMessageBox(QMessageBox.Icon.Critical, "ClockReports", error.title, parent=self)
        box.setInformativeText(error.advice)
        box.finished.connect(self.close)
        box.open()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.close()
        event.accept()
