"""The strip at the bottom: what an export would take, how far it is, and what came of it. One face at a time."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from clockreports.domain.words import about, count
from clockreports.gui.export_window.banner import Mark
from clockreports.gui.export_window.desk import Ended
from clockreports.gui.export_window.elided_label import ElidedLabel
from clockreports.gui.export_window.plan import Plan
from clockreports.gui.export_window.progress_bar import ProgressBar
from clockreports.gui.export_window.sentences import plan_sentence, summary_sentence
from clockreports.gui.icons import Picture, icon
from clockreports.gui.plain_text import PlainLabel
from clockreports.gui.theme import GRID
from clockreports.services.progress import Progress


class Strip(QStackedWidget):
    """Three faces: ready, running, done. `wanted` tells which list a count leads to."""

    export = Signal()
    stop = Signal()
    retry = Signal()
    plan_again = Signal()
    copy = Signal()
    leave = Signal()
    wanted = Signal(str)
    focus_left = Signal()
    """The button that the keyboard was on is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready, self._running, self._done = _Ready(self), _Running(self), _Done(self)
        for face in (self._ready, self._running, self._done):
            self.addWidget(face)
        self.show_planning()

    def show_planning(self) -> None:
        """Say that a plan is being made."""
        self._turn_to(self._ready)
        self._ready.say("Working out what will happen…", 0)

    def show_failure(self) -> None:
        """Say that there is no plan; why is said where the list would be."""
        self._turn_to(self._ready)
        self._ready.say("There is no plan.", 0)

    def show_plan(self, plan: Plan) -> None:
        """Say what an export would do."""
        self._turn_to(self._ready)
        self._ready.say(plan_sentence(plan), plan.report.to_send)

    def show_running(self) -> None:
        """Show that an export begins."""
        self._running.begin()
        self.setCurrentWidget(self._running)
        self._running.stop.setFocus()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._running.show_progress(progress)

    def show_stopping(self) -> None:
        """Say that Stop was heard."""
        self._running.show_stopping()

    def show_ended(self, ended: Ended) -> None:
        """Show what came of it."""
        self._turn_to(self._done)
        self._done.show_ended(ended)

    def show_to_retry(self, ended: Ended) -> None:
        """Say how many days “retry failed” would try again by now."""
        self._done.show_to_retry(ended)

    @override
    def sizeHint(self) -> QSize:
        """Be as low as can be: a sentence that wraps would ask for several short lines, also while it is not shown."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _turn_to(self, face: QWidget) -> None:
        """Show a face; Qt would hand the keyboard to whatever comes first in the window."""
        before, keyboard = self.currentWidget(), QApplication.focusWidget()
        self.setCurrentWidget(face)
        if before not in {None, face} and keyboard is not None and before.isAncestorOf(keyboard):
            self.focus_left.emit()


class _Ready(QWidget):
    def __init__(self, strip: Strip) -> None:
        super().__init__(strip)
        self._focus_left = strip.focus_left
        self._sentence = _linked(strip)
        self._export = QPushButton()
        self._export.setIcon(icon(Picture.EXPORT))
        self._export.clicked.connect(strip.export)
        _in_a_row(self, self._sentence, _button("Cl&ose", strip.leave), self._export)

    def say(self, sentence: str, days: int) -> None:
        self._sentence.setText(sentence)
        self._export.setText(f"E&xport {count(days, 'day')}" if days else "Nothing to e&xport")
        if not days and self._export.hasFocus():
            self._focus_left.emit()
        self._export.setEnabled(bool(days))


class _Running(QWidget):
    def __init__(self, strip: Strip) -> None:
        super().__init__(strip)
        self._focus_left = strip.focus_left
        self._mark, self._doing, self._left = Mark(), ElidedLabel(), PlainLabel()
        self._bar = ProgressBar("How far the export is")
        self.stop = _button("Sto&p", strip.stop)
        self.stop.setIcon(icon(Picture.STOP))
        row = _row(self)
        row.addWidget(self._mark)
        row.addWidget(self._doing, stretch=1)
        row.addWidget(self._bar, stretch=1)
        row.addWidget(self._left)
        row.addWidget(self.stop)

    def begin(self) -> None:
        self._bar.begin()
        self._say("Looking at what has to be sent…")
        self._left.clear()
        self._left.setMinimumWidth(0)
        self.stop.setEnabled(True)
        self.stop.setText("Sto&p")

    def show_progress(self, progress: Progress) -> None:
        self._bar.show_done(progress.done, progress.total)
        self._bar.show_waiting(waiting=bool(progress.waiting_for))
        left = f" · {about(progress.remaining)} left" if progress.done < progress.total else ""
        self._left.setText(f"{progress.done:,} of {progress.total:,}{left}")
        self._left.setMinimumWidth(max(self._left.minimumWidth(), self._left.sizeHint().width()))  # the bar stays
        if not self.stop.isEnabled():
            return
        if progress.waiting_for:
            self._say(f"Waiting {progress.wait:.0f} s: {progress.waiting_for}", Picture.WAITING)
        else:
            self._say(f"Sending {progress.doing} …")

    def show_stopping(self) -> None:
        if self.stop.hasFocus():
            self._focus_left.emit()
        self.stop.setEnabled(False)
        self._say("Stopping. What is sent stays sent.", Picture.STOP)

    def _say(self, sentence: str, picture: Picture = Picture.EXPORT) -> None:
        self._mark.draw(picture)
        self._doing.say(sentence)


class _Done(QWidget):
    def __init__(self, strip: Strip) -> None:
        super().__init__(strip)
        self._sentence = _linked(strip)
        self._retry = _button("", strip.retry)
        self._retry.setIcon(icon(Picture.REFRESH))
        copy = _button("&Copy for support", strip.copy)
        copy.setToolTip("What happened, as text to send to somebody who can help; the key is not in it")
        again = _button("Plan a&gain", strip.plan_again)
        _in_a_row(self, self._sentence, copy, again, _button("Cl&ose", strip.leave), self._retry)

    def show_ended(self, ended: Ended) -> None:
        self._sentence.setText(summary_sentence(ended))
        self.show_to_retry(ended)

    def show_to_retry(self, ended: Ended) -> None:
        word = "Retry &failed" if ended.report.problem is None else "Go on &from here"
        self._retry.setText(f"{word} ({ended.to_retry:,})")
        self._retry.setVisible(bool(ended.to_retry))


def _linked(strip: Strip) -> QLabel:
    """Return a label whose links lead to lists, by mouse and by keyboard."""
    label = PlainLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    label.linkActivated.connect(strip.wanted)
    return label


def _button(text: str, press: SignalInstance) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(press)
    return button


def _in_a_row(face: QWidget, sentence: QLabel, *buttons: QPushButton) -> None:
    row = _row(face)
    row.addWidget(sentence, stretch=1)
    for button in buttons:
        row.addWidget(button)


def _row(face: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(face)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    return row
