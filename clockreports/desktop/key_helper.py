"""The elevated side without a window: stores or forgets the machine-wide key, as one program asked, and ends.

It runs as root, so it is small: it takes no argument and no path, believes nothing it is told, gives the stored key to
nobody, and ends by itself when nothing is asked of it. Where the key is kept, and what an address is, it is given.
"""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, Final

from clockreports.base.errors import ClockReportsError
from clockreports.desktop.elevation_lines import MOST_BYTES, READY, answer_line, read_request
from clockreports.services.key import plausible
from clockreports.services.ports import Vault

PATIENCE_SECONDS: Final = 600
"""Source: the key field locks after ten idle minutes."""


def serve(
    vault: Vault, check_address: Callable[[str], object], next_line: Callable[[], bytes], answers: BinaryIO
) -> None:
    """Say `ready`, then carry out one request after the other until there is none left.

    `check_address` raises `ClockReportsError` for an address that no key may be sent to. `answers` is not buffered.
    """
    with suppress(BrokenPipeError):  # whoever asked is gone
        answers.write(READY)
        while line := next_line():
            answers.write(answer_line(_refusal(line, vault, check_address)))


def impatient(requests: BinaryIO, seconds: float = PATIENCE_SECONDS) -> Callable[[], bytes]:
    """Return what reads the next line, empty at the end. Waiting longer than `seconds` ends the program on the spot."""

    def next_line() -> bytes:
        _end_after(seconds)
        line = requests.readline(MOST_BYTES)
        _end_after(0)
        return line

    return next_line


def _refusal(line: bytes, vault: Vault, check_address: Callable[[str], object]) -> ClockReportsError | None:
    try:
        asked = read_request(line)
        if asked is None:
            vault.forget()
        else:
            check_address(asked.address)
            vault.write(replace(asked, key=plausible(asked.key.reveal())))
    except ClockReportsError as refusal:
        return refusal
    return None


def _end_after(seconds: float) -> None:
    """Have the system end this program after so long; 0: not at all."""
    if sys.platform != "win32":  # where the key window does this job
        signal.setitimer(signal.ITIMER_REAL, seconds)
