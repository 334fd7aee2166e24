"""A program that dies at a chosen step of an export, as by `kill -9`: run as `python -m tests.end2end.dying`.

    dying.py STEP NTH [MUTANT] -- ARGUMENTS OF THE COMMAND LINE

It runs the real command line and kills its own process the NTH time that STEP is reached.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from clockreports.__main__ import main
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import Pairs
from clockreports.peoplehr.client import Client
from clockreports.services import export_day
from clockreports.store.ledger import Ledger

STEPS: Final = ("before intent", "after intent", "after call", "before result", "after result", "never")
TRUSTING: Final = "trusting"
"""A mutant that does not look what became of a call of unknown outcome, but believes that it was done."""

if sys.platform == "win32":
    DEATH: Final = 99

    def die() -> None:
        """End this process as a power cut would: no clean-up, no last write."""
        os._exit(DEATH)
else:
    DEATH: Final = -signal.SIGKILL

    def die() -> None:
        """End this process as a power cut would: no clean-up, no last write."""
        os.kill(os.getpid(), signal.SIGKILL)


class Fate:
    """Counts how often the chosen step was reached, and strikes; in the end most of us die."""

    def __init__(self, step: str, nth: int, strike: Callable[[], None] = die) -> None:
        self._step = step
        self._left = nth
        self._strike = strike

    def reach(self, step: str) -> None:
        """Come to a step."""
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                self._strike()


def doom(fate: Fate) -> None:
    """Let fate see every step of an export."""
    write = Ledger.write

    def watched_write(self: Ledger, lease: str, entry: LedgerEntry, day: RunDay | None = None) -> None:
        what = "intent" if entry.state in {DayState.INTENDED, DayState.UNDOING} else "result"
        fate.reach(f"before {what}")
        write(self, lease, entry, day)
        fate.reach(f"after {what}")

    def watched(call: Callable[..., None]) -> Callable[..., None]:
        def make(self: Client, *what: object) -> None:
            call(self, *what)
            fate.reach("after call")

        return make

    # The command line builds its own objects, so their classes are what a test can reach from outside.
    patch = pytest.MonkeyPatch()
    patch.setattr(Ledger, "write", watched_write)
    patch.setattr(Client, "create", watched(Client.create))
    patch.setattr(Client, "update", watched(Client.update))
    patch.setattr(Client, "delete", watched(Client.delete))


def believe(entry: LedgerEntry, _found: Pairs | None) -> LedgerEntry:
    """Judge, without a look, that a call was done."""
    return replace(entry, state=DayState.SENT, written=entry.attempted)


def mutate(mutant: str) -> None:
    """Break the program on purpose."""
    if mutant == TRUSTING:
        pytest.MonkeyPatch().setattr(export_day, "settled", believe)


if __name__ == "__main__":
    place = sys.argv.index("--")
    chosen, nth, *mutants = sys.argv[1:place]
    for name in mutants:
        mutate(name)
    doom(Fate(chosen, int(nth)))
    sys.argv[1:] = sys.argv[place + 1 :]
    sys.exit(main())
