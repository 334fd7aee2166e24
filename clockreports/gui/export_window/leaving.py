"""The way out of the window: the key is asked first, and the person while an export goes on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clockreports.gui.export_window.desk import ExportDesk
from clockreports.gui.export_window.question import ask
from clockreports.gui.key_row import KeyRow


class Leaving(QObject):
    """Decides whether `window` may close; `stop` stops the run and says so."""

    def __init__(self, window: QWidget, desk: ExportDesk, key_row: KeyRow, stop: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._desk, self._key_row, self._stop = window, desk, key_row, stop
        self._after_run: Callable[[], object] | None = None

    def leave(self, done: Callable[[], object]) -> bool:
        """Say whether the window may close now; else the person is asked, and `done` is called when it may."""
        if not self._desk.running:
            return self._key_row.leave(done)
        ask(
            self._window,
            "An export is under way.",
            "What is sent stays sent, and the next export goes on from there.",
            {"&Stop and close": partial(self._stop_then, done), "&Keep running": self._hide, "&Cancel": None},
        )
        return False

    def run_is_over(self) -> bool:
        """Do what was to be done after the run, and say whether there was anything."""
        after, self._after_run = self._after_run, None
        if after is not None:
            after()
        return after is not None

    def _stop_then(self, done: Callable[[], object]) -> None:
        def leave() -> None:
            if self._key_row.leave(done):
                done()

        if self._desk.running:
            self._after_run = leave
            self._stop()
        else:
            leave()

    def _hide(self) -> None:
        if self._key_row.leave(self._window.hide):
            self._window.hide()
