"""Watches over what a test of the window leaves behind: threads, and work in Qt's own pool."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QThreadPool

_PATIENCE: Final = 5.0
"""Seconds that a thread which was told to end may still take."""


@contextmanager
def no_thread_stays() -> Iterator[None]:
    """Fail when a thread lives on after the `with` block that was not there before."""
    before = set(threading.enumerate())
    yield
    pool = QThreadPool.globalInstance()
    assert pool.waitForDone(int(_PATIENCE * 1000)), "Work in Qt’s own pool does not end."
    left = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    for thread in left:
        thread.join(_PATIENCE)
    assert [thread.name for thread in left if thread.is_alive()] == []


def _is_foreign(thread: threading.Thread) -> bool:
    """Say whether Python only heard of the thread: those of Qt's pools, which Python never sees end."""
    return isinstance(thread, threading._DummyThread)
