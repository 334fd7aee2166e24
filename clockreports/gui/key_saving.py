"""A change to the key that is being saved beside the window, and what can still be done when the program must end."""

import threading
from collections.abc import Callable
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError

_ENDING_SECONDS: Final = 4
"""Source: Windows gives a program five seconds at shutdown."""


class KeySaving:
    """Work for a worker: saves or removes a key. Nobody can stop it half-way, but its end can be waited for."""

    def __init__(self, change: Callable[[], None]) -> None:
        self._change = change
        self._over = threading.Event()
        self._failed = False

    def __call__(self, _cancel: CancelToken) -> None:
        """Do it; raises what the store raises."""
        try:
            self._change()
        except ClockReportsError:
            self._failed = True
            raise
        finally:
            self._over.set()

    def succeeds(self) -> bool:
        """Wait for the end, as long as a program that must end may, and say whether it is done by then."""
        return self._over.wait(_ENDING_SECONDS) and not self._failed


def finish(work: Callable[[], None]) -> None:
    """Do a last thing and wait for it, as long as a program that must end may; the pool of workers may be busy."""
    thread = threading.Thread(target=work, name="last-key-change", daemon=True)
    thread.start()
    thread.join(_ENDING_SECONDS)
