"""The fifteen in and out slots of a timesheet, and the rules on their times (reference: People HR API, timesheets).

Pure: knows neither employees nor days.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from clockreports.practice.answers import invalid_data
from clockreports.practice.fields import FieldError

PAIRS: Final = 15

NAMES: Final = tuple(f"{way}{number}" for number in range(1, PAIRS + 1) for way in ("TimeIn", "TimeOut"))
"""The names of all slots in the order of the day: TimeIn1, TimeOut1, TimeIn2 and so on."""

Slots = tuple[str, ...]
"""The times of all slots in the order of `NAMES`, each "HH:MM:SS", or "" where there is none."""

Pairs = tuple[tuple[str, str], ...]
"""Ins and outs as a person reads them."""

EMPTY: Final[Slots] = ("",) * len(NAMES)

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_TIME_WITH_SECONDS: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)


def given(fields: Mapping[str, object]) -> dict[str, str]:
    """Return the slots that a call gives, by name: a time is "HH:MM", "" clears the slot, null leaves it out.

    Raises `RefusedError` for the first one, in the order of the day, that is neither.
    """
    found = {}
    for name in NAMES:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str) or (value and not _TIME.fullmatch(value)):
            raise invalid_data(name)
        found[name] = value and f"{value}:00"
    return found


def merged(slots: Slots, changes: Mapping[str, str]) -> Slots:
    """Return the slots with some of them changed."""
    return tuple(changes.get(name, time) for name, time in zip(NAMES, slots, strict=True))


def is_in_sequence(slots: Slots) -> bool:
    """Whether no slot is left out and no time lies before the one it follows; the last out may be missing."""
    used = tuple(filter(None, slots))
    return slots[: len(used)] == used and used == tuple(sorted(used))


def is_open(slots: Slots) -> bool:
    """Whether an in waits for its out."""
    return len(tuple(filter(None, slots))) % 2 == 1


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Slots:
    """Return the slots of pairs as a person writes them: ("09:00", "17:30:15"), "" for a missing time.

    Raises `FieldError` when there are too many or one is no time. Their sequence is not looked at.
    """
    times = [time for pair in pairs for time in pair]
    if len(times) > len(NAMES) or not all(_TIME_WITH_SECONDS.fullmatch(time) for time in times if time):
        raise FieldError(f'pairs must be at most {PAIRS} pairs of times such as ["09:00", "17:30"].')
    full = [time and f"{time}:00"[: len("HH:MM:SS")] for time in times]
    return (*full, *EMPTY[len(full) :])


def to_pairs(slots: Slots) -> Pairs:
    """Return the pairs in use: ("09:00", "17:30"), with seconds only where there are any, "" for what is missing."""
    shown = [time.removesuffix(":00") for time in slots]
    pairs = tuple(zip(shown[::2], shown[1::2], strict=True))
    used = max((number for number, pair in enumerate(pairs, start=1) if any(pair)), default=0)
    return pairs[:used]


def total(slots: Slots) -> str:
    """Return how long all closed pairs are together, in hours and minutes: "8:05"."""
    minutes = [int(time[:2]) * 60 + int(time[3:5]) if time else None for time in slots]
    pairs = zip(minutes[::2], minutes[1::2], strict=True)
    hours, rest = divmod(sum(last - first for first, last in pairs if first is not None and last is not None), 60)
    return f"{hours}:{rest:02}"
