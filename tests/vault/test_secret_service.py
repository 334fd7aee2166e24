"""The real keyring of a Linux desktop, in a session of its own that ends with the test; and a desktop without any."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.tree import ROOT
from tests.vault.secret_service import LOCKED, MISSING, PROMISES, TOO_LONG, UNCHANGED

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "bash")
ABSENT = [program for program in PROGRAMS if shutil.which(program) is None]
QUESTIONS = (sys.executable, "-m", "tests.vault.secret_service")
SESSION = """\
printf password | gnome-keyring-daemon --unlock --components=secrets > started
exec "$@"
"""
"""What runs in the session: the keyring, and then whoever is to use it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a session a place of its own."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def said(folder: Path, *command: str) -> list[str]:
    """Run a command, and return what it said line by line."""
    done = subprocess.run(  # noqa: S603 - fixed programs of this system, and this very Python
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(ABSENT)}")
def test_the_keyring_of_the_desktop_keeps_every_promise_and_says_what_is_wrong(folder: Path) -> None:
    answers = said(folder, "dbus-run-session", "--", "bash", "-c", SESSION, "bash", *QUESTIONS)
    assert answers == [*PROMISES, TOO_LONG, UNCHANGED, *[LOCKED] * 3]


@pytest.mark.skipif(sys.platform != "linux", reason="every other system has a keyring")
def test_a_desktop_without_a_keyring_says_so_and_keeps_nothing_elsewhere(folder: Path) -> None:
    before = {*folder.rglob("*"), *Path.home().rglob("*")}
    assert said(folder, *QUESTIONS, "without") == [MISSING] * 3
    assert {*folder.rglob("*"), *Path.home().rglob("*")} == before
