"""Runs the system's own programs that look after its timers, and says what they answered. Knows nothing of timers."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from clockreports.base.errors import UnusableError

_PATIENCE: Final = 30.0  # seconds

if sys.platform == "win32":
    _ENCODING: Final = "oem"
    _FLAGS: Final = subprocess.CREATE_NO_WINDOW
else:
    _ENCODING: Final = "utf-8"
    _FLAGS: Final = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended, and what it said, in the system's own language."""

    code: int
    said: str

    @property
    def reason(self) -> str:
        """What it said, in one line."""
        return " ".join(self.said.split()) or f"code {self.code}"


RunCommand = Callable[[Sequence[str]], Answer]
"""Runs a program with its arguments, and waits for its end; raises `UnusableError` when there is no such program."""


def run_command(arguments: Sequence[str]) -> Answer:
    """Run one of the system's own programs; raises `UnusableError` when it is missing or does not end."""
    try:
        done = subprocess.run(  # noqa: S603 - the system's own programs, never through a shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding=_ENCODING,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            creationflags=_FLAGS,
        )
    except OSError as error:
        raise UnusableError(
            f"This computer has no {arguments[0]} that could be started ({error.strerror}).",
            "Type `clockreports schedule set --no-timer`, and let something else start `clockreports schedule run`.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise UnusableError(
            f"{arguments[0]} did not answer within {_PATIENCE:.0f} seconds.", "Try again in a moment."
        ) from error
    return Answer(done.returncode, done.stdout)
