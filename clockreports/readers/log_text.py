"""The text of a clock log, as numbered lines.

Owns encodings, line ends, and how much of a file is held at once. Must not know what a line means.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from clockreports.base.errors import UnusableError

LONGEST_LINE: Final = 4_000
"""Characters of a line that is read; the rows of real logs have less than 200."""

_BLOCK: Final = 1 << 18
_KEPT: Final = 4 * (LONGEST_LINE + 1)
"""So many bytes are always more than `LONGEST_LINE` characters: the rest of such a line is never looked at."""


class LogText:
    """An open file, read from its start as often as `lines` is called; one pass at a time.

    Lines end with LF, CR LF or CR. UTF-16 is known by its byte order mark or its zero bytes. In any other file a line
    is UTF-8 if it can be, and Windows-1252 otherwise. What cannot be decoded becomes U+FFFD.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._stream = stream

    def lines(self) -> Iterator[tuple[int, str]]:
        """Return the lines without their ends, numbered from 1.

        Of a line of more than `LONGEST_LINE` characters only the beginning may come, still longer than that. Raises
        `UnusableError` when the file cannot be read any further.
        """
        self._stream.seek(0)
        first = 1
        for block in self._whole_lines():
            lines = _lines_of(block)
            yield from enumerate(lines, first)
            first += len(lines)

    def start(self) -> bytes:
        """Return the first bytes of the file, enough to know a foreign format by."""
        self._stream.seek(0)
        return self._read()[:_KEPT]

    def _whole_lines(self) -> Iterator[bytes]:
        rest = b""
        for data in self._as_utf8():
            # A CR that comes last may be half a line end.
            end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
            if end:
                yield rest + data[:end]
                rest = b""
            rest = (rest + data[end:])[:_KEPT]
        if rest:
            yield rest

    def _as_utf8(self) -> Iterator[bytes]:
        data = self._read()
        encoding = _utf16(data)
        decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        while data:
            yield decoder.decode(data).encode() if decoder else data
            data = self._read()
        if decoder:
            yield decoder.decode(b"", final=True).encode()

    def _read(self) -> bytes:
        try:
            return self._stream.read(_BLOCK)
        except OSError as error:
            raise UnusableError(
                f"{self.name} could not be read to its end: {error.strerror}.",
                "Nothing of it was imported. Copy the file to this computer and import the copy.",
            ) from error


def _utf16(start: bytes) -> str | None:
    """Name the kind of UTF-16 that a file begins with. Without a mark, each second byte of plain letters is zero."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if start.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    even, odd = start[:64:2], start[1:64:2]
    if even and odd and any(even) != any(odd):
        return "utf-16-le" if any(even) else "utf-16-be"
    return None


def _lines_of(block: bytes) -> list[str]:
    """Decode whole lines. A byte order mark goes wherever it stands: logs are sometimes joined into one file."""
    try:
        text = block.decode()
    except UnicodeDecodeError:
        text = "\n".join(map(_decoded, block.split(b"\n")))
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
