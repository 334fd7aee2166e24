"""A bare Debian or Ubuntu in a folder, for trying a package on: nothing is in it that the package does not ask for.

Needs root and debootstrap. What was fetched once is kept beside the folder, so that the next one is made in seconds.
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building.running import BuildError, Outcome, attempt, run

PERSON: Final = "jane"
"""An ordinary user of the bare machine."""

PROGRAMS: Final = {"debootstrap": "debootstrap"}

SUITES: Final[Mapping[str, tuple[str, ...]]] = {
    "bookworm": (),
    "noble": ("--components=main,universe", "--keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg"),
}
"""Debian 12 and Ubuntu 24.04, and how debootstrap is to fetch them."""

_UBUNTU: Final = "/usr/share/debootstrap/scripts/gutsy"
"""How debootstrap makes every Ubuntu since 2007; an older debootstrap does not know that newer ones are like it."""

_SHARED: Final = ("/proc", "/dev", "/tmp/.X11-unix")  # noqa: S108 - where every X server listens
_HANDED_OVER: Final = "/root"


@dataclass(frozen=True, slots=True)
class BareDebian:
    """A bare machine; commands in it are run by root, or by the ordinary user."""

    folder: Path

    def root(self, *command: str, typed: str = "") -> Outcome:
        """Run a command as root."""
        return attempt(["chroot", self.folder, *command], typed=typed)

    def person(self, line: str) -> Outcome:
        """Run a line of shell as the ordinary user, at home."""
        return attempt(self._as_person(line))

    @contextmanager
    def started(self, line: str, environment: Mapping[str, str]) -> Iterator[None]:
        """Start a line of shell as the ordinary user, and end it afterwards."""
        settings = " ".join(f"{name}={value}" for name, value in environment.items())
        nowhere = subprocess.DEVNULL
        command = self._as_person(f"{settings} {line}")
        with subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere) as process:
            yield
            process.terminate()

    def install(self, *packages: str) -> None:
        """Install packages, by name or as files in this machine, with nothing that is only recommended."""
        apt_get = ["apt-get", "install", "-qq", "--no-install-recommends"]
        run(["chroot", self.folder, "env", "DEBIAN_FRONTEND=noninteractive", *apt_get, *packages])

    def take_in(self, file: Path) -> str:
        """Copy a file into the machine, and return its path there."""
        shutil.copy(file, self.folder / _HANDED_OVER.lstrip("/"))
        return f"{_HANDED_OVER}/{file.name}"

    def _as_person(self, line: str) -> list[str]:
        return ["chroot", str(self.folder), "su", "--login", PERSON, "--command", line]


@contextmanager
def bare_debian(work: Path, suite: str) -> Iterator[BareDebian]:
    """Make a bare machine below `work`, with one ordinary user, and take it away afterwards."""
    folder, kept = work / "machine", work / f"{suite}.tar"
    _clear(folder)
    folder.mkdir(parents=True)
    if not kept.exists():
        script = ["", _UBUNTU] if SUITES[suite] else []
        run(["debootstrap", "--variant=minbase", *SUITES[suite], suite, folder, *script])
        run(["tar", "--create", "--file", kept, "--directory", folder, "."])
    else:
        run(["tar", "--extract", "--file", kept, "--directory", folder])
    with ExitStack() as mounts:
        for place in _SHARED:
            mounts.enter_context(_mounted(Path(place), folder))
        run(["chroot", folder, "apt-get", "update", "-qq"])
        run(["chroot", folder, "useradd", "--create-home", "--shell", "/bin/sh", PERSON])
        yield BareDebian(folder)
    _clear(folder)


def _clear(folder: Path) -> None:
    """Remove a machine, also one that was left behind; raises `BuildError` while this one's folders are mounted in it.

    Removing it then would remove what is in them: this machine's devices.
    """
    for place in _SHARED:
        attempt(["umount", "--lazy", folder / place.lstrip("/")])
    mounted = [Path(line.split()[1]) for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    if any(place.is_relative_to(folder) for place in mounted):
        raise BuildError(f"Something is still mounted in {folder}. Unmount it, then try again.")
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _mounted(place: Path, folder: Path) -> Iterator[None]:
    target = folder / place.relative_to("/")
    target.mkdir(parents=True, exist_ok=True)
    run(["mount", "--bind", place, target])
    try:
        yield
    finally:
        run(["umount", "--lazy", target])
