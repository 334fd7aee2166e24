"""Runs the tests themselves under Windows' Python in wine, ring by ring, or only those that are named.

A copy of the source is tested, so that nothing is written into it. Most of an hour on two cores.
"""

import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, ROOT
from installer.building.running import step
from installer.building.windows_python import WindowsPython
from installer.building.wine import PROGRAMS, Wine

WORK: Final = BUILD / "windows-tests"
SOURCE: Final = WORK / "source"

_FONTS: Final = Path("/usr/share/fonts/truetype/dejavu")
"""Debian's fonts-dejavu-core, if it is installed: wine brings no font, and without one no window has its size."""

_LEFT_OUT: Final = shutil.ignore_patterns(*(".git", ".venv", ".hypothesis", "*_cache", "__pycache__", "build", "dist"))
_START: Final = (
    # Wine hands no QT_ variable on; a test's own child processes inherit this one. Wine 8 has no CopyFile2 either, and
    # ends whoever calls it; without it, shutil copies by itself.
    "import os, sys, _winapi; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; sys.path.insert(0, os.getcwd()); "
    "vars(_winapi).pop('CopyFile2', None); "
    "import pytest; sys.exit(pytest.main(sys.argv[1:]))"
)
_OPTIONS: Final = (
    *("-q", "-p", "no:cacheprovider", "--tb=short", "-rfE", "--basetemp", r"C:\tests"),
    "--timeout=900",  # wine takes several times as long to start a program, and whoever is late ends the whole ring
)
_COUNT: Final = re.compile(r"(\d+) (passed|failed|skipped|errors?)")
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) .*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ring:
    """What came of one folder of tests."""

    name: str
    counts: dict[str, int]
    failures: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether something passed, and nothing failed."""
        return "passed" in self.counts and not {"failed", "error", "errors"} & {*self.counts}


def run_ring(python: WindowsPython, name: str) -> Ring:
    """Run one folder of tests; what it said is kept in a file."""
    said = python.attempt(["-c", _START, *_OPTIONS, f"tests/{name}"], SOURCE).said
    (WORK / f"{name}.log").write_text(said, encoding="utf-8")
    counts = {what: int(number) for number, what in _COUNT.findall(said.rstrip().rpartition("\n")[2])}
    return Ring(name, counts, tuple(line.strip() for line in _FAILED.findall(said)))


def main(arguments: Sequence[str]) -> int:
    """Run the rings named, or all; return 0, or 1 when a test failed."""
    if lacking := [package for program, package in PROGRAMS.items() if shutil.which(program) is None]:
        sys.stdout.write(f"This machine lacks {', '.join(lacking)}.\n")
        return 1
    wine = Wine(WORK / "wine")
    python = WindowsPython(WORK / "python", wine)
    with step("Windows' Python with what the tests need"):
        shutil.rmtree(SOURCE, ignore_errors=True)
        shutil.copytree(ROOT, SOURCE, ignore=_LEFT_OUT)
        python.make((ROOT / "requirements" / "dev.txt",), SOURCE)
        wine.make(python.qt_core)
        for font in _FONTS.glob("DejaVuSans*.ttf"):
            shutil.copy(font, wine.drive / "windows" / "Fonts")
    rings = []
    for name in arguments or all_rings():
        with step(f"tests/{name}"):
            rings.append(run_ring(python, name))
    wine.stop()
    sys.stdout.writelines(f"{line}\n" for line in table(rings))
    return 0 if all(ring.is_clean for ring in rings) else 1


def all_rings() -> list[str]:
    """Return the folders of tests."""
    return sorted(path.name for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py")))


def table(rings: Sequence[Ring]) -> list[str]:
    """Return what came of it, for a person to read."""
    lines = ["", f"{'ring':<14}{'passed':>8}{'failed':>8}{'skipped':>9}"]
    for ring in rings:
        failed = sum(ring.counts.get(word, 0) for word in ("failed", "error", "errors"))
        numbers = f"{ring.counts.get('passed', 0):>8}{failed:>8}{ring.counts.get('skipped', 0):>9}"
        lines.append(f"{ring.name:<14}{numbers}{'' if ring.is_clean else '  <-'}")
    failures = [line for ring in rings for line in ring.failures]
    return [*lines, *([""] if failures else []), *failures]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
