"""Trying a key out beside the window: one test at a time, which can be stopped, and its result in words."""

from functools import partial
from math import ceil

from PySide6.QtCore import QObject, Signal

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.base.secret import Secret
from clockreports.gui.session import Session
from clockreports.services.key import KeyTest, KeyVerdict


class KeyTesting(QObject):
    """Tests the stored key, or one that was typed. What comes after a stop, or after a newer test, is not told."""

    said = Signal(str, bool)
    """What there is to say now: why it waits, or what was found; and whether that is a warning."""
    worked = Signal(object)
    """The key works: the `Secret` that was tested, None for the stored one."""
    ended = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._token: CancelToken | None = None
        self._number = 0

    @property
    def is_under_way(self) -> bool:
        """Whether a test is under way."""
        return self._token is not None

    def begin(self, typed: Secret | None) -> None:
        """Begin to test what was typed, or the stored key for None."""
        self._number += 1
        number, service, workers = self._number, self._session.app.key, self._session.workers

        def waiting(seconds: float, reason: str) -> None:
            workers.post(self, partial(self._wait, number, f"{reason}: trying again in {ceil(seconds)} s."))

        def work(cancel: CancelToken) -> KeyTest:
            return service.test(cancel, waiting, typed.reveal() if typed else None)

        self.said.emit("Asking People HR…", False)  # noqa: FBT003 - the signal's
        self._token = workers.start(self, work, partial(self._tested, number, typed), partial(self._failed, number))

    def stop(self) -> None:
        """Stop the test that is under way, if any."""
        if self._token is not None:
            self._token.cancel()
            self._end("", warns=False)

    def _tested(self, number: int, typed: Secret | None, test: KeyTest) -> None:
        if number == self._number and self.is_under_way:
            works = test.verdict is KeyVerdict.WORKS
            if works:
                self.worked.emit(typed)
            self._end(test.sentence, warns=not works)

    def _failed(self, number: int, error: ClockReportsError) -> None:
        if number == self._number and self.is_under_way:
            self._end(f"{error.title} {error.advice}", warns=True)

    def _wait(self, number: int, sentence: str) -> None:
        if number == self._number and self.is_under_way:
            self.said.emit(sentence, False)  # noqa: FBT003 - the signal's

    def _end(self, sentence: str, *, warns: bool) -> None:
        self._token = None
        self.said.emit(sentence, warns)
        self.ended.emit()
