"""What the program is called, who publishes it, and when this version was made, wherever a package has to say so."""

from pathlib import Path
from typing import Final

from clockreports import __version__

NAME: Final = "ClockReports"
VERSION: Final = __version__
PUBLISHER: Final = "The ClockReports developers"
MAINTAINER: Final = f"{PUBLISHER} <packages@clockreports.example>"
DESCRIPTION: Final = "Takes clock events, turns them into work days, and puts those into People HR timesheets."
LICENCE: Final = "MIT"
SITE: Final = "https://clockreports.example"
"""Where people read about the program and fetch it. It stands for the address that whoever publishes it will have."""

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
