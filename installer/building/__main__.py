"""What `installer/build.py` starts, once the tools are there: builds what was asked for, or what can be built here."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building import linux, windows
from installer.building.about import DIST
from installer.building.differences import SUMS, checksums, differences, write_sums
from installer.building.running import BuildError

_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the packages for one system; `missing` names what this machine lacks for that."""

    missing: Callable[[], list[str]]
    build: Callable[[], tuple[Path, ...]]


BUILDERS: Final = {"linux": Builder(linux.missing, linux.build), "windows": Builder(windows.missing, windows.build)}


def main(arguments: list[str]) -> int:
    """Build; return 0, or 1 when something could not be built or did not come out alike."""
    parser = ArgumentParser(prog="installer/build.py")
    parser.add_argument("system", nargs="?", choices=sorted(BUILDERS), help="whatever this machine can build")
    parser.add_argument("--twice", action="store_true", help="build again, and say what differs")
    asked = parser.parse_args(arguments)
    systems = [asked.system] if asked.system else sorted(BUILDERS)
    try:
        return max([_build(system, twice=asked.twice) for system in systems], default=0)
    except BuildError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1


def _build(system: str, *, twice: bool) -> int:
    builder = BUILDERS[system]
    if missing := builder.missing():
        sys.stdout.write(f"{system}: this machine lacks {', '.join(missing)}\n")
        return 1
    sys.stdout.write(f"{system}\n")
    files = builder.build()
    write_sums(DIST)
    for file in files:
        sys.stdout.write(f"  dist/{file.name}  {file.stat().st_size / 1e6:.1f} MB\n")
    if not twice:
        return 0
    first = checksums(DIST)
    builder.build()
    found = differences(first, checksums(DIST))
    write_sums(DIST)
    sys.stdout.write("\n".join(found[:_MOST_NAMED]) or f"Both builds are alike, byte for byte; see dist/{SUMS}.")
    sys.stdout.write("\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
