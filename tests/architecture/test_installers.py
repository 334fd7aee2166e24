"""What goes into the installers, as far as it can be told without building one."""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from clockreports.cli.command import Group
from clockreports.cli.table import COMMANDS
from installer import ready_to_release
from installer.building.differences import checksums, differences, write_sums
from installer.building.locked import constraints, requirements_for
from installer.building.running import BuildError, run, source_date
from installer.linux import slimming as linux
from installer.linux import system_packages
from installer.linux.man_page import man_page
from installer.macos import slimming as macos
from installer.macos.icon import PICTURES, icon_file
from installer.windows import slimming as windows
from tests.helpers.tree import ROOT

LOCK = """\
requests==2.34.2 \\
    --hash=sha256:{}
    # via clockreports (pyproject.toml)
pywin32-ctypes==0.2.3 ; sys_platform == 'win32' \\
    --hash=sha256:{}
""".format("a" * 64, "b" * 64)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "lock.txt"
    path.write_text(LOCK, encoding="utf-8")
    return path


def test_the_manual_page_has_every_command_with_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    page = man_page("1.2.3", "2026-03-09").splitlines()
    groups = [command for command in COMMANDS if isinstance(command, Group)]
    typed = [command.name for command in COMMANDS]
    typed += [f"{group.name} {command.name}" for group in groups for command in group.commands]
    assert groups
    assert {line for line in page if line.startswith(".SS")} == {f'.SS "clockreports {words}"' for words in typed}
    assert page[0] == '.TH CLOCKREPORTS 1 "2026-03-09" "ClockReports 1.2.3" "User Commands"'
    assert any(r"\-\-dry\-run" in line for line in page)


def test_no_line_of_help_is_taken_for_a_command_of_the_manual_page() -> None:
    commands = {line.split()[0] for line in man_page("1.2.3", "2026-03-09").splitlines() if line.startswith((".", "'"))}
    assert commands == {".TH", ".SH", ".SS", ".nf", ".fi"}


def test_a_lock_file_is_read_for_another_system_and_as_constraints(lock: Path) -> None:
    assert requirements_for({"sys_platform": "linux"}, lock) == f"requests==2.34.2 --hash=sha256:{'a' * 64}\n"
    assert len(requirements_for({"sys_platform": "win32"}, lock).splitlines()) == len(constraints(lock).splitlines())
    assert constraints(lock).splitlines() == ["requests==2.34.2", 'pywin32-ctypes==0.2.3; sys_platform == "win32"']


def test_what_differs_between_two_builds_is_named(tmp_path: Path) -> None:
    for name in ("alike", "changed", "gone"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    first = checksums(tmp_path)
    (tmp_path / "changed").write_text("2", encoding="utf-8")
    (tmp_path / "gone").rename(tmp_path / "new")
    write_sums(tmp_path)
    assert differences(first, checksums(tmp_path)) == [
        "only in the first: gone",
        "only in the second: new",
        "not the same: changed",
    ]


def test_the_icon_for_macos_holds_its_pictures_one_behind_the_other() -> None:
    pictures = {letters: letters * side for letters, side in PICTURES.items()}
    icon = icon_file(pictures)
    found, at = {}, 8
    while at < len(icon):
        letters, length = struct.unpack_from(">4sI", icon, at)
        found[letters] = icon[at + 8 : at + length]
        at += length
    assert struct.unpack_from(">4sI", icon) == (b"icns", len(icon))
    assert found == pictures


def test_linux_gets_only_what_the_program_uses() -> None:
    needed = ["resources/icons/app.svg", "PySide6/Qt/plugins/platforms/libqxcb.so", "libQt6Core.so.6"]
    spare = [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qt_de.qm",
        "libssl.so.3",
        "clockreports/store/migrations/__pycache__/env.pyc",
    ]
    assert [name for name in needed + spare if linux.is_needed(name)] == needed


def test_macos_gets_only_the_plugins_that_the_program_uses() -> None:
    needed = [
        "resources/icons/app.svg",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
    ]
    spare = ["PySide6/Qt/plugins/imageformats/libqwebp.dylib", "PySide6/Qt/translations/qt_de.qm"]
    assert [name for name in needed + spare if macos.is_needed(name)] == needed


def test_windows_gets_only_what_the_program_uses() -> None:
    needed = ["resources/icons/app.svg", "PySide6/plugins/platforms/qwindows.dll", "Qt6Core.dll"]
    spare = ["PySide6/plugins/imageformats/qjpeg.dll", "PySide6/translations/qt_de.qm", "Qt6Network.dll"]
    assert [name for name in needed + spare if windows.is_needed(name)] == needed


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_is_built_bears_the_date_of_the_last_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    exported = source_date(tmp_path)
    git = ["git", "-c", "user.name=Jane", "-c", "user.email=jane@clocks.example"]
    run([*git, "init"], os.environ, tmp_path)
    with pytest.raises(BuildError, match="fatal: "):
        source_date(tmp_path)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1790000000 +0000")
    run([*git, "commit", "--allow-empty", "--message", "Begin"], os.environ, tmp_path)
    assert (exported, source_date(tmp_path)) == (1_767_225_600, 1_790_000_000)


def test_any_python_prints_the_system_packages_for_apt_get() -> None:
    said = run([sys.executable, "-S", "-m", "installer.linux.system_packages"], os.environ, ROOT)
    assert said.split() == [*system_packages.TOOLS.values(), *system_packages.LIBRARIES.values()]
    assert {"dpkg-dev", "libfontconfig1"} <= {*said.split()}


@pytest.mark.parametrize(
    ("place", "text", "missing"),
    [
        ("SITE", "https://clockreports.example", ["SITE"]),
        ("ADDRESS", "", ["ADDRESS"]),
        ("MAINTAINER", "Jane <jane@example.org>", []),
    ],
)
def test_nothing_is_released_while_the_product_has_no_home(place: str, text: str, missing: list[str]) -> None:
    assert ready_to_release.lacking({place: text}) == missing


@pytest.mark.skipif(sys.platform != "linux", reason="dpkg's script looks into /proc")
def test_an_update_says_when_a_window_is_still_open(tmp_path: Path) -> None:
    program = Path(shutil.copy(str(shutil.which("sleep")), tmp_path / "clockreports"))
    text = (ROOT / "installer" / "linux" / "preinst").read_text(encoding="utf-8")
    (tmp_path / "preinst").write_text(text.replace("/opt/clockreports/clockreports", str(program)), encoding="utf-8")
    script: list[str | Path] = ["/bin/sh", tmp_path / "preinst"]
    with subprocess.Popen([program, "60"]) as window:  # noqa: S603 - the copy made above
        said = run([*script, "upgrade"], os.environ), run([*script, "install"], os.environ)
        window.kill()
    assert "still open" in said[0]
    assert (said[1], run([*script, "upgrade"], os.environ)) == ("", "")
