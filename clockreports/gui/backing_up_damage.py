"""What a person sees of a damaged database: that nothing goes out from it, and the ways on."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.words import moment
from clockreports.gui.backing_up_choice import ask_for_backup
from clockreports.gui.icons import Picture, Sign
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.ports_backups import DamagedError

_WIDTH: Final = 60 * GRID
_NOTHING_GOES_OUT: Final = "Nothing is read from it any more, and nothing is exported from it."
_WITH_BACKUP: Final = (
    "The newest good backup is of {made}. Restoring it keeps aside what is there now. Clock logs that came in since "
    "then have to be imported again; nothing is sent to People HR twice."
)
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""Stands behind what separates folders, so that a long path goes on in the next line."""


class DamageDialog(QDialog):
    """Offers to `restore` a backup, the newest good one first, to save the file while it is not open, and to quit."""

    def __init__(
        self, error: DamagedError, session: Session, parent: QWidget | None, restore: Callable[[Path], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ClockReports")
        self._error, self._session, self._restore = error, session, restore
        self._outcome = wrapped("")
        self._outcome.hide()
        self._buttons = self._made_buttons()
        words = QVBoxLayout()
        words.setSpacing(GRID)
        made = "" if error.newest is None else moment(error.newest.made.astimezone())
        way_out = _WITH_BACKUP.format(made=made) if made else error.advice
        title = re.sub(r"([/\\])", rf"\1{_MAY_BREAK}", error.title)
        for label in (heading(title), wrapped(_NOTHING_GOES_OUT), wrapped(way_out), self._outcome):
            label.setMinimumWidth(_WIDTH)
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(Sign(Picture.WARNING, QStyle.PixelMetric.PM_LargeIconSize), alignment=Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(top)
        layout.addWidget(self._buttons)

    def tell(self, sentence: str) -> None:
        """Say what became of the last button that was pressed, and let another one be pressed."""
        self._outcome.setText(sentence)
        self._outcome.setVisible(bool(sentence))
        self._buttons.setEnabled(True)

    def fail(self, error: ClockReportsError) -> None:
        """Say why something could not be done."""
        self.tell(f"{error.title} {error.advice}")

    @override
    def reject(self) -> None:
        """Go only when nothing is under way."""
        if self._buttons.isEnabled():
            super().reject()

    def _made_buttons(self) -> QDialogButtonBox:
        buttons, newest = QDialogButtonBox(), self._error.newest
        if newest is not None:
            restoring = QPushButton(f"&Restore the backup of {moment(newest.made.astimezone())}")
            restoring.setDefault(True)
            restoring.clicked.connect(lambda: self._begin(newest.path))
            buttons.addButton(restoring, QDialogButtonBox.ButtonRole.AcceptRole)
        other = QPushButton("&Another backup…")
        other.clicked.connect(self._ask_which)
        buttons.addButton(other, QDialogButtonBox.ButtonRole.ActionRole)
        if not self._session.is_open:
            saving = QPushButton("&Save a copy of the damaged file…")
            saving.clicked.connect(self._ask_where)
            buttons.addButton(saving, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("&Quit", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def _begin(self, backup: Path) -> None:
        self.tell("Restoring…")
        self._buttons.setEnabled(False)
        self._restore(backup)

    def _ask_which(self) -> None:
        ask_for_backup(self, self._begin)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Save a copy of the damaged file", f"damaged-{self._error.database.name}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten, and that is said
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Copy the damaged file, as it is, to where somebody may look at it."""
        start = self._session.start

        def work(_cancel: CancelToken) -> None:
            from clockreports.bootstrap.rescue import open_backups  # noqa: PLC0415 - loads slowly

            with open_backups(start.profile, start.environment, start.clock) as backing_up:
                backing_up.save_damaged(Path(name))

        self._session.workers.start(self, work, lambda _none: self.tell(f"The file is saved as {name}."), self.fail)


def offer_restart(
    error: DamagedError, session: Session, window: QWidget, restart_with: Callable[[Path], object]
) -> None:
    """Show the ways on when damage was found in a database that is open: a restore closes it first."""

    def restore(backup: Path) -> None:
        dialog.tell("")  # the window may have to ask something before it can be closed
        restart_with(backup)

    dialog = DamageDialog(error, session, window, restore)
    dialog.rejected.connect(window.close)
    dialog.open()


def offer_rescue(error: DamagedError, session: Session, window: QWidget) -> None:
    """Show the ways on when the app could not be opened: a restore opens it, quitting closes the window."""

    def restore(backup: Path) -> None:
        session.open(dialog.fail, restoring=backup)

    dialog = DamageDialog(error, session, window, restore)
    dialog.rejected.connect(window.close)
    session.opened.connect(dialog.accept)
    dialog.open()
