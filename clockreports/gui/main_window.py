"""The main window: menus, pages, and the strip at the bottom that says how things stand.

Shown before the first query; the app is opened beside it.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMessageBox, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.base.resources import resource
from clockreports.gui.about import show_about
from clockreports.gui.backing_up import Backups
from clockreports.gui.icons import Picture, icon
from clockreports.gui.import_files import ImportFiles, dropped_files
from clockreports.gui.page import Page
from clockreports.gui.pages.days import DaysPage, NextSteps
from clockreports.gui.pages.employees import EmployeesPage
from clockreports.gui.pages.events import EventsPage
from clockreports.gui.pages.exports import ExportsPage
from clockreports.gui.pages.users import UsersPage
from clockreports.gui.plain_text import plain_box
from clockreports.gui.practice import PracticeBanner, practise
from clockreports.gui.remembered import restore_geometry, save_geometry
from clockreports.gui.session import Session
from clockreports.gui.status_strip import StatusStrip
from clockreports.gui.update_watch import UpdateWatch
from clockreports.gui.welcome import Ways
from clockreports.gui.welcome_tab import WelcomeTab

if TYPE_CHECKING:
    from clockreports.gui.export_window import ExportWindow

_TITLE: Final = "ClockReports Data Manager"
_NAME: Final = "main"
_MANUAL: Final = "manual/index.html"
_LOST_KEY: Final = ClockReportsError(
    "The last change to the People HR API key could not be saved.",
    "ClockReports had to end too soon; what was kept before is unchanged. An administrator can set the key again: "
    "choose Data Manager › People HR Export, click Unlock, paste the key, and close that window.",
)


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
        self._days = DaysPage(session, NextSteps(self._import.ask, self._sync, self.show_users))
        self._all_pages: tuple[Page, ...] = (
            EventsPage(session, self._import.ask),
            self._days,
            self._users,
            self._employees,
            ExportsPage(session, self.open_export),
        )
        self._pages = self._put_together()
        practising = session.start.practising
        self.setWindowTitle(_TITLE if practising is None else f"{_TITLE} – practice")
        self.setCentralWidget(self._pages if practising is None else _below(PracticeBanner(practising), self._pages))
        self._strip = StatusStrip(session)
        self.setStatusBar(self._strip)
        self.backups = Backups(session, self, self.start)
        self.backups.told.connect(self._strip.tell_of_backup)
        UpdateWatch(session, self).found.connect(self._strip.tell_newer)
        ways = Ways(self._import.ask, self.open_export, self._sync, None if practising else self._practise)
        self._welcome = WelcomeTab(session, self._pages, self._days, ways)
        self._make_menus()
        self.setAcceptDrops(True)
        self.resize(1080, 680)
        self._pages.setFocus()
        session.opened.connect(self._put_back)
        session.opened.connect(self._look_for_lost_key)

    def _put_together(self) -> QTabWidget:
        """Return the pages behind their tabs."""
        pages = QTabWidget()
        pages.setDocumentMode(True)
        pages.setAccessibleName("Pages")
        for page in self._all_pages:
            pages.addTab(page, page.title)
        pages.setCurrentWidget(self._days)  # what people come to look at
        return pages

    def start(self) -> None:
        """Open the app; a known failure is said, and ends the program when it has been read."""
        self._session.open(self._could_not_open)

    def _could_not_open(self, error: ClockReportsError) -> None:
        if not self.backups.take_over(error):
            self._tell(QMessageBox.Icon.Critical, error).finished.connect(self.close)

    def _put_back(self) -> None:
        restore_geometry(self._session, self, _NAME)

    def _look_for_lost_key(self) -> None:
        """Tell, once, of a change to the key that was lost when the program had to end."""

        def tell(lost: bool) -> None:  # noqa: FBT001 - there is no other answer
            if lost:
                self._tell(QMessageBox.Icon.Warning, _LOST_KEY)

        app, missed = self._session.app, partial(self._tell, QMessageBox.Icon.Warning)
        self._session.workers.start(self, lambda _cancel: app.key.dropped.take(), tell, missed)

    # Menus -----------------------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        """Make the menus in the order in which they are read; a new entry goes into the method of its menu."""
        bar = self._bar
        self._make_file_menu(bar.addMenu("&File"))
        self._make_users_menu(bar.addMenu("&Users"))
        self._make_data_menu(bar.addMenu("&Data Manager"))
        self._make_view_menu(bar.addMenu("&View"))
        self._make_help_menu(bar.addMenu("&Help"))

    def _make_file_menu(self, menu: QMenu) -> None:
        _add(menu, "&Import clock events…", self._import.ask, QKeySequence.StandardKey.Open, Picture.IMPORT)
        _add(menu, "Import for a &terminal…", self._import.ask_how, "Ctrl+Shift+O")
        menu.addSeparator()
        _add(menu, "&Back up…", self.backups.save, picture=Picture.SAVE)
        _add(menu, "&Restore…", self.backups.restore, picture=Picture.HISTORY)
        menu.addSeparator()
        _add(menu, "E&xit", self.close, QKeySequence.StandardKey.Quit).setMenuRole(QAction.MenuRole.QuitRole)

    def _make_users_menu(self, menu: QMenu) -> None:
        _add(menu, "&List All Users", self.show_users, picture=Picture.PEOPLE)
        menu.addSeparator()
        _add(menu, "&Sync Employees from People HR", self._sync, picture=Picture.REFRESH)
        _add(menu, "Lin&k a Number to an Employee…", self._users.buttons.link, picture=Picture.LINK)

    def _make_data_menu(self, menu: QMenu) -> None:
        _add(menu, "People HR &Export…", self.open_export, picture=Picture.EXPORT)
        _add(menu, "&Schedule…", self._open_schedule, picture=Picture.CLOCK)

    def _make_view_menu(self, menu: QMenu) -> None:
        pictures = (Picture.CLOCK, Picture.DAYS, Picture.PEOPLE, Picture.PERSON, Picture.HISTORY)
        for number, (page, picture) in enumerate(zip(self._all_pages, pictures, strict=True), start=1):
            _add(menu, page.title, partial(self._pages.setCurrentWidget, page), f"Ctrl+{number}", picture)
        menu.addSeparator()
        _add(menu, "Re&fresh", self._session.changed.emit, QKeySequence.StandardKey.Refresh, Picture.REFRESH)

    def _make_help_menu(self, menu: QMenu) -> None:
        _add(menu, "&Manual", self._open_manual, QKeySequence.StandardKey.HelpContents)
        _add(menu, "&First steps", self._welcome.call_back)
        _add(menu, "&Practise with a pretend company", self._practise)
        menu.addSeparator()
        _add(menu, "Check for &updates…", self._open_updates)
        _add(menu, "&About ClockReports", lambda: show_about(self._session.workers, self)).setMenuRole(
            QAction.MenuRole.AboutRole
        )

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

        def show(page: QUrl) -> None:
            if not QDesktopServices.openUrl(page):
                where = f"Open this file in a browser: {page.toLocalFile()}"
                missing(ClockReportsError("The manual could not be opened.", where))

        def missing(error: ClockReportsError) -> None:
            self._tell(QMessageBox.Icon.Warning, error)

        self._session.workers.start(self, find, show, missing)

    # The window that exports -----------------------------------------------------------------------------------------

    def open_export(self) -> None:
        """Open the window that exports, or bring it to the front; there is one at most."""
        from clockreports.gui.export_window import show_export_window  # noqa: PLC0415 - not for the first picture

        window = show_export_window(self._session, self)
        if window is not self._export_window:
            self._export_window = window
            window.import_asked.connect(self._import.ask)
            window.sync_asked.connect(self._sync_in_front)
            window.manual_asked.connect(self._open_manual)
            window.key_row.key_changed.connect(self._strip.tell_key_changed)
            window.key_row.key_changed.connect(lambda _sentence: self._welcome.look())

    def _open_schedule(self) -> None:
        from clockreports.gui.schedule_dialog import show_schedule  # noqa: PLC0415 - not for the first picture

        show_schedule(self._session, self)

    def _open_updates(self) -> None:
        from clockreports.gui.update_dialog import show_updates  # noqa: PLC0415 - not for the first picture

        show_updates(self._session, self)

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
        self._leave_the_screen()
        self._session.close()
        event.accept()

    def end(self) -> None:
        """Go, and ask nothing, because the system wants it: an export is stopped, a plausible new key is kept."""
        self._leave_the_screen()
        QApplication.exit(0)

    def _leave_the_screen(self) -> None:
        """Be seen no more, while work that is under way takes its time to stop."""
        save_geometry(self._session, self, _NAME)
        for window in (self, *self.findChildren(QWidget)):
            if window.isWindow():
                window.hide()
        QApplication.sync()

    def _tell(self, mark: QMessageBox.Icon, error: ClockReportsError) -> QMessageBox:
        box = plain_box(mark, "ClockReports", error.title, error.advice, self)
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
