"""The way out of the window: the key is asked first, and the person while an export goes on; an undo has to end first.

An export may go on unseen; then the window comes back at its end, since what came of it is never told to nobody.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt

from clockreports.gui.export_window.desk import ExportDesk
from clockreports.gui.export_window.face import Face
from clockreports.gui.export_window.running import Running
from clockreports.gui.export_window.undo_dialog import UndoDialog
from clockreports.gui.export_window.work_dialog import bring_forward
from clockreports.gui.icons import Picture
from clockreports.gui.question import ask

_WHILE_IT_UNDOES: Final = "Wait until the undo is done, or stop it; then close the window."


class Leaving(QObject):
    """Decides whether the window may close."""

    def __init__(self, face: Face, desk: ExportDesk, running: Running) -> None:
        super().__init__(face)
        self._face, self._desk, self._running = face, desk, running
        self._after_run: Callable[[], object] | None = None
        running.over.connect(self._run_is_over)

    def leave(self, done: Callable[[], object]) -> bool:
        """Say whether the window may close now; else the person is asked, and `done` is called when it may.

        An undo that is at work is brought forward instead: closing the window would end it unsaid.
        """
        if bring_forward(self._face, UndoDialog) is not None:
            self._face.banner.say(_WHILE_IT_UNDOES, Picture.INFORMATION)
            return False
        if not self._desk.running:
            return self._face.key_row.leave(done)
        ask(
            self._face,
            "An export is under way.",
            "What is sent stays sent, and the next export goes on from there.",
            {"&Stop and close": partial(self._stop_then, done), "&Keep running": self._hide, "&Cancel": None},
        )
        return False

    def _run_is_over(self) -> None:
        after, self._after_run = self._after_run, None
        if after is not None:
            after()
        elif self._face.isHidden():
            self._face.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self._face.show()
            self._face.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)  # noqa: FBT003 - Qt's own

    def _stop_then(self, done: Callable[[], object]) -> None:
        def leave() -> None:
            if self._face.key_row.leave(done):
                done()

        if self._desk.running:
            self._after_run = leave
            self._running.stop()
        else:
            leave()

    def _hide(self) -> None:
        if self._face.key_row.leave(self._face.hide):
            self._face.hide()
