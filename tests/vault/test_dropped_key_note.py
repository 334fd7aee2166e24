"""The note that a change to the key was lost."""

from pathlib import Path

from clockreports.vault.dropped_key_note import DroppedKeyFile


def test_the_note_is_read_once_whoever_left_it(tmp_path: Path) -> None:
    assert not DroppedKeyFile(tmp_path).take()
    DroppedKeyFile(tmp_path).leave()
    DroppedKeyFile(tmp_path).leave()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b""]
    assert [DroppedKeyFile(tmp_path).take() for _ in range(2)] == [True, False]
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_cannot_be_left_is_no_second_failure(tmp_path: Path) -> None:
    note = DroppedKeyFile(tmp_path / "gone")
    note.leave()
    assert not note.take()
