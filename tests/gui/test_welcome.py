"""The first steps: what they say, when they are ticked off, and when they give way to the pages."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.gui import main_window as module
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.first_steps import FirstSteps, read_first_steps
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from clockreports.gui.welcome import Ways, WelcomePage
from clockreports.services.exporting import ExportOrder
from clockreports.services.key import KeyStatus
from tests.helpers.qt_looking import actions, button, mnemonics, plain, press, sentences, settle
from tests.helpers.qt_site import LAST_WEEK, PracticeSite


class TestPage:
    @pytest.fixture
    def asked(self) -> list[str]:
        return []

    @pytest.fixture
    def page(self, qtbot: QtBot, asked: list[str]) -> WelcomePage:
        def ask(what: str) -> object:
            return lambda: asked.append(what)

        names = ("import", "export", "fetch", "practise", "skip")
        page = WelcomePage(Ways(*map(ask, names)))  # type: ignore[arg-type]  # as the names say
        qtbot.addWidget(page)
        page.show()
        return page

    def test_every_step_leads_somewhere(self, page: WelcomePage, asked: list[str]) -> None:
        for text in ("Import…", "Open People HR Export…", "Choose the days…", "Practise…", "Skip these steps"):
            press(page, text)
        assert asked == ["import", "export", "export", "practise", "skip"]

    def test_a_step_that_is_done_is_ticked_off_in_words(self, page: WelcomePage) -> None:
        page.show_steps(FirstSteps(events=1877, users=26))
        assert "Import a clock file – done\n1,877 clock events of 26 users are here." in sentences(page)
        assert "Connect People HR\nAn administrator pastes the API key once" in sentences(page)
        page.show_steps(FirstSteps(1, 1, key_is_set=True, employees=25, linked=24))
        assert "Connect People HR – done\n25 employees, 24 linked to a number on the clocks." in sentences(page)
        page.show_steps(FirstSteps(1, 1, employees=1, exported=True))
        assert "Choose a period and export it – done" in sentences(page)

    def test_with_a_key_the_employees_are_fetched(self, page: WelcomePage, asked: list[str]) -> None:
        page.show_steps(FirstSteps(key_is_set=True))
        press(page, "Sync from People HR")
        assert asked == ["fetch"]

    def test_the_keyboard_is_at_the_next_step(self, qtbot: QtBot, page: WelcomePage) -> None:
        with qtbot.waitActive(page):
            page.activateWindow()
        for steps, text in (
            (FirstSteps(), "Import…"),
            (FirstSteps(1, 1), "Open People HR Export…"),
            (FirstSteps(1, 1, employees=1), "Choose the days…"),
        ):
            page.show_steps(steps)
            page.focus_next()
            assert button(page, text).hasFocus()

    def test_who_practises_is_not_offered_to(self, qtbot: QtBot) -> None:
        page = WelcomePage(Ways(lambda: None, lambda: None, lambda: None, None))
        qtbot.addWidget(page)
        page.show()
        assert "Copy the API key of the pretend company above." in sentences(page)
        assert "practise" not in sentences(page)


class TestHowFarSomebodyHasCome:
    def test_a_practised_profile_lacks_the_export_alone(self, session: Session) -> None:
        steps = read_first_steps(session.app)
        assert (steps.events, steps.users, steps.employees, steps.linked) == (1877, 26, 25, 24)
        assert (steps.imported, steps.connected, steps.key_is_set, steps.exported) == (True, True, True, False)
        session.app.exporting.run(ExportOrder(LAST_WEEK), CancelToken())
        assert read_first_steps(session.app).all_done

    def test_a_keyring_that_would_have_to_ask_counts_as_no_key(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_service: object, *, unasked: bool) -> KeyStatus:
            assert unasked
            raise UnusableError("Your keyring is locked.", "Unlock it.")

        monkeypatch.setattr(type(session.app.key), "status", refuse)
        assert not read_first_steps(session.app).key_is_set


def tabs(window: MainWindow) -> list[str]:
    pages = window.findChildren(QTabWidget)[0]
    return [plain(pages.tabText(place)) for place in range(pages.count())]


def in_front(window: MainWindow) -> str:
    pages = window.findChildren(QTabWidget)[0]
    return plain(pages.tabText(pages.currentIndex()))


class TestInTheWindow:
    @pytest.fixture
    def new_site(self, practice_site: PracticeSite, tmp_path: Path) -> Start:
        return Start(practice_site.environment, tmp_path / "new", clock=practice_site.clock)

    def open(self, qtbot: QtBot, start: Start, bugs: list[Exception]) -> tuple[MainWindow, Session]:
        session = Session(start, bugs.append)
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(session.opened):
            window.start()
        settle(qtbot, session)
        return window, session

    def test_they_go_with_whoever_begins_from_nothing_to_the_first_export(
        self, qtbot: QtBot, new_site: Start, practice_site: PracticeSite, bugs: list[Exception]
    ) -> None:
        window, session = self.open(qtbot, new_site, bugs)
        assert in_front(window) == "Welcome"
        letters = mnemonics(window)
        assert len(set(letters)) == len(letters), sorted(letters)
        session.app.importing.import_files([practice_site.log])
        session.changed.emit()
        settle(qtbot, session)
        assert "Import a clock file – done" in sentences(window)
        press(window, "Sync from People HR")
        settle(qtbot, session)
        assert in_front(window) == "Employees"
        window.findChildren(QTabWidget)[0].setCurrentIndex(0)
        assert "Connect People HR – done" in sentences(window)
        press(window, "Choose the days…")
        settle(qtbot, session)
        (export,) = window.findChildren(ExportWindow)
        assert export.isVisible()
        session.app.exporting.run(ExportOrder(LAST_WEEK), CancelToken())
        session.changed.emit()
        settle(qtbot, session)
        assert "Welcome" not in tabs(window)
        assert in_front(window) == "Days"
        window.close()

    def test_skipping_them_is_remembered(self, qtbot: QtBot, new_site: Start, bugs: list[Exception]) -> None:
        window, session = self.open(qtbot, new_site, bugs)
        press(window, "Skip these steps")
        assert in_front(window) == "Days"
        settle(qtbot, session)
        window.close()
        again, session = self.open(qtbot, new_site, bugs)
        assert "Welcome" not in tabs(again)
        actions(again.menuBar(), "Help")["First steps"].trigger()
        settle(qtbot, session)
        assert in_front(again) == "Welcome"
        again.close()
        third, session = self.open(qtbot, new_site, bugs)
        assert in_front(third) == "Welcome"
        third.close()

    def test_who_has_done_everything_sees_them_only_on_request(
        self, qtbot: QtBot, main_window: MainWindow, closed_session: Session
    ) -> None:
        closed_session.app.exporting.run(ExportOrder(LAST_WEEK), CancelToken())
        closed_session.changed.emit()
        settle(qtbot, closed_session)
        assert "Welcome" not in tabs(main_window)
        actions(main_window.menuBar(), "Help")["First steps"].trigger()
        settle(qtbot, closed_session)
        assert "Choose a period and export it – done" in sentences(main_window)
        closed_session.changed.emit()
        settle(qtbot, closed_session)
        assert in_front(main_window) == "Welcome"
        press(main_window, "Close these steps")
        assert "Welcome" not in tabs(main_window)
        settle(qtbot, closed_session)

    def test_whoever_was_quicker_is_not_interrupted(self, qtbot: QtBot, new_site: Start, bugs: list[Exception]) -> None:
        session = Session(new_site, bugs.append)
        window = MainWindow(session)
        qtbot.addWidget(window)
        window.show()
        window.show_users()
        with qtbot.waitSignal(session.opened):
            window.start()
        settle(qtbot, session)
        assert (tabs(window)[0], in_front(window)) == ("Welcome", "Users")
        window.close()

    def test_practising_begins_elsewhere(
        self, qtbot: QtBot, new_site: Start, bugs: list[Exception], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun: list[object] = []
        monkeypatch.setattr(module, "practise", begun.append)
        window, _session = self.open(qtbot, new_site, bugs)
        press(window, "Practise…")
        assert begun == [window]
        window.close()
