"""One call of the command line: what was typed, the world it was typed in, and the two ways of answering."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clockreports.base.clock import Clock
from clockreports.cli.output import write

if TYPE_CHECKING:
    from clockreports.bootstrap import App
    from clockreports.bootstrap.practice import Practice
    from clockreports.services.backing_up import BackingUp

ShowPractice = Callable[[Path, "Practice", Clock | None], int]
"""Opens the window on an empty profile folder and a practice People HR, and returns the exit code once it is closed."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is given; `clock` None is the clock of this computer, and without a screen no window is shown."""

    options: Namespace
    environment: Mapping[str, str]
    clock: Clock | None = None
    show_practice: ShowPractice | None = None

    @contextmanager
    def app(self) -> Iterator["App"]:
        """Open the app on the profile that was asked for; raises `ClockReportsError` when that cannot be.

        The day's first command makes the day's backup before it does anything else.
        """
        from clockreports.bootstrap import open_app  # noqa: PLC0415 - loads slowly: help and version do without

        with open_app(self.profile, self.environment, self.clock) as app:
            app.backing_up.once_a_day()
            yield app

    @contextmanager
    def backups(self) -> Iterator["BackingUp"]:
        """Open what backs up and restores the profile's database, which is not opened, and need not be readable."""
        from clockreports.bootstrap.rescue import open_backups  # noqa: PLC0415 - likewise

        with open_backups(self.profile, self.environment, self.clock) as backing_up:
            yield backing_up

    @property
    def profile(self) -> Path | None:
        """The profile's folder as typed, None when none was."""
        folder: Path | None = self.options.profile
        return folder

    @property
    def as_json(self) -> bool:
        """Whether a program reads the answer."""
        return bool(self.options.json)

    @property
    def may_ask(self) -> bool:
        """Whether a person sits before the terminal who can answer a question."""
        return not self.as_json and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))

    def answer(self, data: Mapping[str, object], lines: Iterable[str]) -> None:
        """Answer on standard output, once: with the one object that a program gets, or the lines that a person gets."""
        write(sys.stdout, [as_text(data)] if self.as_json else lines)

    def say(self, *lines: str) -> None:
        """Tell a person more, on standard output, before the answer; a program does not get it."""
        if not self.as_json:
            write(sys.stdout, lines)

    def tell(self, *lines: str) -> None:
        """Tell what is no answer, on standard error."""
        write(sys.stderr, lines)


def as_text(data: Mapping[str, object]) -> str:
    """Return an object as JSON in one line that survives every code page."""
    return json.dumps(data, ensure_ascii=True)
