"""How many calls an export makes: the first time, when nothing has changed, and after corrections.

    python -m benchmarks.calls [--markdown FILE]

200 people's week goes to the practice People HR, which does the counting. The floor is one call for each new day. At
the other end stands a client that remembers nothing and sends every tap of the week each time.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from benchmarks.firm import Firm, taps
from benchmarks.practising import UNLIMITED, practising
from benchmarks.table import Figure, at_most, run
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period

FIRM: Final = Firm(200, Period(date(2026, 3, 2), date(2026, 3, 6)))
CORRECTED: Final = ((1, date(2026, 3, 3)), (2, date(2026, 3, 4)), (3, date(2026, 3, 6)))
"""Who put in two hours more one evening, as turns out later."""

_EVENING: Final = timedelta(hours=11)


def measure() -> Iterator[Figure]:
    """Export the week, export it again, correct three days, and export once more."""
    late = [tap._replace(at=tap.at + _EVENING) for number, day in CORRECTED for tap in list(taps(number, day))[:2]]
    everything = sum(1 for _ in FIRM.by_person())
    with tempfile.TemporaryDirectory() as folder, practising(FIRM, Path(folder), UNLIMITED, 0) as practice:
        counted: list[int] = []
        days = 0
        for log in ([], [], late):
            practice.take(f"log {len(counted)}", log)
            before = len(practice.moments())
            report = practice.export()
            days = days or report.counts[DayState.SENT]
            counted.append(len(practice.moments()) - before)
    first, again, corrected = counted
    week = f"the week of {FIRM.people} people"
    yield at_most(f"{week}, {days:,} days, calls for each", "the floor, one for each", first / days, 1.0, "")
    yield Figure("the same", "every tap is sent", f"{everything / days:.2f}")
    yield at_most("nothing changed, calls", "the floor, none", again, 0, "")
    yield Figure("the same", "every tap is sent", f"{everything:,}")
    yield at_most(
        f"{len(CORRECTED)} days corrected, calls for each", "one to look, one to write", corrected / 3, 2.0, ""
    )
    yield Figure("the same", "every tap is sent", f"{(everything + len(late)) / 3:,.0f}")


if __name__ == "__main__":
    run(__doc__, measure)
