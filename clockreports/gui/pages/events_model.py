"""The clock events as a table that never holds them all: how many there were on each day, and the days looked at.

A million taps are a list of some hundred days. A day is read, beside the window, when one of its rows is painted.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer
from typing_extensions import override

from clockreports.domain.clock_events import ClockEvent
from clockreports.gui.day_taps import key_pressed
from clockreports.gui.plain_text import plain_tip
from clockreports.gui.tables import Index, Rows

_MOST_DAYS_KEPT: Final = 400
_ENOUGH_EVENTS_AT_ONCE: Final = 1_000
_PAUSE_MILLISECONDS: Final = 30
"""Nothing is read while somebody scrolls on: reading and painting would take turns, and the list would stutter."""
_MOST_EVENTS_KEPT: Final = 100_000


@dataclass(frozen=True, slots=True)
class EventLine:
    """A clock event, and whose it is, in words."""

    event: ClockEvent
    whose: str


Lines = Mapping[date, Sequence[EventLine]]
Days = Sequence[tuple[date, int]]
"""Days with events and how many, the newest first."""
Ask = Callable[[tuple[date, ...]], object]
"""Asked for the events of some days; `EventsModel.take` gets them later."""

COLUMNS: Final[tuple[tuple[str, Callable[[EventLine], str]], ...]] = (
    ("Date", lambda line: f"{line.event.at:%a %d/%m/%Y}"),
    ("Time", lambda line: f"{line.event.at:%H:%M:%S}" + (" (second pass)" if line.event.second_pass else "")),
    ("Number", lambda line: line.event.clock_id),
    ("Employee", lambda line: line.whose),
    ("Terminal", lambda line: line.event.terminal),
    ("Key", lambda line: key_pressed(line.event.status)),
)


class EventsModel(QAbstractTableModel):
    """Rows of clock events, the newest first; `ask` is called for days that are to be shown and not there yet."""

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._days: tuple[date, ...] = ()
        self._ends: list[int] = []  # of each day, the row after its last
        self._lines: OrderedDict[date, Sequence[EventLine]] = OrderedDict()
        self._wanted: OrderedDict[date, None] = OrderedDict()
        self._asking = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MILLISECONDS)
        self._soon.timeout.connect(self._ask_for_wanted)

    def show(self, days: Days, lines: Lines) -> None:
        """Show days with their numbers of events, the newest first; of some of them the events are there already."""
        self.beginResetModel()
        self._set_days(days)
        self._lines = OrderedDict(lines)
        self._wanted.clear()
        self._asking = False
        self.endResetModel()

    def complete(self, days: Days) -> None:
        """Show all days where only the newest ones were shown; the older ones come below them."""
        known = self.rowCount()
        if [*zip(self._days, self._ends, strict=True)] != _with_ends(days[: len(self._days)]):
            self.show(days, {})
        elif len(days) > len(self._days):
            self.beginInsertRows(QModelIndex(), known, sum(number for _day, number in days) - 1)
            self._set_days(days)
            self.endInsertRows()

    def _set_days(self, days: Days) -> None:
        self._days = tuple(day for day, _number in days)
        self._ends = [end for _day, end in _with_ends(days)]

    def take(self, lines: Lines) -> None:
        """Take the events of days that were asked for."""
        self._asking = False
        for day, of_day in lines.items():
            if (place := self._place(day)) is not None:
                self._lines[day] = of_day
                first = self._ends[place - 1] if place else 0
                self.dataChanged.emit(self.index(first, 0), self.index(self._ends[place] - 1, len(COLUMNS) - 1))
        self._forget_some()
        if self._wanted:
            self._soon.start()

    def line(self, row: int) -> EventLine | None:
        """Return what stands in a row; None, and ask for it, while that is not known."""
        place = bisect_right(self._ends, row)
        day = self._days[place]
        of_day = self._lines.get(day)
        if of_day is None:
            if day not in self._wanted and not self._asking:
                self._soon.start()
            self._wanted[day] = None
            self._wanted.move_to_end(day)
            return None
        self._lines.move_to_end(day)
        within = row - (self._ends[place - 1] if place else 0)
        return of_day[within] if within < len(of_day) else None

    def places(self, rows: Rows) -> dict[date, list[range]]:
        """Return where rows are: for each of their days, which of the day's events, counted from its newest."""
        found: dict[date, list[range]] = {}
        for some in rows:
            first = bisect_right(self._ends, some.start)
            for place in range(first, bisect_right(self._ends, some.stop - 1) + 1):
                begin, end = self._ends[place - 1] if place else 0, self._ends[place]
                within = range(max(some.start, begin) - begin, min(some.stop, end) - begin)
                found.setdefault(self._days[place], []).append(within)
        return found

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() or not self._ends else self._ends[-1]

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - likewise
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if role == _ALIGNMENT else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SHOWN:
            return None
        line = self.line(index.row())
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        title, text = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}: {text(line)}"
        return plain_tip(text(line)) if role == Qt.ItemDataRole.ToolTipRole else text(line)

    def _number(self, day: date) -> int:
        """Return how many events a day has."""
        place = self._place(day)
        return 0 if place is None else self._ends[place] - (self._ends[place - 1] if place else 0)

    def _place(self, day: date) -> int | None:
        place = bisect_right(self._days, -day.toordinal(), key=lambda each: -each.toordinal()) - 1
        return place if place >= 0 and self._days[place] == day else None

    def _ask_for_wanted(self) -> None:
        """Ask for the days painted last; what was scrolled past is asked for again if it is painted again."""
        wanted: list[date] = []
        rows = 0
        while self._wanted and rows < _ENOUGH_EVENTS_AT_ONCE:
            day, _nothing = self._wanted.popitem()
            wanted.append(day)
            rows += self._number(day)
        self._wanted.clear()
        if wanted and not self._asking:
            self._asking = True
            self._ask(tuple(wanted))

    def _forget_some(self) -> None:
        """Let go of the days not looked at for longest."""
        kept = sum(len(of_day) for of_day in self._lines.values())
        while len(self._lines) > 1 and (len(self._lines) > _MOST_DAYS_KEPT or kept > _MOST_EVENTS_KEPT):
            _day, gone = self._lines.popitem(last=False)
            kept -= len(gone)


def _with_ends(days: Days) -> list[tuple[date, int]]:
    """Return the days, each with the row after its last."""
    return [*zip((day for day, _number in days), accumulate(number for _day, number in days), strict=True)]


_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole
_SHOWN: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)
