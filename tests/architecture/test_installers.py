"""What goes into the installers, as far as it can be told without building one."""

import struct
from pathlib import Path

import pytest

from clockreports.cli.command import Group
from clockreports.cli.table import COMMANDS
from installer.building.differences import checksums, differences, write_sums
from installer.building.locked import constraints, requirements_for
from installer.linux import slimming as linux
from installer.linux.man_page import man_page
from installer.macos import slimming as macos
from installer.macos.icon import PICTURES, icon_file

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
