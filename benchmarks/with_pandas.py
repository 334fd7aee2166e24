"""The same jobs as somebody who knows pandas would do them; only `main` and what is called need pandas to be there.

python -m benchmarks.with_pandas LOG DATABASE       imports a log into a database of its own
"""

import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from benchmarks.table import Figure
from clockreports.domain.clock_events import ClockEvent

IS_THERE: Final = find_spec("pandas") is not None
MISSING: Final = Figure(
    "the same", "pandas", "not measured: pandas is not installed; `pip install --group benchmarks` installs it"
)

_REPEAT, _GAP, _LONGEST, _INTERVAL = (
    timedelta(seconds=60),
    timedelta(hours=4),
    timedelta(hours=16),
    timedelta(hours=12),
)

_Shift = tuple[date, list[tuple[datetime, datetime]], list[str]]
"""The day it counts for, its intervals, and what is odd about it."""


def import_log(log: str, database: str) -> None:
    """Read a log of a ZKTeco terminal and append it to a table that takes every tap once."""
    pandas: Any = import_module("pandas")
    sqlalchemy: Any = import_module("sqlalchemy")
    names = ["clock_id", "at", "terminal", "status", "verify", "work_code"]
    texts = dict.fromkeys(("clock_id", "terminal", "status"), str)
    rows = pandas.read_csv(log, sep="\t", header=None, names=names, dtype=texts, parse_dates=["at"])
    rows["clock_id"] = rows["clock_id"].str.strip()
    key = ["terminal", "clock_id", "at", "status"]
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"CREATE TABLE clock_events ({', '.join(key)}, UNIQUE ({', '.join(key)}))")
    engine = sqlalchemy.create_engine(f"sqlite:///{database}")
    rows[key].drop_duplicates().to_sql("clock_events", engine, if_exists="append", index=False)


def frame_of(events: Iterable[ClockEvent]) -> Any:  # noqa: ANN401 - a DataFrame
    """Return taps as a frame of persons and wall times."""
    pandas: Any = import_module("pandas")
    return pandas.DataFrame([(event.clock_id, event.at) for event in events], columns=["person", "at"])


def work_days(taps: Any, zone: str) -> int:  # noqa: ANN401 - a DataFrame
    """Pair taps by the rules of `clockreports.domain.pairing` and return how many shifts there are."""
    ordered = taps.sort_values(["person", "at"])
    walls = ordered["at"].dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    ordered["moment"] = walls.dt.tz_convert("UTC")
    shifts = ordered.groupby("person")[["at", "moment"]].apply(_shifts)
    return sum(map(len, shifts))


def _shifts(own: Any) -> list[_Shift]:  # noqa: ANN401 - a DataFrame
    shifts: list[list[Any]] = []
    for tap in own.itertuples(index=False):
        if shifts:
            taps = shifts[-1]
            pause = tap.moment - taps[-1].moment
            if pause <= _REPEAT:
                continue
            if tap.moment - taps[0].moment <= _LONGEST and (pause < _GAP or len(taps) % 2):
                taps.append(tap)
                continue
        shifts.append([tap])
    return [_shift(taps) for taps in shifts]


def _shift(taps: list[Any]) -> _Shift:
    pairs = list(zip(taps[::2], taps[1::2], strict=False))
    odd = ["too long" for start, end in pairs if end.moment - start.moment > _INTERVAL]
    odd += ["missing tap"] if len(taps) % 2 else []
    return taps[0].at.date(), [(start.at, end.at) for start, end in pairs], odd


if __name__ == "__main__":
    import_log(*sys.argv[1:])
