"""What importing a log of 1,000,000 taps costs, as whole processes.

    python -m benchmarks.importing [--markdown FILE]

It is compared with bare SQLite, which looks at nothing, and with pandas, which may be missing
(`pip install --group benchmarks`).
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import with_pandas
from benchmarks.firm import Firm
from benchmarks.processes import cost, in_turns, ratio
from benchmarks.table import Figure, at_least, at_most, run
from clockreports.domain.periods import Period

ROWS: Final = 1_000_000
ROUNDS: Final = 3
FIRM: Final = Firm(1_000, Period(date(2025, 1, 1), date(2025, 12, 31)))


def measure() -> Iterator[Figure]:
    """Import the same log in turns, each time into a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "1_attlog.dat"
        FIRM.write_log(log, ROWS)
        names = (str(Path(folder) / str(number)) for number in count())
        most: list[float] = []

        def ours() -> float:
            profile = next(names)
            program = [sys.executable, "-m", "clockreports", "--profile", profile]
            cost([*program, "doctor"])  # makes the database
            spent = cost([*program, "import", str(log)], fine=(0, 1))  # nobody is linked yet: 1 says so
            most.append(spent.megabytes)
            return spent.seconds

        def other(module: str) -> float:
            return cost([sys.executable, "-m", f"benchmarks.{module}", str(log), next(names)]).seconds

        measured = {"ours": ours, "bare": lambda: other("bare_sqlite")}
        if with_pandas.IS_THERE:
            measured["pandas"] = lambda: other("with_pandas")
        found = in_turns(measured, ROUNDS)
    what = f"importing {ROWS:,} rows"
    yield Figure(what, "–", f"{median(found['ours']):.2f} s")
    yield at_most(what, "bare `sqlite3` executemany, same key", ratio(found["ours"], found["bare"]), 2.0)
    if with_pandas.IS_THERE:
        faster = ratio(found["pandas"], found["ours"])
        yield at_least("how many times faster it is", "pandas read_csv and to_sql, same key", faster, 3.0)
    else:
        yield with_pandas.MISSING
    yield at_most("the most memory it held", "–", max(most), 200, "MB")


if __name__ == "__main__":
    run(__doc__, measure)
