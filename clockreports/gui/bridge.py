"""The one door between threads and Qt: work goes out to a pool, results come back into the window's thread.

Work is a plain callable with a cancel token; it never sees a widget. Results for a widget that is gone are dropped.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError

Result = TypeVar("Result")

_CLOSING_MILLISECONDS: Final = 10_000

_FEWEST_THREADS: Final = 8
"""A keyring that waits for its password holds a thread: the pages must not wait for it too."""


class Workers(QObject):
    """Runs work beside the window. `bug` is told, in the window's thread, of every exception that is no known error."""

    _posted = Signal(object)

    def __init__(self, bug: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bug = bug
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(max(_FEWEST_THREADS, self._pool.maxThreadCount()))
        self._tokens: set[CancelToken] = set()
        self._closed = False
        self._posted.connect(self._obey)

    def start(
        self,
        owner: QObject,
        work: Callable[[CancelToken], Result],
        done: Callable[[Result], object],
        failed: Callable[[ClockReportsError], object],
    ) -> CancelToken:
        """Run `work` in another thread, then `done` or `failed` in this one, if `owner` is still there.

        Cancel the token that is returned to stop it.
        """
        token = CancelToken()
        self._tokens.add(token)

        def job() -> None:
            try:
                answer: Callable[[], object] = partial(done, work(token))
            except ClockReportsError as error:
                answer = partial(failed, error)
            except Exception as bug:  # noqa: BLE001 - told in the window's thread, as every bug is
                answer = partial(self._bug, bug)
            self.post(owner, answer)
            self.post(self, partial(self._tokens.discard, token))

        self._pool.start(job)
        return token

    def post(self, owner: QObject, call: Callable[[], object]) -> None:
        """Have `call` made in the window's thread, if `owner` is still there then; safe from any thread."""
        self._posted.emit(partial(_if_there, owner, call))

    @property
    def busy(self) -> bool:
        """Whether work is under way whose end has not been told yet."""
        return bool(self._tokens)

    def close(self) -> bool:
        """Ask all work to stop and wait for it; say whether it is over. Nothing is told of it any more."""
        self._closed = True
        for token in self._tokens:
            token.cancel()
        return self._pool.waitForDone(_CLOSING_MILLISECONDS)

    @Slot(object)
    def _obey(self, call: Callable[[], object]) -> None:
        if not self._closed:
            call()


def _if_there(owner: QObject, call: Callable[[], object]) -> None:
    if shiboken6.isValid(owner):
        call()
