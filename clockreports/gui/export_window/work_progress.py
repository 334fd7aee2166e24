"""How far work is that a dialog does, how long it will still take, why it waits, and Stop."""

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from clockreports.domain.words import about, count
from clockreports.gui.export_window.banner import Mark
from clockreports.gui.export_window.progress_bar import ProgressBar
from clockreports.gui.icons import Picture, icon
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID
from clockreports.services.progress import Progress


@dataclass(frozen=True, slots=True)
class WorkWords:
    """What is said of the work: before anything is known of it, what it does with each, and what it counts."""

    first: str
    doing: str
    unit: str


class WorkProgress(QWidget):
    """Shows the progress of work, and has the button `stop`; `name` is told to who cannot see the bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words = WorkWords("", "", "")
        self._mark, self._doing, self._left = Mark(), PlainLabel(), PlainLabel()
        self._bar = ProgressBar(name)
        self.stop = QPushButton("Sto&p")
        self.stop.setIcon(icon(Picture.STOP))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for column, part in enumerate((self._mark, self._doing, self._left)):
            grid.addWidget(part, 0, column)
        grid.addWidget(self._bar, 1, 0, 1, 3)
        grid.addWidget(self.stop, 1, 3)

    def begin(self, words: WorkWords) -> None:
        """Show that it is not known yet how much there is to do."""
        self._words = words
        self._bar.begin()
        self._left.clear()
        self.stop.setEnabled(True)
        self._say(words.first)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._bar.show_done(progress.done, progress.total)
        self._bar.show_waiting(waiting=bool(progress.waiting_for))
        left = f" · {about(progress.remaining)} left" if progress.done < progress.total else ""
        self._left.setText(f"{progress.done:,} of {count(progress.total, self._words.unit)}{left}")
        if progress.waiting_for and self.stop.isEnabled():
            self._say(f"Waiting {progress.wait:.0f} s: {progress.waiting_for}", Picture.WAITING)
        elif self.stop.isEnabled():
            self._say(f"{self._words.doing} {progress.doing} …")

    def show_stopping(self) -> None:
        """Say that Stop was heard."""
        self.stop.setEnabled(False)
        self._say("Stopping…", Picture.STOP)

    def _say(self, sentence: str, picture: Picture = Picture.REFRESH) -> None:
        self._mark.draw(picture)
        self._doing.setText(sentence)
