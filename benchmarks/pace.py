"""How much of what People HR allows an export of 500 days uses, and whether it ever asks for more.

    python -m benchmarks.pace [--markdown FILE]

Waits are skipped by the clock that program and practice People HR share, where an answer takes a third of a second. The
practice People HR keeps its own count of calls, and sends away the 31st in a minute.
"""

import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Final

from benchmarks.firm import Firm
from benchmarks.practising import practising
from benchmarks.table import Figure, at_least, at_most, run
from clockreports.base.cancel import CancelToken
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period

FIRM: Final = Firm(100, Period(date(2026, 3, 2), date(2026, 3, 6)))
A_MINUTE: Final = 28
PEOPLE_HR_TAKES: Final = 30
MINUTE: Final = timedelta(seconds=60)


def measure() -> Iterator[Figure]:
    """Export at the real pace, and look at the moments at which calls came."""
    with tempfile.TemporaryDirectory() as folder, practising(FIRM, Path(folder), A_MINUTE, PEOPLE_HR_TAKES) as practice:
        practice.app.clock.wait(MINUTE.total_seconds(), CancelToken())  # the call that fetched the employees is past
        sent = practice.export().counts[DayState.SENT]
        moments = practice.moments()
    used = mean(MINUTE / (later - moment) for moment, later in zip(moments, moments[A_MINUTE:], strict=False))
    busiest = max(bisect_left(moments, moment + MINUTE) - at for at, moment in enumerate(moments))
    minutes = (moments[-1] - moments[0]) / MINUTE
    allowance = f"{A_MINUTE} calls a minute"
    yield at_least(f"{sent} days, share of the allowance used", allowance, 100 * used, 98, "%")
    yield at_most("the most calls in any 60 s, as People HR counts", allowance, busiest, A_MINUTE, "")
    yield Figure(
        f"{sent} days, whole time",
        f"one call every {60 / A_MINUTE:.2f} s: {sent / A_MINUTE:.1f} min",
        f"{minutes:.1f} min",
    )


if __name__ == "__main__":
    run(__doc__, measure)
