"""The simple model: which taps there were, and what they mean, told in a few lines and without the program's own rules.

People work in whole blocks of the day that are far enough apart to be told apart, so that the pairs of a day are the
blocks worked on it. One block can lack its end, and then nobody can say how long that day was.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from clockreports.domain.periods import Period

PERIOD: Final = Period(date(2026, 3, 9), date(2026, 3, 11))

Pairs = tuple[tuple[str, str], ...]

BLOCKS: Final = {
    "dawn": ("04:30", "05:00"),
    "early": ("06:00", "09:00"),
    "noon": ("10:00", "12:00"),
    "late": ("13:00", "16:30"),
    "night": ("22:00", "01:30"),
}
"""When a block begins and ends, each under four hours; the night ends on the next day. Only a dawn may lack its end."""

Work = tuple[str, date, str, bool]
"""A user's number, a day, a block, and whether both its taps are there."""


def log_lines(work: Work) -> str:
    """Return a block as a clock writes it."""
    clock_id, day, block, whole = work
    begin, end = BLOCKS[block]
    last = day + timedelta(days=end < begin)
    taps = [f"{day} {begin}:07", f"{last} {end}:41"] if whole else [f"{day} {begin}:07"]
    return "".join(f"{clock_id:>5}\t{tap}\t1\t0\t1\t0\n" for tap in taps)


class Worked:
    """Every tap so far, and what a day of a user comes to."""

    def __init__(self) -> None:
        self._blocks: defaultdict[tuple[str, date], dict[str, bool]] = defaultdict(dict)

    def add(self, work: Work) -> bool:
        """Note a block, if it can be told apart from the rest: a dawn with one tap must not follow a night."""
        clock_id, day, block, whole = work
        before, after = self._blocks[clock_id, day - timedelta(days=1)], self._blocks[clock_id, day + timedelta(days=1)]
        if (block == "dawn" and "night" in before) or (block == "night" and "dawn" in after):
            return False
        blocks = self._blocks[clock_id, day]
        blocks[block] = whole or blocks.get(block, False)
        return True

    def pairs(self, clock_id: str, day: date) -> Pairs | None:
        """Return the pairs of a day, none when nobody was there; None when a tap is missing."""
        blocks = self._blocks[clock_id, day]
        if not all(blocks.values()):
            return None
        pairs = [("22:00", "23:59") if block == "night" else BLOCKS[block] for block in blocks]
        if "night" in self._blocks[clock_id, day - timedelta(days=1)]:
            pairs.append(("00:00", "01:30"))
        return tuple(sorted(pairs))
