"""Choosing a backup to restore: the automatic ones with what each holds, or a file from anywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from clockreports.base.errors import ClockReportsError
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.question import ask
from clockreports.gui.session import Session
from clockreports.gui.tables import Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, wrapped
from clockreports.services.backing_up import Offered
from clockreports.services.backing_up_words import KINDS, made, size

_WHAT_HAPPENS: Final = (
    "A backup takes the place of everything that is stored here: clock events, links, and what was sent. What is here "
    "now is kept beside the backups, so that it can be restored in its turn."
)
_HOW: Final = (
    "ClockReports closes its windows, checks the backup, puts it in place and opens again. Clock logs that came in "
    "since then have to be imported again; nothing is sent to People HR twice."
)
_NONE: Final = "There are no automatic backups yet: one is made every day on which ClockReports is used."
KIND_OF_FILE: Final = "ClockReports databases (*.db)"


def columns(zone: ZoneInfo) -> tuple[Column[Offered], ...]:
    """Return the columns, with times by the wall clock of the site."""
    return (
        Column[Offered]("Made", lambda each: made(each.backup.made, zone), lambda each: each.backup.made),
        Column[Offered]("Why", lambda each: KINDS[each.backup.kind]),
        Column[Offered]("Size", lambda each: size(each.backup.size), lambda each: each.backup.size, number=True),
        Column[Offered]("Clock events", _events, number=True),
        Column[Offered]("Last export", lambda each: _last_export(each, zone), tooltip=_problem),
    )


class RestoreDialog(QDialog):
    """Shows the automatic backups, the newest first; `restore` gets the file that a person chose and confirmed."""

    def __init__(self, session: Session, parent: QWidget | None, restore: Callable[[Path], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Restore a backup")
        self._session, self._restore = session, restore
        self._zone = session.app.settings.zone
        self._model = ValuesModel(columns(self._zone), self)
        self._view = TableView("Automatic backups", self._model)
        self._view.selectionModel().selectionChanged.connect(self._look)
        self._view.doubleClicked.connect(self._ask)
        self._caption = PlainLabel("Automatic &backups")
        self._caption.setBuddy(self._view)
        self._notice = wrapped("")
        self._buttons = QDialogButtonBox()
        self._other = self._buttons.addButton("Another &file…", QDialogButtonBox.ButtonRole.ActionRole)
        self._go = self._buttons.addButton("&Restore…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setEnabled(False)
        self._buttons.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self._other.clicked.connect(self._ask_which)
        self._go.clicked.connect(self._ask)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addWidget(wrapped(_WHAT_HAPPENS))
        layout.addWidget(self._caption)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._notice, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._buttons)
        self._say("Looking…")
        self.resize(640, 400)
        app = session.app
        session.workers.start(self, lambda _cancel: app.backing_up.offered(), self._show, self._fail)

    def ask_about(self, backup: Path, what: str) -> None:
        """Ask whether a file is to be restored, told as `what`."""

        def restore() -> None:
            self.accept()
            self._restore(backup)

        ask(self, f"Restore {what}?", _HOW, {"&Restore": restore, "&Cancel": None})

    def _show(self, offered: tuple[Offered, ...]) -> None:
        self._model.show(offered)
        self._say("" if offered else _NONE)
        if offered:
            self._view.fit_columns()
            self._view.selectRow(0)
            self._view.setFocus()

    def _fail(self, error: ClockReportsError) -> None:
        self._say(f"{error.title} {error.advice}")

    def _say(self, sentence: str) -> None:
        """Say why there is no table, or show it."""
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))
        for part in (self._caption, self._view):
            part.setVisible(not sentence)

    def _chosen(self) -> Offered | None:
        rows = [row for some in self._view.chosen_rows() for row in some]
        return self._model.values[rows[0]] if rows else None

    def _look(self) -> None:
        chosen = self._chosen()
        self._go.setEnabled(chosen is not None and chosen.problem is None)

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.problem is None:
            self.ask_about(chosen.backup.path, f"the backup of {made(chosen.backup.made, self._zone)}")

    def _ask_which(self) -> None:
        ask_for_backup(self, lambda path: self.ask_about(path, path.name))


def ask_for_backup(parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for a file that holds a backup."""
    dialog = QFileDialog(parent, "Restore a backup")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters((KIND_OF_FILE, "All files (*)"))
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def _events(offered: Offered) -> str:
    return "–" if offered.contents is None else f"{offered.contents.events:,}"


def _last_export(offered: Offered, zone: ZoneInfo) -> str:
    if offered.contents is None:
        return "cannot be read"
    return "none" if offered.contents.last_run is None else made(offered.contents.last_run, zone)


def _problem(offered: Offered) -> str:
    return "" if offered.problem is None else f"{offered.problem.title} {offered.problem.advice}"
