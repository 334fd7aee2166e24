"""Installs the Windows setup under wine, uses what it brings, updates it, and removes it.

Run it as `python -m installer.smoke.windows`. What wine cannot show is told in docs/building.md. Pictures of them
go to build/pictures, to be looked at.
"""

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Final

from installer.building.about import BUILD, DIST, NAME, PUBLISHER, VERSION
from installer.building.windows_python import WindowsPython
from installer.building.windows_setup import PROGRAM, WORK, make_setup
from installer.building.wine import PROGRAMS as WINE_PROGRAMS
from installer.building.wine import Wine
from installer.smoke import screen
from installer.smoke.trials import Trial, carry_out, expect, wait_for
from installer.smoke.windows_pc import COMMANDS, WINDOW, WindowsPc, check_files

SETUP: Final = DIST / f"{NAME}-{VERSION}-setup.exe"
NEWER: Final = "99.0.0"
MOST_BYTES: Final = 35_000_000

_FAILED: Final = 2
_IN_USE: Final = 32
_NEWER_IS_INSTALLED: Final = 1638 % 256
_UNUSABLE: Final = 2
_POLICY: Final = "UpdateCheck"
_SETUP_WINDOW: Final = f"{NAME} {VERSION} Setup"
_MAIN_WINDOW: Final = f"{NAME} Data Manager"
_KEY_WINDOW: Final = "People HR API key"
_PRETENDED_KEY: Final = "0f0f0f0f-1111-2222-3333-44444444cafe"
_TAPS: Final = "    1\t2026-03-09 08:58:10\t1\t0\t1\t0\r\n    1\t2026-03-09 17:01:40\t1\t0\t1\t0\r\n"
_START_MENU: Final = "ProgramData/Microsoft/Windows/Start Menu/Programs"
_PATIENCE: Final = 60

_SEAL: Final = """
import os, pathlib, sys
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials
from clockreports.vault.machine_vault import MachineVault
from clockreports.vault.windows_seal import MachineSeal

class Anybody:
    def make_folder(self, folder): folder.mkdir(exist_ok=True)
    def owns_folder(self, folder): return True
    def create(self, path): return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY)
    def is_right(self, file): return True

folder, key = pathlib.Path(sys.argv[1]), sys.argv[2]
MachineVault(folder, Anybody(), MachineSeal()).write(Credentials(Secret(key), "https://api.peoplehr.net"))
MachineVault(folder, Anybody(), MachineSeal()).write(Credentials(Secret(key[::-1]), "https://api.peoplehr.net"))
print(MachineVault(folder, Anybody(), MachineSeal()).read().key.reveal() == key[::-1])
"""
"""Wine knows no owners, so this trial lets anybody be an administrator; the seal is Windows' own (DPAPI)."""

_WITHOUT_RIGHTS: Final = """
import ctypes, subprocess, sys
from ctypes import byref, c_uint32, c_void_p

administrators, own, weak = c_void_p(), c_void_p(), c_void_p()
this_process, all_access = c_void_p(-1), 0xF01FF
startup, process = (c_uint32 * 26)(104), (c_void_p * 3)()
windows = ctypes.WinDLL('advapi32')
windows.ConvertStringSidToSidW('S-1-5-32-544', byref(administrators))
windows.OpenProcessToken(this_process, all_access, byref(own))
windows.CreateRestrictedToken(own, 0, 1, (c_void_p * 2)(administrators.value), 0, None, 0, None, byref(weak))
command = subprocess.list2cmdline(sys.argv[1:])
windows.CreateProcessAsUserW(weak, None, command, None, None, False, 0, None, None, startup, process)
"""
"""Starts a program for somebody who is no administrator; wine's `start` would lose double quotes in this."""


class Trials:
    """What is tried on one computer; each trial goes on where the one before has ended."""

    def __init__(self, pc: WindowsPc, stage: screen.Screen, newer: Path) -> None:
        self._pc = pc
        self._stage = stage
        self._newer = newer
        self._profile = pc.drive / "profile"
        self._before = pc.files()

    def in_order(self) -> list[Trial]:
        """Return all of them."""
        return [
            Trial("The setup is no larger than 35 MB", self.size),
            Trial("It installs silently for everyone", self.install_for_everyone),
            Trial("The command line works", self.command_line),
            Trial("Nobody is told of versions that only an administrator can install", self.forbid_looking),
            Trial("The demo tells its story to the end", self.demo),
            Trial("A key is kept in the Windows Credential Manager", self.keyring),
            Trial("The seal of this computer's key store opens again", self.seal),
            Trial("A double click on the shortcut opens the window", self.open_window),
            Trial("Nothing is replaced while the program runs", self.replace_while_running),
            Trial("The window closes, and its program ends", partial(self.close, _MAIN_WINDOW, "alt+F4")),
            Trial("The key window opens by itself", self.key_window),
            Trial("An update that fails leaves the older version at work", self.fail),
            Trial("An update keeps the data, and what the person took away stays away", self.update),
            Trial("Whoever has no rights is asked for an administrator, from any folder", self.ask_for_administrator),
            Trial("An older version is refused, unless it is insisted on", self.downgrade),
            Trial("Removing it leaves nothing but the data", self.remove_for_everyone),
            Trial("It installs silently for one person", self.install_for_me),
            Trial("Removing it with everything leaves nothing at all", self.remove_for_me),
        ]

    def size(self) -> str:
        """See how large it is."""
        size = SETUP.stat().st_size
        expect(size <= MOST_BYTES, f"{size / 1e6:.1f} MB")
        return f"{size / 1e6:.1f} MB"

    def install_for_everyone(self) -> str:
        """Install, and look at what Windows knows about it then."""
        self._set_up(SETUP, "/ALLUSERS")
        expect((self._pc.for_everyone / WINDOW).exists(), "The program is not in Program Files.")
        expect((self._pc.drive / "ProgramData" / NAME).is_dir(), "There is no folder for the key.")
        entry = self._pc.entry("HKLM")
        expect(entry.get("DisplayVersion") == VERSION and entry.get("Publisher") == PUBLISHER, str(entry))
        expect({"QuietUninstallString", "EstimatedSize", "DisplayIcon"} <= {*entry}, str(entry))
        for shortcut in (self._shortcut, self._desktop):
            expect(shortcut.exists(), f"There is no {shortcut}.")
        return entry["InstallLocation"]

    def forbid_looking(self) -> str:
        """Look for newer versions, as somebody who could not install one."""
        expect(self._pc.policies() == {_POLICY: "0x0"}, str(self._pc.policies()))
        asked = self._pc.run(self._pc.for_everyone / COMMANDS, "update", "check")
        expect(asked.code == _UNUSABLE and "switched off" in asked.said, f"{asked.code}: {asked.said}")
        return f"{_POLICY} = 0, and the program obeys"

    def command_line(self) -> str:
        """Ask for the version, and for all that a report needs."""
        program = self._pc.for_everyone
        version = self._pc.run(program / COMMANDS, "--version")
        expect(version.said.strip() == f"{NAME} {VERSION}", version.said)
        versions = self._pc.told(program, "doctor", profile=self._profile)["versions"]
        expect("not known" not in versions.values(), str(versions))
        return ", ".join(f"{name} {number}" for name, number in versions.items())

    def demo(self) -> str:
        """Play the whole job."""
        told = self._pc.run(self._pc.for_everyone / COMMANDS, "demo", "--console")
        expect(told.code == 0 and "112 unchanged" in told.said, f"{told.code}: {told.said[-500:]}")
        return "112 days sent, then 112 unchanged"

    def keyring(self) -> str:
        """Keep a key, find it from another process, forget it."""
        program = self._pc.for_everyone
        where = ("--profile", self._pc.path(self._profile))
        kept = self._pc.run(program / COMMANDS, "key", "set", *where, typed=_PRETENDED_KEY)
        expect(kept.code == 0, kept.said)
        found = self._pc.told(program, "key", "status", profile=self._profile)
        expect(found["set"] and found["ending"].lower() == _PRETENDED_KEY[-4:], str(found))
        self._pc.run(program / COMMANDS, "key", "forget", *where)
        expect(not self._pc.told(program, "key", "status", profile=self._profile)["set"], "It was not forgotten.")
        return f"ends in {found['ending']}, kept in {found['place']}"

    def seal(self) -> str:
        """Keep a key as this computer's key store does, twice, and read it."""
        folder = self._pc.drive / "sealed"
        python = WindowsPython(WORK / "python", self._pc.wine)
        said = python.run(["-c", _SEAL, self._pc.path(folder), _PRETENDED_KEY], self._pc.drive)
        expect(said.strip() == "True", said)
        sealed = b"".join(path.read_bytes() for path in folder.iterdir())
        plain = (_PRETENDED_KEY.encode(), _PRETENDED_KEY[::-1].encode())
        expect(len([*folder.iterdir()]) == 1 and not any(key in sealed for key in plain), "The key can be read.")
        shutil.rmtree(folder)
        return f"{len(sealed)} bytes"

    def open_window(self) -> str:
        """Open the shortcut in the Start menu, and take a picture."""
        self._pc.start(self._shortcut)
        return self._picture(_MAIN_WINDOW, "windows-main")

    def replace_while_running(self) -> str:
        """Start a newer setup."""
        told = self._pc.run(self._newer, "/S", "/ALLUSERS")
        expect(told.code == _IN_USE, f"The setup answered {told.code}.")
        expect(self._pc.entry("HKLM").get("DisplayVersion") == VERSION, "It was replaced.")
        return f"the setup answers {_IN_USE}, and changes nothing"

    def close(self, title: str, keys: str) -> str:
        """Close a window as a person does."""
        self._stage.press(title, keys)
        wait_for(lambda: not self._pc.runs(WINDOW), _PATIENCE, "The program goes on.")
        return keys

    def key_window(self) -> str:
        """Open the small window that is elevated, take a picture, and close it."""
        self._pc.start(self._pc.for_everyone / WINDOW, "key-window")
        picture = self._picture(_KEY_WINDOW, "windows-key")
        self.close(_KEY_WINDOW, "Escape")
        return picture

    def fail(self) -> str:
        """Put something in the way of a newer setup."""
        hindrance = self._pc.for_everyone / "_new"
        hindrance.touch()
        told = self._pc.run(self._newer, "/S", "/ALLUSERS")
        hindrance.unlink()
        expect(told.code == _FAILED, f"The setup answered {told.code}.")
        expect(self._pc.entry("HKLM").get("DisplayVersion") == VERSION, "The newer version is listed.")
        return self.command_line()

    def update(self) -> str:
        """Bring in taps, set a schedule, take the shortcut on the desktop away, install a newer version."""
        log = self._pc.drive / "attlog.dat"
        log.write_bytes(_TAPS.encode())
        self._pc.run(self._pc.for_everyone / COMMANDS, "import", self._pc.path(log))
        log.unlink()
        scheduled = self._pc.run(self._pc.for_everyone / COMMANDS, "schedule", "set")
        expect(scheduled.code == 0 and len(self._pc.timers()) == 1, scheduled.said)
        self._desktop.unlink()
        self._pc.decide(_POLICY, 1)
        self._set_up(self._newer, "/ALLUSERS")
        expect(self._pc.policies() == {_POLICY: "0x1"}, "It undid what an administrator had decided.")
        self._pc.decide(_POLICY, 0)
        expect(self._pc.entry("HKLM")["DisplayVersion"] == NEWER, "The newer version is not listed.")
        expect(not self._desktop.exists(), "The shortcut on the desktop is back.")
        taps = self._pc.told(self._pc.for_everyone, "doctor")["counts"]["clock_events"]
        expect(taps == _TAPS.count("\n"), f"{taps} clock events are left.")
        expect(self._pc.timers() and self._has_schedule(self._pc.for_everyone), "The schedule is gone.")
        return f"{VERSION} became {NEWER}; {taps} clock events and the schedule are still there"

    def ask_for_administrator(self) -> str:
        """Let it ask for one, from a folder whose name is hard to quote; it finds none, since wine grants no rights."""
        setup = self._pc.drive / "O'Brien & Söhne" / SETUP.name
        setup.parent.mkdir()
        shutil.copy(SETUP, setup)
        python = WORK / "python" / "python.exe"
        self._pc.start(python, "-c", _WITHOUT_RIGHTS, self._pc.path(setup), "/FORCEDOWNGRADE")
        handed_on = ("/ALLUSERS", "/ELEVATED", "/FORCEDOWNGRADE")
        self._stage.wait_for_window(_SETUP_WINDOW)
        self._stage.press(_SETUP_WINDOW, "Return")
        wait_for(lambda: self._pc.runs(setup.name, *handed_on), _PATIENCE, "It did not ask.")
        self._stage.wait_for_window(_SETUP_WINDOW)
        self._stage.press(_SETUP_WINDOW, "Return")
        wait_for(lambda: not self._pc.runs(setup.name, *handed_on), _PATIENCE, "It was not refused.")
        self._stage.wait_for_window(_SETUP_WINDOW)
        self._stage.press(_SETUP_WINDOW, "Escape")
        wait_for(lambda: not self._pc.runs(setup.name), _PATIENCE, "The setup goes on.")
        shutil.rmtree(setup.parent)
        return f"{setup.parent.name}: asked, refused, back to the question"

    def downgrade(self) -> str:
        """Install the older version over the newer one."""
        refused = self._pc.run(SETUP, "/S", "/ALLUSERS")
        expect(refused.code == _NEWER_IS_INSTALLED, f"The setup answered {refused.code}.")
        expect(self._pc.entry("HKLM")["DisplayVersion"] == NEWER, "It was replaced.")
        self._set_up(SETUP, "/ALLUSERS", "/FORCEDOWNGRADE")
        expect(self._pc.entry("HKLM")["DisplayVersion"] == VERSION, "It was not replaced.")
        return "1638, then 0 with /FORCEDOWNGRADE"

    def remove_for_everyone(self) -> str:
        """Remove it, and see what is left on the disk."""
        self._pc.run(self._pc.for_everyone / "uninstall.exe", "/S")
        self._pc.wait_until_gone(self._pc.for_everyone, "HKLM")
        expect(not self._pc.policies(), f"left in the registry: {self._pc.policies()}")
        expect(not self._pc.timers(), f"left in the Task Scheduler: {self._pc.timers()}")
        left = self._pc.files() - self._before
        data = self._pc.data.relative_to(self._pc.drive).as_posix()
        stranger = {name for name in left if not f"{name}/".startswith((f"{data}/", "profile/"))}
        # Wine knows no owners: each update finds the key's folder in strange hands, and moves it out of the way.
        stranger = {name for name in stranger if not name.startswith(f"ProgramData/{NAME} (not trusted")}
        check_files(stranger, set())
        expect((self._pc.data / "clockreports.db").exists(), "The data is gone.")
        return f"left: {data}"

    def install_for_me(self) -> str:
        """Install without any rights, where the person has a folder."""
        self._set_up(SETUP, "/CURRENTUSER")
        entry = self._pc.entry("HKCU")
        expect(entry.get("DisplayVersion") == VERSION and not self._pc.entry("HKLM"), str(entry))
        expect((self._pc.only_for_me / WINDOW).exists(), "The program is not in the person's folder.")
        taps = self._pc.told(self._pc.only_for_me, "doctor")["counts"]["clock_events"]
        expect(taps == _TAPS.count("\n"), f"{taps} clock events are left.")
        expect(not self._has_schedule(self._pc.only_for_me), "The schedule has outlived the program it was to start.")
        expect(not self._pc.policies(), "An installation for one person has decided for everyone.")
        return entry["InstallLocation"]

    def remove_for_me(self) -> str:
        """Remove it with the data."""
        self._pc.run(self._pc.only_for_me / "uninstall.exe", "/S", "/PURGE")
        self._pc.wait_until_gone(self._pc.only_for_me, "HKCU")
        wait_for(lambda: not self._pc.data.exists(), _PATIENCE, "The data is still there.")
        return "nothing"

    def _picture(self, title: str, name: str) -> str:
        self._stage.wait_for_window(title)
        wait_for(lambda: self._pc.rests(WINDOW), _PATIENCE, "The program does not come to rest.")
        return self._stage.picture(name)

    def _has_schedule(self, program: Path) -> bool:
        return bool(self._pc.told(program, "schedule", "show")["set"])

    @property
    def _shortcut(self) -> Path:
        return self._pc.drive / _START_MENU / f"{NAME}.lnk"

    @property
    def _desktop(self) -> Path:
        return self._pc.drive / "users" / "Public" / "Desktop" / f"{NAME}.lnk"

    def _set_up(self, setup: Path, *how: str) -> None:
        told = self._pc.run(setup, "/S", *how)
        expect(told.code == 0, f"The setup answered {told.code}. {told.said}")


def missing() -> list[str]:
    """Return what this machine lacks to try it out, as Debian's packages are called."""
    programs = {**WINE_PROGRAMS, **screen.PROGRAMS, "makensis": "nsis"}
    return [package for program, package in programs.items() if shutil.which(program) is None]


def main() -> int:
    """Try everything; return 0, or 1 when something was not as it should be."""
    if lacking := missing():
        sys.stdout.write(f"This machine lacks {', '.join(lacking)}.\n")
        return 1
    if not SETUP.exists():
        sys.stdout.write("There is no setup yet: python3 installer/build.py windows\n")
        return 1
    newer = BUILD / "smoke" / f"{NAME}-{NEWER}-setup.exe"
    make_setup(PROGRAM, newer, NEWER, quickly=True)
    wine = Wine(BUILD / "smoke" / "wine")
    wine.make(WindowsPython(WORK / "python", wine).qt_core)
    with screen.screen(BUILD / "pictures") as stage:
        try:
            failed = carry_out(Trials(WindowsPc(wine, stage.display), stage, newer).in_order())
        finally:
            wine.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
