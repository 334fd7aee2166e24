"""What is typed becomes values: the types of arguments, with complaints that fit into a sentence."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path


def folder(text: str) -> Path:
    """Return a folder; "" is a variable that was never set, and not the folder one is in."""
    return Path(named("folder")(text))


def named(what: str) -> Callable[[str], str]:
    """Return what reads a name, and refuses an empty one."""

    def name(text: str) -> str:
        if not text.strip():
            raise ArgumentTypeError(f"it names no {what}")
        return text

    return name


def whole_number(most: int) -> Callable[[str], int]:
    """Return what reads a number from 0 to `most`."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) > most:
            raise ArgumentTypeError(f"“{text}” is not a whole number from 0 to {most:,}")
        return int(text)

    return number
