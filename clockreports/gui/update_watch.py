"""Looks for a newer version by itself, once a week when the window opens, for whoever chose that; nobody else asks."""

import logging
from typing import Final

from PySide6.QtCore import QObject, Signal

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.gui.session import Session
from clockreports.services.updating import UpdateCheck

_log: Final = logging.getLogger("clockreports.updates")


class UpdateWatch(QObject):
    """Tells, as `found`, an `UpdateCheck` that found a newer version; anything else is no news, and only logged."""

    found = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.opened.connect(self._look)

    def _look(self) -> None:
        app = self._session.app

        def look(cancel: CancelToken) -> UpdateCheck | None:
            return app.updating.check(cancel) if app.updating.is_time() else None

        self._session.workers.start(self, look, self._tell, _note)

    def _tell(self, check: UpdateCheck | None) -> None:
        if check is not None and check.is_newer:
            self.found.emit(check)


def _note(error: ClockReportsError) -> None:
    _log.info("No newer version was found: %s", error)
