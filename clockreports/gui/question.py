"""Questions, asked without holding up the window: one with a few answers, and where to save a list."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from clockreports.gui.plain_text import plain_box


def ask(parent: QWidget, question: str, advice: str, answers: Mapping[str, Callable[[], object] | None]) -> QMessageBox:
    """Ask; each answer is a button and what it does. The last one is the harmless one: Enter and Esc mean it."""
    box = plain_box(QMessageBox.Icon.Question, parent.windowTitle(), question, advice, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, act in answers.items():
        button = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
        if act is not None:
            button.clicked.connect(act)
        box.setDefaultButton(button)
        box.setEscapeButton(button)
    box.open()
    return box


def ask_where(parent: QWidget, name: str, save: Callable[[str], object]) -> QFileDialog:
    """Ask where to save a list, under which name, beginning with the person's documents; `save` gets the path."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, "Save list", str(Path(documents) / name))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Comma-separated values (*.csv)")
    dialog.setDefaultSuffix("csv")
    dialog.fileSelected.connect(save)
    dialog.open()
    return dialog
