"""Looks at a window as a person does: finds its tables, buttons and sentences by what they say."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QMenuBar, QTableView, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from clockreports.gui.session import Session


def settle(qtbot: QtBot, session: Session) -> None:
    """Go on once nothing is under way any more."""
    qtbot.waitUntil(lambda: not session.workers.busy)


def table(window: QWidget, name: str) -> QTableView:
    """Return the table of that accessible name."""
    (found,) = (view for view in window.findChildren(QTableView) if view.accessibleName() == name)
    return found


def rows(view: QTableView) -> list[list[str]]:
    """Return what stands in a table, row by row."""
    model = view.model()
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def column(view: QTableView, title: str) -> list[str]:
    """Return what stands in the column of that title."""
    model = view.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    return [row[titles.index(title)] for row in rows(view)]


def choose(view: QTableView, title: str, text: str) -> None:
    """Choose the row that says so in a column."""
    view.selectRow(column(view, title).index(text))


def sentences(window: QWidget) -> str:
    """Return all that visible labels say, one below the other."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.text() and _shown(label, window))


def button(window: QWidget, text: str) -> QAbstractButton:
    """Return the visible button that says so."""
    buttons = [each for each in window.findChildren(QAbstractButton) if _shown(each, window)]
    (found,) = (each for each in buttons if plain(each.text()) == text)
    return found


def press(window: QWidget, text: str) -> None:
    """Click the button that says so, with the mouse."""
    QTest.mouseClick(button(window, text), Qt.MouseButton.LeftButton)


def double_click(view: QTableView, row: int) -> None:
    """Double-click a row, as a person does: the first click chooses it."""
    place: QPoint = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def actions(bar: QMenuBar, menu: str) -> dict[str, QAction]:
    """Return what stands in a menu, by its text without the mark of the mnemonic."""
    (found,) = (action for action in bar.actions() if plain(action.text()) == menu)
    opened = found.menu()
    assert isinstance(opened, QMenu)
    return {plain(action.text()): action for action in opened.actions() if not action.isSeparator()}


def plain(text: str) -> str:
    """Return a text as it is shown: without the mark before its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def mnemonics(window: QWidget) -> list[str]:
    """Return the letters that do something with Alt now, those of the menu bar and of the tabs included."""
    texts = [action.text() for bar in window.findChildren(QMenuBar) for action in bar.actions()]
    for tabs in window.findChildren(QTabWidget):
        texts += [tabs.tabText(place) for place in range(tabs.count())]
    texts += [each.text() for each in window.findChildren(QAbstractButton) if _shown(each, window)]
    texts += [each.text() for each in window.findChildren(QLabel) if _shown(each, window) and each.buddy() is not None]
    return [text.replace("&&", "").partition("&")[2][:1].casefold() for text in texts if "&" in text.replace("&&", "")]


def focus_order(window: QWidget) -> list[QWidget]:
    """Return the visible widgets that Tab goes through, in its order."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and _shown(widget, window) and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def let_go(qtbot: QtBot) -> None:
    """Let Qt delete what asked to be deleted."""
    qtbot.wait(0)
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415 - only here

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _shown(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisibleTo(window) and widget.window() is window.window()
