"""A row of trials, each of which stands on what the ones before have left behind; and what they say in the end."""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from installer.building.running import BuildError


class TrialError(Exception):
    """What was to be seen was not; the text says what was seen instead."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be true, and what finds out: it returns what it saw, in a few words, or raises an error."""

    sentence: str
    find_out: Callable[[], str]


def expect(condition: object, seen: str) -> None:
    """Go on only if the condition holds; else say what was seen."""
    if not condition:
        raise TrialError(seen)


def wait_for(condition: Callable[[], object], seconds: float, otherwise: str) -> None:
    """Wait until a condition holds; raises `TrialError` when it still does not after so many seconds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TrialError(otherwise)
        time.sleep(0.2)


def carry_out(trials: Iterable[Trial]) -> int:
    """Carry out every trial, say what was seen, and return how many failed."""
    failed = 0
    for trial in trials:
        begin = time.monotonic()
        try:
            verdict, seen = "ok", trial.find_out()
        except (TrialError, BuildError) as error:
            failed += 1
            verdict, seen = "FAILED", str(error)
        sys.stdout.write(f"{verdict:6}  {trial.sentence} ({time.monotonic() - begin:.0f} s)\n")
        sys.stdout.writelines(f"        {line}\n" for line in seen.splitlines())
        sys.stdout.flush()
    return failed
