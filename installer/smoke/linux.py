"""Tries the Debian package on a bare machine, as an ordinary user and as its administrator.

Run it as `python -m installer.smoke.linux` for Debian 12, with `noble` behind it for Ubuntu 24.04. It needs root, and
the package in dist/. Pictures of the window go to build/pictures, to be looked at.
"""

import json
import os
import re
import shutil
import stat
import sys
from functools import partial
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST
from installer.building.running import attempt, run
from installer.smoke import screen
from installer.smoke.bare_debian import PERSON, BareDebian, bare_debian
from installer.smoke.bare_debian import PROGRAMS as DEBIAN_PROGRAMS
from installer.smoke.trials import Trial, carry_out, expect, wait_for

WORK: Final = BUILD / "smoke"
PROGRAM: Final = "/opt/clockreports/clockreports"
KEY_FILE: Final = "etc/clockreports/people-hr-key"

_POLICY: Final = "etc/xdg/clockreports/policy.toml"
_ALLOWED: Final = "update_check = true\n"
_UNUSABLE: Final = 2
_TITLE: Final = "^ClockReports"
_KEY: Final = "00000000-1111-4222-8333-444455556666"
_KEEP: Final = json.dumps({"do": "keep", "key": _KEY, "address": "https://api.peoplehr.net"}) + "\n"
_READY: Final = "ready\n"
_ASKED: Final = f"pkexec --disable-internal-agent {PROGRAM} key-helper < /dev/null"
_NOT_GIVEN: Final = (126, 127)
"""Source: pkexec(1), return value."""

_AGREED: Final = "polkit.addRule(function(action) { if (action.id == 'clockreports.change-key') return 'yes'; });\n"
"""What an administrator’s password is, to a machine where nobody can type one."""

_BUS: Final = "mkdir -p /run/dbus && dbus-daemon --system --fork && (/usr/lib/polkit-1/polkitd >/dev/null 2>&1 &)"
_SENTENCE: Final = "password is needed to change the People HR API key"
_TAP: Final = "    1\t2026-03-09 09:00:00\t1\t0\t1\t0\n"
_BEFORE_UPDATE: Final = "/var/lib/dpkg/info/clockreports.preinst"
_NEWER: Final = "99.0.0"
_PATIENCE: Final = 60


class Trials:
    """What is tried on one machine; each trial goes on where the one before has ended."""

    def __init__(self, machine: BareDebian, stage: screen.Screen, package: Path) -> None:
        self._machine = machine
        self._stage = stage
        self._package = package
        self._file = machine.folder / KEY_FILE
        self._spent: list[list[str]] = []

    def in_order(self) -> list[Trial]:
        """Return all of them."""
        from_files = partial(self.open_window, "gio launch /usr/share/applications/clockreports.desktop", "gio")
        return [
            Trial("It installs with all it needs, and answers an ordinary user", self.install),
            Trial("The demo tells its story to the end", self.demo),
            Trial("Nobody is told of versions that only an administrator can install", self.forbid_looking),
            Trial("A double click opens the window (gio launch)", from_files),
            Trial("So does a start menu (gtk-launch)", partial(self.open_window, "gtk-launch clockreports", "gtk")),
            Trial("The helper keeps the key for this computer, where only its group can read it", self.key),
            Trial("Without polkit nobody is asked, and nothing runs", self.no_polkit),
            Trial("With polkit the helper runs when an administrator agrees, and never otherwise", self.polkit),
            Trial("An update keeps the data, and what an administrator decided", self.update),
            Trial("Removing it leaves the data, the key, what an administrator decided, and nothing else", self.remove),
            Trial("Purging it takes all but the data away", self.purge),
            Trial("Without a key, removing it leaves no sign of an installation for everybody", self.keyless),
        ]

    def install(self) -> str:
        """Install the package, and have it say its version."""
        self._machine.install(self._machine.take_in(self._package))
        said = self._machine.person("clockreports --version").said
        expect(re.fullmatch(r"ClockReports \d+\.\d+\.\d+\n", said), said)
        return f"{said.strip()}, a package of {self._package.stat().st_size / 1e6:.1f} MB"

    def demo(self) -> str:
        """Play the demo without a screen."""
        demo = self._machine.person("clockreports demo --console")
        expect(demo.code == 0 and "0 calls to People HR" in demo.said, f"{demo.code}: {demo.said}")
        return "exporting again made no call"

    def forbid_looking(self) -> str:
        """Look for newer versions, as somebody who could not install one."""
        asked = self._machine.person("clockreports update check")
        expect(asked.code == _UNUSABLE and "switched off" in asked.said, f"{asked.code}: {asked.said}")
        return f"the program obeys /{_POLICY}"

    def open_window(self, command: str, name: str) -> str:
        """Start it as a desktop does, and look at it."""
        self._machine.install("libglib2.0-bin", "libgtk-3-bin", "dbus", "fonts-dejavu-core")
        session = f"dbus-run-session -- sh -c '{command}; sleep {_PATIENCE}'"
        with self._machine.started(session, {"DISPLAY": self._stage.display}):
            self._stage.wait_for_window(_TITLE)
            wait_for(self._databases, _PATIENCE, "The window has made no database.")
            wait_for(self._is_at_rest, _PATIENCE, "The window never comes to rest.")
            picture = self._stage.picture(f"linux-{name}")
            warned = self._machine.root(_BEFORE_UPDATE, "upgrade")
            expect(warned.code == 0 and "still open" in warned.said, f"An update says nothing: {warned.said}")
            attempt(["kill", *self._processes()])
            wait_for(lambda: not self._processes(), _PATIENCE, "The program does not end.")
        expect(not self._machine.root(_BEFORE_UPDATE, "upgrade").said, "An update warns of a program that has ended.")
        return picture

    def key(self) -> str:
        """Keep a key as the helper does, and read it as somebody outside and inside the group."""
        kept = self._machine.root(PROGRAM, "key-helper", typed=_KEEP)
        expect(kept.said == f'{_READY}{{"done": true}}\n', kept.said)
        rights = stat.filemode(self._file.stat().st_mode)
        expect(rights == "-rw-r-----" and self._file.stat().st_uid == 0, rights)
        outside = self._machine.person("clockreports key status").said
        expect("locked for you" in outside and _KEY not in outside, outside)
        self._machine.root("usermod", "--append", "--groups", "clockreports", PERSON)
        inside = self._machine.person("clockreports key status").said
        expect(_KEY[-4:] in inside and _KEY not in inside, inside)
        return f"{rights} root"

    def no_polkit(self) -> str:
        """Ask where there is no pkexec."""
        expect(self._machine.person("command -v pkexec").code, "This machine has pkexec already.")
        status = self._machine.person("clockreports key status")
        expect(status.code == 0, status.said)
        return "the key in place can be used all the same"

    def polkit(self) -> str:
        """Ask where there is polkit: first without anybody to agree, then with."""
        self._machine.install("pkexec", "polkitd")
        self._machine.root("sh", "-c", _BUS)
        wait_for(lambda: _SENTENCE in self._told(), _PATIENCE, f"The action is not known: {self._told()}")
        refused = self._machine.person(_ASKED)
        expect(refused.code in _NOT_GIVEN and _READY not in refused.said, f"{refused.code}: {refused.said}")
        rules = self._machine.folder / "etc" / "polkit-1" / "rules.d" / "10-agreed.rules"
        rules.write_text(_AGREED, encoding="ascii")
        rules.chmod(0o644)
        wait_for(lambda: self._machine.person(_ASKED).said == _READY, _PATIENCE, self._machine.person(_ASKED).said)
        for name in ("polkitd", "dbus-daemon"):
            attempt(["pkill", name])
        return f"pkexec answered {refused.code} before anybody agreed"

    def update(self) -> str:
        """Record a tap, allow looking for newer versions, install one, and find both as they were."""
        policy = self._machine.folder / _POLICY
        policy.write_text(_ALLOWED, encoding="ascii")
        (self._machine.folder / "home" / PERSON / "attlog.dat").write_text(_TAP, encoding="ascii")
        self._machine.person("clockreports import attlog.dat")
        self._machine.install(self._machine.take_in(newer(self._package)))
        again = self._machine.person("clockreports import attlog.dat --json")
        expect('"already_known": 1' in again.said, again.said)
        expect(self._file.exists(), "The key is gone.")
        expect(policy.read_text(encoding="utf-8") == _ALLOWED, "It undid what an administrator had decided.")
        return "the tap is known already"

    def remove(self) -> str:
        """Remove the package, and look for what is left."""
        self._machine.root("apt-get", "remove", "-qq", "clockreports")
        left = {path for place in ("opt", "usr", "etc") for path in self._left_in(place)}
        expect(left == {"etc/clockreports", _POLICY.rpartition("/")[0]}, f"There is still {', '.join(sorted(left))}.")
        expect(self._file.exists(), "The key is gone.")
        return self._data()

    def purge(self) -> str:
        """Purge it."""
        self._machine.root("apt-get", "purge", "-qq", "clockreports")
        expect(not self._left_in("etc"), f"There is still {', '.join(self._left_in('etc'))}.")
        return self._data()

    def keyless(self) -> str:
        """Install it anew, remove it before there is a key, and look for the folder of the key."""
        self._machine.install(self._machine.take_in(self._package))
        expect(self._file.parent.is_dir(), "There is no folder for the key.")
        self._machine.root("apt-get", "remove", "-qq", "clockreports")
        expect(not self._file.parent.exists(), "The folder is still there.")
        return f"/{KEY_FILE.rpartition('/')[0]} is gone"

    def _told(self) -> str:
        return self._machine.root("pkaction", "--verbose", "--action-id", "clockreports.change-key").said

    def _left_in(self, place: str) -> list[str]:
        folder = self._machine.folder
        return [str(path.relative_to(folder)) for path in (folder / place).rglob("*[cC]lock[rR]eports*")]

    def _data(self) -> str:
        expect(self._databases(), "The data is gone.")
        return "the data stays"

    def _is_at_rest(self) -> bool:
        """Whether the program has used no time of the processor since this was asked before; source: proc(5), stat."""
        processes, before = self._processes(), self._spent
        self._spent = [Path("/proc", process, "stat").read_text("ascii").split()[13:15] for process in processes]
        return bool(processes) and self._spent == before

    def _processes(self) -> list[str]:
        """Return the numbers of the program's processes on this machine; source: proc(5), exe."""
        program = self._machine.folder / PROGRAM.lstrip("/")
        return [path.parent.name for path in Path("/proc").glob("[0-9]*/exe") if _file_of(path) == program]

    def _databases(self) -> list[Path]:
        return [*(self._machine.folder / "home" / PERSON).rglob("clockreports.db")]


def _file_of(link: Path) -> Path | None:
    """Return the file that a process runs, None when the process is gone or is the system's own."""
    try:
        return link.readlink()
    except OSError:
        return None


def newer(package: Path) -> Path:
    """Return the same package with a higher version, packed quickly."""
    tree, result = WORK / "newer", WORK / f"clockreports_{_NEWER}.deb"
    shutil.rmtree(tree, ignore_errors=True)
    run(["dpkg-deb", "--raw-extract", package, tree])
    control = tree / "DEBIAN" / "control"
    text = re.sub(r"^Version: .*$", f"Version: {_NEWER}", control.read_text(encoding="utf-8"), flags=re.MULTILINE)
    control.write_text(text, encoding="utf-8")
    run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, result])
    return result


def main(suite: str = "bookworm") -> int:
    """Try everything; return 0 when all of it was seen, 1 when not, 2 when this machine lacks something."""
    needed = {**DEBIAN_PROGRAMS, **screen.PROGRAMS}
    lacking = sorted({package for program, package in needed.items() if shutil.which(program) is None})
    packages = sorted(DIST.glob("clockreports_*.deb"), key=lambda path: path.stat().st_mtime)
    if sys.platform == "win32" or os.geteuid() != 0:
        lacking.append("root")
    if lacking or not packages:
        sys.stderr.write(
            "The package for Linux was not tried. "
            f"That needs {', '.join(lacking) or 'a package in dist/: python3 installer/build.py linux'}.\n"
        )
        return 2
    with screen.screen(BUILD / "pictures") as stage, bare_debian(WORK, suite) as machine:
        return min(1, carry_out(Trials(machine, stage, packages[-1]).in_order()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
