"""Unlocking the key field in every way there is, and how the key stands before anybody does."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.gui.key_row import KeyRow
from clockreports.gui.session import Practising
from clockreports.services.ports import Credentials
from tests.gui.key_desk import NEW, NEW_KEY, OLD, OLD_KEY, KeyDesk, KeyDialog, KeySite, Sit, sitting
from tests.helpers.elevation import FakeElevated, FakeElevation
from tests.helpers.vault import LockedVault, MemoryVault


@pytest.fixture
def sit(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    yield from sitting(qtbot, bugs)


def test_an_administrator_unlocks_without_a_prompt(sit: Sit) -> None:
    elevation = FakeElevation(is_administrator=True)
    desk = sit(KeySite(elevation=elevation))
    assert desk.locked
    desk.unlock()
    assert (desk.locked, elevation.asked) == (False, [])
    assert desk.window.focusWidget() is desk.panel.field


@pytest.mark.parametrize(("machine_wide", "in_vault"), [(False, NEW), (True, OLD)])
def test_an_administrator_who_is_called_over_agrees_in_the_systems_prompt(
    sit: Sit,
    machine_wide: bool,  # noqa: FBT001 - a column
    in_vault: Credentials,
) -> None:
    elevated = FakeElevated()
    elevation = FakeElevation(answers=[None, elevated])
    site = KeySite(MemoryVault(OLD, machine_wide=machine_wide), elevation)
    desk = sit(site)
    desk.unlock()
    assert (desk.locked, desk.notice) == (True, "")  # dismissed: silently
    desk.unlock()
    assert not desk.locked
    desk.paste(NEW_KEY)
    desk.close()
    assert (desk.closed, site.vault.held) == (True, in_vault)
    assert elevated.held == (NEW if machine_wide else None)
    assert elevated.ended
    assert elevation.asked == [machine_wide, machine_wide]


def test_a_refusal_is_said_beside_the_field(sit: Sit) -> None:
    refusal = UnusableError("This account may not ask.", "Call an administrator.")
    desk = sit(KeySite(elevation=FakeElevation(answers=[refusal])))
    desk.unlock()
    assert (desk.locked, desk.notice) == (True, "This account may not ask. Call an administrator.")
    assert desk.panel.unlock.isEnabled()


def test_a_window_of_the_administrators_side_may_have_done_it_all(sit: Sit) -> None:
    site = KeySite(MemoryVault(OLD, machine_wide=True))

    class KeyWindow(FakeElevation):
        @override
        def ask(self, *, machine_wide: bool, cancel: CancelToken) -> None:
            site.vault.held = NEW

    site.elevation = KeyWindow()
    desk = sit(site)
    desk.unlock()
    assert desk.locked
    assert desk.state.startswith("Set, ends in F00D")


def test_while_practising_anyone_may_and_the_row_says_so(sit: Sit) -> None:
    elevation = FakeElevation()
    desk = sit(KeySite(MemoryVault(), elevation, practising=Practising("Sample", NEW_KEY, "http://127.0.0.1:1")))
    assert desk.state == "Not set, so nothing can be sent yet · will be kept in memory · practice: anyone may change it"
    desk.unlock()
    assert (desk.locked, elevation.asked) == (False, [])


def test_closing_while_rights_are_kept_gives_them_back(sit: Sit) -> None:
    elevated = FakeElevated()
    desk = sit(KeySite(MemoryVault(OLD, machine_wide=True), FakeElevation(answers=[elevated])))
    desk.unlock()
    assert not elevated.ended
    desk.close()
    assert (desk.closed, elevated.ended) == (True, True)


def test_a_store_that_cannot_be_read_says_so_in_the_keys_place(sit: Sit) -> None:
    desk = sit(KeySite(LockedVault()))
    assert desk.state == "Not known, because what is stored cannot be read"
    assert desk.notice == "Your keyring is locked. Unlock it with its password, then try again."
    desk.test()
    assert desk.notice == "Your keyring is locked. Unlock it with its password, then try again."


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (None, "Not set, so nothing can be sent yet · will be kept in memory"),
        (OLD, "Set, ends in 89AB · saved 04/03/2026 by Jo · kept in memory"),
        (Credentials(Secret(OLD_KEY), ""), "Set, ends in 89AB · kept in memory"),
    ],
)
def test_how_the_key_stands_is_said_in_words(sit: Sit, held: Credentials | None, state: str) -> None:
    desk = sit(KeySite(MemoryVault(held)))
    assert desk.state == state
    assert desk.panel.field.accessibleDescription() == state
    texts = [label.text() for label in desk.panel.findChildren(QLabel) if label.isVisible()]
    assert "Saved automatically when you close this window." in texts


def test_before_the_app_is_open_the_row_waits(qtbot: QtBot, bugs: list[Exception]) -> None:
    site = KeySite()
    session = site.session(bugs.append)
    app, session._app = session._app, None
    row = KeyRow(session)
    desk = KeyDesk(qtbot, session, row, KeyDialog(row))
    qtbot.addWidget(desk.window)
    desk.unlock()
    assert (desk.locked, desk.state) == (True, "Looking for the key…")
    session._app = app
    session.opened.emit()
    desk.settle()
    assert desk.state.startswith("Set, ends in 89AB")
    session._app = None
    session.close()
