"""The page of users: everyone the clocks know, whose number it is, and how old that knowledge is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QIcon

from clockreports.domain.clock_events import canonical_clock_id
from clockreports.domain.people import Link, User, too_few_administrators
from clockreports.domain.words import moment
from clockreports.gui.icons import Picture, icon
from clockreports.gui.page import EmptyState
from clockreports.gui.pages.people import NOTHING, Kind, PeoplePage
from clockreports.gui.session import Session
from clockreports.gui.tables import Column
from clockreports.gui.users_actions import Chosen
from clockreports.gui.users_words import Owners, age, authority_of, whole_link

if TYPE_CHECKING:
    from clockreports.bootstrap import App


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user, whether other terminals have its number too, and the links that can count for it, each in words.

    `whose` says in words whose it is.
    """

    user: User
    number_is_elsewhere: bool
    links: tuple[Link, ...]
    links_in_words: tuple[str, ...]
    whose: str


def _told_at(line: UserLine) -> str:
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
    Column[UserLine]("Employee", lambda line: line.whose, icon=_mark),
    Column[UserLine]("Terminal", lambda line: line.user.terminal),
    Column[UserLine]("Name on the clock", lambda line: line.user.name or NOTHING),
    Column[UserLine]("Authority", lambda line: authority_of(line.user)),
    Column[UserLine]("Taps", lambda line: f"{line.user.events:,}", lambda line: line.user.events, number=True),
    Column[UserLine]("First tap", lambda line: moment(line.user.first_tap), lambda line: _seconds(line.user.first_tap)),
    Column[UserLine]("Last tap", lambda line: moment(line.user.last_tap), lambda line: _seconds(line.user.last_tap)),
    Column[UserLine]("As of", _told_at, lambda line: _seconds(line.user.told_at)),
)
_NAME: Final = 3


class UsersPage(PeoplePage[UserLine]):
    """The page; its empty state offers to import clock events."""

    def __init__(self, session: Session, import_events: Callable[[], object]) -> None:
        kind = Kind[UserLine](
            title="Use&rs",
            name="Users of the clocks",
            noun="user",
            find="A number, a name or a terminal",
            columns=COLUMNS,
            sorted_by=0,
            read=_read,
            searched=lambda line: f"{line.user.clock_id}\n{line.user.name}\n{line.user.terminal}\n{line.whose}",
            key=lambda line: (line.user.terminal, line.user.clock_id),
            chosen=_chosen,
            told=partial(_told, session),
            warned=lambda lines: too_few_administrators(line.user for line in lines),
            shy=(_NAME,),
        )
        super().__init__(session, kind, with_ignore=True)
        why = "No users yet: the clocks tell of them with the first clock log."
        self.empty = EmptyState(why, "Impor&t…", import_events)


def _chosen(line: UserLine) -> Chosen:
    terminal = line.user.terminal if line.number_is_elsewhere else None
    return Chosen(line.user.clock_id, terminal, "", line.links, line.links_in_words)


def _told(session: Session, lines: Sequence[UserLine]) -> Iterator[str]:
    unlinked = sum(not line.links for line in lines)
    if unlinked:
        yield f"{unlinked:,} linked to nobody"
    newest = max((line.user.told_at for line in lines if line.user.told_at is not None), default=None)
    if newest is not None:
        yield f"the clocks last told of them {age(newest, session.app.clock.now())}"


def _read(app: "App") -> tuple[UserLine, ...]:
    roll = app.employees.roll()
    owners = Owners(roll.links, roll.employees)
    terminals = Counter(canonical_clock_id(user.clock_id) for user in roll.users)
    return tuple(_line(user, owners, terminals[canonical_clock_id(user.clock_id)]) for user in roll.users)


def _line(user: User, owners: Owners, terminals: int) -> UserLine:
    links = tuple(owners.links_of(user.terminal, user.clock_id))
    words = tuple(whole_link(link, owners.linked_by(link)) for link in links)
    return UserLine(user, terminals > 1, links, words, owners.whose(user.terminal, user.clock_id))
