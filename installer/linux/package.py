"""Puts the Debian package together from the frozen program: every file at its place, with the rights it must have.

Needs dpkg-deb. Two packages made of the same frozen program at the same moment (`SOURCE_DATE_EPOCH`) are the same, byte
for byte. Sources: Debian Policy Manual, chapters 3, 5 and 12; freedesktop.org, AppStream and icon theme specifications.
"""

import gzip
import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from installer.building.about import MAINTAINER, PUBLISHER, SITE
from installer.building.icon import write_png
from installer.building.running import run, steady
from installer.building.writing import write
from installer.linux.dependencies import system_packages
from installer.linux.man_page import man_page

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
APP_ID: Final = "io.github.clockreports.ClockReports"
POLICY: Final = Path("etc", "xdg", "clockreports", "policy.toml")
"""What an administrator may change, and what dpkg therefore leaves as it is when a newer version is installed."""

SIDES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""The sizes of the icon beside the drawing, in pixels, for desktops that show no SVG."""

SCRIPTS: Final = ("preinst", "postinst", "postrm")
"""What dpkg runs before and after it changes files."""

ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True)
class Release:
    """What is packed: the frozen program's folder, its version, and the moment everything in the package bears."""

    frozen: Path
    version: str
    moment: datetime

    @property
    def day(self) -> str:
        """The day of the release, in ISO."""
        return self.moment.astimezone(UTC).date().isoformat()


def make_package(release: Release, work: Path, dist: Path) -> Path:
    """Make dist/clockreports_VERSION_ARCHITECTURE.deb, using the empty folder `work`, and return it."""
    architecture = ARCHITECTURES[platform.machine()]
    _install_program(release, work)
    _install_desktop_files(release, work / "usr" / "share")
    _install_documents(release, work / "usr" / "share")
    write(work / POLICY, (HERE / "policy.toml").read_text("utf-8"))
    _describe(release, work, architecture)
    _settle_rights_and_times(work, release.moment)
    target = dist / f"clockreports_{release.version}_{architecture}.deb"
    steady_at_that_moment = {**steady(), "SOURCE_DATE_EPOCH": str(int(release.moment.timestamp()))}
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", work, target], steady_at_that_moment)
    return target


def _install_program(release: Release, work: Path) -> None:
    shutil.copytree(release.frozen, work / "opt" / "clockreports", symlinks=True)
    command = work / "usr" / "bin" / "clockreports"
    command.parent.mkdir(parents=True)
    command.symlink_to("/opt/clockreports/clockreports")  # absolute, as Debian asks between top-level folders


def _install_desktop_files(release: Release, share: Path) -> None:
    write(share / "applications" / "clockreports.desktop", (HERE / "clockreports.desktop").read_text("utf-8"))
    write(share / "polkit-1" / "actions" / "clockreports.policy", (HERE / "clockreports.policy").read_text("utf-8"))
    write(share / "metainfo" / f"{APP_ID}.metainfo.xml", _filled("clockreports.metainfo.xml.in", release))
    icons = share / "icons" / "hicolor"
    drawing = ROOT / "resources" / "icons" / "app.svg"
    write(icons / "scalable" / "apps" / "clockreports.svg", drawing.read_text("utf-8"))
    for side in SIDES:
        picture = icons / f"{side}x{side}" / "apps" / "clockreports.png"
        picture.parent.mkdir(parents=True)
        write_png(picture, side)


def _install_documents(release: Release, share: Path) -> None:
    documents = share / "doc" / "clockreports"
    write(documents / "copyright", _copyright())
    _put_packed(documents / "changelog.gz", _filled("changelog.in", release))
    _put_packed(documents / "NEWS.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    _put_packed(share / "man" / "man1" / "clockreports.1.gz", man_page(release.version, release.day))
    overrides = share / "lintian" / "overrides" / "clockreports"
    write(overrides, (HERE / "lintian-overrides").read_text("utf-8"))


def _describe(release: Release, work: Path, architecture: str) -> None:
    """Write what dpkg reads: the control file, the checksums, and what is done afterwards."""
    files = sorted(path for path in work.rglob("*") if path.is_file() and not path.is_symlink())
    kib = sum(-(-path.stat().st_size // 1024) for path in files)
    sums = [f"{_md5(path)}  {path.relative_to(work)}\n" for path in files if path != work / POLICY]
    control = work / "DEBIAN"
    found = {"ARCHITECTURE": architecture, "KIB": str(kib), "DEPENDS": system_packages(work / "opt" / "clockreports")}
    write(control / "control", _filled("control.in", release, found))
    write(control / "md5sums", "".join(sums))
    write(control / "conffiles", f"/{POLICY.as_posix()}\n")
    for script in SCRIPTS:
        write(control / script, (HERE / script).read_text("utf-8"))


def _filled(name: str, release: Release, more: Mapping[str, str] | None = None) -> str:
    """Return a template of this folder with its @WORDS@ replaced."""
    words = {
        "VERSION": release.version,
        "DATE": release.day,
        "MOMENT": format_datetime(release.moment),
        "PUBLISHER": PUBLISHER,
        "MAINTAINER": MAINTAINER,
        "SITE": SITE,
    }
    text = (HERE / name).read_text("utf-8")
    for word, value in {**words, **(more or {})}.items():
        text = text.replace(f"@{word}@", value)
    return text


def _copyright() -> str:
    """Return the licence in Debian's machine-readable form; those of what is bundled lie in the program's folder."""
    licence = (ROOT / "LICENSE").read_text("utf-8").strip().splitlines()
    body = "\n".join(f" {line or '.'}" for line in licence[2:])
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: ClockReports\n"
        "Comment: The licences of everything bundled are in /opt/clockreports/_internal/resources/licences.txt.\n\n"
        f"Files: *\nCopyright: {licence[2].removeprefix('Copyright (c) ')}\nLicense: Expat\n{body}\n"
    )


def _put_packed(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _settle_rights_and_times(work: Path, moment: datetime) -> None:
    """Let everybody read and nobody write; only programs, libraries' folders and maintainer scripts can be run."""
    scripts = {work / "DEBIAN" / script for script in SCRIPTS}
    programs = {work / "opt" / "clockreports" / "clockreports", *scripts}
    for path in (work, *work.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
        os.utime(path, (moment.timestamp(),) * 2, follow_symlinks=False)


def main(arguments: list[str]) -> int:
    """Make the package of a frozen program: FROZEN WORK DIST VERSION SECONDS; say where it is, and return 0."""
    frozen, work, dist, version, seconds = arguments
    release = Release(Path(frozen), version, datetime.fromtimestamp(int(seconds), UTC))
    sys.stdout.write(f"{make_package(release, Path(work), Path(dist))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
