"""Verify with People HR: reads a period back beside the window, and lists where it is not as ClockReports left it.

It begins at once, since it only reads; it can be stopped, and then shows what was found so far.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.domain.words import count, span
from clockreports.gui.export_window.saved_list import save_text
from clockreports.gui.export_window.sentences import error_sentence
from clockreports.gui.export_window.verify_rows import (
    ALL_IS_WELL,
    NOBODY,
    drift_columns,
    drift_rows,
    drift_text,
    elsewhere_sentence,
    found_sentence,
    unread_sentence,
)
from clockreports.gui.export_window.work_dialog import WorkDialog, bring_forward
from clockreports.gui.export_window.work_progress import WorkWords
from clockreports.gui.icons import Picture, icon
from clockreports.gui.question import ask_where
from clockreports.gui.session import Session
from clockreports.gui.tables import VALUE_ROLE
from clockreports.gui.theme import GRID
from clockreports.services.progress import Progress
from clockreports.services.verifying import VerifyOrder, VerifyReport

_WHAT_IT_DOES: Final = (
    "What stands in People HR, compared with what ClockReports left there. This only reads, and changes nothing."
)
_READING: Final = WorkWords("Looking up who has to be read…", "Reading", "call")


class VerifyDialog(WorkDialog):
    """Shows how far it is, then what differs. Closing it stops it; nothing is lost, since nothing is changed."""

    def __init__(self, session: Session, order: VerifyOrder, parent: QWidget | None = None) -> None:
        super().__init__(session, "Days that differ", drift_columns(), parent)
        self.setWindowTitle("Verify with People HR")
        self._order = order
        self._save, self._again = QPushButton("Sa&ve list…"), QPushButton("Verify a&gain")
        self._save.setIcon(icon(Picture.SAVE))
        whom = count(len(order.employee_ids), "employee") if order.employee_ids else "everybody"
        buttons = (self._save, self._again, self._leave)
        self._lay_out(f"{span(order.period)}, {whom}", _WHAT_IT_DOES, self._again, buttons)
        self.resize(116 * GRID, 64 * GRID)
        self._again.clicked.connect(self.verify)
        self._save.clicked.connect(self._ask_where)
        self.verify()

    def verify(self) -> None:
        """Read the period back, from the beginning."""
        verifying, order = self._session.app.verifying, self._order

        def read(cancel: CancelToken, tell: Callable[[Progress], None]) -> VerifyReport:
            return verifying.run(order, cancel, tell)

        self._say_instead("Reading what stands in People HR…")
        self._work(_READING, read, self._show, self._fail)

    # What becomes of it -----------------------------------------------------------------------------------------------

    def _show(self, report: VerifyReport) -> None:
        rows = drift_rows(report)
        self._show_rows(rows, _why_empty(report))
        self._finish(found_sentence(report), can_save=bool(rows))
        problem = report.problem
        sentences = [error_sentence(problem)] if problem is not None else []
        sentences += [unread_sentence(report), elsewhere_sentence(report)]
        if any(sentences):
            harmless = problem is None or isinstance(problem, CancelledError)
            picture = Picture.INFORMATION if harmless else Picture.REFUSED
            self.banner.say(" ".join(filter(None, sentences)), picture)

    def _fail(self, error: ClockReportsError) -> None:
        self._say_instead("Nothing was read.")
        self._finish("", can_save=False)
        self.banner.say(error_sentence(error), Picture.REFUSED)

    def _finish(self, found: str, *, can_save: bool) -> None:
        self._end(found)
        self._save.setEnabled(can_save)
        (self.view if can_save else self._again).setFocus()

    # The list as a file -----------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        ask_where(self, f"People HR differs {self._order.period.first.isoformat()}.csv", self.save)

    def save(self, path: str) -> None:
        """Save the rows in the order in which they are shown, and say so."""
        model = self.view.model()
        rows = [model.index(at, 0).data(VALUE_ROLE) for at in range(model.rowCount())]
        saved = f"Saved {count(len(rows), 'day')} to {path}."

        def done(_nothing: None) -> None:
            self.banner.say(saved, Picture.SAVE)

        def failed(error: ClockReportsError) -> None:
            self.banner.say(error_sentence(error), Picture.WARNING)

        self._session.workers.start(self, lambda _cancel: save_text(Path(path), drift_text(rows)), done, failed)


def show_verify(session: Session, parent: QWidget, order: VerifyOrder) -> VerifyDialog:
    """Verify in a dialog beside the window, which stays usable; one that is still reading is brought forward."""
    dialog = bring_forward(parent, VerifyDialog) or VerifyDialog(session, order, parent)
    dialog.show()
    return dialog


def _why_empty(report: VerifyReport) -> str:
    if not report.employees:
        return NOBODY
    if not report.unread:
        return ALL_IS_WELL
    return "Nothing differs as far as it was read." if report.calls else "Nothing was read."
