"""The shifts of a sample clock log: when people tap, if all goes well. Nothing of this is known to People HR."""

from typing import Final

HOUR: Final = 60

SHIFTS: Final = {
    "day": (8 * HOUR, 12 * HOUR, 12 * HOUR + 30, 16 * HOUR + 30),
    "early": (6 * HOUR, 10 * HOUR, 10 * HOUR + 30, 14 * HOUR),
    "late": (14 * HOUR, 18 * HOUR, 18 * HOUR + 30, 22 * HOUR),
    "night": (22 * HOUR, 26 * HOUR, 26 * HOUR + 30, 30 * HOUR),
    "morning": (9 * HOUR, 13 * HOUR),
}
"""The taps of each shift in minutes after the midnight at which its day begins: in, out, in and so on."""
