"""The asking side of a helper that runs elevated: waits for it, hands over what is to be kept, and ends it.

The key goes through a pipe and nowhere else. How the helper is started, and what its exit code means, each system's
own module knows. POSIX only.
"""

import os
import selectors
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, UnusableError
from clockreports.desktop.elevation_lines import MOST_BYTES, READY, check_answer, request_line
from clockreports.services.ports import Credentials

_SLICE_SECONDS: Final = 0.1
_ANSWER_SECONDS: Final = 30
_ENDING_SECONDS: Final = 5


def is_root() -> bool:
    """Whether this process may do everything."""
    return sys.platform != "win32" and os.geteuid() == 0


class HelperProcess:
    """Fulfils `services.ports.Elevated` by a helper on the other side of two pipes.

    `requests` and `answers` are open file descriptors; `belongings` closes them, and whatever else there is.
    """

    def __init__(self, process: subprocess.Popen[bytes], requests: int, answers: int, belongings: ExitStack) -> None:
        self._process = process
        self._requests = requests
        self._answers = answers
        self._belongings = belongings
        self._ended = False
        self._unread = b""

    @property
    def exit_code(self) -> int | None:
        """How it ended, None as long as it runs."""
        return self._process.poll()

    def wait_until_ready(self, cancel: CancelToken) -> bool:
        """Wait for as long as the system's prompt is open, and say whether the helper is ready; else it has ended.

        Raises `CancelledError` when that was asked for: then the prompt is taken away.
        """
        try:
            ready = self._next_line(cancel) == READY
        except CancelledError:
            self._stop()
            self.end()
            raise
        if not ready:
            self.end()
        return ready

    def keep(self, credentials: Credentials) -> None:
        """Store key and address machine-wide; raises `UnusableError`, with the old ones untouched, when that fails."""
        self._ask(request_line(credentials))

    def forget(self) -> None:
        """Remove the machine-wide key; raises `UnusableError` when that fails."""
        self._ask(request_line(None))

    def end(self) -> None:
        """Give the rights back; nothing happens when they are given back already."""
        if self._ended:
            return
        self._ended = True
        self._belongings.close()  # the end of its input is the end of the helper
        try:
            self._process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._stop()

    def _ask(self, line: bytes) -> None:
        answer = None
        if not self._ended:
            with suppress(BrokenPipeError):
                os.write(self._requests, line)
                answer = self._next_line(CancelToken(), _ANSWER_SECONDS)
        if answer is None:
            raise UnusableError(
                "The administrator’s rights have run out.",
                "Click Unlock again, then enter the key once more.",
            )
        check_answer(answer)

    def _next_line(self, cancel: CancelToken, seconds: float = float("inf")) -> bytes | None:
        """Return the next line, None when the helper ended without one, and no line at all after so many seconds."""
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                cancel.check()
                if time.monotonic() > until:
                    return b""
                ended = self.exit_code is not None
                readable = bool(selector.select(_SLICE_SECONDS))
                chunk = os.read(self._answers, MOST_BYTES) if readable else b""
                if not chunk and (readable or ended):
                    return None
                self._unread += chunk
        line, end, self._unread = self._unread.partition(b"\n")
        return line + end

    def _stop(self) -> None:
        """End what still asks for a password; a helper that is root already is out of reach, and ends by itself."""
        with suppress(PermissionError, subprocess.TimeoutExpired):
            self._process.terminate()
            self._process.wait(_ENDING_SECONDS)
