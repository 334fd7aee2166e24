"""What every part of the window works with: the app once it is open, the workers, and word of what changed."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import ClockReportsError
from clockreports.gui.bridge import Workers
from clockreports.services.ports import Environment

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.services.ports_backups import Restored


@dataclass(frozen=True, slots=True)
class Practising:
    """What the window says when everything behind it is pretended: the company, and its key to copy.

    `address` is that of the practice People HR, to which keys go then and to no other.
    """

    company: str
    key: str
    address: str


@dataclass(frozen=True, slots=True)
class Start:
    """How the window was started, and from what."""

    environment: Environment
    profile: Path | None = None
    practising: Practising | None = None
    clock: Clock | None = None
    restoring: Path | None = None
    """A backup to put in place before anything else."""


class Session(QObject):
    """Opens the app beside the window, keeps it for as long as the window lives, and says when stored data changed."""

    opened = Signal()
    changed = Signal()
    """Stored data changed: whoever shows any reads it again."""

    def __init__(self, start: Start, bug: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.start = start
        self.workers = Workers(bug, self)
        self.problem: ClockReportsError | None = None
        """Why the app could not be opened; None while that is not known, and when it is open."""
        self.restored: Restored | None = None
        """What was put in place before the app was opened, until somebody has told of it."""
        self.again: Start | None = None
        """How to start once more when the window is closed; None when that is the end."""
        self._stack = ExitStack()
        self._app: App | None = None

    @property
    def app(self) -> "App":
        """The app; ask only after `opened`."""
        if self._app is None:
            raise AssertionError("The app is not open yet.")
        return self._app

    @property
    def is_open(self) -> bool:
        """Whether the app is open."""
        return self._app is not None

    def open(self, failed: Callable[[ClockReportsError], object], restoring: Path | None = None) -> None:
        """Open the app in a worker, after a backup was put in place; then `opened` is told, or `failed` why not."""

        def work(_cancel: CancelToken) -> "App":
            from clockreports.bootstrap import open_app  # noqa: PLC0415 - loads slowly, so not in the window's thread

            start, backup = self.start, restoring or self.start.restoring
            if backup is not None and self.restored is None:
                self.restored = _restore(backup, start)
            practice = "" if start.practising is None else start.practising.address
            return self._stack.enter_context(open_app(start.profile, start.environment, start.clock, practice))

        def done(app: "App") -> None:
            self._app, self.problem = app, None
            self.opened.emit()

        def refuse(error: ClockReportsError) -> None:
            self.problem = error
            failed(error)

        self.workers.start(self, work, done, refuse)

    def close(self) -> None:
        """Stop all work and close the app."""
        if self.workers.close():
            self._app = None
            self._stack.close()


def _restore(backup: Path, start: Start) -> "Restored":
    from clockreports.bootstrap.rescue import open_backups  # noqa: PLC0415 - loads slowly, and is seldom needed

    with open_backups(start.profile, start.environment, start.clock) as backing_up:
        return backing_up.restore(backup)
