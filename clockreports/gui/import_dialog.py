"""Importing clock events from files, seen: how far it is, what came in, and which rows were set aside.

Importing anything twice changes nothing, so it begins at once; a file that cannot be used keeps no other out.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.words import count
from clockreports.gui.icons import Picture, icon
from clockreports.gui.import_words import (
    AS_THEY_SAY,
    ReadAs,
    SetAside,
    about_set_aside,
    about_unknown,
    headline,
    offered_formats,
    outcome,
    remark,
    set_aside,
    unclear,
)
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.tables import Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.importing import ImportedFile

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_WIDTH: Final = 96 * GRID
_MOST_FILES_SEEN: Final = 6
"""The list of files scrolls when there are more."""


def _mark(file: ImportedFile) -> QIcon:
    fine = file.problem is None and not file.counts.quarantined
    return icon(Picture.OK if fine else Picture.WARNING)


def _figure(title: str, figure: Callable[[ImportedFile], int]) -> Column[ImportedFile]:
    return Column(title, lambda file: f"{figure(file):,}" if file.problem is None else "–", figure, number=True)


FILES: Final = (
    Column[ImportedFile]("File", lambda file: file.path.name, tooltip=lambda file: str(file.path)),
    Column[ImportedFile]("Format", lambda file: file.format or "–"),
    _figure("Rows", lambda file: file.counts.rows),
    _figure("New", lambda file: file.counts.added),
    _figure("Known already", lambda file: file.counts.already_known),
    _figure("Set aside", lambda file: file.counts.quarantined),
    Column[ImportedFile]("Outcome", outcome, icon=_mark),
)
ROWS: Final = (
    Column[SetAside]("File", lambda aside: aside.file),
    Column[SetAside]("Line", lambda aside: f"{aside.row.line:,}", number=True),
    Column[SetAside]("Why", lambda aside: aside.row.reason),
    Column[SetAside]("What stands there", lambda aside: " ".join(aside.row.text.split())),
)


class ImportDialog(QDialog):
    """Imports files as soon as it is shown, then stays until it is closed; `link` is told when users are to be linked.

    Stop, or Esc, leaves the file being read out as if it had never been begun.
    """

    link = Signal()

    def __init__(
        self, session: Session, parent: QWidget | None, paths: Sequence[Path], read_as: ReadAs = AS_THEY_SAY
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import clock events")
        self._session, self._read_as = session, read_as
        self._files: list[ImportedFile] = []
        self._running: CancelToken | None = None
        self._heading, self._doing = heading(""), wrapped("")
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress of the import")
        self._bar.setTextVisible(False)
        self._files_model, self._rows_model = ValuesModel(FILES, self), ValuesModel(ROWS, self)
        self._files_view = TableView("Imported files", self._files_model)
        self._rows_view = TableView("Rows set aside", self._rows_model)
        self._remarks, self._aside, self._unknown = wrapped(""), PlainLabel("Rows set aside"), wrapped("")
        self._aside.setWordWrap(True)
        self._aside.setBuddy(self._rows_view)
        self._format = QComboBox()
        self._again = self._again_row()
        self._buttons = QDialogButtonBox()
        self._stop = self._buttons.addButton("&Stop", QDialogButtonBox.ButtonRole.ActionRole)
        self._stop.setIcon(icon(Picture.STOP))
        self._link = self._buttons.addButton("&Link users…", QDialogButtonBox.ButtonRole.ActionRole)
        self._close = self._buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        self._stop.clicked.connect(self.reject)
        self._link.clicked.connect(self._ask_to_link)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._begin(paths, read_as)

    def _again_row(self) -> QWidget:
        """Return the line by which a person says how files are to be read that can be read in several ways."""
        line, label, again = QWidget(), PlainLabel("&Which is right?"), QPushButton("&Read it")
        label.setBuddy(self._format)
        again.clicked.connect(self._read_again)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (label, self._format, again):
            layout.addWidget(part)
        layout.addStretch()
        return line

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        for part in (self._heading, self._bar, self._doing):
            layout.addWidget(part)
        layout.addWidget(self._files_view)
        for label in (self._remarks, self._again, self._aside):
            layout.addWidget(label)
        layout.addWidget(self._rows_view, stretch=1)
        layout.addWidget(self._unknown)
        layout.addWidget(self._buttons)
        self._take_room()

    def _take_room(self) -> None:
        """Be as high as what is shown: a progress bar, a line or two, or a long list."""
        header = self._files_view.horizontalHeader().sizeHint().height() + 2 * self._files_view.frameWidth()
        row = self._files_view.verticalHeader().defaultSectionSize()
        self._files_view.setFixedHeight(header + row * max(1, min(len(self._files), _MOST_FILES_SEEN)))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    # The work ---------------------------------------------------------------------------------------------------------

    def _begin(self, paths: Sequence[Path], read_as: ReadAs) -> None:
        self._heading.setText(f"Reading {count(len(paths), 'file')}…")
        self._bar.setRange(0, 0)
        session, app = self._session, self._session.app

        def tell(path: Path, rows: int) -> None:
            session.workers.post(self, partial(self._doing.setText, f"{path.name}: {count(rows, 'row')}"))

        def work(cancel: CancelToken) -> None:
            for path in paths:
                file = _import(app, path, read_as, tell, cancel)
                session.workers.post(self, partial(self._take, file))

        self._running = session.workers.start(self, work, self._done, self._failed)
        self._show_state()

    def _take(self, file: ImportedFile) -> None:
        self._files.append(file)
        self._files_model.show(self._files)
        self._files_view.fit_columns()
        self._rows_model.show(set_aside(self._files))
        self._rows_view.fit_columns()

    def _done(self, _nothing: None) -> None:
        terminal = self._read_as.terminal
        where = f" All count as made on terminal {terminal}." if terminal else ""
        self._end(headline(self._files) + where)

    def _failed(self, error: ClockReportsError) -> None:
        if isinstance(error, CancelledError):
            self._end("Stopped. The file that was being read was left out; those below are imported.")
        else:
            self._end(f"{error.title} {error.advice}")

    def _end(self, sentence: str) -> None:
        self._running = None
        self._heading.setText(sentence)
        self._show_state()
        self._take_room()
        (self._format if self._again.isVisibleTo(self) else self._close).setFocus()
        self._session.changed.emit()

    def _show_state(self) -> None:
        """Show what belongs to the work while it runs, and to its outcome afterwards."""
        runs, files = self._running is not None, self._files
        for part in (self._bar, self._doing, self._stop):
            part.setVisible(runs)
        self._close.setVisible(not runs)
        self._files_view.setVisible(bool(files))
        remarks = [remark(file) for file in files if file.problem is not None]
        for label, words in (
            (self._remarks, "\n".join(remarks)),
            (self._aside, about_set_aside(files)),
            (self._unknown, about_unknown(files)),
        ):
            label.setText(words)
            label.setVisible(bool(words) and not runs)
        self._format.clear()
        for name, so in offered_formats(files).items():
            self._format.addItem(so, name)
        self._again.setVisible(bool(self._format.count()) and not runs)
        self._rows_view.setVisible(bool(self._rows_model.values) and not runs)
        self._link.setVisible(bool(self._unknown.text()) and not runs)

    # What a person does -----------------------------------------------------------------------------------------------

    def _read_again(self) -> None:
        """Read the files that can be read in several ways in the way that is chosen."""
        again = unclear(self._files)
        self._files = [file for file in self._files if file not in again]
        self._begin([file.path for file in again], replace(self._read_as, format=self._format.currentData()))

    def _ask_to_link(self) -> None:
        self.link.emit()
        self.accept()

    @override
    def reject(self) -> None:
        if self._running is None:
            super().reject()
        else:
            self._running.cancel()
            self._heading.setText("Stopping…")


def _import(
    app: "App", path: Path, read_as: ReadAs, tell: Callable[[Path, int], None], cancel: CancelToken
) -> ImportedFile:
    """Import one file; stopping it raises `CancelledError` out of the store's transaction, which leaves nothing."""
    cancel.check()

    def progress(rows: int) -> None:
        cancel.check()
        tell(path, rows)

    (file,) = app.importing.import_files(
        [path], format_name=read_as.format or None, terminal=read_as.terminal or None, progress=progress
    )
    return file
