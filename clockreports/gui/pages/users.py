"""The page of users: everyone the clocks know, whose number it is, and how old that knowledge is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon

from clockreports.domain.people import Link, User, too_few_administrators
from clockreports.domain.words import count, moment
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState
from clockreports.gui.pages.headed import FindField, HeadedPage, fit_once, keeping_place, row
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import wrapped
from clockreports.gui.users_actions import Chosen, UsersActions
from clockreports.gui.users_words import NOBODY, Owners, age, authority_of, number_of

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user, the links that can count for it, each in words, and whose it is, in words."""

    user: User
    links: tuple[Link, ...]
    links_in_words: tuple[str, ...]
    whose: str


@dataclass(frozen=True, slots=True)
class _Users:
    lines: tuple[UserLine, ...]
    now: datetime


def _told(line: UserLine) -> str:
    told_at = line.user.told_at
    return "" if told_at is None else moment(told_at.astimezone())


def _mark(line: UserLine) -> QIcon:
    return QIcon() if line.links else icon(Picture.WARNING)


def _seconds(at: datetime | None) -> float:
    return 0.0 if at is None else (at - datetime.min.replace(tzinfo=at.tzinfo)).total_seconds()


def by_number(clock_id: str) -> tuple[int, str]:
    """Sort numbers as numbers, and those with letters behind them."""
    return (int(clock_id), "") if clock_id.isdecimal() else (2**63, clock_id.casefold())


COLUMNS = (
    Column[UserLine]("Number", lambda line: line.user.clock_id, lambda line: by_number(line.user.clock_id)),
    Column[UserLine]("Name", lambda line: line.user.name or "–"),
    Column[UserLine]("Authority", lambda line: authority_of(line.user)),
    Column[UserLine]("Terminal", lambda line: line.user.terminal),
    Column[UserLine]("Taps", lambda line: f"{line.user.events:,}", lambda line: line.user.events, number=True),
    Column[UserLine]("First tap", lambda line: moment(line.user.first_tap), lambda line: _seconds(line.user.first_tap)),
    Column[UserLine]("Last tap", lambda line: moment(line.user.last_tap), lambda line: _seconds(line.user.last_tap)),
    Column[UserLine]("Employee", lambda line: line.whose, icon=_mark),
    Column[UserLine]("As of", _told, lambda line: _seconds(line.user.told_at)),
)


class UsersPage(HeadedPage):
    """The page; its empty state offers to import clock events."""

    def __init__(self, session: Session, import_events: Callable[[], object]) -> None:
        self._import = import_events
        self._lines: tuple[UserLine, ...] = ()
        self._model = ValuesModel(COLUMNS)
        self._sorted = SortedValues(self._model, self._model)
        self._view = TableView("Users of the clocks", self._sorted)
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._fit = fit_once(self._view)
        self._find = FindField("F&ind", "A number, a name or a terminal", self._search)
        self._total, self._warning = wrapped(""), wrapped("")
        self.buttons = UsersActions(session, self.chosen, with_ignore=True)
        above = [row(self._find, self._total), self._warning]
        super().__init__(session, "Use&rs", self._view, _read, self._fill)
        self.lay_out(above, [self.buttons])
        self._warning.hide()
        self._view.selectionModel().selectionChanged.connect(self.buttons.choose)
        self._view.activated.connect(self._link)

    def chosen(self) -> Chosen | None:
        """Return the user that is chosen."""
        rows = self._view.selectionModel().selectedRows()
        if not rows:
            return None
        line: UserLine = rows[0].data(VALUE_ROLE)
        return Chosen(line.user.clock_id, line.user.terminal, "", line.links, line.links_in_words)

    def _link(self, _index: QModelIndex) -> None:
        self.buttons.link()

    def _search(self, words: str) -> None:
        text = words.casefold()
        self._sorted.keep((lambda line: text in _searched(line)) if text else None)
        self._tell()

    def _fill(self, users: _Users) -> EmptyState | None:
        self._lines = users.lines
        with keeping_place(self._view, lambda line: (line.user.terminal, line.user.clock_id)):
            self._model.show(users.lines)
        self._fit()
        self._now = users.now
        warnings = too_few_administrators(line.user for line in users.lines)
        self._warning.setText("\n".join(warnings))
        self._warning.setVisible(bool(warnings))
        self._find.setVisible(bool(users.lines))
        self._tell()
        self.buttons.choose()
        self.buttons.show_buttons(bool(users.lines))
        if users.lines:
            return None
        return EmptyState("No users yet: the clocks tell of them with the first clock log.", "Impor&t…", self._import)

    def _tell(self) -> None:
        shown, lines = self._sorted.rowCount(), self._lines
        if not lines:
            self._total.setText("")
            return
        parts = [count(len(lines), "user") if shown == len(lines) else f"{shown:,} of {count(len(lines), 'user')}"]
        unlinked = sum(not line.links for line in lines)
        parts += [f"{unlinked:,} linked to nobody"] if unlinked else []
        newest = max((line.user.told_at for line in lines if line.user.told_at is not None), default=None)
        parts += [] if newest is None else [f"the clocks last told of them {age(newest, self._now)}"]
        self._total.setText(" · ".join(parts))


def _searched(line: UserLine) -> str:
    user = line.user
    return f"{user.clock_id}\n{user.name}\n{user.terminal}\n{line.whose}".casefold()


def _read(app: "App") -> _Users:
    roll = app.employees.roll()
    owners = Owners(roll.links, roll.employees)
    return _Users(tuple(_line(user, owners) for user in roll.users), app.clock.now())


def _line(user: User, owners: Owners) -> UserLine:
    links = tuple(owners.links_of(user.terminal, user.clock_id))
    words = tuple(f"{number_of(link)}: {owners.of_link(link)}" for link in links)
    return UserLine(user, links, words, owners.whose(user.terminal, user.clock_id) if links else NOBODY)
