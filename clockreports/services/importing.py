"""Importing: clock logs become stored clock events, and importing anything twice changes nothing."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.base.clock import Clock
from clockreports.base.collector import collector_at_rest
from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import RejectedRow
from clockreports.domain.local_time import SecondPassMarker
from clockreports.domain.people import Link, Links
from clockreports.services.ports import Added, ClockLogs, EventStore, LogRow, PeopleStore, SourceFile

Progress = Callable[[int], None]
"""Told the number of rows read so far, every few thousand rows."""

_TELL_EVERY: Final = 5_000
MOST_REJECTED_SHOWN: Final = 100
"""How many rows set aside a result carries; the store keeps them all."""

NOTHING_ADDED: Final = Added(0, 0, 0, 0)


class FormatUnclearError(UnusableError):
    """A clock log can be read in more ways than one, and only a person can tell which is right.

    `formats` are the names of the formats to choose from, each with what is so when it is the right one, as the end of
    a sentence: "the day comes first in them (31-12-2026)".
    """

    def __init__(self, title: str, formats: Mapping[str, str]) -> None:
        super().__init__(title, f"Say which it is: {', or '.join(formats.values())}.")
        self.formats = formats


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file. A file that could not be used at all has a `problem`, no format and no rows."""

    path: Path
    format: str = ""
    counts: Added = NOTHING_ADDED
    unknown_clock_ids: tuple[str, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    problem: UnusableError | None = None


@dataclass(frozen=True, slots=True)
class Importing:
    """Imports clock logs. `zone` is that of the terminals."""

    logs: ClockLogs
    events: EventStore
    people: PeopleStore
    clock: Clock
    zone: ZoneInfo

    def import_files(
        self,
        paths: Iterable[Path],
        *,
        format_name: str | None = None,
        terminal: str | None = None,
        progress: Progress = lambda _rows: None,
    ) -> list[ImportedFile]:
        """Import files one after the other; one that cannot be used does not keep the others out."""
        imported = []
        for path in paths:
            try:
                imported.append(self._import_file(path, format_name, terminal, progress))
            except UnusableError as problem:
                imported.append(ImportedFile(path, problem=problem))
        return imported

    @collector_at_rest()
    def _import_file(
        self, path: Path, format_name: str | None, terminal: str | None, progress: Progress
    ) -> ImportedFile:
        digest = self.logs.digest(path)
        with self.logs.open(path, format_name, terminal) as log:
            rows = _Watched(log.rows, SecondPassMarker(self.zone), progress)
            source = SourceFile(_as_text(path.absolute()), digest, log.format, self.clock.now())
            counts = self.events.add(source, rows, log.names)
        unknown = unlinked_clock_ids(rows.users, self.people.links())
        return ImportedFile(path, log.format, counts, unknown, tuple(rows.rejected))


def _as_text(path: Path) -> str:
    """Return a path as a text that can be stored: a name may hold bytes that are no text."""
    return os.fsencode(path).decode(errors="replace")


class _Watched:
    """A log's rows on their way to the store: marks second passes, and notes who tapped and what was set aside."""

    def __init__(self, rows: Iterator[LogRow], marker: SecondPassMarker, progress: Progress) -> None:
        self._rows = rows
        self._marker = marker
        self._progress = progress
        self.users: set[tuple[str, str]] = set()
        self.rejected: list[RejectedRow] = []

    def __iter__(self) -> Iterator[LogRow]:
        count, mark, met = 0, self._marker.mark, self.users.add
        for count, row in enumerate(self._rows, 1):
            if isinstance(row, RejectedRow):
                if len(self.rejected) < MOST_REJECTED_SHOWN:
                    self.rejected.append(row)
                yield row
            else:
                line, event = row
                met((event.terminal, event.clock_id))
                marked = mark(event)
                yield row if marked is event else (line, marked)
            if not count % _TELL_EVERY:
                self._progress(count)
        self._progress(count)


def unlinked_clock_ids(users: Iterable[tuple[str, str]], links: Iterable[Link]) -> tuple[str, ...]:
    """Return the clock ids, as they came, of the users (terminal, clock id) that no link of any day names."""
    known = Links(links)
    return tuple(sorted({clock_id for terminal, clock_id in users if not known.names(terminal, clock_id)}))
