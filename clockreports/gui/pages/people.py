"""What the pages of users and of employees share: a list to search, how many are in it, and buttons that link."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import Qt

from clockreports.domain.words import count
from clockreports.gui.find_field import FindField
from clockreports.gui.icons import Picture, Sign
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.session import Session
from clockreports.gui.sorting import SortedValues
from clockreports.gui.tables import VALUE_ROLE, Column, TableView, ValuesModel
from clockreports.gui.theme import GRID, side_by_side, wrapped
from clockreports.gui.users_actions import Chosen, UsersActions

if TYPE_CHECKING:
    from clockreports.bootstrap import App

Line = TypeVar("Line")

NOTHING: Final = "–"
"""Stands where there is nothing to show."""


@dataclass(frozen=True)
class Kind(Generic[Line]):
    """What makes one of the pages: its words, its columns, where its lines come from, and what is said of them.

    `noun` is what is counted, `searched` the text that a line is found by, `key` what stays when a line is read again.
    `told` says more behind the count, `warned` what stands below it in sentences of their own. Columns that are `shy`
    are left out while they have nothing to show but a dash.
    """

    title: str
    name: str
    noun: str
    find: str
    columns: Sequence[Column[Line]]
    sorted_by: int
    read: Callable[["App"], Sequence[Line]]
    searched: Callable[[Line], str]
    key: Callable[[Line], object]
    chosen: Callable[[Line], Chosen]
    told: Callable[[Sequence[Line]], Iterable[str]]
    warned: Callable[[Sequence[Line]], Iterable[str]] = lambda _lines: ()
    shy: Sequence[int] = ()


class PeoplePage(Page, Generic[Line]):
    """The page. Set `empty` to what it says when there is nobody; `buttons` are those below the list."""

    empty = EmptyState("There is nobody.")

    def __init__(self, session: Session, kind: Kind[Line], *, with_ignore: bool) -> None:
        self._kind = kind
        self._model = ValuesModel(kind.columns)
        self._sorted = SortedValues(self._model, self._model)
        self._view = TableView(kind.name, self._sorted)
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(kind.sorted_by, Qt.SortOrder.AscendingOrder)
        super().__init__(session, kind.title, self._view, kind.read, self._fill)
        self._find = FindField("F&ind", kind.find, self._search)
        self._total, self._warned = wrapped(""), wrapped("")
        self._warning = side_by_side(Sign(Picture.WARNING), self._warned, wide=self._warned)
        self._warning.hide()
        self.buttons = UsersActions(session, self.chosen, with_ignore=with_ignore)
        self.surround(
            [side_by_side(self._find, self._total, wide=self._total, spacing=2 * GRID), self._warning], [self.buttons]
        )
        self._view.offer("&Link…", self.buttons.link)
        self._view.selectionModel().selectionChanged.connect(self.buttons.choose)
        self._view.activated.connect(self.buttons.link)

    def chosen(self) -> Chosen | None:
        """Return the row that is chosen, in the words of the buttons."""
        rows = self._view.selectionModel().selectedRows()
        return self._kind.chosen(rows[0].data(VALUE_ROLE)) if rows else None

    def _search(self, words: str) -> None:
        text, searched = words.casefold(), self._kind.searched
        self._sorted.keep((lambda line: text in searched(line).casefold()) if text else None)
        self._tell()

    def _fill(self, lines: Sequence[Line]) -> EmptyState | None:
        with self._view.keeping_place(self._kind.key):
            self._model.show(lines)
        for place in self._kind.shy:
            text = self._kind.columns[place].text
            self._view.setColumnHidden(place, all(text(line) == NOTHING for line in lines))
        self._view.fit_once()
        self._warned.setText("\n".join(self._kind.warned(lines)))
        self._warning.setVisible(bool(self._warned.text()))
        self._find.setVisible(bool(lines))
        self._tell()
        self.buttons.choose()
        self.buttons.show_buttons(bool(lines))
        return None if lines else self.empty

    def _tell(self) -> None:
        shown, lines = self._sorted.rowCount(), self._model.values
        everyone = count(len(lines), self._kind.noun)
        parts = [everyone if shown == len(lines) else f"{shown:,} of {everyone}", *self._kind.told(lines)]
        self._total.setText(" · ".join(parts) if lines else "")
