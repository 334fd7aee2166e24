"""What leaves the window as text: the list as a file for a spreadsheet, and the report for whoever helps.

Neither holds the key. A cell that a spreadsheet would take for a formula is made plain text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from clockreports import __version__
from clockreports.base.errors import UnusableError
from clockreports.domain.ledger import DayState
from clockreports.domain.words import STATES, count, duration, span, times
from clockreports.gui.copying import harmless
from clockreports.gui.export_window.rows import DayRow, hours_of
from clockreports.services.exporting import ExportReport

HEADINGS: Final = ("Employee", "Id", "Date", "In and out", "Hours", "State", "Reason", "In People HR instead")
_WELL: Final = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNCHANGED, DayState.ALREADY_THERE})


def list_text(rows: Iterable[DayRow]) -> str:
    """Return rows as comma-separated values, one line each below the headings; days in ISO."""
    lines = (
        (
            row.name,
            row.line.employee_id,
            row.line.day.isoformat(),
            times(row.line.pairs),
            "" if row.minutes is None else hours_of(row.minutes),
            row.word,
            row.line.reason,
            times(row.line.before) if row.line.state is DayState.CONFLICT and row.line.before else "",
        )
        for row in rows
    )
    return as_csv(HEADINGS, lines)


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return lines of cells below their headings as comma-separated values."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return text.getvalue()


def save_list(path: Path, rows: Iterable[DayRow]) -> None:
    """Write the list; raises `UnusableError` when that cannot be."""
    save_text(path, list_text(rows))


def save_text(path: Path, text: str) -> None:
    """Write a list, with the mark by which spreadsheets know UTF-8; raises `UnusableError` when that cannot be."""
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        advice = f"Try another folder ({error.strerror})."
        raise UnusableError(f"The list could not be saved as {path}.", advice) from error


def support_text(report: ExportReport) -> str:
    """Return what happened, for somebody who can help: of employees their ids alone, and no key."""
    people = len(report.order.employee_ids)
    whom = count(people, "employee") if people else "all employees"
    lines = [
        f"ClockReports {__version__}, run {report.run or '–'}",
        f"{span(report.order.period)}; {whom}",
        f"{count(report.calls, 'call')}, {duration(report.seconds)}",
        *(f"{STATES[state]}: {report.counts[state]:,}" for state in STATES if report.counts[state]),
    ]
    if report.problem is not None:
        lines.append(f"Ended early: {report.problem.title} {report.problem.advice}")
    lines += [
        f"{line.employee_id} {line.day.isoformat()} {STATES[line.state]}: {line.reason}".rstrip(": ")
        for line in report.days
        if line.state not in _WELL
    ]
    return "\n".join(lines)
