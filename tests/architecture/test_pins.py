"""What is pinned, and that all the places that pin agree."""

import re
import tomllib
from typing import Any, Final

import pytest

from tests.helpers.tree import ROOT

PROGRAMS: Final = ("linux.txt", "windows.txt", "macos.txt")
LOCKS: Final = ("dev.txt", "build.txt", *PROGRAMS)
EXACTLY_PINNED: Final = ("ruff", "mypy", "pytest", "import-linter", "hypothesis")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def locked() -> dict[str, str]:
    return _read("dev.txt")


def _read(lock: str) -> dict[str, str]:
    """Return each locked package with its block of text."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)
    return {_plain(block.partition("==")[0]): block for block in blocks if "==" in block}


def _pin(block: str) -> str:
    return block.partition(" ")[0]


def _plain(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash(lock: str) -> None:
    packages = _read(lock)
    assert len(packages) > len(EXACTLY_PINNED)
    assert [package for package, block in packages.items() if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_two_lock_files_pin_different_versions(lock: str, locked: dict[str, str]) -> None:
    shared = {package: block for package, block in _read(lock).items() if package in locked}
    assert shared
    assert [package for package, block in shared.items() if _pin(block) != _pin(locked[package])] == []


@pytest.mark.parametrize("system", PROGRAMS)
def test_the_program_of_each_system_is_made_of_all_it_needs(project: dict[str, Any], system: str) -> None:
    assert {_plain(requirement) for requirement in project["project"]["dependencies"]} - {*_read(system)} == set()


def test_what_builds_the_installers_is_pinned_and_locked_alike(project: dict[str, Any]) -> None:
    packages = _read("build.txt")
    named = project["dependency-groups"]["build"]
    assert named
    assert [pin for pin in named if _pin(packages.get(_plain(pin), "")) != pin] == []


def test_everything_the_project_names_is_locked(project: dict[str, Any], locked: dict[str, str]) -> None:
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {_plain(requirement) for requirement in named} - {*locked} == set()


@pytest.mark.parametrize("tool", EXACTLY_PINNED)
def test_the_tools_that_judge_are_pinned_and_locked_alike(
    project: dict[str, Any], locked: dict[str, str], tool: str
) -> None:
    (pin,) = (line for line in project["dependency-groups"]["dev"] if _plain(line) == tool)
    assert re.fullmatch(rf"{tool}==[\d.]+", pin)
    assert locked[tool].startswith(f"{pin} ")


def test_the_package_is_built_by_the_locked_builder(project: dict[str, Any], locked: dict[str, str]) -> None:
    (builder,) = project["build-system"]["requires"]
    assert locked["hatchling"].startswith(f"{builder} ")


def test_ruff_and_mypy_are_as_strict_as_they_were(project: dict[str, Any]) -> None:
    ruff, mypy = project["tool"]["ruff"]["lint"], project["tool"]["mypy"]
    assert ruff["select"] == ["ALL"]
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert [rule for rule in ruff["ignore"] if not re.search(rf'"{rule}", +# \w', text)] == []
    assert mypy["strict"]
    assert mypy["warn_unreachable"]
    assert "overrides" not in mypy


def test_the_workflow_runs_what_a_developer_runs_with_no_more_rights_than_reading() -> None:
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    assert "run: python dev.py test" in workflow
    assert re.findall(r"^permissions:\n((?:  .+\n)+)", workflow, re.MULTILINE) == ["  contents: read\n"]
    uses = re.findall(r"uses: (\S+)", workflow)
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in uses)
