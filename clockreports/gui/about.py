"""The box that says what this program is, in which version, and under which licences it stands."""

import platform
from typing import Final

from PySide6 import __version__ as binding_version
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QStyle, QVBoxLayout, QWidget

from clockreports import __version__
from clockreports.gui.about_licences import LicencesDialog
from clockreports.gui.bridge import Workers
from clockreports.gui.icons import program_icon
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID, heading, wrapped

_WIDTH: Final = 52 * GRID
_WHAT_IT_IS: Final = "Takes clock events, turns them into work days, and puts those into People HR timesheets."
_LICENCES: Final = (
    "ClockReports is free software under the MIT licence. Its window is made with Qt and PySide6, used under the GNU "
    "Lesser General Public License, version 3. Licences lists everything it is made of."
)


class AboutBox(QDialog):
    """Says what the program is; more for a report of a problem is told by `clockreports doctor`."""

    def __init__(self, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About ClockReports")
        below = f"Python {platform.python_version()} · Qt {qVersion()} · PySide6 {binding_version}"
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("&Close")
        buttons.rejected.connect(self.reject)
        licences = buttons.addButton("&Licences…", QDialogButtonBox.ButtonRole.ActionRole)
        licences.setAutoDefault(False)
        licences.clicked.connect(lambda: LicencesDialog(workers, self).open())
        words = QVBoxLayout()
        words.setSpacing(GRID)
        for label in (heading(f"ClockReports {__version__}"), wrapped(_WHAT_IT_IS), wrapped(_LICENCES), wrapped(below)):
            label.setMinimumWidth(_WIDTH)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._sign(), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(row)
        layout.addWidget(buttons)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _sign(self) -> QLabel:
        side = 2 * self.style().pixelMetric(QStyle.PixelMetric.PM_LargeIconSize)
        sign = PlainLabel()
        sign.setPixmap(program_icon().pixmap(side, side))
        return sign


def show_about(workers: Workers, window: QWidget) -> None:
    """Show the box before a window."""
    box = AboutBox(workers, window)
    box.finished.connect(box.deleteLater)
    box.open()
