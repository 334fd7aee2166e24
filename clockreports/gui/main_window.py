"""The main window: menus, pages, and the strip at the bottom that says how things stand.

Shown before the first query; the app is opened beside it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.base.resources import resource
from clockreports.gui.about import show_about
from clockreports.gui.icons import Picture, icon
from clockreports.gui.import_files import ImportFiles, dropped_files
from clockreports.gui.pages.days import DaysPage
from clockreports.gui.pages.employees import EmployeesPage
from clockreports.gui.pages.events import EventsPage
from clockreports.gui.pages.exports import ExportsPage
from clockreports.gui.pages.users import UsersPage
from clockreports.gui.practice import PracticeBanner, practise
from clockreports.gui.remembered import restore_geometry, save_geometry
from clockreports.gui.session import Session
from clockreports.gui.status_strip import StatusStrip

if TYPE_CHECKING:
    from clockreports.gui.export_window import ExportWindow

_TITLE: Final = "ClockReports Data Manager"
_NAME: Final = "main"
_DAYS: Final = 1
"""The page that is seen first: what people come to look at."""

_MANUAL: Final = "manual/index.html"


class MainWindow(QMainWindow):
    """The window that `clockreports` opens. Closing it ends the program."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._bar = self.menuBar()  # made first, since assistive technology reads in the order of making
        self._export_window: ExportWindow | None = None
        self._may_close = False
        self._import = ImportFiles(session, self, self.show_users)
        self._users = UsersPage(session, self._import.ask)
        self._employees = EmployeesPage(session)
        self._pages = QTabWidget()
        self._pages.setDocumentMode(True)
        self._pages.setAccessibleName("Pages")
        for page in (
            EventsPage(session, self._import.ask),
            DaysPage(session, self._import.ask, self.show_users),
            self._users,
            self._employees,
            ExportsPage(session, self.open_export),
        ):
            self._pages.addTab(page, page.title)
        self._pages.setCurrentIndex(_DAYS)
        practising = session.start.practising
        self.setWindowTitle(_TITLE if practising is None else f"{_TITLE} – practice")
        self.setCentralWidget(self._pages if practising is None else _below(PracticeBanner(practising), self._pages))
        self._strip = StatusStrip(session)
        self.setStatusBar(self._strip)
        self._make_menus()
        self.setAcceptDrops(True)
        self.resize(1080, 680)
        session.opened.connect(self._put_back)

    def start(self) -> None:
        """Open the app; a known failure is said, and ends the program when it has been read."""
        self._session.open(self._could_not_open)

    def _could_not_open(self, error: ClockReportsError) -> None:
        self._tell(QMessageBox.Icon.Critical, error).finished.connect(self.close)

    def _put_back(self) -> None:
        restore_geometry(self._session, self, _NAME)

    # Menus -----------------------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        bar = self._bar
        file = bar.addMenu("&File")
        _add(file, "&Import clock events…", self._import.ask, QKeySequence.StandardKey.Open, Picture.IMPORT)
        file.addSeparator()
        _add(file, "E&xit", self.close, QKeySequence.StandardKey.Quit).setMenuRole(QAction.MenuRole.QuitRole)
        users = bar.addMenu("&Users")
        _add(users, "&List All Users", self.show_users, picture=Picture.PEOPLE)
        users.addSeparator()
        _add(users, "&Sync Employees from People HR", self._sync, picture=Picture.REFRESH)
        _add(users, "Lin&k a Number to an Employee…", self._users.buttons.link, picture=Picture.LINK)
        data = bar.addMenu("&Data Manager")
        _add(data, "People HR &Export…", self.open_export, picture=Picture.EXPORT)
        self._make_view_menu(bar.addMenu("&View"))
        help_menu = bar.addMenu("&Help")
        _add(help_menu, "&Manual", self._open_manual, QKeySequence.StandardKey.HelpContents)
        _add(help_menu, "&Practise with a pretend company", self._practise)
        help_menu.addSeparator()
        about = _add(help_menu, "&About ClockReports", lambda: show_about(self))
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make_view_menu(self, menu: QMenu) -> None:
        for place, picture in enumerate((Picture.CLOCK, Picture.DAYS, Picture.PEOPLE, Picture.PERSON, Picture.HISTORY)):

            def show(place: int = place) -> None:
                self._pages.setCurrentIndex(place)

            _add(menu, self._pages.tabText(place), show, f"Ctrl+{place + 1}", picture)
        menu.addSeparator()
        _add(menu, "Re&fresh", self._session.changed.emit, QKeySequence.StandardKey.Refresh, Picture.REFRESH)

    def show_users(self) -> None:
        """Show everyone the clocks know."""
        self._pages.setCurrentWidget(self._users)

    def _sync(self) -> None:
        self._pages.setCurrentWidget(self._employees)
        self._employees.buttons.sync()

    def _sync_in_front(self) -> None:
        self._sync()
        self.raise_()
        self.activateWindow()

    def _practise(self) -> None:
        practise(self)

    def _open_manual(self) -> None:
        def find(_cancel: CancelToken) -> QUrl:
            return QUrl.fromLocalFile(str(resource(_MANUAL)))

        def missing(error: ClockReportsError) -> None:
            self._tell(QMessageBox.Icon.Warning, error)

        self._session.workers.start(self, find, QDesktopServices.openUrl, missing)

    # The window that exports -----------------------------------------------------------------------------------------

    def open_export(self) -> None:
        """Open the window that exports, or bring it to the front; there is one at most."""
        from clockreports.gui.export_window import show_export_window  # noqa: PLC0415 - not for the first picture

        window = show_export_window(self._session, self)
        if window is not self._export_window:
            self._export_window = window
            window.import_asked.connect(self._import.ask)
            window.sync_asked.connect(self._sync_in_front)
            window.key_row.key_changed.connect(self._strip.tell_key_changed)

    def _leave_export(self) -> bool:
        """Say whether the window that exports has nothing to ask before all is closed; else it asks, and closes all."""
        window = self._export_window
        if self._may_close or window is None or not shiboken6.isValid(window):
            return True
        if window.desk.running:
            window.show()
        return window.leave(self._close_for_good)

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    # What the window itself is asked ---------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._import.begin(dropped_files(event.mimeData()))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave_export():
            event.ignore()
            return
        save_geometry(self._session, self, _NAME)
        self._session.close()
        event.accept()

    def _tell(self, mark: QMessageBox.Icon, error: ClockReportsError) -> QMessageBox:
        box = QMessageBox(mark, "ClockReports", error.title, parent=self)
        box.setInformativeText(error.advice)
        box.finished.connect(box.deleteLater)
        box.open()
        return box


def _add(
    menu: QMenu,
    text: str,
    act: Callable[[], object],
    keys: QKeySequence.StandardKey | str | None = None,
    picture: Picture | None = None,
) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda: act())  # noqa: PLW0108 - leaves out the state that Qt tells
    if keys is not None:
        action.setShortcut(QKeySequence(keys))
    if picture is not None:
        action.setIcon(icon(picture))
    return action


def _below(banner: QWidget, pages: QWidget) -> QWidget:
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(banner)
    layout.addWidget(pages, stretch=1)
    return both
