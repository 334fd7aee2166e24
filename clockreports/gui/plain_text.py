"""Words as they are: names, comments, paths and what People HR says are shown letter by letter, never taken for HTML.

Left alone, Qt looks into a text and takes whatever resembles HTML for it, pictures and links included. So no other
module makes labels, message boxes or tool tips of its own; a test sees to that.
"""

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


class PlainLabel(QLabel):
    """A label."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """Return what to give Qt as a tool tip, so that it shows this text."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if Qt.mightBeRichText(text) else text


def plain_box(
    mark: QMessageBox.Icon, title: str, sentence: str, more: str = "", parent: QWidget | None = None
) -> QMessageBox:
    """Return a message box, not shown yet, with a sentence and what else there is to say."""
    box = QMessageBox(mark, title, sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    return box
