"""Windows programs on Linux: a wine prefix of our own, and what wine itself lacks.

Qt and extensions written in Rust ask for two libraries of Windows 10 that wine 8 does not have. Stand-ins for them are
put into the prefix, for building and for tests; nothing of them is ever shipped.
"""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.building.running import Outcome, attempt, run, steady

COMPILER: Final = "x86_64-w64-mingw32-gcc"
PROGRAMS: Final = {"wine": "wine", COMPILER: "gcc-mingw-w64-x86-64"}
"""What has to be installed, and the Debian package that brings it."""

_RANDOM: Final = """
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL ProcessPrng(PBYTE bytes, SIZE_T count) { return RtlGenRandom(bytes, (ULONG)count); }
"""
_UNUSED: Final = ("mscoree", "mshtml")
_OWN_FIRST: Final = ("icuuc", "bcryptprimitives")


@dataclass(frozen=True, slots=True)
class Wine:
    """A prefix: a folder with a Windows 10 of its own."""

    prefix: Path

    @property
    def drive(self) -> Path:
        """Its drive C:."""
        return self.prefix / "drive_c"

    def environment(self) -> dict[str, str]:
        """Return what wine has to be started with."""
        overrides = [*(f"{library}=" for library in _UNUSED), *(f"{library}=n,b" for library in _OWN_FIRST)]
        kept = {name: value for name, value in steady().items() if not name.startswith("WINE")}
        return {
            **kept,
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": ";".join([*overrides, "winedbg.exe=d"]),
            "WINEPREFIX": str(self.prefix),
        }

    def attempt(self, command: Sequence[str | Path], folder: Path) -> Outcome:
        """Run a Windows program in a folder; wine passes on the last byte of its exit code."""
        return attempt(["wine", *command], self.environment(), folder)

    def make(self, qt_core: Path | None = None) -> None:
        """Make the prefix afresh; `qt_core` is the Qt6Core.dll that is to be loaded in it, if there is one."""
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        run(["wine", "wineboot", "--init"], self.environment())
        run(["wine", "winecfg", "-v", "win10"], self.environment())
        self._stand_in("bcryptprimitives", _RANDOM, "-ladvapi32")
        if qt_core is not None:
            self._stand_in("icuuc", _no_converters(qt_core))

    def stop(self) -> None:
        """End what still runs in the prefix."""
        attempt(["wineserver", "--kill"], self.environment())

    def _stand_in(self, library: str, source: str, *options: str) -> None:
        text = self.prefix / f"{library}.c"
        text.write_text(source, encoding="ascii")
        target = self.drive / "windows" / "system32" / f"{library}.dll"
        run([COMPILER, "-shared", "-Os", "-s", "-o", target, text, *options])


def windows_path(path: Path) -> str:
    """Return how a program under wine calls a file of this machine."""
    return "Z:" + str(path.resolve()).replace(os.sep, "\\")


def _no_converters(qt_core: Path) -> str:
    """Return a library with every function that Qt wants of icuuc.dll, and no text encoding in it.

    Qt asks it only for encodings that it does not know itself. Error 4: U_FILE_ACCESS_ERROR.
    """
    listed = run(["x86_64-w64-mingw32-objdump", "-p", qt_core])
    section = re.search(r"DLL Name: icuuc\.dll\n(.*?)\n\n", listed, re.DOTALL)
    names = [] if section is None else re.findall(r"^\s+[0-9a-f]+\s+\d+\s+(\w+)", section[1], re.MULTILINE)
    nothing = [f"__declspec(dllexport) void *{name}(void) {{ return 0; }}" for name in names if name != "ucnv_open"]
    opening = (
        "__declspec(dllexport) void *ucnv_open(const char *name, int *error) { (void)name; *error = 4; return 0; }"
    )
    return "\n".join([*nothing, opening, ""])
