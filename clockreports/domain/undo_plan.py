"""What undoing a run would do with each of its days, decided from what the runs had to say of them.

Pure functions; the numbered prose is docs/export.md. Owns whose work stands on a day as far as our runs know, and the
judgement of what is found there; makes no call itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from clockreports.domain.export_plan import NOT_IN_PEOPLE_HR
from clockreports.domain.ledger import DayKey, DayState, LedgerEntry
from clockreports.domain.people import Employee, natural_order
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.timesheets import Pairs, Standing

Story = Sequence[tuple[Run, RunDay]]
"""What the runs had to say of an employee-day, the oldest run first."""

NOT_KNOWN_BEFORE: Final = (
    "It is not known what stood there before: an older ClockReports changed this day, and did not write that down."
)
NOT_WRITABLE: Final = "What stood there before cannot be put back: it held an out without its in."
CHANGED_SINCE: Final = "Someone changed this day in People HR since, so it stays as it is."
DELETED_SINCE: Final = "Someone deleted this day in People HR since, so it stays as it is."
EMPTIED_SINCE: Final = "Someone took this day’s times out of People HR since, so it stays as it is."
COMMENTED_SINCE: Final = "Someone wrote a comment on this day in People HR, and deleting would lose it, so it stays."
DECIDED_SINCE: Final = "Someone decided that People HR’s times for this day are right."

UNDONE_ALREADY: Final = "This day was undone already."

_PUT_THERE: Final = frozenset({DayState.SENT, DayState.UPDATED})
_SEEN_THERE: Final = _PUT_THERE | {DayState.ALREADY_THERE}
_NOT_SURE: Final = frozenset({DayState.INTENDED, DayState.UNKNOWN})


class UndoStep(StrEnum):
    """What undoing a day takes."""

    PUT_BACK = "put_back"
    DELETE = "delete"
    LEAVE = "leave"


class UndoState(StrEnum):
    """How a day of an undoing ends, or would end."""

    PUT_BACK = "put_back"
    DELETED = "deleted"
    TO_DELETE = "to_delete"
    """It was not there before, and nobody has confirmed yet that it may be deleted."""
    LEFT = "left"
    """Somebody touched it since, a later run did, or it is not known what stood there before."""
    AS_BEFORE = "as_before"
    """Somebody did the same in People HR since: there was nothing to put back or to delete."""
    ALREADY = "already_undone"
    """This run was undone before, as far as this day goes."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_DONE = "not_done"


TAKEN_BACK: Final = frozenset({UndoState.PUT_BACK, UndoState.DELETED, UndoState.AS_BEFORE})
"""Of these days the run counts as undone from now on: exports leave them alone."""


@dataclass(frozen=True, slots=True)
class UndoDay:
    """An employee-day that a run dealt with: `line` is the run's, `wanted` what the clocks say now.

    `ours` is what stood there before the run and was ours (None: nothing ever was). `reason` says why it is left.
    `perhaps` are calls of later runs on that day, of which it is not known whether they were done.
    """

    employee: Employee
    line: RunDay
    step: UndoStep
    reason: str = ""
    ours: Pairs | None = None
    wanted: Pairs = ()
    entry: LedgerEntry | None = None
    perhaps: Story = ()

    @property
    def day(self) -> date:
        """Which day it is."""
        return self.line.day

    @property
    def key(self) -> DayKey:
        """Whose day it is, and which."""
        return self.line.employee, self.line.day

    @property
    def sent(self) -> Pairs:
        """What the run put there."""
        return self.line.pairs

    @property
    def before(self) -> Pairs | None:
        """What stood there before the run, to the minute, as it can be put back; None for no timesheet."""
        return None if self.line.before is None else tuple(pair.in_minutes() for pair in self.line.before)

    @property
    def calls(self) -> int:
        """How many calls it will take, if all goes well; the look is shared with the days beside it."""
        return 0 if self.step is UndoStep.LEAVE else 2


def undo_plan(
    run: Run,
    stories: Mapping[DayKey, Story],
    employees: Mapping[int, Employee],
    wanted: Mapping[DayKey, Pairs],
    ledger: Mapping[DayKey, LedgerEntry],
) -> list[UndoDay]:
    """Decide about every day that the run sent, or may have; per employee (by id), oldest day first."""
    days = []
    for key, story in stories.items():
        line = next((line for told_by, line in story if told_by.number == run.number), None)
        employee = employees.get(key[0])
        if line is not None and employee is not None and (line.wrote or line.state in _PUT_THERE):
            decided = _decide(run, line, story, employee, ledger.get(key))
            days.append(replace(decided, wanted=wanted.get(key, ())))
    return sorted(days, key=lambda day: (natural_order(day.employee.employee_id), *day.key))


def _decide(run: Run, line: RunDay, story: Story, employee: Employee, entry: LedgerEntry | None) -> UndoDay:
    layers = _layers(story)
    perhaps: list[tuple[Run, RunDay]] = []
    while layers and layers[-1][0].number > run.number and layers[-1][1].state in _NOT_SURE:
        perhaps.append(layers.pop())
    why = _why_left(run, line, story, layers)
    if not why and not employee.employee_id:
        why = NOT_IN_PEOPLE_HR
    if not why and entry is not None and entry.state is DayState.KEPT:
        why = DECIDED_SINCE
    if not why and any(pair.time_in == pair.time_out for pair in line.before or ()):
        why = NOT_WRITABLE
    if why:
        return UndoDay(employee, line, UndoStep.LEAVE, why)
    step = UndoStep.DELETE if line.before is None else UndoStep.PUT_BACK
    ours = layers[-2][1].pairs if len(layers) > 1 else None
    return UndoDay(employee, line, step, "", ours, entry=entry, perhaps=tuple(perhaps))


def _layers(story: Story) -> list[tuple[Run, RunDay]]:
    """Return what our runs put there, or found there as they wanted it, one over the other; what was undone is off.

    A call whose answer was lost counts as done, unless what a later run found there shows that it was not.
    """
    layers: list[tuple[Run, RunDay]] = []
    perhaps: RunDay | None = None  # an undoing whose answer was lost
    for run, line in story:
        top = layers[-1][1] if layers else None
        if run.undoes:
            if line.state is DayState.UNDONE:
                del layers[-1:]
                perhaps = None
            elif line.state in _NOT_SURE:
                perhaps = line
        elif line.state is DayState.UNDONE and perhaps is not None:
            if (line.before or ()) == perhaps.pairs:
                del layers[-1:]
            perhaps = None
        elif line.wrote:
            if top is not None and _is_gone(top, perhaps, line):
                del layers[-1:]
            layers.append((run, line))
            perhaps = None
        elif line.state in _SEEN_THERE and (top is None or top.pairs != line.pairs):
            layers.append((run, line))
    return layers


def _is_gone(top: RunDay, perhaps: RunDay | None, newer: RunDay) -> bool:
    """Whether what a newer line found there shows that the top layer was never done, or was undone after all."""
    if perhaps is not None and (newer.before or ()) == perhaps.pairs:
        return True
    return top.state in _NOT_SURE and newer.before != top.pairs


def _why_left(run: Run, line: RunDay, story: Story, layers: Story) -> str:
    """Say why a day is not this run's to undo; "" when it is."""
    if not line.wrote:
        lost = (told_by for told_by, other in story if other.wrote and other.pairs == line.pairs)
        earlier = next((told_by for told_by in lost if told_by.number < run.number), None)
        return NOT_KNOWN_BEFORE if earlier is None else f"Run {earlier.number} sent this day: undo that run."
    top = layers[-1][0].number if layers else 0
    if top == run.number:
        return ""
    if top > run.number:
        return _by_later(layers[-1][0])
    return UNDONE_ALREADY


def _by_later(run: Run) -> str:
    return f"Run {run.number} dealt with this day since."


class Found(StrEnum):
    """What is found on a day that is to be undone."""

    AS_SENT = "as_sent"
    AS_BEFORE = "as_before"
    TOUCHED = "touched"


def judge(day: UndoDay, there: Standing | None) -> tuple[Found, str]:
    """Judge what stands there now (None: no timesheet), and say why it stays when somebody touched it."""
    pairs = None if there is None else there.pairs
    if pairs == day.before:
        return Found.AS_BEFORE, ""
    if there is None:
        return Found.TOUCHED, DELETED_SINCE
    later = next((run for run, line in day.perhaps if line.pairs == there.pairs), None)
    if later is not None:
        return Found.TOUCHED, _by_later(later)
    if there.pairs != day.sent:
        return Found.TOUCHED, CHANGED_SINCE if there.pairs else EMPTIED_SINCE
    if day.step is UndoStep.DELETE and there.commented:
        return Found.TOUCHED, COMMENTED_SINCE
    return Found.AS_SENT, ""


def stories_of(lines: Iterable[tuple[Run, Iterable[RunDay]]], keys: Iterable[DayKey]) -> dict[DayKey, Story]:
    """Return the stories of these days from the lines of runs, the oldest run first."""
    stories: dict[DayKey, list[tuple[Run, RunDay]]] = {key: [] for key in keys}
    for run, told in lines:
        for line in told:
            if (line.employee, line.day) in stories:
                stories[line.employee, line.day].append((run, line))
    return dict(stories)
