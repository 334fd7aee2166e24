"""Every row of "Saved on close", in a real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clockreports.services.ports import Credentials
from tests.gui.key_desk import NEW, NEW_KEY, OLD, KeySite, Sit, sitting
from tests.helpers.vault import FullVault, MemoryVault


@pytest.fixture
def sit(qtbot: QtBot, bugs: list[Exception]) -> Iterator[Sit]:
    yield from sitting(qtbot, bugs)


@pytest.mark.parametrize("unlocked", [False, True])
def test_never_unlocked_or_unchanged_closes_and_writes_nothing(sit: Sit, unlocked: bool) -> None:  # noqa: FBT001
    site = KeySite(FullVault(OLD))
    desk = sit(site)
    if unlocked:
        desk.unlock()
    desk.close()
    assert (desk.closed, site.vault.held, desk.said) == (True, OLD, [])


def test_a_new_plausible_key_is_saved_and_the_main_window_says_so(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste(f"  “{NEW_KEY}”\r\n")
    assert desk.state == "New key, ends in F00D · not tested · not saved yet"
    desk.close()
    assert desk.closed
    assert site.vault.held == NEW
    assert desk.said == ["The API key is saved. It ends in F00D and is not tested yet."]


def test_a_key_that_was_tested_first_is_saved_as_one_that_works(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.test()
    assert desk.state == "New key, ends in F00D · works · not saved yet"
    desk.close()
    assert site.vault.held is not None
    assert site.vault.held.saved is not None
    assert site.vault.held.saved.tested
    assert desk.said == ["The API key is saved. It ends in F00D and works."]


def test_after_saving_the_window_shows_the_new_key_locked(sit: Sit) -> None:
    desk = sit(KeySite())
    desk.unlock()
    desk.paste(NEW_KEY)
    assert not desk.row.leave(lambda: None)
    desk.settle()
    assert desk.locked
    assert desk.state == "Set, ends in F00D · saved 04/03/2026 by Ada, not tested · kept in memory"


@pytest.mark.parametrize(
    ("answer", "held", "said"),
    [("&Remove", None, ["The API key is removed. Exports stop until a new one is set."]), ("&Keep", OLD, [])],
)
def test_emptied_asks_before_the_stored_key_is_removed(
    sit: Sit, answer: str, held: Credentials | None, said: list[str]
) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.press(Qt.Key.Key_Delete)
    desk.close()
    assert not desk.closed
    assert desk.question is not None
    assert (desk.question.text(), desk.question.informativeText()) == ("Remove the stored key?", "Exports will stop.")
    assert site.vault.held == OLD
    desk.answer(answer)
    assert (desk.closed, site.vault.held, desk.said) == (True, held, said)


def test_esc_in_that_question_keeps_the_key(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.press(Qt.Key.Key_Backspace)
    desk.close()
    assert desk.question is not None
    desk.question.reject()
    desk.settle()
    assert (desk.closed, site.vault.held) == (True, OLD)


def test_emptied_where_nothing_is_stored_asks_nothing(sit: Sit) -> None:
    desk = sit(KeySite(MemoryVault()))
    desk.unlock()
    desk.paste("x")
    desk.press(Qt.Key.Key_Backspace)
    desk.close()
    assert (desk.closed, desk.question) == (True, None)


def test_an_implausible_text_stays_open_and_says_why(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste("People HR")
    desk.close()
    assert not desk.closed
    assert desk.notice.startswith("This cannot be a People HR API key.")
    assert not desk.panel.retry.isVisible()
    assert desk.panel.field.text() == "People HR"
    desk.click(desk.panel.discard)
    assert (desk.closed, site.vault.held, desk.said) == (True, OLD, [])


def test_whoever_types_on_after_that_is_not_closing_any_more(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste("People HR")
    desk.close()
    desk.paste(NEW_KEY)
    assert (desk.closed, desk.notice) == (False, "")
    desk.close()
    assert (desk.closed, site.vault.held) == (True, NEW)


def test_discarding_without_closing_leaves_the_field_open(sit: Sit) -> None:
    desk = sit(KeySite())
    desk.unlock()
    desk.paste("People HR")
    desk.click(desk.panel.discard)
    assert (desk.closed, desk.locked, desk.notice) == (False, False, "")


def test_a_saving_that_fails_stays_open_with_the_text_and_can_be_tried_again(sit: Sit) -> None:
    vault = FullVault(OLD)
    desk = sit(KeySite(vault))
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.close()
    assert (desk.closed, vault.held, desk.said) == (False, OLD, [])
    assert desk.notice == "The disk is full. Make room, then try again."
    assert desk.state == "Not saved · the stored key is unchanged"
    assert desk.panel.field.text() == NEW_KEY
    vault.full = False
    desk.click(desk.panel.retry)
    assert (desk.closed, vault.held) == (True, NEW)


def test_a_saving_that_fails_can_be_given_up(sit: Sit) -> None:
    vault = FullVault(OLD)
    desk = sit(KeySite(vault))
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.close()
    desk.click(desk.panel.discard)
    assert (desk.closed, vault.held, desk.said) == (True, OLD, [])


def test_a_removal_that_fails_can_be_tried_again(sit: Sit) -> None:
    vault = FullVault(OLD)
    desk = sit(KeySite(vault))
    desk.unlock()
    desk.press(Qt.Key.Key_Delete)
    desk.close()
    desk.answer("&Remove")
    assert (desk.closed, vault.held) == (False, OLD)
    vault.full = False
    desk.click(desk.panel.retry)
    assert (desk.closed, vault.held) == (True, None)


def test_esc_goes_back_to_the_stored_key_first_and_closes_then(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.press(Qt.Key.Key_Escape)
    assert (desk.closed, desk.locked, desk.state.endswith("· unlocked")) == (False, False, True)
    assert NEW_KEY not in desk.panel.field.text()
    desk.press(Qt.Key.Key_Escape)
    assert (desk.closed, site.vault.held, desk.said) == (True, OLD, [])


@pytest.mark.parametrize(
    ("typed", "held", "noted"),
    [(None, OLD, False), (NEW_KEY, NEW, False), ("People HR", OLD, True), ("", OLD, True)],
)
def test_at_shutdown_nothing_is_asked(sit: Sit, typed: str | None, held: Credentials, noted: bool) -> None:  # noqa: FBT001
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    if typed:
        desk.paste(typed)
    elif typed is not None:
        desk.press(Qt.Key.Key_Delete)
    desk.row.drop_or_save_for_shutdown()
    assert (site.vault.held, site.note.left, desk.question, desk.locked) == (held, noted, None, True)
    desk.row.drop_or_save_for_shutdown()
    assert site.vault.held == held


def test_at_shutdown_a_key_that_cannot_be_saved_is_noted(sit: Sit) -> None:
    site = KeySite(FullVault(OLD))
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    desk.row.drop_or_save_for_shutdown()
    assert (site.vault.held, site.note.left) == (OLD, True)


def test_at_shutdown_a_saving_under_way_is_waited_for(sit: Sit) -> None:
    site = KeySite()
    desk = sit(site)
    desk.unlock()
    desk.paste(NEW_KEY)
    assert not desk.row.leave(lambda: None)
    desk.row.drop_or_save_for_shutdown()
    assert (site.vault.held, site.note.left) == (NEW, False)


def test_what_was_dropped_is_mentioned_at_the_next_start_once(sit: Sit) -> None:
    site = KeySite()
    site.note.leave()
    assert sit(site).notice.startswith("The last change to the API key was not saved")
    assert sit(site).notice == ""
