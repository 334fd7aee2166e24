"""The rules of use that hold for every window, whoever uses it and however: each finds what breaks it."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.helpers.qt_looking import focus_order, mnemonics, plain

SMALLEST_SCREEN: Final = QSize(1366 * 2 // 3, 768 * 2 // 3)
"""1366 by 768 pixels at 150 %, in the units of the layout."""

_FRAME: Final = QSize(16, 80)
"""What the window's frame and a task bar take of it."""

ROOM: Final = SMALLEST_SCREEN - _FRAME

_WINDOWS: Final = frozenset({QAccessible.Role.Window, QAccessible.Role.Dialog, QAccessible.Role.AlertMessage})
_CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
_SLIPS: Final = 12  # pixels: so much above its neighbour a control may stand and be in the same row


def controls(window: QWidget) -> list[QWidget]:
    """Return the visible controls of a window: those a person made, not what Qt puts into them."""
    return [
        widget
        for kind in _CONTROLS
        for widget in window.findChildren(kind)
        if widget.isVisible() and widget.window() is window and not _is_part_of_another(widget)
    ]


def no_window(window: QWidget) -> list[str]:
    """Return the window itself, unless a screen reader is told that it is one, and which."""
    told = QAccessible.queryAccessibleInterface(window)
    return [] if told.role() in _WINDOWS and told.text(QAccessible.Text.Name) else [_told(window)]


def nameless(window: QWidget) -> list[str]:
    """Return the controls that a screen reader has no name for."""
    return [_told(widget) for widget in controls(window) if not _name(widget).strip()]


def without_keys(window: QWidget) -> list[str]:
    """Return the buttons and fields that no key leads to: neither a mnemonic, nor a shortcut, nor Enter or Esc.

    A field that is closed until its box is ticked needs none of its own, and neither does a day behind the box or the
    field that it belongs to: Tab goes on to it.
    """
    reached = {label.buddy() for label in window.findChildren(QLabel) if "&" in label.text()}
    order = [widget for widget in focus_order(window) if not _is_part_of_another(widget)]
    for before, widget in pairwise(order):
        if isinstance(widget, QDateEdit) and (before in reached or isinstance(before, QCheckBox)):
            reached.add(widget)
    return [
        _told(widget)
        for widget in controls(window)
        if not isinstance(widget, QAbstractItemView | QPlainTextEdit)
        and widget not in reached
        and not (_button_has_key(widget) if isinstance(widget, QAbstractButton) else not widget.isEnabled())
    ]


def tabs_without_keys(window: QWidget) -> list[str]:
    """Return the tabs without a mnemonic."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
    texts = [bar.tabText(place) for bar in bars for place in range(bar.count())]
    return [text for text in texts if plain(text) == text]


def double_mnemonics(window: QWidget) -> list[str]:
    """Return the letters that lead to more than one control."""
    letters = mnemonics(window)
    return sorted({letter for letter in letters if letters.count(letter) > 1})


def out_of_order(window: QWidget) -> list[str]:
    """Return where Tab goes back up although it does not go on to the right."""
    order = [widget for widget in focus_order(window) if not _is_part_of_another(widget)]
    return [f"{_told(one)} → {_told(other)}" for one, other in pairwise(order) if _goes_back(window, one, other)]


def too_large(window: QWidget) -> list[str]:
    """Return what a window needs, if that is more than the smallest screen has."""
    needed = window.minimumSizeHint().expandedTo(window.minimumSize())
    fits = needed.width() <= ROOM.width() and needed.height() <= ROOM.height()
    return [] if fits else [f"{needed.width()} by {needed.height()}"]


def cut_texts(window: QWidget) -> list[str]:
    """Return the texts that have too little room to be read whole."""
    return [_told(widget) for widget in _texts(window) if _is_cut(widget)]


def _texts(window: QWidget) -> list[QWidget]:
    kinds: tuple[type[QWidget], ...] = (QLabel, QAbstractButton)
    texts = [widget for kind in kinds for widget in window.findChildren(kind)]
    return [widget for widget in texts if widget.isVisible() and getattr(widget, "text", str)()]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    needed = widget.minimumSizeHint()
    return widget.width() < needed.width() or widget.height() < needed.height()


def _button_has_key(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton) and button.isCheckable():
        return True  # a filter beside others: Tab goes through them, and the field beside them finds as much
    if plain(button.text()) != button.text() or not button.shortcut().isEmpty():
        return True
    box = button.parentWidget()
    roles = {QDialogButtonBox.ButtonRole.AcceptRole, QDialogButtonBox.ButtonRole.RejectRole}
    return isinstance(box, QDialogButtonBox) and box.buttonRole(button) in roles  # Enter and Esc


def _is_part_of_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    in_parts = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QHeaderView, QAbstractItemView)
    return isinstance(widget, QHeaderView) or isinstance(parent, in_parts)


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _goes_back(window: QWidget, one: QWidget, other: QWidget) -> bool:
    first, second = one.mapTo(window, QPoint(0, 0)), other.mapTo(window, QPoint(0, 0))
    above = second.y() < first.y() - _SLIPS
    return above and second.x() < first.x() + one.width()


def _told(widget: QWidget) -> str:
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{plain(text) or _name(widget) or widget.accessibleName()}”"
