"""What `installer/build.py` starts, once the tools are there: builds what was asked for, or what can be built here."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building import linux, macos, wheel, windows
from installer.building.about import DIST
from installer.building.differences import SUMS, checksums, differences, write_sums
from installer.building.running import BuildError
from installer.smoke import linux as smoke_linux
from installer.smoke import macos as smoke_macos
from installer.smoke import wheel as smoke_wheel
from installer.smoke import windows as smoke_windows

_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds packages and tries them: `missing` names what this machine lacks; `try_out` answers 0 if all is well."""

    missing: Callable[[], list[str]]
    build: Callable[[], tuple[Path, ...]]
    try_out: Callable[[], int]


BUILDERS: Final = {
    "wheel": Builder(wheel.missing, wheel.build, smoke_wheel.main),
    "linux": Builder(linux.missing, linux.build, smoke_linux.main),
    "windows": Builder(windows.missing, windows.build, smoke_windows.main),
    "macos": Builder(macos.missing, macos.build, smoke_macos.main),
}


def main(arguments: list[str]) -> int:
    """Build; return 0, or 1 when something could not be built, did not come out alike, or does not work."""
    parser = ArgumentParser(prog="installer/build.py")
    parser.add_argument("system", nargs="?", choices=[*BUILDERS], help="whatever this machine can build")
    parser.add_argument("--twice", action="store_true", help="build again, and say what differs")
    parser.add_argument("--try", action="store_true", dest="tried", help="install what was built, and try it out")
    asked = parser.parse_args(arguments)
    codes = [
        _make(name, builder, twice=asked.twice, tried=asked.tried)
        for name, builder in BUILDERS.items()
        if asked.system in {None, name} and _is_possible(name, builder)
    ]
    return max(codes, default=1)


def _is_possible(name: str, builder: Builder) -> bool:
    """Whether this machine can build it; says what is missing."""
    missing = builder.missing()
    if missing:
        sys.stdout.write(f"{name}: not built, since this machine lacks {', '.join(missing)}.\n")
    return not missing


def _make(name: str, builder: Builder, *, twice: bool, tried: bool) -> int:
    """Build for one system, once more and try it out if wanted, and say how long all of it took."""
    sys.stdout.write(f"{name}\n")
    begin = time.monotonic()
    try:
        _build(builder)
        code = max(_build_again(builder) if twice else 0, builder.try_out() if tried else 0)
    except BuildError as error:
        sys.stderr.write(f"\n{error}\n")
        code = 1
    verdict = "FAILED" if code else "done"
    sys.stdout.write(f"{name}: {verdict} after {(time.monotonic() - begin) / 60:.1f} minutes\n")
    return min(code, 1)


def _build(builder: Builder) -> None:
    files = builder.build()
    write_sums(DIST)
    for file in files:
        sys.stdout.write(f"  dist/{file.name}  {file.stat().st_size / 1e6:.1f} MB\n")


def _build_again(builder: Builder) -> int:
    """Build a second time, and return 1 when the files differ from those that are there."""
    first = checksums(DIST)
    builder.build()
    found = differences(first, checksums(DIST))
    write_sums(DIST)
    sys.stdout.write("\n".join(found[:_MOST_NAMED]) or f"Both builds are alike, byte for byte; see dist/{SUMS}.")
    sys.stdout.write("\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
