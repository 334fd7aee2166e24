"""The log file: small, kept in the profile, and cleaned of secrets before a line reaches the disk.

Modules log through `logging.getLogger(__name__)` and know nothing of this. Libraries are heard from WARNING on.
"""

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final
from urllib.parse import quote

from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.base.paths import ANOTHER_FOLDER, make_folder
from clockreports.base.secret import HIDDEN, Secret

LOG_NAME: Final = "clockreports.log"
MOST_BYTES: Final = 1_000_000
BACKUPS: Final = 3

_KEY_SHAPED: Final = re.compile(
    r"""(?ix) [0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}
    | (?:(?<![0-9a-f])|(?<=%[0-9a-f]{2})) [0-9a-f]{32} (?![0-9a-f])  # no part of a longer checksum"""
)
# The value may stand in JSON, in JSON inside a Python string, in a dict's repr, or bare in a query.
_QUOTED_KEY: Final = re.compile(r"""(?is)(apikey\\*["']?\s*[:=]\s*(\\*["']))(?:(?!\2)(?:\\.|.))*""")
_BARE_KEY: Final = re.compile(r"""(?i)(apikey\s*[:=]\s*)[^\s"'\\,;&}]+""")


class Redactor:
    """Puts `***` in the place of everything that is, or may be, an API key.

    Hidden are the secrets it was told of, whatever has the shape of a People HR key (a UUID, with or without dashes),
    and any value given for `APIKey`.
    """

    def __init__(self) -> None:
        self._spellings: frozenset[str] = frozenset()
        self._told: re.Pattern[str] | None = None

    def hide(self, secret: Secret) -> None:
        """Hide this secret from now on, also as it is spelt in JSON and in an address; safe from any thread."""
        if text := secret.reveal().strip():
            self._spellings |= {text, json.dumps(text)[1:-1], quote(text, safe="")}
            longest_first = sorted(self._spellings, key=len, reverse=True)
            self._told = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def clean(self, text: str) -> str:
        """Return the text with `***` for every secret in it."""
        if self._told is not None:
            text = self._told.sub(HIDDEN, text)
        text = _QUOTED_KEY.sub(rf"\1{HIDDEN}", text)
        text = _BARE_KEY.sub(rf"\1{HIDDEN}", text)
        return _KEY_SHAPED.sub(HIDDEN, text)


@contextmanager
def writing_log(folder: Path, redactor: Redactor) -> Iterator[Path]:
    """Write the log into this folder until the end of the `with` block; gives the file's path.

    Raises `UnusableError` when the folder or the file cannot be written.
    """
    make_folder(folder)
    path = folder / LOG_NAME
    try:
        handler = _LogFile(path)
    except OSError as error:
        raise UnusableError(
            f"The log file {path} cannot be written ({error.strerror}).",
            f"Ask whoever looks after this computer to let you write there. {ANOTHER_FOLDER}",
        ) from error
    handler.setFormatter(_CleanFormatter(redactor))
    ours, everybody = logging.getLogger("clockreports"), logging.getLogger()
    levels = ours.level, everybody.level
    ours.setLevel(logging.INFO)
    everybody.setLevel(logging.WARNING)
    everybody.addHandler(handler)
    try:
        yield path
    finally:
        everybody.removeHandler(handler)
        handler.close()
        ours.setLevel(levels[0])
        everybody.setLevel(levels[1])


class _CleanFormatter(logging.Formatter):
    """One line per record, in UTC, with its trace below; all of it cleaned."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(process)d %(threadName)s] %(name)s: %(message)s")
        self._redactor = redactor

    @override
    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.clean(super().format(record))

    @override
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _LogFile(RotatingFileHandler):
    """A log file for its owner only, which several programs may write to, and which never stops the work."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=BACKUPS, encoding="utf-8", errors="backslashreplace")

    @override
    def _open(self) -> io.TextIOWrapper:
        return open(
            self.baseFilename,
            "a",
            encoding=self.encoding,
            errors=self.errors,
            opener=lambda name, flags: os.open(name, flags, 0o600),
        )

    @override
    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            # Windows renames no file that another program has open: write on, and try again when it has grown further.
            self.maxBytes += MOST_BYTES

    @override
    def close(self) -> None:
        with suppress(OSError):  # what a full disk did not take is lost
            super().close()

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line, as on a full disk: the usual report would show it, not cleaned, on the screen."""
