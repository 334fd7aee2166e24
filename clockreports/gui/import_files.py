"""The ways into an import: a dialog that asks for files, and files dropped onto a window."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from clockreports.gui.import_choices import ImportChoices
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.import_words import AS_THEY_SAY, ReadAs
from clockreports.gui.session import Session

_KINDS = ("Clock logs (*.dat *.txt *.csv *.log *.kq)", "All files (*)")


class ImportFiles:
    """Asks which files to import into a session, and imports them; `link` is called when users are to be linked."""

    def __init__(self, session: Session, window: QWidget, link: Callable[[], object]) -> None:
        self._session, self._window, self._link = session, window, link
        self._folder = ""

    def ask(self) -> None:
        """Ask for files, several at once if need be, and import them as they say."""
        self._ask(AS_THEY_SAY)

    def ask_how(self) -> None:
        """Ask for the name of the terminal, and the format, before the files."""
        if self._session.is_open:
            dialog = ImportChoices(self._session, self._window)
            dialog.chosen.connect(self._ask)
            dialog.open()

    def _ask(self, read_as: ReadAs) -> None:
        if not self._session.is_open:
            return
        dialog = QFileDialog(self._window, "Import clock events", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(_KINDS)
        dialog.filesSelected.connect(partial(self._chosen, read_as))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, read_as: ReadAs, names: list[str]) -> None:
        self._folder = str(Path(names[0]).parent)
        self.begin([Path(name) for name in names], read_as)

    def begin(self, paths: Sequence[Path], read_as: ReadAs = AS_THEY_SAY) -> None:
        """Import these files, and show what became of them."""
        if self._session.is_open and paths:
            dialog = ImportDialog(self._session, self._window, paths, read_as)
            dialog.link.connect(self._link)
            dialog.open()


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files of this computer, or of its network drives, that were dragged along."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
