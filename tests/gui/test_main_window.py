"""The main window: its menus and pages, what it remembers, and how it is closed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.errors import UnusableError
from clockreports.gui import main_window as module
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.remembered import FILE_NAME
from clockreports.gui.session import Practising, Session, Start
from tests.helpers.clock import FakeClock
from tests.helpers.qt_looking import actions, column, focus_order, mnemonics, plain, sentences, settle, table
from tests.helpers.qt_site import NOW, PracticeSite

PAGES = ["Clock events", "Days", "Users", "Employees", "Exports"]


@pytest.fixture
def session(closed_session: Session) -> Session:
    """Return the session that the main window opens."""
    return closed_session


def pages(window: MainWindow) -> QTabWidget:
    (found,) = (tabs for tabs in window.findChildren(QTabWidget) if tabs.accessibleName() == "Pages")
    return found


def action(window: MainWindow, menu: str, text: str) -> QAction:
    return actions(window.menuBar(), menu)[text]


class TestMenus:
    def test_they_are_as_the_manual_says(self, main_window: MainWindow) -> None:
        bar = main_window.menuBar()
        assert [plain(each.text()) for each in bar.actions()] == ["File", "Users", "Data Manager", "View", "Help"]
        assert [*actions(bar, "File")][:2] == ["Import clock events…", "Import for a terminal…"]
        assert [*actions(bar, "File")][-1] == "Exit"
        assert next(iter(actions(bar, "Users"))) == "List All Users"
        assert next(iter(actions(bar, "Data Manager"))) == "People HR Export…"
        assert list(actions(bar, "View")) == [*PAGES, "Refresh"]
        assert [*actions(bar, "Help")][:3] == ["Manual", "First steps", "Practise with a pretend company"]
        assert [*actions(bar, "Help")][-1] == "About ClockReports"

    def test_keys_lead_where_people_expect(self, main_window: MainWindow) -> None:
        keys = {text: each.shortcut().toString() for text, each in actions(main_window.menuBar(), "View").items()}
        assert keys == {**{page: f"Ctrl+{place}" for place, page in enumerate(PAGES, 1)}, "Refresh": "F5"}
        assert action(main_window, "Help", "Manual").shortcut().toString() == "F1"

    def test_every_page_is_reached_by_its_entry(self, qtbot: QtBot, main_window: MainWindow, session: Session) -> None:
        for place, text in reversed([*enumerate(PAGES)]):
            action(main_window, "View", text).trigger()
            assert pages(main_window).currentIndex() == place
        action(main_window, "Users", "List All Users").trigger()
        settle(qtbot, session)
        assert table(main_window, "Users of the clocks").isVisible()

    def test_refreshing_reads_everything_again(
        self, qtbot: QtBot, main_window: MainWindow, session: Session, practice_site: PracticeSite
    ) -> None:
        main_window.show_users()
        settle(qtbot, session)
        users = table(main_window, "Users of the clocks")
        with practice_site.app() as other:
            other.employees.ignore("901")
        shown = column(users, "Employee")
        action(main_window, "View", "Refresh").trigger()
        settle(qtbot, session)
        assert [*{*column(users, "Employee")} - {*shown}] == ["Not in People HR"]

    def test_syncing_shows_the_employees(self, qtbot: QtBot, main_window: MainWindow, session: Session) -> None:
        action(main_window, "Users", "Sync Employees from People HR").trigger()
        settle(qtbot, session)
        assert pages(main_window).currentIndex() == PAGES.index("Employees")
        assert "25 employees in People HR, 24 linked" in sentences(main_window)

    def test_practising_is_begun_elsewhere(self, main_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[QWidget] = []
        monkeypatch.setattr(module, "practise", begun.append)
        action(main_window, "Help", "Practise with a pretend company").trigger()
        assert begun == [main_window]

    def test_the_manual_is_opened_or_missed_in_words(
        self, qtbot: QtBot, main_window: MainWindow, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[QUrl] = []

        def open_page(page: QUrl) -> bool:
            opened.append(page)
            return True

        monkeypatch.setattr(QDesktopServices, "openUrl", open_page)
        monkeypatch.setattr(module, "resource", lambda name: tmp_path / name)
        action(main_window, "Help", "Manual").trigger()
        settle(qtbot, session)
        assert [url.toLocalFile() for url in opened] == [(tmp_path / "manual" / "index.html").as_posix()]
        assert main_window.findChildren(QMessageBox) == []

        def miss(name: str) -> Path:
            raise UnusableError(f"{name} is missing.", "Install ClockReports again.")

        monkeypatch.setattr(module, "resource", miss)
        action(main_window, "Help", "Manual").trigger()
        settle(qtbot, session)
        (box,) = main_window.findChildren(QMessageBox)
        assert "is missing" in box.text()
        box.reject()

    def test_a_manual_that_no_browser_opens_is_told_with_its_place(
        self, qtbot: QtBot, main_window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda _page: False)
        action(main_window, "Help", "Manual").trigger()
        settle(qtbot, session)
        (box,) = main_window.findChildren(QMessageBox)
        assert box.text() == "The manual could not be opened."
        assert box.informativeText().endswith("/manual/index.html")
        box.reject()


def _name(widget: QWidget, window: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    buddies = [label.text() for label in window.findChildren(QLabel) if label.buddy() is widget]
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or "".join(buddies) or own


@pytest.mark.parametrize("page", range(len(PAGES)))
class TestEveryPage:
    @pytest.fixture(autouse=True)
    def shown(self, qtbot: QtBot, main_window: MainWindow, session: Session, page: int) -> None:
        pages(main_window).setCurrentIndex(page)
        settle(qtbot, session)

    def test_no_letter_does_two_things(self, main_window: MainWindow) -> None:
        letters = mnemonics(main_window)
        assert len(letters) > len(PAGES)
        assert len(set(letters)) == len(letters), sorted(letters)

    def test_all_that_takes_the_keyboard_has_a_name(self, main_window: MainWindow) -> None:
        reached = [widget for widget in focus_order(main_window) if not isinstance(widget, QTabBar)]
        assert reached
        assert [type(widget).__name__ for widget in reached if not _name(widget, main_window)] == []

    def test_tab_goes_as_one_reads(self, main_window: MainWindow) -> None:
        places = [widget.mapTo(main_window, QPoint(0, 0)) for widget in focus_order(main_window)]
        assert [(at.y(), at.x()) for at in places] == sorted((at.y(), at.x()) for at in places)


class TestTheExportWindow:
    @pytest.fixture
    def export(self, qtbot: QtBot, main_window: MainWindow, session: Session) -> ExportWindow:
        action(main_window, "Data Manager", "People HR Export…").trigger()
        settle(qtbot, session)
        (window,) = main_window.findChildren(ExportWindow)
        return window

    def test_it_opens_beside_and_only_once(self, main_window: MainWindow, export: ExportWindow) -> None:
        assert export.isVisible()
        assert not export.isModal()
        main_window.open_export()
        assert main_window.findChildren(ExportWindow) == [export]

    def test_it_can_be_opened_again(
        self, qtbot: QtBot, main_window: MainWindow, session: Session, export: ExportWindow
    ) -> None:
        export.close()
        qtbot.waitUntil(lambda: not main_window.findChildren(ExportWindow))
        main_window.open_export()
        settle(qtbot, session)
        (again,) = main_window.findChildren(ExportWindow)
        again.key_row.key_changed.emit("The API key is saved.")
        assert main_window.statusBar().currentMessage() == "The API key is saved."

    def test_what_it_says_of_the_key_is_said_here(self, main_window: MainWindow, export: ExportWindow) -> None:
        export.key_row.key_changed.emit("The API key is saved.")
        assert main_window.statusBar().currentMessage() == "The API key is saved."

    def test_closing_waits_until_it_may_be_closed(
        self, main_window: MainWindow, export: ExportWindow, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Callable[[], object]] = []

        def leave(done: Callable[[], object]) -> bool:
            asked.append(done)
            return False

        monkeypatch.setattr(export, "leave", leave)
        assert not main_window.close()
        assert main_window.isVisible()
        asked[0]()
        assert not main_window.isVisible()


class TestDropping:
    def test_files_dropped_onto_it_are_imported(
        self, qtbot: QtBot, main_window: MainWindow, session: Session, tmp_path: Path
    ) -> None:
        path = tmp_path / "dropped.dat"
        path.write_text("  101\t2026-03-15 09:00:00\t1\t0\t1\t0\n", encoding="utf-8")
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path))])
        what = (Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enters = QDragEnterEvent(QPoint(9, 9), *what)
        QApplication.sendEvent(main_window, enters)
        assert enters.isAccepted()
        QApplication.sendEvent(main_window, QDropEvent(QPointF(9, 9), *what))
        settle(qtbot, session)
        (dialog,) = main_window.findChildren(ImportDialog)
        assert column(table(dialog, "Imported files"), "File") == ["dropped.dat"]
        dialog.reject()

    def test_anything_else_is_not_taken(self, main_window: MainWindow) -> None:
        text = QMimeData()
        text.setText("no file")
        what = (Qt.DropAction.CopyAction, text, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enters = QDragEnterEvent(QPoint(9, 9), *what)
        enters.ignore()
        QApplication.sendEvent(main_window, enters)
        assert not enters.isAccepted()


class TestOpeningAndClosing:
    def open(self, qtbot: QtBot, session: Session) -> MainWindow:
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(session.opened):
            window.start()
        settle(qtbot, session)
        return window

    def test_it_comes_back_where_it_was_and_leaves_nothing_elsewhere(
        self, qtbot: QtBot, practice_site: PracticeSite, bugs: list[Exception], home: Path
    ) -> None:
        def session() -> Session:
            start = Start(practice_site.environment, practice_site.profile, clock=practice_site.clock)
            return Session(start, bugs.append)

        first = self.open(qtbot, session())
        first.resize(712, 567)
        first.close()
        file = practice_site.profile / FILE_NAME
        assert QSettings(str(file), QSettings.Format.IniFormat).contains("geometry/main")
        second = self.open(qtbot, session())
        assert (second.width(), second.height()) == (712, 567)
        second.close()
        assert list(home.iterdir()) == []

    def test_who_moved_it_first_is_left_alone(
        self, qtbot: QtBot, practice_site: PracticeSite, session: Session
    ) -> None:
        QSettings(str(practice_site.profile / FILE_NAME), QSettings.Format.IniFormat).setValue("geometry/main", "x")
        window = self.open(qtbot, session)
        assert window.size().width() == 1080
        window.close()

    def test_a_profile_that_cannot_be_opened_is_said_and_then_it_closes(
        self, qtbot: QtBot, tmp_path: Path, bugs: list[Exception]
    ) -> None:
        (tmp_path / "profile").write_text("a file in its place", encoding="utf-8")
        session = Session(Start({}, tmp_path / "profile"), bugs.append)
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        window.start()
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
        (box,) = window.findChildren(QMessageBox)
        assert re.search("Not a directory|a file is in its place", box.text())  # the second on Windows
        assert box.informativeText()
        box.accept()
        assert not window.isVisible()

    def test_a_lost_change_of_the_key_is_told_once(
        self, qtbot: QtBot, practice_site: PracticeSite, bugs: list[Exception]
    ) -> None:
        with practice_site.app() as app:
            app.key.dropped.leave()
        for told in (1, 0):
            start = Start(practice_site.environment, practice_site.profile, clock=practice_site.clock)
            window = self.open(qtbot, Session(start, bugs.append))
            boxes = window.findChildren(QMessageBox)
            assert ["could not be saved" in box.text() for box in boxes] == [True] * told
            window.close()

    def test_whoever_closes_it_sees_it_go_although_work_takes_its_time(
        self, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        window = self.open(qtbot, session)
        window.open_export()
        settle(qtbot, session)
        (export,) = window.findChildren(ExportWindow)
        seen: list[bool] = []
        monkeypatch.setattr(session, "close", lambda: seen.extend((window.isVisible(), export.isVisible())))
        window.close()
        assert seen == [False, False]

    def test_a_request_of_the_system_is_obeyed_without_a_question(
        self, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        codes: list[int] = []
        monkeypatch.setattr(QApplication, "exit", codes.append)
        window = self.open(qtbot, session)
        window.open_export()
        settle(qtbot, session)
        (export,) = window.findChildren(ExportWindow)
        asked: list[object] = []
        monkeypatch.setattr(export, "leave", asked.append)
        window.end()
        assert (codes, asked) == ([0], [])
        assert not window.isVisible()

    def test_practice_is_in_its_title(self, qtbot: QtBot, tmp_path: Path, bugs: list[Exception]) -> None:
        practising = Practising("Pretend Works", "key", "http://127.0.0.1:9")
        window = self.open(qtbot, Session(Start({}, tmp_path / "p", practising, FakeClock(NOW)), bugs.append))
        assert window.windowTitle() == "ClockReports Data Manager – practice"
        assert "Pretend Works" in sentences(window)
        letters = mnemonics(window)
        assert len(set(letters)) == len(letters), sorted(letters)
        window.close()

    def test_an_empty_profile_shows_what_to_do_first(self, qtbot: QtBot, tmp_path: Path, bugs: list[Exception]) -> None:
        session = Session(Start({}, tmp_path / "p", clock=FakeClock(NOW)), bugs.append)
        window = self.open(qtbot, session)
        assert window.windowTitle() == "ClockReports Data Manager"
        for page in range(len(PAGES)):
            pages(window).setCurrentIndex(page)
            settle(qtbot, session)
            letters = mnemonics(window)
            assert len(set(letters)) == len(letters), sorted(letters)
            assert "yet" in sentences(window)
        window.close()

    def test_it_closes_at_once_while_it_is_still_reading(self, qtbot: QtBot, session: Session) -> None:
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        window.start()
        assert window.close()
        assert not session.is_open
