"""How long the event loop stood still by the program's own doing.

A timer beats; when a beat comes late, something held up the event loop. On a busy computer that may be the computer
itself: a thread that could go on is not given a processor, or waits for Python's lock, whose holder is not given one.
Linux keeps account of that for each thread, and it is taken off. What is left is what the program did in the
window's thread itself: waiting for a file, the network or a lock, and computing.
"""

from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer

_BEAT: Final = 0.01
_THREADS: Final = Path("/proc/self/task")
_NANOSECONDS: Final = 1e-9

CAN_TELL: Final = (Path("/proc/self/schedstat")).exists()
"""Whether this system says how long a thread was kept waiting for a processor."""


class Heartbeat:
    """Beats in the thread in which it was made, until it is stopped; `longest` is the longest standstill in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last, self._unserved = monotonic(), _unserved()
        self._timer = QTimer(interval=round(_BEAT * 1000))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Stop beating; what holds up the event loop at this moment counts."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now, unserved = monotonic(), _unserved()
        kept_waiting = sum(waited - self._unserved.get(thread, 0.0) for thread, waited in unserved.items())
        self.longest = max(self.longest, now - self._last - _BEAT - kept_waiting)
        self._last, self._unserved = now, unserved


def _unserved() -> dict[str, float]:
    """Return how long each thread of this program has waited for a processor, in seconds, by its number.

    Source: Linux, Documentation/scheduler/sched-stats.rst, /proc/<pid>/schedstat, the second figure.
    """
    told: dict[str, float] = {}
    for thread in _THREADS.iterdir():
        try:
            told[thread.name] = int((thread / "schedstat").read_text(encoding="ascii").split()[1]) * _NANOSECONDS
        except OSError:  # it ended a moment ago
            continue
    return told
