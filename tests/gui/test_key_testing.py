"""The button Test: findings that nobody can mistake for one another, from a People HR that speaks the protocol."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clockreports.base.secret import Secret
from clockreports.gui.key_row import KeyRow
from clockreports.gui.session import Session, Start
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from clockreports.services.ports import Credentials
from tests.cli.firm import KEY, NOW, ONLY_EMPLOYEES, ONLY_TIMESHEETS, company
from tests.gui.conftest import open_session
from tests.gui.key_desk import NEW_KEY, OLD, OLD_KEY, KeyDesk, KeyDialog, KeySite, Sit, sitting
from tests.helpers.clock import FakeClock
from tests.helpers.elevation import FakeElevation
from tests.helpers.peoplehr import FakePeopleHr
from tests.helpers.vault import MemoryVault


@pytest.fixture
def sit(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    yield from sitting(qtbot, bugs)


DELETED = "c0ffee00-dead-4bee-8fad-999999999999"


@pytest.fixture
def people_hr() -> Iterator[PracticeServer]:
    with PracticeServer(company(), calls_per_minute=None, clock=FakeClock(NOW)) as server:
        yield server


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, bugs: list[Exception]) -> Iterator[Session]:
    session = Session(Start({"CLOCKREPORTS_CALLS_PER_MINUTE": "10000"}, tmp_path, clock=FakeClock(NOW)), bugs.append)
    open_session(qtbot, session)
    yield session
    session.close()


@pytest.fixture
def open_with(qtbot: QtBot, session: Session) -> Callable[[str, str], KeyDesk]:
    """Return what opens the window of an administrator who stored a key and an address."""

    def open_window(key: str, address: str) -> KeyDesk:
        vault = MemoryVault(Credentials(Secret(key), address))
        service = replace(session.app.key, vaults=(vault,), address=address)
        session._app = replace(session.app, key=service, elevation=FakeElevation(is_administrator=True))
        row = KeyRow(session)
        window = KeyDialog(row)
        qtbot.addWidget(window)
        return KeyDesk(qtbot, session, row, window)

    return open_window


@pytest.mark.parametrize(
    ("key", "fault", "finding"),
    [
        (KEY, "", "The key works for Test Works."),
        (DELETED, "", "People HR refused the API key."),
        (ONLY_TIMESHEETS, "", "The API key may not use the Employee part of People HR."),
        (ONLY_EMPLOYEES, "", "The API key may not use the Timesheet part of People HR."),
        (KEY, "html_500_before", "People HR answered with HTTP 500"),
        (KEY, "http_429", "People HR keeps asking to slow down."),
    ],
)
def test_each_finding_has_its_sentence(
    open_with: Callable[[str, str], KeyDesk], people_hr: PracticeServer, key: str, fault: str, finding: str
) -> None:
    if fault:
        people_hr.order(Fault(fault, times=99))
    window = open_with(key, people_hr.address)
    told: list[str] = []
    window.row._testing.said.connect(lambda sentence, _warns: told.append(sentence))
    window.test()
    assert window.notice.startswith(finding)
    assert window.panel._sign.isVisible() is (finding != "The key works for Test Works.")
    waits = [sentence for sentence in told if "trying again in" in sentence]
    assert bool(waits) is (fault == "http_429")
    assert window.panel.test.text() == "&Test"


def test_without_a_network_that_is_said(open_with: Callable[[str, str], KeyDesk]) -> None:
    window = open_with(KEY, "https://people.example")
    window.test()
    assert window.notice.startswith("People HR cannot be reached.")


@pytest.mark.parametrize("typed", ["", NEW_KEY], ids=["stored", "typed"])
def test_what_stands_in_the_field_is_what_is_tested(sit: Sit, typed: str) -> None:
    people_hr = FakePeopleHr()
    desk = sit(KeySite(people_hr=people_hr))
    desk.unlock()
    if typed:
        desk.paste(typed)
    desk.test()
    assert [conversation.credentials.key.reveal() for conversation in people_hr.conversations] == [typed or OLD_KEY]


def test_a_stored_key_that_was_never_tested_is_one_that_works_afterwards(sit: Sit) -> None:
    assert OLD.saved is not None
    untested = replace(OLD, saved=replace(OLD.saved, tested=False))
    desk = sit(KeySite(MemoryVault(untested)))
    assert "by Jo, not tested ·" in desk.state
    desk.test()
    assert "by Jo ·" in desk.state


def test_nothing_is_asked_without_a_whole_key(sit: Sit) -> None:
    people_hr = FakePeopleHr()
    desk = sit(KeySite(MemoryVault(), people_hr=people_hr))
    desk.test()
    assert desk.notice == "There is no key to test yet. Click Unlock, and paste it into the field."
    desk.unlock()
    desk.paste("x")
    desk.test()
    assert desk.notice.startswith("This cannot be a People HR API key.")
    assert people_hr.conversations == []


def test_typing_on_makes_an_old_test_void(sit: Sit) -> None:
    desk = sit(KeySite())
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.panel.test.click()
    desk.press(Qt.Key.Key_Backspace)
    assert "works" not in desk.state + desk.notice
    assert desk.panel.test.text() == "&Test"
