"""What a system's timer starts: this very program, on one profile; and the name by which the timer knows it.

Nothing else is handed over: no key, no address, no variable of whoever sets the timer.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

_WITHOUT_CONSOLE: Final = {"python.exe": "pythonw.exe", "clockreports-cli.exe": "clockreports.exe"}
"""On Windows, the same programs as ones that open no console: nobody is there to look at it."""


def timer_command(profile: Path, *, if_due: bool) -> tuple[str, ...]:
    """Return what starts a scheduled run; `if_due` for a timer that also goes off when nothing is due.

    A frozen program is its own file. Otherwise Python runs the installed package (-P: not one that happens to lie in
    the folder the timer starts in).
    """
    program = str(_quiet(Path(sys.executable)))
    itself = (program,) if getattr(sys, "frozen", False) else (program, "-P", "-m", "clockreports")
    return (*itself, "schedule", "run", *(["--if-due"] if if_due else []), "--profile", str(profile))


def timer_suffix(profile: Path, *, is_default: bool) -> str:
    """Return what tells the timers of several profiles of one person apart: nothing for the usual profile."""
    return "" if is_default else f"-{hashlib.sha256(os.fsencode(profile)).hexdigest()[:8]}"


def _quiet(program: Path) -> Path:
    other = program.with_name(_WITHOUT_CONSOLE.get(program.name.lower(), program.name))
    return other if other.exists() else program
