"""Python's garbage, collected in the window's thread and in no other.

By itself the collector runs in whatever thread happens to need memory, and destroys there what it finds. A widget that
is destroyed outside the window's thread takes the program with it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QTimer

_MILLISECONDS: Final = 1_000
_THOROUGH: Final = 60
"""Every so many times the collector looks at everything, and not only at what is new."""


@contextmanager
def collecting_here() -> Iterator[None]:
    """Until the end of the `with` block, collect garbage in this thread, whose event loop has to run."""
    times = 0

    def collect() -> None:
        nonlocal times
        times += 1
        if times % _THOROUGH == 0:
            gc.collect()
        elif gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)

    timer = QTimer(interval=_MILLISECONDS)
    timer.timeout.connect(collect)
    timer.start()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        timer.stop()
        gc.collect()
        if was_enabled:
            gc.enable()
