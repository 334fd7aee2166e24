"""The port `ClockLogs`: opens a file, finds its format by its content, and hands out its rows.

The only place that knows all formats. Foreign errors of reading files are translated here and in `LogText`.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import RejectedRow
from clockreports.readers import attlog, csv_log, glog
from clockreports.readers.foreign import refuse_foreign
from clockreports.readers.log_text import LogText
from clockreports.readers.rows import Layout, log_rows
from clockreports.readers.wall_times import DayOrder
from clockreports.services.ports import ClockLog

_FindLayout = Callable[[LogText, str | None], Layout | None]
"""Finds out how a file is laid out in one format, given the terminal; None when the header of the format is missing."""

_FORMATS: Final[Mapping[str, _FindLayout]] = {
    attlog.FORMAT: attlog.layout,
    csv_log.FORMAT: csv_log.layout,
    glog.FORMAT: glog.layout,
    glog.DAY_FIRST_FORMAT: partial(glog.layout, order=DayOrder.DAY_FIRST),
    glog.MONTH_FIRST_FORMAT: partial(glog.layout, order=DayOrder.MONTH_FIRST),
}

_WITH_HEADER: Final = (glog.FORMAT, csv_log.FORMAT)

_READABLE: Final = (
    "Choose a log of a ZKTeco terminal (attlog.dat), a GLG or AGL text log, or a CSV file "
    "whose first row names the columns, such as clock_id,time,terminal,status."
)


class ClockLogFiles:
    """Fulfils `clockreports.services.ports.ClockLogs` for files on disk."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The names a person may give as `--format`."""
        return tuple(_FORMATS)

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file's content in hex; raises `UnusableError` when it cannot be read."""
        with _opened(path) as (stream, name):
            try:
                return hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                raise _unreadable(name, error) from error

    @contextmanager
    def open(self, path: Path, format_name: str | None = None, terminal: str | None = None) -> Iterator[ClockLog]:
        """Open a log, telling its format by its content unless it is given; `terminal` names the terminal of all rows.

        A given format is obeyed. Either way a file without a single event is refused: `UnusableError`.
        """
        if format_name is not None and format_name not in _FORMATS:
            raise UnusableError(f"There is no format {format_name}.", f"Choose one of {', '.join(_FORMATS)}.")
        with _opened(path) as (stream, name):
            text = LogText(stream, name)
            refuse_foreign(name, text.start(), stream.seek(0, os.SEEK_END))
            format_name = format_name or _format_of(text)
            layout = _FORMATS[format_name](text, (terminal or "").strip() or None)
            if layout is None:
                raise UnusableError(f"{name} has no row that names the columns of the format {format_name}.", _READABLE)
            _refuse_without_events(text, layout)
            yield ClockLog(format_name, log_rows(text, layout), layout.names)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BufferedReader, str]]:
    """Open a file to read its bytes; with it comes the name to call it by."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UnusableError(f"{name} is a folder, not a clock log.", "Choose the files in it.")
        if path.exists() and not path.is_file():
            raise UnusableError(f"{name} is not a file.", "Save the clock log in a file, and choose that.")
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise UnusableError(f"There is no file {name}.", "Check its name and its folder, then try again.") from error
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    with stream:
        yield stream, name


def _unreadable(name: str, error: OSError | ValueError) -> UnusableError:
    why = getattr(error, "strerror", None) or error
    return UnusableError(
        f"{name} cannot be read: {why}.",
        "Close it in other programs, see that you may read it, or copy it to this computer; then try again.",
    )


def _format_of(text: LogText) -> str:
    """Tell a format by its header row, or by the first row that is an event where there is no header."""
    if not any(line.strip() for _, line in text.lines()):
        raise UnusableError(f"{text.name} is empty.", "Download the log from the terminal again.")
    for name in _WITH_HEADER:
        if _FORMATS[name](text, None) is not None:
            return name
    if attlog.is_attlog(text):
        return attlog.FORMAT
    raise UnusableError(f"{text.name} is not a clock log that can be read.", _READABLE)


def _refuse_without_events(text: LogText, layout: Layout) -> None:
    """Look for the first event, however far down it is: without one the file is something else, or nothing."""
    first_bad: RejectedRow | None = None
    for row in log_rows(text, layout):
        if not isinstance(row, RejectedRow):
            return
        first_bad = first_bad or row
    if first_bad is None:
        raise UnusableError(f"{text.name} holds no clock events.", "There is nothing to import from it.")
    raise UnusableError(
        f"None of the rows in {text.name} is a clock event.",
        f"The first is line {first_bad.line}: {first_bad.reason} {_READABLE}",
    )
