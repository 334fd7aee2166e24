"""Stand-ins for the system's ways to administrator rights: programs on PATH, and a helper that stores into a file.

They run as whoever runs the tests: nothing here is ever elevated. POSIX only.
"""

import sys
from pathlib import Path
from typing import Final

import pytest

_HELPER: Final = """
import sys
from pathlib import Path
from clockreports.base.errors import UnusableError
from clockreports.desktop.key_helper import impatient, serve
from clockreports.peoplehr.address import read_address
from clockreports.services.key_text import to_text

class FileVault:
    name, read_only, machine_wide, path = "a file", False, True, Path(sys.argv[1])

    def read(self):
        raise AssertionError("Nobody may ask the helper for the key.")

    def write(self, credentials):
        if self.path.is_dir():
            raise UnusableError("The place is taken.", "Make room there.")
        self.path.write_text(to_text(credentials), encoding="utf-8")

    def forget(self):
        self.path.unlink(missing_ok=True)

with open(0, "rb", closefd=False) as requests, open(1, "wb", buffering=0, closefd=False) as answers:
    serve(FileVault(), read_address, impatient(requests, float(sys.argv[2])), answers)
"""

ALLOWING: Final = {"pkexec": 'shift; exec "$@"', "osascript": 'exec /bin/sh -c "$3"'}
DISMISSING: Final = {
    "pkexec": "exit 126",
    "osascript": "echo 'execution error: User canceled. (-128)' >&2; exit 1",
}
REFUSING: Final = {
    "pkexec": "exit 127",
    "osascript": "echo 'execution error: The administrator user name or password was incorrect. (-60007)' >&2; exit 1",
}
WAITING: Final = dict.fromkeys(ALLOWING, "exec sleep 100")


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, does: dict[str, str]) -> None:
    """Put shell scripts that do this on PATH, each under its name."""
    folder.mkdir(exist_ok=True)
    for name, lines in does.items():
        script = folder / name
        script.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def helper_into(file: Path, patience: float = 100) -> tuple[str, ...]:
    """Return the command of a helper that keeps the key in this file, and ends after so many idle seconds."""
    return (sys.executable, "-c", _HELPER, str(file), str(patience))
