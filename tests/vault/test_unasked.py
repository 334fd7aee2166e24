"""The real keyring of a Linux desktop asks for no password only because somebody looks whether there is a key."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.tree import ROOT

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "bash")
ABSENT = [program for program in PROGRAMS if shutil.which(program) is None]
OPEN = "printf password | gnome-keyring-daemon --unlock --components=secrets > started\n"
NEVER_OPENED = "gnome-keyring-daemon --start --components=secrets > started\n"


@pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(ABSENT)}")
@pytest.mark.parametrize(
    ("keyring", "word", "found"),
    [
        (NEVER_OPENED, "fresh", ["None", "None", "nothing was made"]),
        (OPEN, "locked", ["True", "Your keyring is locked.", "None"]),
    ],
)
def test_looking_makes_nothing_and_unlocks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keyring: str, word: str, found: list[str]
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    question = (sys.executable, "-m", "tests.vault.unasked", word)
    done = subprocess.run(  # noqa: S603 - fixed programs of this system, and this very Python
        ["dbus-run-session", "--", "bash", "-c", f'{keyring}exec "$@"', "bash", *question],  # noqa: S607 - wherever they are
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines() == found, done.stderr
