"""Tries the disk image on the Mac that has built it, and installs nothing. Never tried on a Mac so far."""

import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from installer.building.about import DIST, NAME, VERSION
from installer.building.running import attempt, run
from installer.smoke.trials import carry_out
from installer.smoke.wheel import trials

_PROGRAM: Final = Path(f"{NAME}.app", "Contents", "MacOS", "clockreports")


@contextmanager
def _opened(image: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        run(["hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", folder, image])
        try:
            yield Path(folder)
        finally:
            attempt(["hdiutil", "detach", folder])


def main() -> int:
    """Try everything; return 0 when all of it was seen, 2 when there is nothing to try."""
    image = DIST / f"{NAME}-{VERSION}-{platform.machine()}.dmg"
    if not image.exists():
        sys.stderr.write("There is no disk image yet: python3 installer/build.py macos\n")
        return 2
    with _opened(image) as volume, TemporaryDirectory() as profile:
        return min(1, carry_out(trials(volume / _PROGRAM, Path(profile))))


if __name__ == "__main__":
    sys.exit(main())
