"""Draws every page and dialog of the window, light and dark, at 100 % and at 150 %, into a folder.

  .venv/bin/python -m tests.pictures FOLDER [-k WORDS]

What follows the folder goes to pytest: `-k export` draws only the scenes with that word in their names.
"""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
DRAWING: Final = ("-m", "pytest", "-q", "-p", "no:randomly", "tests/gui/test_pictures.py")


def main(arguments: list[str]) -> int:
    """Draw, and return 0 when every scene could be drawn in every way."""
    if not arguments or arguments[0].startswith("-"):
        sys.stdout.write(__doc__ or "")
        return 2
    ways = product(("light", "dark"), (1.0, 1.5))
    return max([draw(Path(arguments[0]).resolve(), arguments[1:], *way) for way in ways])


def draw(folder: Path, options: list[str], scheme: str, scale: float) -> int:
    """Draw every scene in one way, and return pytest's exit code."""
    below = folder / f"{scheme}-{scale:.0%}".removesuffix("%")
    below.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "PICTURES_FOLDER": str(below),
        "PICTURES_DARK": "yes" if scheme == "dark" else "",
    }
    command = [sys.executable, *DRAWING, *options]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603 - our own tests


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
