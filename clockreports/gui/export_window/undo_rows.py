"""A day of an undoing as a row, and what there is to say of an undoing in sentences. Plain values, no widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clockreports.domain.ledger import DayKey
from clockreports.domain.people import natural_order
from clockreports.domain.runs import Run
from clockreports.domain.undo_plan import TAKEN_BACK, UndoState
from clockreports.domain.words import (
    PLANNED_UNDO_STATES,
    UNDO_STATES,
    count,
    counted,
    day,
    days_between,
    duration,
    moment,
    times,
)
from clockreports.gui.icons import Picture, icon
from clockreports.gui.tables import Column
from clockreports.services.undoing import UndoneDay, UndoReport

NOTHING_TO_UNDO: Final = "This run sent nothing, so there is nothing to undo."
STAYS_UNDONE: Final = (
    "Exports leave undone days alone until their taps change. “Retry failed” after an export sends them again."
)

_PICTURES: Final[Mapping[UndoState, Picture]] = {
    UndoState.PUT_BACK: Picture.OK,
    UndoState.DELETED: Picture.OK,
    UndoState.TO_DELETE: Picture.WARNING,
    UndoState.LEFT: Picture.CONFLICT,
    UndoState.AS_BEFORE: Picture.UNCHANGED,
    UndoState.ALREADY: Picture.UNCHANGED,
    UndoState.REFUSED: Picture.REFUSED,
    UndoState.UNKNOWN: Picture.UNKNOWN,
    UndoState.NOT_DONE: Picture.WAITING,
}
_PLANNED_PICTURES: Final[Mapping[UndoState, Picture]] = {**_PICTURES, UndoState.PUT_BACK: Picture.CHANGED}
_NEEDS_NO_REASON: Final = frozenset({UndoState.AS_BEFORE, UndoState.ALREADY})
_ORDER: Final = tuple(UNDO_STATES)


@dataclass(frozen=True, slots=True)
class UndoRow:
    """A day of an undoing; `done` tells what became of it from what would."""

    undone: UndoneDay
    done: bool

    @property
    def key(self) -> DayKey:
        """Whose day it is, and which."""
        return self.undone.day.key

    @property
    def picture(self) -> Picture:
        """The drawing beside the word."""
        return (_PICTURES if self.done else _PLANNED_PICTURES)[self.undone.state]

    @property
    def happening(self) -> str:
        """What will happen, or happened, and why."""
        word = (UNDO_STATES if self.done else PLANNED_UNDO_STATES)[self.undone.state]
        reason = self.undone.line.reason
        return word if not reason or self.undone.state in _NEEDS_NO_REASON else f"{word}: {reason}"

    @property
    def before(self) -> str:
        """What stood there before the run."""
        pairs = self.undone.day.before
        return "nothing" if pairs is None else times(pairs) or "no times"


def undo_rows(report: UndoReport) -> tuple[UndoRow, ...]:
    """Return the days of a report, in its order."""
    return tuple(UndoRow(undone, report.number is not None) for undone in report.days)


def undo_columns() -> tuple[Column[UndoRow], ...]:
    """Return the columns of a list of days to undo."""
    icons = {picture: icon(picture) for picture in {*_PICTURES.values(), *_PLANNED_PICTURES.values()}}
    return (
        Column[UndoRow]("Employee", lambda row: row.undone.day.employee.name),
        Column[UndoRow](
            "Id",
            lambda row: row.undone.line.employee_id,
            lambda row: natural_order(row.undone.line.employee_id),
        ),
        Column[UndoRow]("Date", lambda row: day(row.undone.line.day), lambda row: row.undone.line.day.toordinal()),
        Column[UndoRow]("The run sent", lambda row: times(row.undone.day.sent)),
        Column[UndoRow]("Before it", lambda row: row.before),
        Column[UndoRow](
            "What happens",
            lambda row: row.happening,
            lambda row: (_ORDER.index(row.undone.state), row.undone.line.reason),
            icon=lambda row: icons[row.picture],
        ),
    )


def run_sentence(run: Run) -> str:
    """Return which run it is."""
    began = moment(run.started.astimezone())
    return f"Run {run.number}, {days_between(run.period)}, by {run.user} on {run.host}, {began}"


def undo_sentence(report: UndoReport) -> str:
    """Return "12 put back · 17 deleted · took 4 s"."""
    if not report.days:
        return NOTHING_TO_UNDO
    words = PLANNED_UNDO_STATES if report.number is None else UNDO_STATES
    told = " · ".join(counted(report.counts[state], word) for state, word in words.items() if report.counts[state])
    return told if report.number is None else f"{told} · took {duration(report.seconds)}"


def can_put_back(report: UndoReport) -> int:
    """Return how many days can be undone without deleting any, after a look."""
    return report.counts[UndoState.PUT_BACK] + report.counts[UndoState.AS_BEFORE]


def delete_words(days: int) -> str:
    """Return what the box says that also lets days be deleted."""
    them = "it was" if days == 1 else "they were"
    return f"Also &delete {count(days, 'day')} in People HR: {them} not there before this run"


def is_undone(report: UndoReport) -> bool:
    """Whether any day was undone."""
    return report.number is not None and bool(report.counts.keys() & TAKEN_BACK)
