#!/usr/bin/env python3
"""Builds what people install, on a machine with nothing but Python 3.11 or newer and what docs/building.md names.

  python3 installer/build.py             everything this machine can build, into dist/
  python3 installer/build.py windows     the setup for Windows; on Linux with wine
  python3 installer/build.py linux       the package for Debian and Ubuntu
  python3 installer/build.py macos       the disk image for macOS; on a Mac
  python3 installer/build.py wheel       the wheel, for pipx
  python3 installer/build.py --twice     build a second time, and say what differs between the two
  python3 installer/build.py --try       install what was built, and try it out; for the package for Linux, as root

The tools come from requirements/build.txt, which pins each with its hash, and live in build/tools. Besides the packages
dist/ gets their checksums (SHA256SUMS) and, for each, the list of its parts (CycloneDX).
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "build" / "tools"
REQUIREMENTS = ROOT / "requirements" / "build.txt"


def main(arguments: list[str]) -> int:
    """Make the tools ready, and have them do what was asked; return their exit code."""
    if any(argument in {"-h", "--help"} for argument in arguments):
        print(__doc__)
        return 0
    python = ready_tools()
    return subprocess.run([python, "-m", "installer.building", *arguments], cwd=ROOT, check=False).returncode


def ready_tools() -> Path:
    """Return the Python of the tools' environment; costs nothing when it is there already."""
    python = TOOLS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    marker = TOOLS / "installed.sha256"
    if not (marker.exists() and marker.read_text(encoding="ascii") == digest):
        print("Installing the tools that build, which takes a moment.", flush=True)
        venv.create(TOOLS, clear=True, with_pip=True)
        pip: list[str | Path] = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS], check=True)
        marker.write_text(digest, encoding="ascii")
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
