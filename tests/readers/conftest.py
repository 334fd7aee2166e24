"""Reads a clock log given as bytes or text, and shows what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.readers import ClockLogFiles


@dataclass(frozen=True)
class Read:
    """The events with their lines and the rows set aside, both in the order of the file, and the names of users."""

    format: str
    numbered: tuple[tuple[int, ClockEvent], ...]
    rejected: tuple[RejectedRow, ...]
    names: dict[tuple[str, str], str]

    @property
    def events(self) -> list[ClockEvent]:
        return [event for _, event in self.numbered]

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(row.line, row.reason) for row in self.rejected]


ReadPath = Callable[[Path, str | None, str | None], Read]
ReadLog = Callable[..., Read]


def read_path(path: Path, format_name: str | None = None, terminal: str | None = None) -> Read:
    with ClockLogFiles().open(path, format_name, terminal) as log:
        rows = list(log.rows)
    numbered = tuple(row for row in rows if not isinstance(row, RejectedRow))
    return Read(log.format, numbered, tuple(row for row in rows if isinstance(row, RejectedRow)), dict(log.names))


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> ReadLog:
    """Write a file whose name tells nothing, and read it: `read(content, format_name=None, terminal=None)`."""
    path = tmp_path_factory.mktemp("logs") / "download.bin"

    def read_content(content: str | bytes, format_name: str | None = None, terminal: str | None = None) -> Read:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_path(path, format_name, terminal)

    return read_content
