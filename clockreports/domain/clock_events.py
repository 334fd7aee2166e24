"""A clock event is one tap on a time clock, as the clock told it.

Owns what a tap is and how its user number and its direction key are read. Knows nothing about files or storage.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

DEFAULT_TERMINAL: Final = "1"
"""The terminal of a log that names none: most firms have one clock, and it numbers itself 1."""

CANNOT_BE_LINKED: Final = "0"
"""The canonical clock id that terminals use for "nobody"."""


class Direction(StrEnum):
    """Which way a person went, as far as the key pressed on the terminal tells."""

    IN = "in"
    OUT = "out"


class ClockEvent(NamedTuple):
    """One tap. `at` is the terminal's wall time, without zone, in whole seconds.

    `clock_id` is the user number as it came (leading zeros kept, padding removed); `status` is the terminal's raw
    word for the key pressed ("" where it gives none). `second_pass` says that the tap was made in the second of the
    two hours that bear the same name when the clocks go back.

    A year has a million taps, and a tuple with names takes half the time to make that a frozen dataclass takes.
    """

    terminal: str
    clock_id: str
    at: datetime
    status: str = ""
    second_pass: bool = False


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of a clock log that is no clock event: set aside with its place and the reason, in a plain sentence."""

    line: int
    reason: str
    text: str


_DIRECTIONS: Final = {
    # Statuses of ZKTeco terminals: 0 in, 1 out, 2 break out, 3 break in, 4 overtime in, 5 overtime out, 255 no key.
    "0": Direction.IN,
    "1": Direction.OUT,
    "2": Direction.OUT,
    "3": Direction.IN,
    "4": Direction.IN,
    "5": Direction.OUT,
    # Words and letters of other families; E and S are entrada and salida.
    "i": Direction.IN,
    "in": Direction.IN,
    "e": Direction.IN,
    "o": Direction.OUT,
    "out": Direction.OUT,
    "s": Direction.OUT,
}


def direction(status: str) -> Direction | None:
    """Tell which way the key pressed points; None when no key was used or its meaning is not known."""
    return _DIRECTIONS.get(status.strip().casefold())


def canonical_clock_id(clock_id: str) -> str:
    """Return the form by which user numbers are compared: "012", " 12 " and "12" are the same number.

    A number of nothing but zeros is "0", which cannot be linked. Letters are compared without case.
    """
    text = clock_id.strip().casefold()
    return (text.lstrip("0") or "0") if text else ""
