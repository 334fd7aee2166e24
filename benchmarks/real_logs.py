"""Every real clock log goes the whole way: imported, paired, exported to the practice People HR, and again.

    python -m benchmarks.real_logs [FOLDER]

For each log a company is made for its user numbers. The table says what became of it; the last column has to be 0.
FOLDER is where the logs are; without it they are looked for where developers have them, and skipped when absent.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.bootstrap import App, open_app
from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.practice.company import Company, company_from
from clockreports.practice.server import PracticeServer
from clockreports.services.exporting import ExportOrder

FOLDER: Final = Path(__file__).parents[2] / "shared" / "data"
LOGS: Final = {
    "attlog_24k_keys_used.dat": None,
    "attlog_44k_corrupt_clock.dat": None,
    "attlog_560_five_columns.dat": None,
    "attlog_5k_status_always_0_crlf.dat": None,
    "GLG_001_inout_mode.TXT": None,
    "AGL_001_12h_month_first.TXT": "glog-month-first",
}
"""The logs, and the format where the content alone cannot tell."""

KEY: Final = "5eed5eed-0000-4000-8000-5eed5eed5eed"
EVERYTHING: Final = Period(date(1999, 1, 1), date(2026, 12, 31))
NEEDS_A_PERSON: Final = (DayState.NEEDS_ATTENTION, DayState.REFUSED, DayState.CONFLICT)


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one log."""

    rows: int
    added: int
    already_known: int
    quarantined: int
    sent: int
    needs_a_person: int
    other: int
    calls: int
    calls_again: int


def company_of(clock_ids: Iterator[str]) -> Company:
    """Return a company in which every user number has an employee."""
    numbers = sorted({canonical_clock_id(clock_id) for clock_id in clock_ids} - {"0"})
    employees = [
        {"EmployeeId": f"R{n}", "FirstName": "Person", "LastName": number, "TimeAndAttendanceID": number}
        for n, number in enumerate(numbers, 1)
    ]
    keys = [{"key": KEY, "rights": ["Employee", "Timesheet"]}]
    return company_from({"name": "Real Logs", "keys": keys, "employees": employees}, date(2026, 1, 1))


def passage(log: Path, format_name: str | None, folder: Path) -> Passage:
    """Take one log the whole way, in a profile of its own."""
    quick = {**os.environ, "CLOCKREPORTS_CALLS_PER_MINUTE": "1000000"}
    with open_app(folder, quick) as app:
        (imported,) = app.importing.import_files([log], format_name=format_name)
        if imported.problem is not None:
            raise imported.problem
        company = company_of(user.clock_id for user in app.events.users())
    with PracticeServer(company, calls_per_minute=0) as people_hr:
        connected = quick | {"CLOCKREPORTS_PEOPLEHR_KEY": KEY, "CLOCKREPORTS_PEOPLEHR_URL": people_hr.address}
        with open_app(folder, connected) as app:
            app.employees.sync(CancelToken(), lambda _seconds, _reason: None)
            counts, calls = export(app)
            _, calls_again = export(app)
    sent = counts.pop(DayState.SENT, 0)
    person = sum(counts.pop(state, 0) for state in NEEDS_A_PERSON)
    told = imported.counts
    return Passage(
        told.rows,
        told.added,
        told.already_known,
        told.quarantined,
        sent,
        person,
        sum(counts.values()),
        calls,
        calls_again,
    )


def export(app: App) -> tuple[dict[DayState, int], int]:
    """Export everything there is and return the days by state and the calls made."""
    report = app.exporting.run(ExportOrder(EVERYTHING), CancelToken())
    if report.problem is not None:
        raise report.problem
    return dict(report.counts), report.calls


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    print(
        "| log | rows | events | already known | set aside | days sent | need a person | other | calls | calls again |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, format_name in LOGS.items():
        if (folder / name).is_file():
            with tempfile.TemporaryDirectory() as profile:
                told = passage(folder / name, format_name, Path(profile))
            figures = (
                *(told.rows, told.added, told.already_known, told.quarantined),
                *(told.sent, told.needs_a_person, told.other, told.calls, told.calls_again),
            )
            print(f"| {name} | {' | '.join(f'{figure:,}' for figure in figures)} |", flush=True)


if __name__ == "__main__":
    main()
