"""Help › Check for updates…: nothing goes out before somebody asks, and nothing is ever installed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from clockreports import __version__
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session
from clockreports.gui.status_strip import StatusStrip
from clockreports.gui.update_dialog import UpdateDialog
from clockreports.gui.update_watch import UpdateWatch
from clockreports.services.updating import UpdateCheck, Updating
from tests.helpers.qt_looking import actions, press, sentences, settle
from tests.helpers.qt_stage import Stage
from tests.helpers.qt_updates import AWAY, with_feed
from tests.helpers.updates import RELEASE, FakeFeed


def opened(stage: Stage, feed: FakeFeed, pages: list[QUrl] | None = None, *, allowed: bool = True) -> UpdateDialog:
    """Open the dialog on a feed, and note which pages it opens."""
    session = stage.session()
    with_feed(session, feed, allowed=allowed)
    dialog = stage.show(UpdateDialog(session, open_page=([] if pages is None else pages).append))
    stage.settle(session)
    return dialog


def check(stage: Stage, dialog: UpdateDialog) -> None:
    """Click, and wait for the answer."""
    press(dialog, "Check now")
    stage.settle(dialog._session)


def test_it_says_who_would_be_asked_before_anybody_is(stage: Stage) -> None:
    feed = FakeFeed()
    dialog = opened(stage, feed)
    assert "clocks.example is asked" in sentences(dialog)
    assert feed.asked == []


def test_a_newer_version_is_shown_with_what_changed_and_where_to_get_it(stage: Stage) -> None:
    pages: list[QUrl] = []
    dialog = opened(stage, FakeFeed(), pages)
    check(stage, dialog)
    told = sentences(dialog)
    assert "ClockReports 9.2.0 is out" in told
    assert f"It came out on Mon 02/03/2026. This is ClockReports {__version__}." in told
    (changes,) = dialog.findChildren(QPlainTextEdit)
    assert changes.toPlainText() == "• The first thing that changed.\n• The second one."
    assert pages == []
    press(dialog, "Open the download page")
    assert pages == [QUrl("https://clocks.example/download")]


def test_the_newest_version_is_told(stage: Stage) -> None:
    dialog = opened(stage, FakeFeed(replace(RELEASE, version=__version__)))
    check(stage, dialog)
    assert "It is the newest version." in sentences(dialog)


def test_what_went_wrong_is_told_and_can_be_tried_again(stage: Stage) -> None:
    feed = FakeFeed(AWAY)
    dialog = opened(stage, feed)
    check(stage, dialog)
    assert AWAY.title in sentences(dialog)
    feed.answer = RELEASE
    check(stage, dialog)
    assert "is out" in sentences(dialog)


def test_where_it_is_switched_off_there_is_nothing_to_click(stage: Stage) -> None:
    feed = FakeFeed()
    dialog = opened(stage, feed, allowed=False)
    assert "has switched off looking for newer versions. Ask them for the newest version." in sentences(dialog)
    with pytest.raises(ValueError, match="not enough values"):
        press(dialog, "Check now")
    assert feed.asked == []


def test_closing_it_while_it_asks_stops_asking(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(stage, FakeFeed())
    session = dialog._session
    monkeypatch.setattr(Updating, "check", lambda _self, cancel: cancel.wait(60))
    press(dialog, "Check now")
    assert "Asking for the newest version…" in sentences(dialog)
    dialog.reject()
    stage.settle(session)
    assert not session.workers.busy


def test_looking_by_itself_is_chosen_with_a_box(stage: Stage) -> None:
    dialog = opened(stage, FakeFeed())
    (by_itself,) = dialog.findChildren(QCheckBox)
    assert not by_itself.isChecked()
    by_itself.click()
    stage.settle(dialog._session)
    assert dialog._session.app.updating.looks_by_itself()


@pytest.mark.parametrize(("chosen", "version", "found"), [(True, "9.2.0", 1), (True, "0.0.1", 0), (False, "9.2.0", 0)])
def test_the_window_looks_by_itself_only_where_somebody_chose_it(
    qtbot: QtBot, session: Session, *, chosen: bool, version: str, found: int
) -> None:
    feed = FakeFeed(replace(RELEASE, version=version))
    with_feed(session, feed)
    session.app.updating.look_by_itself(wanted=chosen)
    told: list[UpdateCheck] = []
    watch = UpdateWatch(session, session)
    watch.found.connect(told.append)
    session.opened.emit()
    settle(qtbot, session)
    assert (len(told), len(feed.asked)) == (found, int(chosen))


def test_a_look_that_fails_by_itself_is_no_news(qtbot: QtBot, session: Session) -> None:
    feed = FakeFeed(AWAY)
    with_feed(session, feed)
    session.app.updating.look_by_itself(wanted=True)
    watch = UpdateWatch(session, session)
    with qtbot.assertNotEmitted(watch.found):
        session.opened.emit()
        settle(qtbot, session)
    assert feed.asked == [""]


def test_what_was_found_stands_in_the_strip(qtbot: QtBot, session: Session) -> None:
    strip = StatusStrip(session)
    qtbot.addWidget(strip)
    strip.show()
    strip.tell_newer(UpdateCheck(__version__, RELEASE, is_newer=True))
    assert "ClockReports 9.2.0 is out" in sentences(strip)


def test_the_menu_opens_it(qtbot: QtBot, main_window: MainWindow, session: Session) -> None:
    with_feed(session, FakeFeed())
    actions(main_window.menuBar(), "Help")["Check for updates…"].trigger()
    (dialog,) = main_window.findChildren(UpdateDialog)
    qtbot.waitUntil(lambda: "clocks.example is asked" in sentences(dialog))
    dialog.reject()
