"""Tries the wheel as pipx installs it: in an environment of its own, far from the source, with the pinned versions.

Run it as `python -m installer.smoke.wheel`; it needs the wheel in dist/, and the network or pip's cache.
"""

import os
import re
import sys
import venv
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from clockreports.base.errors import ExitCode
from installer.building.about import NAME, ROOT, VERSION
from installer.building.locked import constraints
from installer.building.running import Outcome, attempt, run
from installer.building.wheel import WHEEL
from installer.smoke.trials import Trial, carry_out, expect

_SUFFIX: Final = ".exe" if sys.platform == "win32" else ""
_LOCK: Final = ROOT / "requirements" / "dev.txt"
_NOT_HANDED_ON: Final = re.compile(r"CLOCKREPORTS_\w+|QT_\w+|DISPLAY|WAYLAND_DISPLAY|DBUS_\w+|PYTHONPATH")
_KEY_STATUS: Final = (ExitCode.DONE, ExitCode.KEY)
"""There may be a key in this person's own keyring, or no keyring at all."""


def trials(program: Path, profile: Path) -> list[Trial]:
    """Return what every installed program is tried with, without a screen, a key or a network."""
    answer = partial(_answer, program, profile)
    return [
        Trial("It says its version", partial(_version, answer)),
        Trial("The demo tells its story to the end", partial(_demo, answer)),
        Trial("It finds out whether there is a key", partial(_key, answer)),
    ]


def _answer(program: Path, profile: Path, *arguments: str) -> Outcome:
    kept = {name: value for name, value in os.environ.items() if not _NOT_HANDED_ON.fullmatch(name)}
    return attempt([program, *arguments], {**kept, "CLOCKREPORTS_PROFILE": str(profile)}, profile)


def _version(answer: "partial[Outcome]") -> str:
    said = answer("--version").said.strip()
    expect(said == f"{NAME} {VERSION}", said)
    return said


def _demo(answer: "partial[Outcome]") -> str:
    told = answer("demo", "--console")
    expect(told.code == 0 and "0 calls to People HR" in told.said, f"{told.code}: {told.said}")
    return "exporting again made no call"


def _key(answer: "partial[Outcome]") -> str:
    told = answer("key", "status")
    expect(told.code in _KEY_STATUS, f"{told.code}: {told.said}")
    return f"it answers {told.code}"


def _everything_inside() -> str:
    """Compare the wheel with the source."""
    with zipfile.ZipFile(WHEEL) as wheel:
        inside = {name for name in wheel.namelist() if not name.startswith(f"clockreports-{VERSION}.dist-info/")}
    code = {path.relative_to(ROOT).as_posix() for path in _files(ROOT / "clockreports")}
    resources = {f"clockreports/{path.relative_to(ROOT).as_posix()}" for path in _files(ROOT / "resources")}
    expect(inside == code | resources, f"Not alike: {', '.join(sorted(inside ^ (code | resources)))}.")
    return f"{len(code)} modules and their data, {len(resources)} resources, {WHEEL.stat().st_size / 1e6:.1f} MB"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _program(environment: Path, name: str) -> Path:
    """Return where an environment keeps a program; Windows completes no name that is given with its folder."""
    return environment / ("Scripts" if sys.platform == "win32" else "bin") / (name + _SUFFIX)


def _install(environment: Path) -> str:
    """Install it with what it asks for."""
    venv.create(environment, with_pip=True)
    pins = environment / "constraints.txt"
    pins.write_text(constraints(_LOCK), encoding="utf-8")
    pip: list[str | Path] = [_program(environment, "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run([*pip, "install", "-qq", "--only-binary", ":all:", "--constraint", pins, WHEEL])
    return run([*pip, "check"]).strip()


def main() -> int:
    """Try everything; return 0 when all of it was seen, 1 when not, 2 when there is no wheel."""
    if not WHEEL.exists():
        sys.stderr.write("There is no wheel yet: python3 installer/build.py wheel\n")
        return 2
    with TemporaryDirectory() as folder:
        environment, profile = Path(folder, "environment"), Path(folder, "profile")
        profile.mkdir()
        own: Sequence[Trial] = [
            Trial("All of the source is inside, and nothing else", _everything_inside),
            Trial("It installs with all it needs", partial(_install, environment)),
        ]
        return min(1, carry_out([*own, *trials(_program(environment, "clockreports"), profile)]))


if __name__ == "__main__":
    sys.exit(main())
