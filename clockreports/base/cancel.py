"""The token by which a person stops long work from another thread."""

import threading

from clockreports.base.errors import CancelledError


class CancelToken:
    """Set once, never unset. Long work looks at it between steps and waits on it instead of sleeping."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def cancel(self) -> None:
        """Ask for the work to stop; safe from any thread.

        Not from a signal handler that may interrupt a wait on this very token: it would wait for the token's own lock.
        """
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self._asked.is_set()

    def check(self) -> None:
        """Raise `CancelledError` when somebody asked to stop."""
        if self._asked.is_set():
            raise CancelledError

    def wait(self, seconds: float) -> None:
        """Wait so many seconds, or raise `CancelledError` the moment somebody asks to stop."""
        if self._asked.wait(max(0.0, seconds)):
            raise CancelledError
