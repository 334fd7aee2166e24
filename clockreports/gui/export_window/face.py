"""What is seen of the window, from top to bottom: may I, which days, what will happen, go. Decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QTabWidget, QVBoxLayout, QWidget

from clockreports.gui.export_window.banner import Banner
from clockreports.gui.export_window.day_list import DayList
from clockreports.gui.export_window.history_tab import HistoryTab
from clockreports.gui.export_window.practice_banner import practice_banner
from clockreports.gui.export_window.strip import Strip
from clockreports.gui.export_window.unlinked_tab import UnlinkedTab
from clockreports.gui.export_window.which_days import WhichDays
from clockreports.gui.key_row import KeyRow
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID

_TITLE = "People HR Export"


class Face(QMainWindow):
    """The parts of the window, each under its own name; `window` gives it to those who decide.

    A plain widget would do on screen, but who has it read aloud would not hear that it is a window.
    """

    import_asked = Signal()
    """There are no clock events yet, and the person wants to import some."""
    sync_asked = Signal()
    """There are no employees yet, and the person wants to fetch them."""
    manual_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        practising = session.start.practising
        self.setWindowTitle(_TITLE if practising is None else f"{_TITLE} – practice")
        parts = [] if practising is None else [practice_banner(practising, self)]
        self.key_row = KeyRow(session, self)
        self.which = WhichDays(session, self)
        self.tabs = QTabWidget()
        self.days, self.unlinked, self.history = DayList(), UnlinkedTab(session), HistoryTab()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.days, "D&ays")
        self.tabs.addTab(self.unlinked, "Users and e&mployees")
        self.tabs.addTab(self.history, "&History")
        self.banner, self.strip = Banner(), Strip()
        layout = QVBoxLayout(content := QWidget())
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (*parts, self.key_row, self.which):
            layout.addWidget(part)
        layout.addWidget(self.tabs, stretch=1)
        layout.addWidget(self.banner)  # below: nothing that is said moves the rows under somebody's hand
        layout.addWidget(self.strip)
        self.setCentralWidget(content)
        self.resize(132 * GRID, 88 * GRID)
        self.days.counted.connect(self._title_days)
        self.strip.focus_left.connect(self.tabs.setFocus)  # it neither moves nor starts anything
        self.which.picker.presets.setFocus()

    def title(self, tab: QWidget, text: str) -> None:
        """Put a text on a tab."""
        self.tabs.setTabText(self.tabs.indexOf(tab), text)

    def _title_days(self, days: int) -> None:
        self.title(self.days, f"D&ays {days:,}")
