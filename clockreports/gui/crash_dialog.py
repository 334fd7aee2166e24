"""What a person sees of a bug: plain sentences, the report as it would be passed on, and three buttons."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.gui.bridge import Workers
from clockreports.gui.icons import Picture, Sign, icon
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID, heading, wrapped

FILE_NAME: Final = "clockreports-report.txt"

_WHAT_HAPPENED: Final = (
    "What you were doing just now may not have been done. Everything that was stored or sent before is safe, and you "
    "can go on working."
)
_WHAT_TO_DO: Final = (
    "Please give this report to whoever looks after ClockReports. It goes nowhere by itself: read it, then copy or "
    "save it."
)


class CrashDialog(QDialog):
    """Shows a report that was cleaned already; passes on that very text and no other."""

    def __init__(self, report: str, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self.setWindowTitle("A mistake in ClockReports")
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        caption = PlainLabel("&Report")
        caption.setBuddy(self._report)
        self._outcome = PlainLabel()
        self._outcome.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._heading())
        layout.addWidget(wrapped(_WHAT_HAPPENED))
        layout.addWidget(wrapped(_WHAT_TO_DO))
        layout.addSpacing(GRID)
        layout.addWidget(caption)
        layout.addWidget(self._report, 1)
        layout.addWidget(self._outcome)
        layout.addWidget(self._buttons())
        self.resize(640, 480)

    @property
    def outcome(self) -> str:
        """What became of the last button that was pressed."""
        return self._outcome.text()

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(Sign(Picture.WARNING, QStyle.PixelMetric.PM_LargeIconSize))
        row.addWidget(heading("ClockReports made a mistake of its own."), 1)
        return row

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copying = QPushButton(icon(Picture.COPY), "&Copy report")
        copying.clicked.connect(self._copy)
        saving = QPushButton(icon(Picture.SAVE), "&Save report…")
        saving.clicked.connect(self._ask_where)
        buttons.addButton(copying, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(saving, QDialogButtonBox.ButtonRole.ActionRole)
        closing = buttons.button(QDialogButtonBox.StandardButton.Close)
        closing.setText("C&lose")
        closing.setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._outcome.setText("The report is copied. Paste it into a message.")

    @Slot()
    def _ask_where(self) -> None:
        asking = QFileDialog(self, "Save report")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.selectFile(FILE_NAME)
        asking.fileSelected.connect(self.save)
        asking.finished.connect(asking.deleteLater)
        asking.open()

    @Slot(str)
    def save(self, path: str) -> None:
        """Write the report into a file, and say what became of it."""
        text = self._report.toPlainText()
        self._workers.start(self, lambda _cancel: _write(Path(path), text), self._saved, self._not_saved)

    def _saved(self, path: Path) -> None:
        self._outcome.setText(f"The report is saved as {path}.")

    def _not_saved(self, error: ClockReportsError) -> None:
        self._outcome.setText(f"{error.title} {error.advice}")


def _write(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnusableError(
            f"The report could not be saved as {path} ({error.strerror}).", "Choose another folder, or copy the report."
        ) from error
    return path
