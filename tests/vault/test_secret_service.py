"""The real keyring of a Linux desktop, in a session of its own that ends with the test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.tree import ROOT
from tests.vault.secret_service import PROMISES

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "bash")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
SESSION = """\
printf password | gnome-keyring-daemon --unlock --components=secrets > started
exec "$0" -m tests.vault.secret_service
"""


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_the_keyring_of_the_desktop_keeps_every_promise_and_says_when_it_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done = subprocess.run(  # noqa: S603 - fixed programs of this system, and this very Python
        ["dbus-run-session", "--", "bash", "-c", SESSION, sys.executable],  # noqa: S607 - wherever they are
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines() == [*PROMISES, "Your keyring is locked."], done.stderr
