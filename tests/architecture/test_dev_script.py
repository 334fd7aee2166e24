"""The script that a developer starts with: dev.py, without letting it change this computer."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

SYSTEM = """installed|libegl1,\x20
installed|libglib2.0-0t64, libglib2.0-0 (= 2.80.0), other
deinstalled|libgl1,\x20
"""


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["tset"], 2)])
def test_it_explains_itself(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == code
    printed = capsys.readouterr()
    assert "python3 dev.py test" in (printed.err if code else printed.out)


def test_an_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer") as caught:
        dev.main(["test"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("options", "code", "called"), [([], 0, 0), (["--installers"], 1, 1)])
def test_installers_are_built_and_tried_only_when_asked(
    options: list[str], code: int, called: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tested: list[list[str]] = []
    installers: list[list[str]] = []

    def run_tests(command: list[str]) -> tuple[int, bytes]:
        tested.append(command)
        return 0, b""

    def call(command: list[str]) -> int:
        installers.append(command)
        return 1

    monkeypatch.setattr(dev, "prepare", lambda: None)
    monkeypatch.setattr(dev, "checks", dict)
    monkeypatch.setattr(dev, "run_tests", run_tests)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["test", *options, "-k", "clock"]) == code
    assert [command[-3:] for command in tested] == [["worksteal", "-k", "clock"]]
    assert [command[1:] for command in installers] == [["installer/build.py", "--try"]] * called


def test_every_lock_file_is_pinned_with_hashes_and_agrees_with_the_first() -> None:
    first, *others = dev.pinnings()
    files = {path.relative_to(dev.ROOT).as_posix() for path in dev.REQUIREMENTS.parent.glob("*.txt")}
    assert {words[words.index("--output-file") + 1] for words in (first, *others)} == files
    assert all("--generate-hashes" in words for words in (first, *others))
    assert [words[words.index("--constraints") + 1] for words in others] == ["requirements/dev.txt"] * len(others)


def test_every_platform_is_checked_for_types_besides_all_the_rest() -> None:
    assert [*dev.checks()] == ["format", "lint", "imports", *(f"types on {name}" for name in dev.PLATFORMS)]


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        ({"apt-get", "dpkg-query"}, {*dev.SYSTEM_PACKAGES} - {"libegl1", "libglib2.0-0"}),
        ({"apt-get"}, set()),
    ],
)
def test_only_what_debian_lacks_is_asked_for(
    tools: set[str], expected: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(*_args: object, **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, SYSTEM)

    monkeypatch.setattr(dev, "environment_works", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in tools else None)
    monkeypatch.setattr(subprocess, "run", answer)
    assert {*dev.missing_system_packages()} == expected
    assert dev.main(["packages"]) == 0
    assert {*capsys.readouterr().out.split()} == expected


def test_an_installation_is_repeated_only_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    cause = tmp_path / "dev.txt"
    cause.write_text("one", encoding="utf-8")
    monkeypatch.setattr(dev, "VENV", tmp_path)

    def announced(code: int) -> str:
        dev.once_per_change(cause, "Installing.", [sys.executable, "-c", f"print('why'); raise SystemExit({code})"])
        return capfd.readouterr().out

    with pytest.raises(SystemExit, match="run this again"):
        announced(1)
    assert "why" in capfd.readouterr().out
    assert [announced(0), announced(0)] == ["Installing.\n", ""]
    cause.write_text("two", encoding="utf-8")
    assert announced(0) == "Installing.\n"


@pytest.mark.parametrize("code", [0, 1])
def test_the_closing_line_of_the_tests_is_kept_for_the_end(code: int, capfd: pytest.CaptureFixture[str]) -> None:
    script = f"print('....\\n\\n3 passed in 1s\\n', flush=True); raise SystemExit({code})"
    done = dev.run_tests([sys.executable, "-c", script])
    assert capfd.readouterr().out.split() == ["...."]
    assert (done[0], done[1].decode().split("\n")[0].strip()) == (code, "3 passed in 1s")
