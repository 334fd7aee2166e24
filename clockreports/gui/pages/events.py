"""The page of clock events: every tap there is, the newest first, or those of somebody."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.people import User
from clockreports.domain.words import count
from clockreports.gui.copying import as_text
from clockreports.gui.find_field import FindField
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.pages.events_model import COLUMNS, Days, EventLine, EventsModel, Lines
from clockreports.gui.session import Session
from clockreports.gui.tables import Rows, TableView
from clockreports.gui.theme import GRID, side_by_side, wrapped
from clockreports.gui.users_words import Owners
from clockreports.services.employees import Roll

if TYPE_CHECKING:
    from clockreports.bootstrap import App

_ROWS_AT_FIRST: Final = 100
_DAYS_AT_FIRST: Final = 14
"""The newest days, until there are so many rows or so many days were looked at, are shown before all are counted."""


@dataclass(frozen=True, slots=True)
class _Events:
    """What was found for `words`: the users they mean (None: all), how many events they have, and the newest few."""

    words: str
    users: Collection[tuple[str, str]] | None
    total: int
    newest: Lines
    owners: Owners
    any_event: bool

    @property
    def days(self) -> Days:
        return [(day, len(lines)) for day, lines in self.newest.items()]


_MOST_ROWS_COPIED: Final = 100_000


class EventsPage(Page):
    """The page; its empty state offers to import clock events."""

    def __init__(self, session: Session, import_events: Callable[[], object]) -> None:
        self._import = import_events
        self._words = ""
        self._events: _Events | None = None
        self._days: dict[date, int] = {}
        self._empty: EmptyState | None = EmptyState("Loading…")
        self._model = EventsModel(self._ask)
        self._view = TableView("Clock events, the newest first", self._model)
        self._model.setParent(self._view)
        self._view.horizontalHeader().setResizeContentsPrecision(_ROWS_AT_FIRST)  # more are not there yet
        self._view.copying = self._copy
        super().__init__(session, "Clock &events", self._view, lambda app: _read(app, self._words), self._fill)
        self._find = FindField("F&ind", "A number, a name or an employee id", self._search)
        self._total = wrapped("")
        self.surround([side_by_side(self._find, self._total, wide=self._total, spacing=2 * GRID)], [])

    def _search(self, words: str) -> None:
        self._words = words
        self.refresh()

    def _fill(self, events: _Events) -> EmptyState | None:
        if events.words == self._words:  # else an answer to an earlier question, and the right one is on its way
            self._events, self._days = events, dict(events.days)
            self._model.show(events.days, events.newest)
            self._view.fit_once()
            self._total.setText(_told(events))
            self._find.setVisible(events.any_event)
            self._empty = self._why_empty(events)
            if events.total > self._model.rowCount():
                self._count(events)
        return self._empty

    def _count(self, events: _Events) -> None:
        """Count the events of every day, so that the table can be scrolled to its end."""
        app, failed = self._session.app, partial(self._not_read, events)
        self._session.workers.start(
            self, lambda _cancel: app.events.days(events.users), partial(self._counted, events), failed
        )

    def _counted(self, asked: _Events, days: Days) -> None:
        if asked is self._events:
            self._days = dict(days)
            self._model.complete(days)

    def _why_empty(self, events: _Events) -> EmptyState | None:
        if events.total:
            return None
        if events.any_event:
            return EmptyState(f"Nobody with the number or name “{events.words}” tapped.", "Show every&body", self._all)
        why = "No clock events yet. Import the log of a time clock: drop the file onto this window, or choose it."
        return EmptyState(why, "Impor&t…", self._import)

    def _all(self) -> None:
        self._find.empty()

    def _ask(self, days: tuple[date, ...]) -> None:
        asked = self._events
        if asked is not None and self._session.is_open:  # a closing window may still be painted
            work = partial(_read_days, self._session.app, asked.users, asked.owners, days)
            failed = partial(self._not_read, asked)
            self._session.workers.start(self, work, partial(self._take, asked), failed)

    def _take(self, asked: _Events, lines: Lines) -> None:
        if asked is self._events:
            self._model.take(lines)
            if any(len(of_day) != self._days.get(day) for day, of_day in lines.items()):
                self.refresh()  # another program imported meanwhile

    def _not_read(self, asked: _Events, error: ClockReportsError) -> None:
        if asked is self._events:
            self._model.take({})
            self._total.setText(f"{error.title} {error.advice}")

    # Copying ----------------------------------------------------------------------------------------------------------

    def _copy(self, rows: Rows) -> None:
        """Copy rows, also those nobody has scrolled to yet, which are read beside the window."""
        asked, chosen = self._events, sum(map(len, rows))
        if asked is None or not chosen:
            return
        if chosen > _MOST_ROWS_COPIED:
            self._total.setText(f"No more than {_MOST_ROWS_COPIED:,} rows can be copied at once; choose fewer.")
            return
        places = self._model.places(rows)
        work = partial(_rows_as_text, self._session.app, asked, places)
        self._session.workers.start(self, work, partial(self._copied, asked, chosen), partial(self._not_read, asked))

    def _copied(self, asked: _Events, chosen: int, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        if asked is self._events:
            self._total.setText(f"{_told(asked)} · {count(chosen, 'row')} copied")


def _told(events: _Events) -> str:
    return f"{count(events.total, 'clock event')}, the newest first" if events.total else ""


def _rows_as_text(app: "App", asked: _Events, places: Mapping[date, Rows], cancel: CancelToken) -> str:
    lines = _read_days(app, asked.users, asked.owners, places, cancel)
    chosen = (lines[day][row] for day, rows in places.items() for some in rows for row in some if row < len(lines[day]))
    return as_text((text(line) for _title, text in COLUMNS) for line in chosen)


def _read(app: "App", words: str) -> _Events:
    roll = app.employees.roll()
    owners = Owners(roll.links, roll.employees)
    users = _meant(words, roll, owners) if words else None
    own = [user for user in roll.users if users is None or (user.terminal, user.clock_id) in users]
    newest = _newest(app, users, owners, own)
    return _Events(words, users, sum(user.events for user in own), newest, owners, bool(roll.users))


def _newest(
    app: "App", users: Collection[tuple[str, str]] | None, owners: Owners, known: Iterable[User]
) -> dict[date, list[EventLine]]:
    """Return the events of the newest days, enough to fill a window."""
    found: dict[date, list[EventLine]] = {}
    last = max((user.last_tap.date() for user in known if user.last_tap is not None), default=None)
    for back in range(0 if last is None else min(_DAYS_AT_FIRST, last.toordinal())):
        day = date.fromordinal((last or date.min).toordinal() - back)
        found |= {each: lines for each, lines in _read_days(app, users, owners, [day]).items() if lines}
        if sum(map(len, found.values())) >= _ROWS_AT_FIRST:
            break
    return found


def _meant(words: str, roll: Roll, owners: Owners) -> frozenset[tuple[str, str]]:
    """Return the users whose number it is, or in whose name, employee's name or employee id it is found."""
    number, text = canonical_clock_id(words), words.casefold()
    return frozenset(
        (user.terminal, user.clock_id)
        for user in roll.users
        if canonical_clock_id(user.clock_id) == number
        or text in user.name.casefold()
        or any(
            link.employee is not None and text in owners.name(link.employee).casefold()
            for link in owners.links_of(user.terminal, user.clock_id)
        )
    )


def _read_days(
    app: "App",
    users: Collection[tuple[str, str]] | None,
    owners: Owners,
    days: Iterable[date],
    cancel: CancelToken | None = None,
) -> dict[date, list[EventLine]]:
    """Return the events of some days, each day's newest first, with whose each is on that day."""
    lines: dict[date, list[EventLine]] = {}
    for day in days:
        if cancel is not None:
            cancel.check()
        midnight = datetime.combine(day, time())
        events = app.events.taps(midnight, midnight + timedelta(days=1), users)
        events.sort(key=lambda event: (event.at, event.second_pass, event.terminal, event.clock_id), reverse=True)
        lines[day] = [EventLine(event, owners.on(event.terminal, event.clock_id, day)) for event in events]
    return lines
