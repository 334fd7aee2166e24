"""What the program is called, who publishes it, and when this version was made, wherever a package has to say so."""

import os
import subprocess
from pathlib import Path
from typing import Final

from clockreports import __version__

NAME: Final = "ClockReports"
VERSION: Final = __version__
PUBLISHER: Final = "The ClockReports developers"
DESCRIPTION: Final = "Takes clock events, turns them into work days, and puts those into People HR timesheets."
LICENCE: Final = "MIT"
SITE: Final = "https://clockreports.example"
"""Where people read about the program and fetch it. It stands for the address that whoever publishes it will have."""

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"

_BEFORE_GIT: Final = 1_767_225_600
"""The first second of 2026, for a source without its history."""


def source_date() -> int:
    """Return when the source was last changed, in seconds since 1970: the date that everything built is given.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH, which goes before.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return _BEFORE_GIT
    return int(done.stdout)
