"""Data Manager › Schedule…: exports that run by themselves: chosen, saved with OK, and how the last run went."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.domain.runs import Run
from clockreports.domain.schedule_words import BAD, told, when
from clockreports.domain.schedules import Schedule, Standing, Verdict
from clockreports.gui.icons import Picture, Sign
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.schedule_form import ScheduleForm
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, heading, wrapped
from clockreports.services.scheduling import Outlook

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_WIDTH: Final = 108 * GRID
_HEIGHT: Final = 53 * GRID


class ScheduleDialog(QDialog):
    """Shows and changes the schedule; OK keeps it and sets the system's timer, Cancel leaves everything as it was."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Schedule")
        self._session = session
        self._number: int | None = None
        self._armed = True
        self.form = ScheduleForm(_foreign_zone(session))
        self._next, self._outlook, self._last = wrapped(""), wrapped(""), wrapped("")
        self._days = QPushButton("Show its da&ys…")
        self._days.clicked.connect(self._show_run)
        self._mark = Sign(Picture.CLOCK, QStyle.PixelMetric.PM_SmallIconSize)
        self._trouble = wrapped("")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.form.changed.connect(self._tell_next)
        self.form.on.setFocus()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)  # until it is known what there is
        scheduling, start = session.app.scheduling, session.workers.start
        start(self, lambda _cancel: scheduling.store.schedule(), self._show, self._unread)
        start(self, lambda _cancel: scheduling.outlook(), self._show_outlook, self._no_outlook)

    def _lay_out(self) -> None:
        chosen = QVBoxLayout()
        chosen.setSpacing(2 * GRID)
        for part in (self.form, self._next):
            chosen.addWidget(part)
        chosen.addStretch()
        both = QHBoxLayout()
        both.setSpacing(3 * GRID)
        both.addLayout(chosen, stretch=1)
        both.addWidget(self._told(), stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading("Exports that run by themselves"))
        layout.addLayout(both, stretch=1)
        for below in (self._trouble, self._buttons):
            layout.addWidget(below)
        for shown_later in (self._mark, self._days, self._trouble):
            shown_later.hide()
        self.resize(_WIDTH, _HEIGHT)

    def _told(self) -> QScrollArea:
        """Return what is told beside the fields, however long it is: how the last run went, and when it can run."""
        last = QHBoxLayout()
        last.setSpacing(GRID)
        last.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        last.addWidget(self._last, stretch=1)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(_caption("How the last run went"))
        column.addLayout(last)
        column.addWidget(self._days, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GRID)
        column.addWidget(_caption("With whose key it runs, and when"))
        column.addWidget(self._outlook)
        column.addStretch()
        area = QScrollArea()
        area.setAccessibleName("How the last run went, and when it runs")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(words)
        return area

    # What there is ---------------------------------------------------------------------------------------------------

    def _show(self, schedule: Schedule | None) -> None:
        """Fill it in, whatever became of its last run, and then ask for that."""
        self.form.fill(schedule)
        self._ready()
        scheduling, start = self._session.app.scheduling, self._session.workers.start
        start(self, lambda _cancel: scheduling.standing(), self._show_last, self._tell)

    def _show_outlook(self, outlook: Outlook) -> None:
        self._outlook.setText("\n\n".join(outlook.sentences))

    def _no_outlook(self, error: ClockReportsError) -> None:
        """Say it where the outlook would stand: it is no trouble of what is filled in."""
        self._outlook.setText(f"{error.title} {error.advice}")

    def _unread(self, error: ClockReportsError) -> None:
        """Say why it could not be read; a new schedule takes its place."""
        self._ready()
        self._tell(error)

    def _ready(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)
        self._tell_next()

    def _show_last(self, standing: Standing) -> None:
        self._armed = standing.armed
        self._tell_next()
        last = standing.last
        if last is None and standing.verdict in {Verdict.OFF, Verdict.NOT_YET}:
            self._last.setText("No scheduled export has run yet.")
            return
        self._last.setText("\n".join(told(standing)))
        self._number = None if last is None else last.run
        self._mark.draw(Picture.WARNING if standing.verdict in BAD else Picture.HISTORY)
        self._mark.show()
        self._days.setVisible(self._number is not None)

    def _show_run(self) -> None:
        """Open the list of the days of the last run."""
        from clockreports.gui.export_window.run_dialog import RunDialog  # noqa: PLC0415 - only whoever asks needs it

        app, number = self._session.app, self._number

        def find(_cancel: CancelToken) -> Run:
            for run in app.history.runs():
                if run.number == number:
                    return run
            raise UnusableError("That run is not in this database.", "Look into the history of exports instead.")

        def show(run: Run) -> None:
            self._days.setEnabled(True)
            RunDialog(self._session, run, self).open()

        def fail(error: ClockReportsError) -> None:
            self._days.setEnabled(True)
            self._tell(error)

        self._days.setEnabled(False)
        self._session.workers.start(self, find, show, fail)

    # What is chosen --------------------------------------------------------------------------------------------------

    def _tell_next(self) -> None:
        """Say when it would run first, as things are filled in."""
        self._trouble.hide()
        if not self.form.on.isChecked():
            self._next.setText("Nothing is exported unless somebody does it.")
            return
        try:
            schedule = self.form.schedule(self._now)
        except UnusableError as problem:
            self._next.setText(f"{problem.title} {problem.advice}")
        else:
            due = when(self._session.app.scheduling.next(schedule))
            self._next.setText(f"Next run: {due}." if self._armed else f"Next run, once this is saved: {due}.")

    @property
    def _now(self) -> datetime:
        return self._session.app.clock.now()

    def _save(self) -> None:
        try:
            schedule = self.form.schedule(self._now) if self.form.on.isChecked() else None
        except UnusableError as problem:
            self._tell(problem)
            return
        app = self._session.app
        self._buttons.setEnabled(False)
        self._session.workers.start(self, lambda _cancel: _keep(app, schedule), self._saved, self._not_saved)

    def _saved(self, notes: tuple[str, ...]) -> None:
        self._session.changed.emit()
        if not notes:
            self.accept()
            return
        self._say("\n".join(("It is saved.", *notes)))
        self.form.setEnabled(False)
        self._buttons.clear()
        self._buttons.setEnabled(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Close)

    @override
    def reject(self) -> None:
        """Leave everything as it was; while it is being saved that cannot be promised any more."""
        if self._buttons.isEnabled():
            super().reject()

    def _not_saved(self, error: ClockReportsError) -> None:
        self._buttons.setEnabled(True)
        self._tell(error)

    def _tell(self, error: ClockReportsError) -> None:
        self._say(f"{error.title} {error.advice}")

    def _say(self, sentences: str) -> None:
        self._trouble.setText(sentences)
        self._trouble.show()


def _caption(text: str) -> QLabel:
    caption = PlainLabel(text)
    font = caption.font()
    font.setBold(True)
    caption.setFont(font)
    return caption


def show_schedule(session: Session, window: QWidget) -> None:
    """Show the dialog before a window; nothing happens before the app is open."""
    if session.is_open:
        ScheduleDialog(session, window).open()


def _keep(app: "App", schedule: Schedule | None) -> tuple[str, ...]:
    if schedule is None:
        app.scheduling.remove()
        return ()
    return app.scheduling.set(schedule)


def _foreign_zone(session: Session) -> str:
    """Return the name of the terminals' zone where this computer's clock shows another time."""
    now, zone = session.app.clock.now(), session.app.settings.zone
    return "" if now.astimezone().utcoffset() == now.astimezone(zone).utcoffset() else zone.key
