"""The strip at the bottom of the main window: how things stand, without being asked."""

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStatusBar, QStyle
from typing_extensions import override

from clockreports.base.errors import ClockReportsError
from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.schedule_words import BAD
from clockreports.domain.schedules import Standing
from clockreports.domain.words import moment, short_day
from clockreports.gui.icons import Picture, icon
from clockreports.gui.plain_text import PlainLabel, plain_tip
from clockreports.gui.schedule_watch import ScheduleWatch, strip_details, strip_words
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID
from clockreports.services.key import KeyringLockedError, KeyStatus
from clockreports.services.ports import SourceFile
from clockreports.services.updating import UpdateCheck

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_MESSAGE_MILLISECONDS: Final = 20_000


class StatusStrip(QStatusBar):
    """Tells of the last import and export, the key, the schedule, and practice mode; reads anew on every change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setSizeGripEnabled(False)
        self._import, self._export = _Fact(Picture.IMPORT), _Fact(Picture.EXPORT)
        self._key, self._schedule = _Fact(Picture.LOCK, whole=True), _Fact(Picture.CLOCK, whole=True)
        for fact, what in (
            (self._import, "Last import: …"),
            (self._export, "Last successful export: …"),
            (self._key, "API key: …"),
        ):
            fact.say(what)
            self.addWidget(fact)
        self._backup = _Fact(Picture.WARNING, whole=True)
        for seldom in (self._schedule, self._backup):
            self.addWidget(seldom)
            seldom.hide()
        watch = ScheduleWatch(session, self)
        watch.told.connect(self._show_schedule)
        watch.failed.connect(self._no_schedule)
        if session.start.practising is not None:
            practice = _Fact(Picture.INFORMATION, whole=True)
            practice.say("Practice", "Nothing of this leaves this computer.")
            self.addPermanentWidget(practice)
        session.opened.connect(self.refresh)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again, beside the window; the key apart, and so that no keyring asks for its password because of it."""
        if self._session.is_open:
            app, start = self._session.app, self._session.workers.start
            start(self, lambda _cancel: _read(app), self._show, self._not_read)
            start(self, lambda _cancel: app.key.status(unasked=True), self._show_key, self._no_key)

    def tell_key_changed(self, sentence: str) -> None:
        """Say that the key was saved or removed."""
        self.showMessage(sentence, _MESSAGE_MILLISECONDS)
        self.refresh()

    def tell_of_backup(self, problem: ClockReportsError | None) -> None:
        """Say that today's backup could not be made, until it is."""
        if problem is not None:
            self._backup.say("No backup today", f"{problem.title} {problem.advice}")
        self._backup.setVisible(problem is not None)

    def tell_newer(self, check: UpdateCheck) -> None:
        """Say that a newer version is out, for as long as the window is open."""
        newer = _Fact(Picture.INFORMATION, whole=True)
        newer.say(f"ClockReports {check.newest.version} is out", "Help › Check for updates… tells more.")
        self.addPermanentWidget(newer)

    def _show(self, stood: tuple[SourceFile | None, Run | None]) -> None:
        source, run = stood
        self._import.say(f"Last import: {import_words(source)}", "" if source is None else source.path)
        self._export.say(f"Last successful export: {export_words(run)}")

    def _not_read(self, error: ClockReportsError) -> None:
        for fact in (self._import, self._export):
            fact.say(f"{error.title} {error.advice}")

    def _show_key(self, status: KeyStatus) -> None:
        self._key.say(f"API key: {key_words(status)}", f"Kept in {status.place}" if status.is_set else "")

    def _no_key(self, error: ClockReportsError) -> None:
        why = "your keyring is locked" if isinstance(error, KeyringLockedError) else "cannot be read"
        self._key.say(f"API key: {why}", f"{error.title} {error.advice}")

    def _show_schedule(self, standing: Standing) -> None:
        sign = Picture.WARNING if standing.verdict in BAD else Picture.CLOCK
        self._schedule.say(strip_words(standing), strip_details(standing), sign)
        self._schedule.setVisible(bool(strip_words(standing)))

    def _no_schedule(self, error: ClockReportsError) -> None:
        self._schedule.say("Schedule: cannot be read", f"{error.title} {error.advice}", Picture.WARNING)
        self._schedule.show()


def import_words(source: SourceFile | None) -> str:
    """Return "1_attlog.dat, 09/03/2026 08:58", or "none yet"."""
    if source is None:
        return "none yet"
    name = PureWindowsPath(source.path).name  # takes the paths of every system apart
    return f"{name}, {moment(source.read_at.astimezone())}"


def export_words(run: Run | None) -> str:
    """Return the days that went out, and when: "02/03/2026–08/03/2026, on 09/03/2026 08:58"; or "none yet"."""
    if run is None or run.finished is None:
        return "none yet"
    first, last = short_day(run.period.first), short_day(run.period.last)
    return f"{first if first == last else f'{first}–{last}'}, on {moment(run.finished.astimezone())}"


def key_words(status: KeyStatus) -> str:
    """Return "set, ends in 4F2A", or "not set"."""
    if not status.is_set:
        return "not set"
    return f"set, ends in {status.ending}" if status.ending else "set"


def _read(app: "App") -> tuple[SourceFile | None, Run | None]:
    done = (run for run in app.history.runs() if run.end is RunEnd.DONE and not run.undoes)
    return app.events.last_import(), next(done, None)


class _Fact(PlainLabel):
    """A short sentence behind a drawing; where there is too little room, and it need not be `whole`, it is elided."""

    def __init__(self, picture: Picture, *, whole: bool = False) -> None:
        super().__init__()
        self._icon = icon(picture)
        self._whole = whole

    def say(self, sentence: str, more: str = "", picture: Picture | None = None) -> None:
        if picture is not None:
            self._icon = icon(picture)
        self.setText(sentence)
        self.setToolTip(plain_tip("\n".join(filter(None, (sentence, more)))))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text())
        return QSize(self._side + GRID // 2 + text.width() + 2 * GRID, text.height() + GRID)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._whole else QSize(self._side + 6 * GRID, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side, inside = QPainter(self), self._side, self.contentsRect()
        self._icon.paint(painter, QRect(inside.left(), inside.center().y() - side // 2 + 1, side, side))
        words = inside.adjusted(side + GRID // 2, 0, -GRID, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, words, int(left), self.palette(), self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()

    @property
    def _side(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
