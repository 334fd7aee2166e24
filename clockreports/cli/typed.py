"""What is typed becomes values: the types of arguments, with complaints that fit into a sentence."""

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Final

_DIGITS: Final = re.compile(r"\d{1,18}", re.ASCII)


def folder(text: str) -> Path:
    """Return a folder; "" is a variable that was never set, and not the folder one is in."""
    if not text.strip():
        raise ArgumentTypeError("it names no folder")
    return Path(text)


def readable(text: str) -> str:
    """Return a text that can be kept and shown; bytes of another encoding than the terminal's cannot."""
    if not text.strip().isprintable():
        raise ArgumentTypeError("it holds characters that cannot be read")
    return text


def named(what: str) -> Callable[[str], str]:
    """Return what reads a name, and refuses an empty one."""

    def name(text: str) -> str:
        if not text.strip():
            raise ArgumentTypeError(f"it names no {what}")
        return readable(text)

    return name


def whole_number(most: int) -> Callable[[str], int]:
    """Return what reads a number from 0 to `most`."""

    def number(text: str) -> int:
        if not _DIGITS.fullmatch(text) or int(text) > most:
            raise ArgumentTypeError(f"“{text}” is not a whole number from 0 to {most:,}")
        return int(text)

    return number
