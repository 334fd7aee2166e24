#!/usr/bin/env python3
"""Everything a developer types, on a machine with nothing but Python 3.11 or newer.

  python3 dev.py demo [...]   try ClockReports: a practice People HR, a sample company, one export; no key, no network
  python3 dev.py test [...]   everything CI runs: format, lint, types, import rules, tests
  python3 dev.py docs         write the pages of docs/ that are made from the code
  python3 dev.py lock [...]   pin the requirements anew, with uv
  python3 dev.py packages     name the system packages that are missing, for apt-get

What follows `demo` goes to `clockreports demo`, what follows `test` to pytest (`--slow` adds the tests that take
minutes, `-k WORDS` picks some), what follows `lock` to uv (`--upgrade`). `test --installers` also builds what people
install, as far as this machine can, and tries it out (docs/building.md).

The first run makes `.venv` beside this file and fills it from requirements/dev.txt, which pins every package with its
hash. On Debian and Ubuntu it also installs missing system packages, or says which. Later runs start at once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
INSTALLERS = "--installers"

OLDEST_PYTHON = (3, 11)
PLATFORMS = ("linux", "win32", "darwin")
LOCKS = {
    "dev.txt": "--universal --python-version 3.11 pyproject.toml --group dev",
    "build.txt": "--universal --python-version 3.11 --group build",
    "linux.txt": "--python-platform x86_64-manylinux_2_34 --python-version 3.11 pyproject.toml",
    "windows.txt": "--python-platform x86_64-pc-windows-msvc --python-version 3.12 pyproject.toml",
    "macos.txt": "--python-platform aarch64-apple-darwin --python-version 3.12 pyproject.toml",
}
"""What each file of requirements/ pins, in the words of `uv pip compile`; all others agree with the first."""

SYSTEM_PACKAGES = (
    *("dbus", "gnome-keyring"),  # a real keyring, for the tests of ours
    *("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"),  # Qt without a screen
    *("libxkbcommon-x11-0", "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0"),  # and with one
    *("libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-util1", "libxcb-xkb1"),
)


def main(arguments: list[str]) -> int:
    """Do what the first argument names; return the exit code: 0 done, 1 something failed, 2 not understood."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"ClockReports needs Python 3.11 or newer to run this, and found {sys.version.split()[0]}.")
    commands = {"demo": demo, "test": test, "docs": docs, "lock": lock, "packages": packages}
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if arguments[0] not in commands:
        print(f"There is no command {arguments[0]!r}.\n\n{__doc__}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    return commands[arguments[0]](arguments[1:])


def demo(arguments: list[str]) -> int:
    """Run `clockreports demo`."""
    prepare()
    return call([program("clockreports"), "demo", *arguments])


def test(arguments: list[str]) -> int:
    """Run every check and every test; a failure stops none of the others."""
    prepare()
    passed = {name: check(name, command) for name, command in checks().items()}
    print("tests", flush=True)
    words = [word for word in arguments if word != INSTALLERS]
    shared = ["--numprocesses", "auto", "--dist", "worksteal"]  # whoever is done takes over what is still to do
    code, closing_line = run_tests([program("python"), "-m", "pytest", "-q", *shared, *words])
    passed["tests"] = code == 0
    if INSTALLERS in arguments:
        print("installers", flush=True)
        passed["installers"] = call([sys.executable, "installer/build.py", "--try"]) == 0
    print("\n" + ", ".join(f"{name}: {'ok' if ok else 'FAILED'}" for name, ok in passed.items()), flush=True)
    write(closing_line)
    return 0 if all(passed.values()) else 1


def checks() -> dict[str, list[str]]:
    """Return the checks before the tests, the quickest first."""
    ruff, mypy = program("ruff"), program("mypy")
    return {
        "format": [ruff, "format", "--check", "."],
        "lint": [ruff, "check", "."],
        "imports": [program("lint-imports")],
        **{
            f"types on {platform}": [mypy, "--platform", platform, "--cache-dir", f".mypy_cache/{platform}"]
            for platform in PLATFORMS
        },
    }


def docs(arguments: list[str]) -> int:
    """Write the pages that are made from the code; a test says when one of them is no longer true."""
    prepare()
    return call([program("python"), "-m", "clockreports.domain.settings_page", "docs/settings.md", *arguments])


def lock(arguments: list[str]) -> int:
    """Pin every file of requirements/ anew; uv keeps what is pinned already and still fits."""
    uv = shutil.which("uv")
    if uv is None:
        stop("Pinning needs uv: install it, then run this again.")
    return max(call([uv, "pip", "compile", *words, *arguments]) for words in pinnings())


def packages(_arguments: list[str]) -> int:
    """Print the missing system packages in one line; none on any system but Debian and Ubuntu."""
    print(*missing_system_packages())
    return 0


def pinnings() -> list[list[str]]:
    """Return what `uv pip compile` is told for each file, the one that the others agree with first."""
    how = ["--generate-hashes", "--no-header", "--quiet"]
    first, *others = ((f"requirements/{name}", words.split()) for name, words in LOCKS.items())
    return [[*how, *first[1], "--output-file", first[0]]] + [
        [*how, *words, "--constraints", first[0], "--output-file", file] for file, words in others
    ]


# The environment ---------------------------------------------------------------------------------------------------


def prepare() -> None:
    """Make the environment ready; costs nothing when it is."""
    install_system_packages()
    if not environment_works():
        make_environment()
    pip = [program("python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    once_per_change(
        REQUIREMENTS,
        "Installing the requirements, which takes a minute or two.",
        [*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(REQUIREMENTS)],
    )
    once_per_change(
        ROOT / "pyproject.toml",
        "Installing ClockReports itself, in place.",
        [*pip, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)],
    )


def environment_works() -> bool:
    """Say whether `.venv` is there, runs, has pip, and is of the same Python as this one."""
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([program("python"), "-c", question], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.split() == [str(number) for number in sys.version_info[:2]]


def make_environment() -> None:
    """Make `.venv` afresh."""
    if VENV.exists():
        print("The environment in .venv is broken, or of another Python: making it again.", flush=True)
        shutil.rmtree(VENV)
    run_quietly(
        [sys.executable, "-m", "venv", str(VENV)],
        "The environment could not be made. On Debian and Ubuntu: sudo apt-get install "
        + " ".join(missing_system_packages() or ["python3-venv"]),
    )


def once_per_change(cause: Path, announcement: str, command: list[str]) -> None:
    """Run a command unless it has succeeded with this very content of the file `cause`."""
    marker = VENV / f"installed-{cause.stem}.sha256"
    digest = hashlib.sha256(cause.read_bytes()).hexdigest()
    if marker.exists() and marker.read_text(encoding="ascii") == digest:
        return
    print(announcement, flush=True)
    run_quietly(command, "That failed. If the network was away, run this again when it is back.")
    marker.write_text(digest, encoding="ascii")


def install_system_packages() -> None:
    """On Debian and Ubuntu, install what is missing, or say how; never fails."""
    missing = missing_system_packages()
    if not missing:
        return
    apt_get = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    is_root = sys.platform != "win32" and os.geteuid() == 0
    if not is_root:
        print("System packages are missing. Type: sudo " + " ".join(apt_get), flush=True)
        return
    print("Installing system packages: " + " ".join(missing), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], apt_get):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{' '.join(command[:2])} failed; going on without.\n{done.stdout}{done.stderr}", flush=True)


def missing_system_packages() -> list[str]:
    """Return the Debian packages that are needed and not installed; none on any other system."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return []
    needed = list(SYSTEM_PACKAGES)
    if importlib.util.find_spec("ensurepip") is None and not environment_works():
        needed.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}|${Package}, ${Provides}\n"]
    lines = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    names = ", ".join(line.partition("|")[2] for line in lines if line.startswith("installed|"))
    installed = set(re.findall(r"(?:^|, )([^\s,]+)", names))
    return [package for package in needed if package not in installed]


def program(name: str) -> str:
    """Return where `.venv` keeps a program; Windows completes no name that is given with its folder."""
    return str(VENV / "Scripts" / f"{name}.exe") if sys.platform == "win32" else str(VENV / "bin" / name)


# Running -----------------------------------------------------------------------------------------------------------


def check(name: str, command: list[str]) -> bool:
    """Run a check, show its output only when it fails, and say whether it passed."""
    print(f"{name} ... ", end="", flush=True)
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    print("FAILED" if done.returncode else f"ok ({time.monotonic() - begin:.0f} s)", flush=True)
    if done.returncode:
        write(done.stdout)
    return done.returncode == 0


def run_tests(command: list[str]) -> tuple[int, bytes]:
    """Run the tests, showing their output but for the closing line; return the exit code and that line."""
    if sys.stdout.isatty():
        command = [*command, "--color=yes"]
    held_back = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as tests:
        assert tests.stdout is not None  # noqa: S101 - it was asked for in the line above
        for line in tests.stdout:
            if line.strip():
                write(held_back)
                held_back = b""
            held_back += line
    return tests.returncode, held_back


def run_quietly(command: list[str], advice: str) -> None:
    """Run a command; show its output and stop when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        write(done.stdout)
        stop(advice)


def call(command: list[str]) -> int:
    """Run a command on this terminal and return its exit code; Ctrl+C is for the command to answer."""
    with subprocess.Popen(command) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue


def write(output: bytes) -> None:
    """Pass a program's output on as it came, whatever its encoding."""
    sys.stdout.buffer.write(output)
    sys.stdout.flush()


def stop(sentence: str) -> NoReturn:
    """End with a sentence and the exit code 1."""
    raise SystemExit(sentence)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
