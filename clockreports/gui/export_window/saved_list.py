"""What leaves the window as text: the list as a file for a spreadsheet, and the report for whoever helps.

Neither holds the key. A cell that a spreadsheet would take for a formula is made plain text.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from clockreports import __version__
from clockreports.base.errors import UnusableError
from clockreports.domain.ledger import DayState
from clockreports.domain.words import STATES, duration, span, times
from clockreports.gui.export_window.rows import DayRow, hours_of
from clockreports.services.exporting import ExportReport

HEADINGS: Final = ("Employee", "Id", "Date", "In and out", "Hours", "State", "Reason", "In People HR instead")
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - Excel knows the wide ones too
_WELL: Final = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNCHANGED, DayState.ALREADY_THERE})


def list_text(rows: Iterable[DayRow]) -> str:
    """Return rows as comma-separated values, one line each below the headings; days in ISO."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        line = row.line
        cells = (
            row.name,
            line.employee_id,
            line.day.isoformat(),
            times(line.pairs),
            "" if row.minutes is None else hours_of(row.minutes),
            row.word,
            line.reason,
            times(line.before) if line.state is DayState.CONFLICT and line.before else "",
        )
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def save_list(path: Path, rows: Iterable[DayRow]) -> None:
    """Write the list, with the mark by which spreadsheets know UTF-8; raises `UnusableError` when that cannot be."""
    try:
        path.write_text(list_text(rows), encoding="utf-8-sig", newline="")
    except OSError as error:
        advice = f"Try another folder ({error.strerror})."
        raise UnusableError(f"The list could not be saved as {path}.", advice) from error


def support_text(report: ExportReport, title: str = "") -> str:
    """Return what happened, for somebody who can help: no names and no key, only ids, days, states and reasons."""
    lines = [
        f"ClockReports {__version__}, run {report.run or '–'}",
        f"{span(report.order.period)}; {len(report.order.employee_ids) or 'all'} employees",
        f"{report.calls} calls, {duration(report.seconds)}",
        *(f"{STATES[state]}: {report.counts[state]:,}" for state in STATES if report.counts[state]),
    ]
    if report.problem is not None:
        lines.append(f"Ended early: {report.problem.title} {report.problem.advice}")
    lines += [title] if title else []
    lines += [
        f"{line.employee_id} {line.day.isoformat()} {STATES[line.state]}: {line.reason}".rstrip(": ")
        for line in report.days
        if line.state not in _WELL
    ]
    return "\n".join(lines)
