"""Questions, asked without holding up the window: one with a few answers, and where to save a list."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask(parent: QWidget, question: str, advice: str, answers: Mapping[str, Callable[[], object] | None]) -> QMessageBox:
    """Ask; each answer is a button and what it does. The last one is the harmless one: Enter and Esc mean it."""
    box = QMessageBox(QMessageBox.Icon.Question, parent.windowTitle(), question, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(advice)
    for text, act in answers.items():
        button = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
        if act is not None:
            button.clicked.connect(act)
        box.setDefaultButton(button)
        box.setEscapeButton(button)
    box.open()
    return box


def ask_where(parent: QWidget, name: str, save: Callable[[str], object]) -> QFileDialog:
    """Ask where to save a list, under which name; `save` is called with the path."""
    dialog = QFileDialog(parent, "Save list", name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Comma-separated values (*.csv)")
    dialog.setDefaultSuffix("csv")
    dialog.fileSelected.connect(save)
    dialog.open()
    return dialog
