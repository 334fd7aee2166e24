"""Ctrl+C and the system's request to end: both close the window, as a person would."""

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from PySide6.QtCore import QSocketNotifier

if sys.platform == "win32":
    _REQUESTS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK)
else:
    _REQUESTS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def closing_on_request(close: Callable[[], object]) -> Iterator[None]:
    """Have `close` called in the window's thread on the first request to end; the second ends the program at once.

    Python handles signals between two of its own steps, and the event loop makes none: the byte that the system's
    handler writes into a socket wakes it.
    """
    reading, writing = socket.socketpair()
    with reading, writing:
        writing.setblocking(False)  # noqa: FBT003 - it takes it in no other way
        notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: (reading.recv(1), close()))
        woken_before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        before = {request: signal.signal(request, _once) for request in _REQUESTS}
        try:
            yield
        finally:
            for request, handler in before.items():
                signal.signal(request, handler or signal.SIG_DFL)
            signal.set_wakeup_fd(woken_before)
            notifier.setEnabled(False)


def _once(_signal: int, _frame: FrameType | None) -> None:
    for request in _REQUESTS:
        signal.signal(request, signal.SIG_DFL)
