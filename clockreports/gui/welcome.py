"""The page that somebody sees who has just begun: three steps, ticked off as they are done, and a way to practise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStyle, QVBoxLayout, QWidget

from clockreports.domain.words import count
from clockreports.gui.first_steps import FirstSteps
from clockreports.gui.icons import Picture, Sign
from clockreports.gui.theme import GRID, heading, wrapped

_WIDEST: Final = 96 * GRID

_ABOUT: Final = "Three steps lead from the clock on the wall to timesheets in People HR."
_IMPORT: Final = (
    "Download the log of your time clock, such as 1_attlog.dat, and choose it here, or drop it onto this window. "
    "Importing anything twice changes nothing."
)
_SET_KEY: Final = (
    "An administrator pastes the API key once: in the window People HR Export click Unlock, paste the key, and close "
    "that window."
)
_PASTE_KEY: Final = (
    "Copy the API key of the pretend company above. Then, in the window People HR Export, click Unlock, paste the key, "
    "and close that window."
)
_FETCH: Final = "The API key is set. Fetch the employees; they are linked by their numbers on the clocks."
_EXPORT: Final = "Choose the days, and see what would be sent. Only Export sends it."
_PRACTISE: Final = "To look around first, practise with a pretend company: nothing of it leaves this computer."


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the page leads to; `practise` is None where somebody is practising already."""

    import_events: Callable[[], object]
    open_export: Callable[[], object]
    fetch: Callable[[], object]
    practise: Callable[[], object] | None
    skip: Callable[[], object] = lambda: None


class WelcomePage(QScrollArea):
    """The page; `show_steps` says how far somebody has come. It scrolls where the screen is small."""

    def __init__(self, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = ways
        self._import = _Step("1", "Import a clock file")
        self._connect = _Step("2", "Connect People HR")
        self._export = _Step("3", "Choose a period and export it")
        self._skip = QPushButton()
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        for part in (heading("Welcome to ClockReports"), wrapped(_ABOUT), *self._steps, self._otherwise()):
            column.addWidget(part)
        column.addStretch(2)
        inside = QWidget()
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addStretch(1)
        layout.addWidget(middle, stretch=_WIDEST)  # as much as there is, up to its widest
        layout.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.show_steps(FirstSteps())

    @property
    def _steps(self) -> tuple["_Step", ...]:
        return self._import, self._connect, self._export

    def show_steps(self, steps: FirstSteps) -> None:
        """Tick off what is done, and say of the rest what to do."""
        self._skip.setText("&Close these steps" if steps.all_done else "Sk&ip these steps")
        if steps.imported:
            self._import.tick(f"{count(steps.events, 'clock event')} of {count(steps.users, 'user')} are here.")
        else:
            self._import.ask(_IMPORT, "Impor&t…", self._ways.import_events)
        if steps.connected:
            self._connect.tick(
                f"{count(steps.employees, 'employee')}, {steps.linked:,} linked to a number on the clocks."
            )
        elif steps.key_is_set:
            self._connect.ask(_FETCH, "&Sync from People HR", self._ways.fetch)
        else:
            sentence = _PASTE_KEY if self._ways.practise is None else _SET_KEY
            self._connect.ask(sentence, "&Open People HR Export…", self._ways.open_export)
        if steps.exported:
            self._export.tick("Done. From now on it is as simple as that: import, look, export.")
        else:
            self._export.ask(_EXPORT, "&Choose the days…", self._ways.open_export)

    def focus_next(self) -> None:
        """Give the keyboard to the next thing to do."""
        for step in self._steps:
            if not step.done:
                step.button.setFocus()
                return

    def _otherwise(self) -> QWidget:
        """Return the line below the steps."""
        line, practise = QWidget(), QPushButton("&Practise…")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2 * GRID, 0, 0)
        row.setSpacing(GRID)
        told = wrapped(_PRACTISE if self._ways.practise else "")
        self._skip.clicked.connect(self._ways.skip)
        row.addWidget(told, stretch=1)
        if self._ways.practise is not None:
            practise.clicked.connect(self._ways.practise)
            row.addWidget(practise)
        row.addWidget(self._skip)
        return line


class _Step(QFrame):
    """One step: what to do and a button that leads there, or a tick and what came of it."""

    def __init__(self, number: str, title: str) -> None:
        super().__init__()
        self.done = False
        self.button = QPushButton()
        self.button.clicked.connect(self._act)
        self._act_on: Callable[[], object] | None = None
        self._name, self._title, self._sentence = title, wrapped(title), wrapped("")
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self._number, self._tick = heading(number), Sign(Picture.OK, QStyle.PixelMetric.PM_LargeIconSize)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedWidth(self._tick.width())
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(2 * GRID)
        for mark in (self._number, self._tick):
            row.addWidget(mark)
        row.addLayout(words, stretch=1)
        row.addWidget(self.button)

    def ask(self, sentence: str, button: str, act: Callable[[], object]) -> None:
        """Say what to do, and lead there."""
        self.button.setText(button)
        self._act_on = act
        self._show(self._name, sentence, done=False)

    def tick(self, sentence: str) -> None:
        """Say what came of it."""
        self._show(f"{self._name} – done", sentence, done=True)

    def _show(self, title: str, sentence: str, *, done: bool) -> None:
        self.done = done
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._tick.setVisible(done)
        self._number.setVisible(not done)
        self.button.setVisible(not done)

    def _act(self) -> None:
        if self._act_on is not None:
            self._act_on()
