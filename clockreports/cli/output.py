"""Standard output and standard error, whatever they are: a terminal, a file, or a pipe whose reader has left."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Final, TextIO

from clockreports.base.errors import UnusableError

_READER_LEFT: Final = {errno.EPIPE, errno.EINVAL}
"""Windows says that the argument is invalid where others say that the pipe is broken."""


@contextmanager
def prepared_streams() -> Iterator[None]:
    """Let no character that the terminal's code page lacks end the program, and no reader that leaves early."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(UnusableError):
                write(stream, ())


def write(stream: TextIO | None, lines: Iterable[str]) -> None:
    """Write lines, without the characters that would steer a terminal; raises `UnusableError` when the disk is full.

    Once the reader of a pipe has left, everything written to it goes nowhere, and the work goes on.
    """
    if stream is None:  # a Windows program without a console
        return
    try:
        stream.writelines(f"{_printable(line)}\n" for line in lines)
        stream.flush()
    except OSError as error:
        _send_nowhere(stream)
        if error.errno not in _READER_LEFT:
            raise UnusableError(
                f"The answer could not be written ({error.strerror}).",
                "Make room on the disk, or send the answer elsewhere; what was done stays done.",
            ) from error


def _printable(line: str) -> str:
    return line if line.isprintable() else "".join(map(_sign, line))


def _sign(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else "\N{REPLACEMENT CHARACTER}"


def _send_nowhere(stream: TextIO) -> None:
    """Let what the stream still holds be written to nowhere, so that Python does not stumble over it at its end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
