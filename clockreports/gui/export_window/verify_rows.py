"""A day that differs as a row, and what a comparison with People HR found in sentences. Plain values, no widget."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from clockreports.domain.drift import Drift, DriftedDay
from clockreports.domain.ledger import DayKey
from clockreports.domain.people import Employee, natural_order
from clockreports.domain.words import DRIFTS, count, counted, day, duration, listed, times
from clockreports.gui.export_window.saved_list import as_csv
from clockreports.gui.icons import Picture, icon
from clockreports.gui.tables import Column
from clockreports.services.verifying import VerifyReport

ALL_IS_WELL: Final = "Everything in People HR is as ClockReports left it."
NOBODY: Final = "Nobody is linked, and nothing was sent, in this period: there is nothing to compare."

_HEADINGS: Final = ("Employee", "Id", "Date", "What", "ClockReports left", "People HR has")
_PICTURES: Final = {
    Drift.MISSING_THERE: Picture.WARNING,
    Drift.DIFFERENT_THERE: Picture.CONFLICT,
    Drift.ONLY_THERE: Picture.NEW,
}
_ORDER: Final = tuple(DRIFTS)


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A day that differs, with whose it is."""

    drifted: DriftedDay
    employee: Employee

    @property
    def key(self) -> DayKey:
        """Whose day it is, and which."""
        return self.drifted.employee, self.drifted.day

    @property
    def word(self) -> str:
        """How it differs, in a word."""
        return DRIFTS[self.drifted.drift]


def drift_rows(report: VerifyReport) -> tuple[DriftRow, ...]:
    """Return the days of a report that differ, in its order."""
    return tuple(DriftRow(drifted, report.employees[drifted.employee]) for drifted in report.found.days)


def drift_columns() -> tuple[Column[DriftRow], ...]:
    """Return the columns of a list of days that differ."""
    icons = {drift: icon(picture) for drift, picture in _PICTURES.items()}
    employee, identity, date, what, left, there = _HEADINGS
    return (
        Column[DriftRow](employee, lambda row: row.employee.name),
        Column[DriftRow](
            identity, lambda row: row.employee.employee_id, lambda row: natural_order(row.employee.employee_id)
        ),
        Column[DriftRow](date, lambda row: day(row.drifted.day), lambda row: row.drifted.day.toordinal()),
        Column[DriftRow](
            what,
            lambda row: row.word,
            lambda row: _ORDER.index(row.drifted.drift),
            icon=lambda row: icons[row.drifted.drift],
        ),
        Column[DriftRow](left, lambda row: times(row.drifted.here) or "–"),
        Column[DriftRow](there, lambda row: times(row.drifted.there) or "–"),
    )


def drift_text(rows: Iterable[DriftRow]) -> str:
    """Return rows as comma-separated values; days in ISO."""
    lines = (
        (
            row.employee.name,
            row.employee.employee_id,
            row.drifted.day.isoformat(),
            row.word,
            times(row.drifted.here),
            times(row.drifted.there),
        )
        for row in rows
    )
    return as_csv(_HEADINGS, lines)


def found_sentence(report: VerifyReport) -> str:
    """Return "109 days agree · 1 missing there · 3 not sent yet · took 5 s"."""
    parts = [count(report.found.agree, "day agrees", "days agree")]
    parts += [counted(report.counts[drift], word) for drift, word in DRIFTS.items() if report.counts[drift]]
    parts += [f"{report.days_not_read:,} not read"] if report.unread else []
    parts += [f"{report.found.waiting:,} not sent yet"] if report.found.waiting else []
    return f"{' · '.join(parts)} · took {duration(report.seconds)}"


def unread_sentence(report: VerifyReport) -> str:
    """Return who could not be read, and why; "" when everybody could, or had no turn."""
    told = {(unread.question.employee, unread.reason): None for unread in report.unread if unread.reason}
    if not told:
        return ""
    who = (f"{person.name} ({reason.rstrip('.')})" for person, reason in told)
    return f"Not read: {listed(who, most=5)}."


def elsewhere_sentence(report: VerifyReport) -> str:
    """Return that somebody was exporting meanwhile; "" when nobody was."""
    if report.holder is None:
        return ""
    who = f"{report.holder.user} on {report.holder.host}"
    return f"{who} is exporting: days on their way may be told here. Verify again when that is done."
