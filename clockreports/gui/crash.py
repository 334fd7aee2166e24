"""The last resort for bugs: the whole trace goes into the log, and a cleaned report before the person's eyes.

Known errors are told where they happen; one that nobody caught is told here, by its own sentences. Nothing is sent.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import Final, Self

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from clockreports.base.errors import ClockReportsError
from clockreports.gui.bridge import Workers
from clockreports.gui.crash_dialog import CrashDialog
from clockreports.gui.plain_text import plain_box
from clockreports.gui.session import Start

_log: Final = logging.getLogger("clockreports.bug")


class CrashReporter(QObject):
    """Hears of every bug while its `with` block lasts, and shows one at a time; those meanwhile are only logged.

    It hears of what workers tell `report`, and of exceptions that left a slot, an event or a thread.
    """

    _met = Signal(object)

    def __init__(self, start: Start) -> None:
        super().__init__()
        self.met_bug = False
        self._start = start
        self._workers = Workers(self._only_log, self)
        self._shown: QDialog | None = None
        self._met.connect(self._tell)

    def __enter__(self) -> Self:
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._escaped
        threading.excepthook = lambda escaped: self._escaped(escaped.exc_type, escaped.exc_value, escaped.exc_traceback)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook, threading.excepthook = self._hooks
        self._workers.close()

    def report(self, bug: Exception) -> None:
        """Tell a bug; safe from any thread."""
        self._met.emit(bug)

    def _escaped(self, kind: type[BaseException], bug: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(bug, Exception):
            self.report(bug)
        else:
            sys.__excepthook__(kind, bug or kind(), trace)

    @Slot(object)
    def _tell(self, bug: Exception) -> None:
        self.met_bug = True
        self._write_down(bug)
        if self._shown is None or not shiboken6.isValid(self._shown):  # a window takes what stands before it along
            self._shown = self._made(bug)
            self._shown.finished.connect(self._forget)
            self._shown.open()

    def _made(self, bug: Exception) -> QDialog:
        window = QApplication.activeWindow()
        if isinstance(bug, ClockReportsError):
            return plain_box(QMessageBox.Icon.Warning, "ClockReports", bug.title, bug.advice, window)
        return CrashDialog(_report_on(bug, self._start), self._workers, window)

    @Slot()
    def _forget(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None

    def _write_down(self, bug: Exception) -> None:
        """Put the trace into the log that is being written, or, before there is one, into that of the profile."""
        if _is_logging():
            self._only_log(bug)
        else:
            self._workers.start(self, lambda _cancel: _record(bug, self._start), lambda _path: None, self._only_log)

    def _only_log(self, bug: Exception) -> None:
        _log.critical("A bug was met.", exc_info=bug)


def _is_logging() -> bool:
    return logging.getLogger().hasHandlers()


def _record(bug: Exception, start: Start) -> None:
    from clockreports.bootstrap.bug_log import record_bug  # noqa: PLC0415 - loads slowly, and bugs are rare

    record_bug(bug, start.profile, start.environment)


def _report_on(bug: Exception, start: Start) -> str:
    try:
        from clockreports.bootstrap.bug_log import bug_report  # noqa: PLC0415 - loads slowly, and bugs are rare

        return bug_report(bug, start.environment)
    except Exception:  # noqa: BLE001 - whatever stands in the way of the report must not hide the bug
        return f"{type(bug).__name__}. No more can be told: install ClockReports again."
