"""The scenes of undoing a run: what it would do, the question before days are deleted, and what came of it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.base.cancel import CancelToken
from clockreports.gui.export_window.undo_dialog import UndoDialog
from clockreports.gui.session import Session
from clockreports.practice.faults import Fault
from clockreports.services.exporting import ExportOrder
from tests.helpers.qt_export import Operator, paced
from tests.helpers.qt_scenes_key import question_over
from tests.helpers.qt_site import LAST_WEEK, PracticeSite
from tests.helpers.qt_stage import Stage

SLOWLY: Final = 10
"""Calls a minute: fewer than the runs take."""

PEOPLE: Final = ("PW1", "PW2", "PW9")
SATURDAY: Final = LAST_WEEK.first + timedelta(days=5)


def bring_in_late_taps(session: Session, site: PracticeSite) -> None:
    """Let the clock tell, too late, that these people also worked on two evenings, and on Saturday."""
    roll = session.app.employees.roll()
    numbers = {person.number for person in roll.employees if person.employee_id in PEOPLE}
    lines = [
        f"{link.clock_id}\t{day} {tap}:00\t1\t0\t1\t0\n"
        for link in roll.links
        if link.employee in numbers
        for day in (LAST_WEEK.first, LAST_WEEK.first + timedelta(days=1), SATURDAY)
        for tap in ("21:30", "22:15")
    ]
    log = site.log.with_name("late-attlog.dat")
    log.write_text("".join(lines), encoding="utf-8")
    session.app.importing.import_files([log])


def exported_twice(operator: Operator, site: PracticeSite) -> None:
    """Export last week of these people, and again when late taps have come in: run 2 changes days and makes some."""
    operator.open(*PEOPLE)
    operator.press("Export")
    bring_in_late_taps(operator.session, site)
    operator.press("Plan again")
    operator.press("Export")


def meddle(site: PracticeSite) -> None:
    """Edit a day that run 2 changed, as a person does in People HR, and comment on one that it made."""
    people_hr = site.people_hr.people_hr
    people_hr.edit_timesheet("PW1", LAST_WEEK.first, [("09:00", "12:00")])
    made = site.people_hr.timesheets["PW2", SATURDAY]
    people_hr.edit_timesheet("PW2", SATURDAY, made.pairs, "Agreed with Dee.")


def open_undo(operator: Operator, run: int) -> UndoDialog:
    """Open the dialog over the window, and wait for what it finds."""
    (found,) = (each for each in operator.session.app.history.runs() if each.number == run)
    dialog = UndoDialog(operator.session, found, operator.window)
    dialog.show()
    return dialog


def _looked(stage: Stage, site: PracticeSite | None = None, *, pace: int = 10_000) -> tuple[Operator, UndoDialog]:
    operator = stage.operator(stage.session(site, pace=pace))
    exported_twice(operator, site or stage.site)
    meddle(site or stage.site)
    dialog = stage.show(open_undo(operator, 2))
    operator.wait()
    return operator, dialog


def _would(stage: Stage, *, delete: bool) -> QWidget:
    dialog = _looked(stage)[1]
    dialog.delete.setChecked(delete)
    return dialog


def _asked(stage: Stage) -> QWidget:
    dialog = _looked(stage)[1]
    dialog.delete.setChecked(True)
    dialog.undo.click()
    return question_over(dialog)


def _done(stage: Stage) -> QWidget:
    operator, dialog = _looked(stage)
    dialog.delete.setChecked(True)
    dialog.undo.click()
    operator.answer("Delete")
    operator.wait()
    return dialog


def _key_refused(stage: Stage) -> QWidget:
    operator, dialog = _looked(stage)
    stage.site.people_hr.order(Fault("http_401", "UpdateTimesheet", skip=1))
    dialog.undo.click()
    operator.wait()
    return dialog


def _waiting(stage: Stage) -> QWidget:
    site, clock = stage.stack.enter_context(paced(stage.site))
    operator = stage.operator(stage.session(site, pace=SLOWLY))
    exported_twice(operator, site)
    stage.stack.callback(clock.go_on)
    clock.hold()
    dialog = stage.show(open_undo(operator, 2))
    stage.until(clock.waiting.is_set)
    stage.until(lambda: "Waiting" in dialog._running._doing.text())
    return dialog


def _nothing(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    exported_twice(operator, stage.site)
    operator.press("Plan again")
    operator.session.app.exporting.run(ExportOrder(LAST_WEEK, frozenset(PEOPLE)), CancelToken())
    dialog = stage.show(open_undo(operator, 3))
    operator.wait()
    return dialog


UNDO_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "undo-would": partial(_would, delete=False),
    "undo-would-delete": partial(_would, delete=True),
    "undo-asked": _asked,
    "undo-done": _done,
    "undo-key-refused": _key_refused,
    "undo-waiting": _waiting,
    "undo-nothing": _nothing,
}
"""By the names of their pictures."""
