"""Runs the programs that build: quietly, with the same settings each time, and with their last words when they fail."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building.about import ROOT

_LAST_WORDS: Final = 4000
_PATIENCE: Final = 3600
"""No step takes so many seconds, not even on a slow machine under wine."""

_BEFORE_GIT: Final = 1_767_225_600
"""The first second of 2026, for a source without its history."""


class BuildError(Exception):
    """What was asked for could not be built; the text says why, for whoever builds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: its exit code, and all it said."""

    code: int
    said: str


def source_date(root: Path = ROOT) -> int:
    """Return when the source was last changed, in seconds since 1970: the date that everything built is given.

    `SOURCE_DATE_EPOCH` goes before, as reproducible-builds.org has it. Raises `BuildError`, with git's words, when it
    does not tell.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    if not (root / ".git").exists():
        return _BEFORE_GIT
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(checked(asked, attempt(asked, os.environ, root)))


def steady() -> dict[str, str]:
    """Return the environment in which two builds of the same source come out alike."""
    own = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": str(source_date())}
    return {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", **own}


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> str:
    """Run a command, with no input, and return what it said; raises `BuildError` when it fails."""
    return checked(command, attempt(command, environment, folder))


def checked(command: Sequence[str | Path], outcome: Outcome) -> str:
    """Return what a command said; raises `BuildError`, with its last words, when it failed."""
    if outcome.code:
        said = outcome.said[-_LAST_WORDS:]
        raise BuildError(f"{' '.join(map(str, command))}\nfailed with {outcome.code}:\n{said}")
    return outcome.said


def attempt(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, folder: Path = ROOT, typed: str = ""
) -> Outcome:
    """Run a command that may fail, and type something into it.

    Its output goes through a pipe: Windows' Python takes no file for it under wine.
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=steady() if environment is None else dict(environment),
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=_PATIENCE,
    )
    return Outcome(done.returncode, done.stdout.decode(errors="replace"))


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    sys.stdout.write(f"{name} … ")
    sys.stdout.flush()
    begin = time.monotonic()
    yield
    sys.stdout.write(f"{time.monotonic() - begin:.0f} s\n")
