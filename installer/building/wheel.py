"""The wheel, for people who have Python and use pipx: the same file for every system."""

import sys
from pathlib import Path
from typing import Final

from installer.building.about import DIST, ROOT, VERSION
from installer.building.running import run, step

WHEEL: Final = DIST / f"clockreports-{VERSION}-py3-none-any.whl"


def missing() -> list[str]:
    """Return what this machine lacks to build it: nothing."""
    return []


def build() -> tuple[Path, ...]:
    """Build the wheel into dist/ with the pinned builder, and return it; raises `BuildError`."""
    with step("the wheel"):
        pip = [sys.executable, "-m", "pip", "wheel", "-qq", "--disable-pip-version-check", "--no-input"]
        run([*pip, "--no-deps", "--no-build-isolation", "--no-cache-dir", "--wheel-dir", DIST, ROOT])
    return (WHEEL,)
