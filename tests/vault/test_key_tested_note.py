"""The note that the stored key passed a test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clockreports.vault.key_tested_note import FILE_NAME, KeyTestedFile

SAVED = datetime(2026, 5, 12, 8, 30, 1, 250, tzinfo=UTC)


def test_the_note_tells_the_moment_that_was_left_last(tmp_path: Path) -> None:
    assert KeyTestedFile(tmp_path).read() is None
    KeyTestedFile(tmp_path).leave(SAVED.replace(year=2025))
    KeyTestedFile(tmp_path).leave(SAVED)
    assert KeyTestedFile(tmp_path).read() == SAVED


@pytest.mark.parametrize("text", ["", "yesterday", "2026-05-12T25:00", "ü"])
def test_what_something_else_left_there_is_no_note(tmp_path: Path, text: str) -> None:
    tmp_path.joinpath(FILE_NAME).write_text(text, encoding="utf-8")
    assert KeyTestedFile(tmp_path).read() is None


def test_a_note_that_cannot_be_left_is_no_failure(tmp_path: Path) -> None:
    note = KeyTestedFile(tmp_path / "gone")
    note.leave(SAVED)
    assert note.read() is None
