"""The files of a folder, with marks that tell when one has changed."""

import os
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.folder_files import folder_files


def test_files_come_by_name_without_folders_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.dat", "a ü.dat", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    assert list(folder_files(str(tmp_path))) == [tmp_path / "a ü.dat", tmp_path / "b.dat"]


def test_a_mark_changes_with_the_size_and_with_the_moment_and_not_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "1_attlog.dat"
    marks = []
    for text, moment in (("one", 1_000), ("four", 1_000), ("five", 2_000), ("five", 2_000)):
        file.write_text(text, encoding="utf-8")
        os.utime(file, (moment, moment))
        marks.append(folder_files(str(tmp_path))[file])
    assert len(set(marks)) == 3
    assert marks[-1] == marks[-2]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="cannot be looked into"):
        folder_files(str(tmp_path / "not there"))
