"""How the window looks: the system's own style, a grid of eight pixels, figures that stand below one another.

No colour is named here or anywhere: all come from the palette, which follows light, dark and high contrast by itself.
"""

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QStyleFactory, QWidget

from clockreports.gui.plain_text import PlainLabel

GRID: Final = 8
"""Pixels: every distance is a multiple of it."""


def put_on(application: QApplication) -> None:
    """Give the application its style: Windows 11's where there is one, Fusion elsewhere."""
    application.setStyle(_style())


def tabular(font: QFont) -> QFont:
    """Return the font with figures that are all of one width, for columns of numbers; a font without any stays."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def heading(text: str) -> QLabel:
    """Return a label that heads a dialog."""
    label = PlainLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.25)
    font.setBold(True)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def wrapped(text: str) -> QLabel:
    """Return a label for whole sentences, which can be selected with the mouse."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def side_by_side(*parts: QWidget, wide: QWidget | None = None, spacing: int = GRID) -> QWidget:
    """Return widgets side by side, from the left; one of them may be `wide` and take the room that is left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part, stretch=int(part is wide))
    if wide is None:
        layout.addStretch()
    return row


def make_room(dialog: QWidget) -> None:
    """Let a dialog grow to what it has to say now: sentences that wrap do not make it grow by themselves."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))


def _style() -> str:
    has_windows_11 = sys.platform == "win32" and "windows11" in QStyleFactory.keys()  # noqa: SIM118 - Qt's own
    return "windows11" if has_windows_11 else "Fusion"
