"""Python's garbage, collected in the window's thread and in no other, a little at a time.

By itself the collector runs in whatever thread happens to need memory, and destroys there what it finds. A widget that
is destroyed outside the window's thread takes the program with it.

The window stands still for as long as the collector looks, and that grows with what it looks at. So it looks often, and
each time only at what is new; seldom at everything; and never again at what has been loaded by the end of the start.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QTimer

_MILLISECONDS: Final = 250
_WORTH_A_LOOK: Final = 2_000
"""Objects that have to be new before the collector looks at them."""

_THOROUGH: Final = 100
"""Every so many looks, the collector looks at everything."""


class _Collector:
    """Looks when it is told to, if there is anything to look at."""

    def __init__(self) -> None:
        self._looks = 0
        self._is_loaded = False

    def look(self) -> None:
        if gc.get_count()[0] > _WORTH_A_LOOK:
            self._looks += 1
            gc.collect(1 if self._looks % _THOROUGH else 2)
        elif self._looks and not self._is_loaded:
            # The first pause after the start: from now on there are modules here, and a window, that stay to the end.
            gc.collect(1)
            gc.freeze()
            self._is_loaded = True


@contextmanager
def collecting_here() -> Iterator[None]:
    """Until the end of the `with` block, collect garbage in this thread, whose event loop has to run."""
    collector = _Collector()
    timer = QTimer(interval=_MILLISECONDS)
    timer.timeout.connect(collector.look)
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        gc.collect()
        if was_enabled:
            gc.enable()
