"""How long an export of 1,000 people and 31 days takes to plan, and whether older events slow it down.

    python -m benchmarks.planning [--markdown FILE]

The same month is planned from a database that holds seven years, 10,000,000 events, and from one that holds little more
than the month. To make the former takes a minute or two.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.firm import TAPS_A_DAY, Firm
from benchmarks.processes import in_turns, processor_seconds, ratio
from benchmarks.table import Figure, at_most, run
from clockreports.bootstrap import App
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.periods import Period
from clockreports.services.exporting import ExportOrder

PEOPLE: Final = 1_000
EVENTS: Final = 10_000_000
MONTH: Final = Period(date(2026, 3, 1), date(2026, 3, 31))
ROUNDS: Final = 5


def measure() -> Iterator[Figure]:
    """Plan the month in turns, from both databases and again once everything in it has been sent."""
    long_ago = date.fromordinal(MONTH.last.toordinal() - EVENTS // (PEOPLE * TAPS_A_DAY) + 1)
    firms = {
        "years": Firm(PEOPLE, Period(long_ago, MONTH.last)),
        "month": Firm(PEOPLE, Period(date(2026, 2, 1), MONTH.last)),
    }
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        apps = {name: opened.enter_context(firm.app(Path(folder) / name)) for name, firm in firms.items()}
        first = in_turns({name: _planning(app) for name, app in apps.items()}, ROUNDS)
        _send_everything(apps["years"])
        again = in_turns({"years": _planning(apps["years"])}, ROUNDS)
    days = f"{PEOPLE:,} people, {MONTH.days} days"
    yield at_most(f"planning {days}, {EVENTS:,} events stored", "the clock", median(first["years"]), 2.0, "s")
    yield at_most("the same, everything in it sent already", "the clock", median(again["years"]), 2.0, "s")
    yield at_most("the same", "little more than the month stored", ratio(first["years"], first["month"]), 1.2)


def _planning(app: App) -> Callable[[], float]:
    def plan() -> None:
        report = app.exporting.preview(ExportOrder(MONTH))
        if len(report.days) != PEOPLE * MONTH.days:
            raise AssertionError(f"{len(report.days)} days were planned.")

    return lambda: processor_seconds(plan)


def _send_everything(app: App) -> None:
    """Write into the ledger what an export that sent every day would have written."""
    days = app.exporting.preview(ExportOrder(MONTH)).days
    with app.exporting.leased() as lease:
        for day in days:
            entry = LedgerEntry(day.employee, day.day, DayState.SENT, day.pairs, day.pairs)
            app.exporting.ledger.write(lease, entry)


if __name__ == "__main__":
    run(__doc__, measure)
