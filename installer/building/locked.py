"""Installs what the lock files pin, for this machine or for another system, with every hash checked."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

from installer.building.running import run

WINDOWS: Final = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "sys_platform": "win32",
}
"""What the markers of a requirement are answered with for Windows; the versions of Python come on top."""

_BLOCK: Final = re.compile(r"^(?=[A-Za-z0-9])", re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def requirements_for(environment: Mapping[str, str], *locks: Path) -> str:
    """Return those requirements of the lock files that hold in an environment, each once, without their markers.

    pip itself answers markers for the machine it runs on, whatever it installs for.
    """
    lines: dict[str, str] = {}
    for lock in locks:
        for requirement, hashes in _read(lock):
            if requirement.marker is None or requirement.marker.evaluate(dict(environment)):
                pin = f"{requirement.name}{requirement.specifier}"
                lines[pin] = " ".join([pin, *hashes])
    return "".join(f"{line}\n" for _pin, line in sorted(lines.items()))


def constraints(lock: Path) -> str:
    """Return the pins of a lock file without their hashes, for packages that come from elsewhere, too."""
    return "".join(f"{requirement}\n" for requirement, _hashes in _read(lock))


def pinned(lock: Path) -> set[str]:
    """Return the names of the distributions that a lock file pins, in lower case and with dashes."""
    return {requirement.name for requirement, _hashes in _read(lock)}


def install(requirements: Path, folder: Path, options: Iterable[str] = ()) -> None:
    """Have pip fill a folder with wheels; what may be in it, the requirements say, and nothing else comes along."""
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--no-compile"]
    exactly: list[str | Path] = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", folder]
    run([*pip, *exactly, *options, "--requirement", requirements])


def _read(lock: Path) -> Iterator[tuple[Requirement, list[str]]]:
    for block in _BLOCK.split(lock.read_text(encoding="utf-8")):
        if "==" in block:
            yield Requirement(block.partition("\\")[0].strip()), _HASH.findall(block)
