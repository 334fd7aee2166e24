"""The row of buttons below users and employees: fetch the employees, link a number, mark it, take links away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.domain.people import Link
from clockreports.domain.words import count, duration
from clockreports.gui.icons import Picture, Sign
from clockreports.gui.link_dialog import LinkDialog
from clockreports.gui.plain_text import plain_box
from clockreports.gui.session import Session
from clockreports.gui.theme import GRID, side_by_side, wrapped
from clockreports.services.employees import Linked, Roll

if TYPE_CHECKING:
    from clockreports.bootstrap import App


WHAT_STAYS: Final = "The taps stay, and count again as soon as there is a link. What was sent stays in People HR."
"""Said before links are taken away."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The row a person chose: a user of the clocks, or an employee; `links` are its links, each also in words.

    `terminal` is None where the number is known on one terminal only: it may then count on all.
    """

    clock_id: str = ""
    terminal: str | None = None
    employee_id: str = ""
    links: tuple[Link, ...] = ()
    links_in_words: tuple[str, ...] = ()


class UsersActions(QWidget):
    """The buttons, and a line below them that says what became of the last one pressed.

    `chosen` returns the row that is chosen, None when there is none; tell `choose` whenever that changes.
    """

    def __init__(self, session: Session, chosen: Callable[[], Chosen | None], *, with_ignore: bool) -> None:
        super().__init__()
        self._session, self._chosen = session, chosen
        self._sync = _button("&Sync from People HR", self.sync)
        self._link = _button("&Link…", self.link)
        self._ignore = _button("N&ot in People HR", self._mark)
        self._ignore.setToolTip("Somebody on the clock who is not in People HR, such as a contractor")
        self._unlink = _button("U&nlink…", self._ask_to_unlink)
        self._ignore.setVisible(with_ignore)
        self._row = side_by_side(self._sync, self._link, self._ignore, self._unlink)
        self._sign, self._sentence = Sign(Picture.INFORMATION), wrapped("")
        self._lay_out()
        self.choose()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(GRID)
        told.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._sentence, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._row)
        layout.addLayout(told)
        self._say("")

    def show_buttons(self, there_are_rows: bool) -> None:  # noqa: FBT001 - says all there is to say
        """Show the buttons where there are rows to choose; an empty page offers its one next step itself."""
        self._row.setVisible(there_are_rows)

    def choose(self) -> None:
        """Offer what can be done with the row that is chosen now."""
        chosen = self._chosen()
        self._ignore.setEnabled(chosen is not None and bool(chosen.clock_id))
        self._unlink.setEnabled(chosen is not None and bool(chosen.links))

    # Fetching ---------------------------------------------------------------------------------------------------------

    def sync(self) -> None:
        """Fetch the employees from People HR and link them by their numbers."""
        session = self._session
        if not session.is_open or not self._sync.isEnabled():
            return
        self._sync.setEnabled(False)
        self._say("Fetching the employees from People HR…", Picture.WAITING)

        def waiting(seconds: float, reason: str) -> None:
            words = f"Waiting {duration(seconds)}: {reason}"
            session.workers.post(self, partial(self._say, words, Picture.WAITING))

        app = session.app
        session.workers.start(self, lambda cancel: app.employees.sync(cancel, waiting), self._synced, self._not_synced)

    def _synced(self, synced: tuple[Roll, tuple[str, ...]]) -> None:
        roll, notes = synced
        self._sync.setEnabled(True)
        employees = count(sum(employee.listed for employee in roll.employees), "employee")
        self._say("\n".join((f"{employees} in People HR, {roll.linked:,} linked to a number on the clocks.", *notes)))
        self._session.changed.emit()

    def _not_synced(self, error: ClockReportsError) -> None:
        self._sync.setEnabled(True)
        self._fail(error)

    # Linking ----------------------------------------------------------------------------------------------------------

    def link(self) -> None:
        """Open the dialog that links, filled in with the row that is chosen."""
        if self._session.is_open:
            chosen = self._chosen() or Chosen()
            dialog = LinkDialog(self._session, self, chosen.clock_id, chosen.terminal, chosen.employee_id)
            dialog.open()

    def _mark(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        mark = partial(_ignored, self._session.app, chosen)
        if any(link.employee is not None for link in chosen.links):
            number = _number(chosen.clock_id, chosen.terminal)
            self._ask(f"Mark {number} as not in People HR?", chosen, "&Mark", mark)
        else:
            self._start(mark)

    def _ask_to_unlink(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.links:
            question = "Take this link away?" if len(chosen.links) == 1 else "Take these links away?"
            self._ask(question, chosen, "&Unlink", partial(_unlinked, self._session.app, chosen.links))

    def _ask(self, question: str, chosen: Chosen, yes: str, work: Callable[[CancelToken], str]) -> None:
        """Ask before links are lost, naming them."""
        more = "\n".join((*chosen.links_in_words, "", WHAT_STAYS))
        box = plain_box(QMessageBox.Icon.Question, "Links", question, more, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(yes, QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda: self._start(work))
        box.setDefaultButton(box.addButton("&Keep", QMessageBox.ButtonRole.RejectRole))
        box.open()

    # Telling ----------------------------------------------------------------------------------------------------------

    def _start(self, work: Callable[[CancelToken], str]) -> None:
        self._session.workers.start(self, work, self._done, self._fail)

    def _done(self, sentence: str) -> None:
        self._say(sentence)
        self._session.changed.emit()

    def _fail(self, error: ClockReportsError) -> None:
        self._say(f"{error.title} {error.advice}", Picture.WARNING)

    def _say(self, sentence: str, picture: Picture = Picture.INFORMATION) -> None:
        self._sign.draw(picture)
        self._sentence.setText(sentence)
        for part in (self._sign, self._sentence):
            part.setVisible(bool(sentence))


def _ignored(app: "App", chosen: Chosen, _cancel: CancelToken) -> str:
    linked: Linked = app.employees.ignore(chosen.clock_id, chosen.terminal)
    number = _number(chosen.clock_id, chosen.terminal)
    return "\n".join((f"{number[0].upper()}{number[1:]} counts as nobody’s in People HR.", *linked.notes))


def _unlinked(app: "App", links: tuple[Link, ...], _cancel: CancelToken) -> str:
    app.employees.people.change_links(links, ())
    return f"{count(len(links), 'link')} taken away."


def _number(clock_id: str, terminal: str | None) -> str:
    return f"number {clock_id}" + ("" if terminal is None else f" on terminal {terminal}")


def _button(text: str, press: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(press)
    return button
