"""Names, comments, paths and what People HR says are shown letter by letter, whatever Qt might take them for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from clockreports.base.errors import UnusableError
from clockreports.gui.export_window.banner import Banner
from clockreports.gui.icons import Picture
from clockreports.gui.main_window import MainWindow
from clockreports.gui.plain_text import plain_tip
from clockreports.gui.question import ask
from tests.helpers.qt_looking import press, sentences, table
from tests.helpers.qt_scenes import SCENES, USERS
from tests.helpers.qt_site import PracticeSite
from tests.helpers.qt_stage import Stage

FIRST: Final = "<b>x</b>"
LAST: Final = '<img src="https://clocks.example/x.png">&amp;'
MISCHIEF: Final = f"{FIRST} {LAST}"
WITH_NAMES: Final = (
    "main-days",
    "main-users",
    "main-employees",
    "main-events",
    "taps",
    "export-plan",
    "export-waiting",
    "export-unlinked",
    "export-conflict",
    "export-run",
    "verify-differs",
    "undo-would",
)


def everywhere(site: PracticeSite) -> None:
    """Put mischief into every name on the computer: of employees, of users, and of files."""
    with closing(sqlite3.connect(site.profile / "clockreports.db")) as database:
        database.execute("UPDATE employees SET first_name = ?, last_name = ?", (FIRST, LAST))
        database.execute("UPDATE users SET name = ?", (MISCHIEF,))
        database.execute("UPDATE sources SET path = ?", (f"{FIRST}{LAST.replace('/', '')}.dat",))
        database.commit()


def labels() -> list[QLabel]:
    """Return every label on the screen that has something to say."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    found = {label for window in windows for label in window.findChildren(QLabel)}
    return [label for label in found if label.isVisible() and label.text()]


def cells() -> Iterator[tuple[str, str]]:
    """Yield the text and the tool tip of every cell on the screen, as they are shown."""
    views = {view for window in QApplication.topLevelWidgets() for view in window.findChildren(QTableView)}
    for model in (view.model() for view in views if view.isVisible()):
        for row in range(min(20, model.rowCount())):
            for column in range(model.columnCount(QModelIndex())):
                index = model.index(row, column)
                yield str(index.data()), shown_tip(str(index.data(Qt.ItemDataRole.ToolTipRole)))


def shown_tip(tip: str) -> str:
    """Return what a person reads when Qt shows this as a tool tip."""
    document = QTextDocument()
    if not Qt.mightBeRichText(tip):
        return tip
    document.setHtml(tip)
    return document.toPlainText()


def read_as_html() -> list[str]:
    """Return what is on the screen that Qt takes for HTML, except for the links that we make of counts."""
    told = [label.text() for label in labels() if label.textFormat() is not Qt.TextFormat.PlainText]
    return [text for text in told if FIRST in text or "<img" in text]


@pytest.mark.parametrize("scene", WITH_NAMES)
def test_a_name_is_shown_as_it_is(scene: str, stage: Stage) -> None:
    everywhere(stage.site)
    window = SCENES[scene](stage)
    QApplication.processEvents()
    shown = [label.text() for label in labels()] + [text for text, _tip in cells()] + [window.window().windowTitle()]
    assert any(FIRST in text for text in shown), "or nothing is tried out here"
    assert read_as_html() == []
    assert [(text, tip) for text, tip in cells() if FIRST in text and FIRST not in tip] == []
    assert [label.text() for label in labels() if FIRST in label.text() and FIRST in label.toolTip()] == []


def test_the_question_before_a_link_is_taken_away_names_it_as_it_is(stage: Stage) -> None:
    everywhere(stage.site)
    window = stage.main(USERS)
    table(window, "Users of the clocks").selectRow(0)
    press(window, "Unlink…")
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert MISCHIEF in box.informativeText()
    assert read_as_html() == []


@pytest.mark.parametrize("icon", [QMessageBox.Icon.Warning, QMessageBox.Icon.Critical])
def test_a_known_error_is_shown_as_it_is(main_window: MainWindow, icon: QMessageBox.Icon) -> None:
    box = main_window._tell(icon, UnusableError(f"The file {MISCHIEF} cannot be read.", f"Move {MISCHIEF} away."))
    assert MISCHIEF in sentences(box)
    assert f"Move {MISCHIEF} away." in sentences(box)
    assert read_as_html() == []
    box.close()


def test_a_banner_and_a_question_are_shown_as_they_are(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    banner = Banner(window)
    window.show()
    banner.say(f"People HR says: {MISCHIEF}", Picture.WARNING)
    box = ask(window, f"{MISCHIEF}?", MISCHIEF, {"&Yes": None})
    assert MISCHIEF in sentences(window)
    assert f"{MISCHIEF}?\n{MISCHIEF}" in sentences(box)
    assert read_as_html() == []
    box.close()


@pytest.mark.parametrize("text", ["1_attlog.dat", "Jo & Sons < 5", MISCHIEF, f"first\n{MISCHIEF}\n  third"])
def test_a_tool_tip_shows_all_of_a_text(text: str) -> None:
    assert shown_tip(plain_tip(text)) == text
