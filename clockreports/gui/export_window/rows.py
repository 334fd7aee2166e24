"""An employee-day as a row: its words, its drawing, its hours. Plain values; a drawing is only named here.

The same words as on the command line: before a day is done it is New or Changed, afterwards Sent or Updated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

from clockreports.domain.export_plan import NO_TAPS_ANY_MORE
from clockreports.domain.ledger import DayKey, DayState
from clockreports.domain.runs import RunDay
from clockreports.domain.splitting import LAST_MINUTE, MIDNIGHT
from clockreports.domain.timesheets import Pairs
from clockreports.domain.words import PLANNED_STATES, STATES, hours, times
from clockreports.gui.icons import Picture

WORDS: Final = tuple(dict.fromkeys((PLANNED_STATES[DayState.SENT], PLANNED_STATES[DayState.UPDATED], *STATES.values())))
"""Every word for how a day stands, in the order in which they are told: those of a plan first."""

_PICTURES: Final[Mapping[DayState, Picture]] = {
    DayState.SENT: Picture.OK,
    DayState.UPDATED: Picture.OK,
    DayState.UNCHANGED: Picture.UNCHANGED,
    DayState.ALREADY_THERE: Picture.OK,
    DayState.REFUSED: Picture.REFUSED,
    DayState.CONFLICT: Picture.CONFLICT,
    DayState.UNKNOWN: Picture.UNKNOWN,
    DayState.NOT_SENT: Picture.WAITING,
    DayState.UNDONE: Picture.WAITING,
    DayState.NEEDS_ATTENTION: Picture.WARNING,
}
_PLANNED_PICTURES: Final[Mapping[DayState, Picture]] = {
    **_PICTURES,
    DayState.SENT: Picture.NEW,
    DayState.UPDATED: Picture.CHANGED,
}
_BY_WORD: Final = {STATES[state]: picture for state, picture in _PICTURES.items()} | {
    PLANNED_STATES[state]: picture for state, picture in _PLANNED_PICTURES.items() if state in {*PLANNED_STATES}
}

_DAY: Final = 24 * 60  # minutes
_ONE_DAY: Final = timedelta(days=1)

_NIGHTS: Final = {
    (True, False): "first part of a night shift",
    (False, True): "second part of a night shift",
    (True, True): "parts of two night shifts",
}
"""By whether one begins on a day, and whether one ends."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """An employee-day with its employee's name; `done` tells what became of it from what will.

    `night` says which part of a night shift it holds, if any.
    """

    line: RunDay
    name: str
    done: bool = False
    night: str = ""

    @property
    def key(self) -> DayKey:
        """Whose day it is, and which."""
        return self.line.employee, self.line.day

    @property
    def word(self) -> str:
        """How the day stands, in a word."""
        return (STATES if self.done else PLANNED_STATES)[self.line.state]

    @property
    def picture(self) -> Picture:
        """The drawing beside the word."""
        return picture_of(self.word)

    @property
    def minutes(self) -> int | None:
        """The minutes between in and out, by the wall; None while the times are not settled."""
        return None if self.line.state is DayState.NEEDS_ATTENTION else minutes_of(self.line.pairs)

    @property
    def happening(self) -> str:
        """What will happen, or happened, and why."""
        why = _there(self.line.before) if self.line.state is DayState.CONFLICT else self.line.reason
        told = f"{self.word}, {self.night}" if self.night else self.word
        return f"{told}: {why}" if why else told

    @property
    def whole_story(self) -> str:
        """The same, with everything that is known of it, and what to do."""
        if self.line.state is DayState.CONFLICT:
            return f"{self.happening}. {self.line.reason} Double-click to see both versions, and decide."
        if self.line.state is DayState.NEEDS_ATTENTION and self.line.reason != NO_TAPS_ANY_MORE:
            return f"{self.happening} Double-click to see the day’s taps; what they leave open, enter in People HR."
        return self.happening


def rows_of(lines: Iterable[RunDay], names: Mapping[int, str], *, done: bool = False) -> tuple[DayRow, ...]:
    """Return lines of a plan or of a run as rows."""
    lines = tuple(lines)
    nights = _nights(lines)
    return tuple(
        DayRow(line, names.get(line.employee, line.employee_id), done, nights.get((line.employee, line.day), ""))
        for line in lines
    )


def _nights(lines: Iterable[RunDay]) -> dict[DayKey, str]:
    """Return which days hold parts of night shifts: work until the last minute, that goes on at midnight.

    Of a day that is not among the lines it is taken for granted.
    """
    known = {(line.employee, line.day): line.pairs for line in lines if line.pairs}
    nights = {}
    for (employee, day), pairs in known.items():
        before, after = known.get((employee, day - _ONE_DAY)), known.get((employee, day + _ONE_DAY))
        begins = pairs[-1].time_out == LAST_MINUTE and (after is None or after[0].time_in == MIDNIGHT)
        ends = pairs[0].time_in == MIDNIGHT and (before is None or before[-1].time_out == LAST_MINUTE)
        if begins or ends:
            nights[employee, day] = _NIGHTS[begins, ends]
    return nights


def picture_of(word: str) -> Picture:
    """Return the drawing that goes with a word for how a day stands."""
    return _BY_WORD[word]


def minutes_of(pairs: Pairs) -> int | None:
    """Add up the minutes between in and out, by the wall; None while an out is missing, or without any pair."""
    if not pairs:
        return None
    total = 0
    for pair in pairs:
        if pair.time_out is None:
            return None
        total += (_minute(pair.time_out) - _minute(pair.time_in)) % _DAY
    return total


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def hours_of(minutes: int | None) -> str:
    """Return "7:36", and "–" where nothing can be added up."""
    return "–" if minutes is None else hours(minutes)


def _there(pairs: Pairs | None) -> str:
    return f"People HR has {times(pairs)}" if pairs else "People HR has nothing on this day"
