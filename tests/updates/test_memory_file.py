"""What is remembered about looking for newer versions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.services.ports_updates import Looked, UpdateMemory
from clockreports.updates.memory_file import FILE_NAME, UpdateMemoryFile
from tests.helpers.updates import MemoryUpdates

MOMENT = datetime(2026, 3, 16, 8, 0, 0, 250, tzinfo=UTC)


class UpdateMemoryContract:
    """One promise per method; `memory` is the fixture of whoever makes a test class of it."""

    def test_at_first_nobody_looked_and_nobody_wants_it(self, memory: UpdateMemory) -> None:
        assert memory.recall() == Looked(by_itself=False)

    def test_what_is_remembered_comes_back_as_it_was(self, memory: UpdateMemory) -> None:
        for looked in (Looked(by_itself=True, at=MOMENT, issued=MOMENT), Looked(at=MOMENT), Looked()):
            memory.remember(looked)
            assert memory.recall() == looked


class TestMemoryUpdates(UpdateMemoryContract):
    @pytest.fixture
    def memory(self) -> UpdateMemory:
        return MemoryUpdates()


class TestUpdateMemoryFile(UpdateMemoryContract):
    @pytest.fixture
    def memory(self, tmp_path: Path) -> UpdateMemory:
        return UpdateMemoryFile(tmp_path / "not there yet")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"by_itself": true, "looked_at": "2026-03-16T08:00:00", "issued": null}', "[" * 100_000]
)
def test_what_cannot_be_read_is_forgotten(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    assert UpdateMemoryFile(tmp_path).recall() == Looked()


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(UnusableError, match="cannot be written"):
        UpdateMemoryFile(tmp_path).remember(Looked(by_itself=True))
