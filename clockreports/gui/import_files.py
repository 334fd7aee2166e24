"""The ways into an import: a dialog that asks for files, and files dropped onto a window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.session import Session

_KINDS = ("Clock logs (*.dat *.txt *.csv *.log *.kq)", "All files (*)")


class ImportFiles:
    """Asks which files to import into a session, and imports them; `link` is called when users are to be linked."""

    def __init__(self, session: Session, window: QWidget, link: Callable[[], object]) -> None:
        self._session, self._window, self._link = session, window, link
        self._folder = ""

    def ask(self) -> None:
        """Ask for files, several at once if need be, and import them."""
        if not self._session.is_open:
            return
        dialog = QFileDialog(self._window, "Import clock events", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(_KINDS)
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, names: list[str]) -> None:
        self._folder = str(Path(names[0]).parent)
        self.begin([Path(name) for name in names])

    def begin(self, paths: Sequence[Path]) -> None:
        """Import these files, and show what became of them."""
        if self._session.is_open and paths:
            dialog = ImportDialog(self._session, self._window, paths)
            dialog.link.connect(self._link)
            dialog.open()


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the files of this computer, or of its network drives, that were dragged along."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
