"""A conflict, both versions side by side: the only place from which a person's times in People HR are overwritten."""

from functools import partial
from itertools import zip_longest
from typing import Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.ledger import DayState
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import Pair, Pairs
from clockreports.domain.words import day, moment, times
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window.rows import DayRow, hours_of, minutes_of
from clockreports.gui.key_row import KeyRow
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, heading, make_room, tabular
from clockreports.services.exporting import ExportReport
from clockreports.services.progress import Progress
from clockreports.services.settling import Conflict, Settling

_HINT: Final = (
    "Keep People HR’s: the day stays as it is there, until its taps change again.\n"
    "Send ours: what the clocks say goes in its place."
)
_OUR_DOING: Final = frozenset({DayState.SENT, DayState.UPDATED})


class ConflictDialog(QDialog):
    """Shows a conflict and carries out what is decided; `settled` tells how the day stands then, a `RunDay`."""

    settled = Signal(object)

    def __init__(
        self, session: Session, row: DayRow, parent: QWidget | None = None, key_row: KeyRow | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Conflict: {row.name}, {day(row.line.day)}")
        self._session, self._row, self._key_row = session, row, key_row
        self._conflict: Conflict | None = None
        self._sending: CancelToken | None = None
        self._sentence, self._story = _sentence(), _sentence()
        self._versions = QWidget()
        self._column = QVBoxLayout(self)
        self._cancel = QPushButton("&Cancel")
        self.keep = QPushButton("&Keep People HR’s")
        self.send = QPushButton("&Send ours")
        self._taps = QPushButton("Show &taps…")
        self._lay_out()
        self._connect()
        self._look()

    def _lay_out(self) -> None:
        hint = _sentence()
        hint.setText(_HINT)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._taps)
        buttons.addStretch()
        for button in (self._cancel, self.send, self.keep):
            buttons.addWidget(button)
        layout = self._column
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading(f"{self._row.name} ({self._row.line.employee_id}), {day(self._row.line.day)}"))
        layout.addWidget(self._sentence)
        layout.addWidget(self._versions)
        layout.addWidget(self._story)
        layout.addStretch()
        layout.addWidget(hint)
        layout.addLayout(buttons)
        self.resize(64 * GRID, 32 * GRID)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.close)
        self.keep.clicked.connect(self._keep)
        self.send.clicked.connect(self._settle_key)
        self._taps.clicked.connect(lambda: show_taps(self._session, self, *self._row.key))

    # Looking ----------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        line = self._row.line
        settling = Settling(self._session.app.exporting)
        look = partial(settling.conflict, line.employee, line.employee_id, line.day)
        self._may_decide(may=False)
        self._sentence.setText("Looking…")
        self._session.workers.start(self, lambda _cancel: look(), self._show, self._fail)

    def _show(self, conflict: Conflict) -> None:
        again = self._conflict is not None
        self._conflict = conflict
        changed = "It changed in People HR again in the meantime, so nothing was overwritten. " if again else ""
        self._sentence.setText(f"{changed}{conflict.line.reason} Which is right?")
        self._versions = self._exchange(self._versions, _versions_of(conflict))
        self._story.setText(story_of(conflict))
        make_room(self)
        self._may_decide(may=True)
        self.keep.setDefault(True)
        self.keep.setFocus()

    def _exchange(self, before: QWidget, after: QWidget) -> QWidget:
        """Put one part in another's place."""
        self._column.replaceWidget(before, after)
        before.deleteLater()
        after.show()
        return after

    # Deciding ---------------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._conflict is not None:
            keep = partial(Settling(self._session.app.exporting).keep, self._conflict)
            self._may_decide(may=False)
            self._session.workers.start(self, lambda _cancel: keep(), self._settle, self._fail)

    def _settle_key(self) -> None:
        """Have a key that was typed saved first: it is the one that is meant."""
        if self._key_row is None or self._key_row.settle(self._send):
            self._send()

    def _send(self) -> None:
        if self._conflict is None or not shiboken6.isValid(self):
            return
        session = self._session
        send = partial(Settling(session.app.exporting).send_ours, self._conflict)

        def tell(progress: Progress) -> None:
            session.workers.post(self, partial(self._wait, progress))

        self._may_decide(may=False)
        self._sentence.setText("Sending ours…")
        self._sending = session.workers.start(self, lambda cancel: send(cancel, tell), self._sent, self._fail)
        self.destroyed.connect(self._sending.cancel)

    def _wait(self, progress: Progress) -> None:
        if progress.waiting_for:
            self._sentence.setText(f"Waiting {progress.wait:.0f} s: {progress.waiting_for}.")

    def _sent(self, report: ExportReport) -> None:
        leaving = self._sending is not None and self._sending.asked
        self._sending = None
        line = next((line for line in report.days if line.day == self._row.line.day), self._row.line)
        if report.problem is not None:
            self._fail(report.problem)
        elif line.state is not DayState.CONFLICT:
            self._settle(line)
        elif leaving:
            self.reject()
        else:
            self._look()

    def _settle(self, line: RunDay) -> None:
        self.settled.emit(line)
        self.accept()

    def _fail(self, error: ClockReportsError) -> None:
        self._sending = None
        if isinstance(error, CancelledError):
            self.reject()
            return
        self._sentence.setText(f"{error.title} {error.advice}")
        make_room(self)
        self._may_decide(may=self._conflict is not None)

    def _may_decide(self, *, may: bool) -> None:
        self.keep.setEnabled(may)
        self.send.setEnabled(may and self._conflict is not None and bool(self._conflict.ours))

    @override
    def reject(self) -> None:
        """Leave. What is being sent is stopped before that; where that came too late, the list is told."""
        if self._sending is None:
            super().reject()
        else:
            self._sending.cancel()
            self._sentence.setText("Stopping…")


def _versions_of(conflict: Conflict) -> QWidget:
    """Return both versions below their headings, with their hours."""
    versions = QWidget()
    grid = QGridLayout(versions)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(4 * GRID)
    grid.setVerticalSpacing(GRID // 2)
    grid.setColumnStretch(2, 1)
    lines = side_by_side(conflict.ours, conflict.theirs or ())
    totals = [f"{hours_of(minutes_of(pairs))} hours" for pairs in (conflict.ours, conflict.theirs or ())]
    for row, texts in enumerate((("The clocks say", "People HR has"), *lines, totals)):
        for column, text in enumerate(texts):
            label = _figures(text)
            grid.addWidget(label if 0 < row <= len(lines) else _bold(label), row, column)
    return versions


def side_by_side(ours: Pairs, theirs: Pairs) -> list[tuple[str, str]]:
    """Return both versions pair by pair; a pair that differs from the other's bears a mark."""
    if not theirs:
        return [(_marked(pair, None), "nothing" if not number else "") for number, pair in enumerate(ours)]
    return [(_marked(left, right), _marked(right, left)) for left, right in zip_longest(ours, theirs)]


def story_of(conflict: Conflict) -> str:
    """Say who last sent what, and when."""
    sent = next(((run, line) for run, line in conflict.story if line.state in _OUR_DOING), None)
    if sent is None:
        return "This day was never sent from here."
    run, line = sent
    return f"Last sent by {run.user} on {run.host}, {moment(run.started.astimezone())}: {times(line.pairs)}."


def _marked(pair: Pair | None, other: Pair | None) -> str:
    if pair is None:
        return "–"
    return times((pair,)) + ("" if pair == other else "  ≠")


def _sentence() -> QLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _bold(label: QLabel) -> QLabel:
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _figures(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setFont(tabular(label.font()))
    return label
