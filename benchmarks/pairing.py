"""How long it takes to pair taps into work days, whether that grows evenly, and how pandas would do.

    python -m benchmarks.pairing [--markdown FILE]

The larger a number of taps, the more people it is of; each has 25 days. pandas groups the same taps by person, and each
group is walked through by the same rules; it may be missing (`pip install --group benchmarks`).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from benchmarks import with_pandas
from benchmarks.firm import TAPS_A_DAY, Firm
from benchmarks.processes import in_turns, processor_seconds, ratio
from benchmarks.table import Figure, at_most, run
from clockreports.base.collector import collector_at_rest
from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.pairing import PairingRules, shifts_of, taps_of
from clockreports.domain.periods import Period
from clockreports.domain.work_days import work_days_of

DAYS: Final = 25
FEW, SOME, MANY = 10_000, 100_000, 1_000_000
ROUNDS: Final = 3
ZONE: Final = "Europe/London"

_FIRST_DAY: Final = date(2026, 3, 2)


def measure() -> Iterator[Figure]:
    """Pair three numbers of taps in turns, and the largest with pandas too."""
    measured = {str(count): _pairing(count) for count in (FEW, SOME, MANY)}
    if with_pandas.IS_THERE:
        measured["pandas"] = _pairing_with_pandas(MANY)
    found = in_turns(measured, ROUNDS)
    for count in (SOME, MANY):
        growth = ratio(found[str(count)], found[str(FEW)]) * FEW / count
        yield at_most(f"a tap among {count:,}", f"a tap among {FEW:,}", growth, 1.25)
    seconds = median(found[str(MANY)])
    what = f"pairing {MANY:,} taps into work days"
    yield Figure(what, "–", f"{seconds:.2f} s, {seconds / MANY * 1e6:.1f} µs a tap")
    if with_pandas.IS_THERE:
        yield at_most(what, "pandas groupby, same rules", ratio(found[str(MANY)], found["pandas"]), 1.0)
    else:
        yield with_pandas.MISSING


def _events(count: int) -> list[ClockEvent]:
    people = count // (DAYS * TAPS_A_DAY)
    return list(Firm(people, Period(_FIRST_DAY, _FIRST_DAY + timedelta(days=DAYS - 1))).by_person())


def _pairing(count: int) -> Callable[[], float]:
    zone, rules = ZoneInfo(ZONE), PairingRules()
    own = [list(taps) for _, taps in groupby(_events(count), key=attrgetter("clock_id"))]

    @collector_at_rest()
    def pair() -> None:
        days = 0
        for employee, events in enumerate(own):
            days += len(work_days_of(employee, shifts_of(taps_of(events, zone, rules), rules), zone, rules))
        if days != count // TAPS_A_DAY:
            raise AssertionError(f"There are {days} work days.")

    return lambda: processor_seconds(pair)


def _pairing_with_pandas(count: int) -> Callable[[], float]:
    frame = with_pandas.frame_of(_events(count))

    def pair() -> None:
        days = with_pandas.work_days(frame, ZONE)
        if days != count // TAPS_A_DAY:
            raise AssertionError(f"There are {days} work days.")

    return lambda: processor_seconds(pair)


if __name__ == "__main__":
    run(__doc__, measure)
