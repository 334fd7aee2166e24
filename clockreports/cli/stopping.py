"""Ctrl-C and a request to end: the first lets the work stop in good order, the second ends the program at once."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from types import FrameType
from typing import Final, TypeVar

from clockreports.base.cancel import CancelToken

T = TypeVar("T")

_LOOK_SECONDS: Final = 0.2

if sys.platform == "win32":
    _REQUESTS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK)
else:
    _REQUESTS: Final = (signal.SIGINT, signal.SIGTERM)


def stoppable(work: Callable[[CancelToken], T]) -> T:
    """Do work that looks at its token, in a thread of its own, and return its result or raise its error.

    Signals are handled in the main thread, and on Windows only between two of its waits. So it does nothing here but
    wait in short slices: asking to stop works at once, whatever the work itself is waiting for.
    """
    cancel = CancelToken()
    with _asking(cancel), ThreadPoolExecutor(1, "work") as pool:
        result: Future[T] = pool.submit(work, cancel)
        while not wait((result,), _LOOK_SECONDS).done:
            pass
        return result.result()


@contextmanager
def _asking(cancel: CancelToken) -> Iterator[None]:
    """Turn the first request to end into a word to the work; after it the system's own way is back."""
    if threading.current_thread() is not threading.main_thread():  # no other thread may handle signals
        yield
        return

    def ask(_signal: int, _frame: FrameType | None) -> None:
        cancel.cancel()
        for request in _REQUESTS:
            signal.signal(request, signal.SIG_DFL)

    before = {request: signal.signal(request, ask) for request in _REQUESTS}
    try:
        yield
    finally:
        for request, handler in before.items():
            signal.signal(request, handler or signal.SIG_DFL)
