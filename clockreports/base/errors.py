"""The errors a person is meant to read.

There are two kinds of failure. A *known* one is a `ClockReportsError`: it has a title and an advice, whole plain
sentences, and an exit code. Everything else is a bug, and must not be caught except at the very top.
Adapters translate foreign exceptions into these once, at their own border.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command answers to the shell that called it (source: the command line's contract in README)."""

    DONE = 0
    NEEDS_A_PERSON = 1
    UNUSABLE = 2
    KEY = 3
    RUN_AGAIN = 4
    BUG = 70


class ClockReportsError(Exception):
    """Something known went wrong: `title` says what, `advice` says what to do next, both in whole sentences."""

    exit_code = ExitCode.UNUSABLE

    def __init__(self, title: str, advice: str) -> None:
        super().__init__(f"{title} {advice}")
        self.title = title
        self.advice = advice


class UnusableError(ClockReportsError):
    """A setting, a file or an argument cannot be used; nothing was changed."""


class KeyProblemError(ClockReportsError):
    """There is no API key, or People HR refused it."""

    exit_code = ExitCode.KEY


class RunAgainError(ClockReportsError):
    """Stopped, busy or unreachable: what was done stays done, and running again goes on from there."""

    exit_code = ExitCode.RUN_AGAIN


class CancelledError(RunAgainError):
    """The person asked to stop."""

    def __init__(self) -> None:
        super().__init__("Stopped.", "What is done stays done. Run it again to go on.")
