"""The manual page, done with mouse and keyboard: an administrator adds the API key. The headings are the page's words.

Everything is real but the prompt of the system: the profile, the person's keyring (in memory), the practice People HR.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.gui.key_row import KeyRow
from clockreports.gui.session import Session, Start
from clockreports.services.key import KeyVerdict
from clockreports.services.ports import Elevation
from tests.gui.conftest import open_session
from tests.gui.key_desk import KeyDesk, KeyDialog
from tests.helpers.elevation import FakeElevated, FakeElevation
from tests.helpers.qt_site import PracticeSite
from tests.helpers.vault import MemoryKeyring


@pytest.fixture
def started(
    qtbot: QtBot, practice_site: PracticeSite, memory_keyring: MemoryKeyring, bugs: list[Exception]
) -> Iterator[Session]:
    """Start ClockReports on a computer on which no key was ever set."""
    assert memory_keyring.kept == {}
    environment = {"CLOCKREPORTS_CALLS_PER_MINUTE": "10000"}
    session = Session(Start(environment, practice_site.profile, clock=practice_site.clock), bugs.append)
    open_session(qtbot, session)
    key = replace(session.app.key, address=practice_site.people_hr.address)
    session._app = replace(session.app, key=key, elevation=FakeElevation())
    yield session
    session.close()


def _open_window(qtbot: QtBot, session: Session, elevation: Elevation) -> KeyDesk:
    session._app = replace(session.app, elevation=elevation)
    row = KeyRow(session)
    window = KeyDialog(row)
    qtbot.addWidget(window)
    return KeyDesk(qtbot, session, row, window)


def test_adding_the_generated_api_key_to_clockreports(
    qtbot: QtBot, started: Session, practice_site: PracticeSite, memory_keyring: MemoryKeyring
) -> None:
    # Firstly, make sure you run the ClockReports software as administrator.
    administrator = FakeElevation(is_administrator=True)
    # This will automatically open up the ‘People HR Export’ window.
    window = _open_window(qtbot, started, administrator)
    assert window.state.startswith("Not set")
    # Click the ‘Unlock’ button next to the API key field.
    could_edit = not window.locked
    window.unlock()
    # You will now be able edit the API key field.
    assert (could_edit, not window.locked) == (False, True)
    # In the API key field, paste the API key that you generated from PeopleHR in the earlier steps.
    window.paste(practice_site.key)
    # Close the window and the API key will automatically save.
    window.close()
    assert (window.closed, len(memory_keyring.kept)) == (True, 1)
    # You have now successfully generated a PeopleHR API key and added it to ClockReports.
    again = _open_window(qtbot, started, FakeElevation())
    assert f"Set, ends in {practice_site.key[-4:].upper()} · saved 16/03/2026 by " in again.state
    assert again.state.endswith("· kept in your own keyring")
    again.test()
    assert again.notice == f"The key works for {practice_site.people_hr.company.name}."
    assert administrator.asked == []


def test_somebody_who_is_no_administrator_calls_one_over(
    qtbot: QtBot, started: Session, practice_site: PracticeSite, memory_keyring: MemoryKeyring
) -> None:
    agreed = FakeElevated()
    prompt = FakeElevation(answers=[None, agreed])
    window = _open_window(qtbot, started, prompt)
    window.unlock()
    assert (window.locked, window.notice, memory_keyring.kept) == (True, "", {})
    window.unlock()
    window.paste(practice_site.key)
    window.close()
    assert window.closed
    assert (len(memory_keyring.kept), agreed.held, agreed.ended) == (1, None, True)
    assert prompt.asked == [False, False]
    tested = started.app.key.test(CancelToken(), lambda _seconds, _reason: None)
    assert tested.verdict is KeyVerdict.WORKS
