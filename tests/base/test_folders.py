"""Folders are made for their owner, or it is said why not."""

import stat
import sys
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.paths import ANOTHER_FOLDER, make_folder


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "below"
    make_folder(folder)
    make_folder(folder)
    assert folder.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands the rights down from the folder above")
def test_only_its_owner_can_open_a_new_folder(tmp_path: Path) -> None:
    make_folder(tmp_path / "mine")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    before = tmp_path.stat().st_mode
    make_folder(tmp_path)
    assert tmp_path.stat().st_mode == before


@pytest.mark.parametrize("below", ["", "deeper", "deeper/still"])
def test_a_file_in_the_way_is_told_in_a_sentence(tmp_path: Path, below: str) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UnusableError, match="a file is in its place") as caught:
        make_folder(tmp_path / "taken" / below)
    assert caught.value.advice == f"Move that file away. {ANOTHER_FOLDER}"


def test_what_the_system_refuses_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UnusableError, match=r"cannot be made \(Permission denied\)") as caught:
        make_folder(tmp_path / "mine")
    assert caught.value.advice.startswith("Ask whoever looks after this computer")
    assert caught.value.advice.endswith(ANOTHER_FOLDER), "which the window understands as a command does"
