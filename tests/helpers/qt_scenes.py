"""Every page and dialog the program can open, in every state worth looking at: for pictures, and for the rules of use.

A scene sets itself up and returns the window to look at.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from clockreports.bootstrap.key_helper import typed_key
from clockreports.domain.ledger import DayState
from clockreports.gui.about import AboutBox
from clockreports.gui.bridge import Workers
from clockreports.gui.crash_dialog import CrashDialog
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.export_window.conflict_dialog import ConflictDialog
from clockreports.gui.export_window.people_dialog import PeopleDialog
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.key_window import KeyWindow
from clockreports.gui.link_dialog import LinkDialog
from clockreports.practice.faults import Fault
from clockreports.services.ports import Holder
from tests.helpers.qt_export import PACE, HeldClock, Operator, paced
from tests.helpers.qt_stage import Stage
from tests.helpers.vault import MemoryVault

Scene = Callable[[Stage], QWidget]

EVENTS, DAYS, USERS, EMPLOYEES, EXPORTS = range(5)
UNLINKED_TAB, HISTORY_TAB = 1, 2
REPORT: Final = """\
ClockReports 1.0.0
Python 3.11.9
SQLite 3.45.1
Windows-11-10.0.26100-SP0

Traceback (most recent call last):
  File "clockreports/gui/bridge.py", line 82, in _if_there
    call()
  File "clockreports/gui/pages/days.py", line 118, in _fill
    self._model.show(lines)
RuntimeError: Something nobody thought of
"""


# The main window ---------------------------------------------------------------------------------------------------


def _page(page: int, stage: Stage) -> QWidget:
    return stage.main(page)


def _empty_page(page: int, stage: Stage) -> QWidget:
    return stage.main(page, stage.bare, with_key=False)


def _exports_page(stage: Stage) -> QWidget:
    _mixed_export(stage).close()
    return stage.main(EXPORTS)


def _practising(stage: Stage) -> QWidget:
    return stage.practising()


# Dialogs before it -------------------------------------------------------------------------------------------------


def _about(stage: Stage) -> QWidget:
    return stage.show(AboutBox())


def _crash(stage: Stage) -> QWidget:
    workers = Workers(lambda _bug: None)
    stage.stack.callback(workers.close)
    return stage.show(CrashDialog(REPORT, workers))


def _imported(stage: Stage) -> QWidget:
    session = stage.session(stage.bare, with_key=False)
    dialog = stage.show(ImportDialog(session, None, [stage.site.log]))
    stage.settle(session)
    return dialog


def _import_with_trouble(stage: Stage) -> QWidget:
    session = stage.session(stage.bare, with_key=False)
    bad = stage.log("2_attlog.dat", ["  7\t2026-03-09 08:58:10\t1\t0\t1\t0", "  7\t2026--13--45 -1:00:00\t1\t0\t1\t0"])
    other = stage.log("minutes of the meeting.txt", ["Present: everybody", "Apologies: none"])
    dialog = stage.show(ImportDialog(session, None, [bad, other]))
    stage.settle(session)
    return dialog


def _link(stage: Stage) -> QWidget:
    session = stage.session()
    dialog = stage.show(LinkDialog(session, None, "977"))
    stage.settle(session)
    return dialog


def _taps(stage: Stage) -> QWidget:
    session = stage.session()
    roll = session.app.employees.roll()
    night = next(employee for employee in roll.employees if employee.employee_id == "PW4")
    dialog = stage.show(
        show_taps(session, stage.show(QWidget()), night.number, stage.site.clock.now().date() - timedelta(days=5))
    )
    stage.settle(session)
    return dialog


def _key_window(stage: Stage) -> QWidget:
    workers = Workers(lambda _bug: None)
    stage.stack.callback(workers.close)
    window = stage.show(KeyWindow(MemoryVault(), typed_key, workers))
    stage.until(lambda: not workers.busy)
    return window


# The window that exports -------------------------------------------------------------------------------------------


def _plan(stage: Stage) -> QWidget:
    return stage.export_window()


def _no_key(stage: Stage) -> QWidget:
    return stage.export_window(with_key=False)


def _bare_export(stage: Stage) -> QWidget:
    return stage.operator(stage.session(stage.bare, with_key=False)).window


def _export_tab(tab: int, stage: Stage) -> QWidget:
    window = _mixed_export(stage)
    stage.turn_to(window, tab)
    return window


def _mixed_export(stage: Stage) -> ExportWindow:
    """Export a week in which somebody changed a day in People HR, one answer was lost, and some days were refused."""
    operator = stage.operator(stage.session())
    people_hr = stage.site.people_hr
    changed = operator.plan.rows[3].line
    people_hr.people_hr.edit_timesheet(changed.employee_id, changed.day, [("09:00", "17:00")])
    people_hr.order(Fault("lost_after", "CreateNewTimesheet", skip=20))
    people_hr.order(Fault("lost_before", "GetTimesheetDetail", skip=1, times=9))
    operator.press("Export")
    return operator.window


def _done(stage: Stage) -> QWidget:
    return _mixed_export(stage)


def _nothing_left(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.press("Export")
    operator.press("Plan again")
    return operator.window


def _waiting(stage: Stage) -> QWidget:
    return _held(stage)[0].window


def _stopped(stage: Stage) -> QWidget:
    operator, clock = _held(stage)
    operator.button("Stop").click()
    clock.go_on()
    stage.until(lambda: not operator.window.desk.running)
    operator.wait()
    return operator.window


def _asked_to_close(stage: Stage) -> QWidget:
    operator, _clock = _held(stage)
    operator.window.close()
    (question,) = (dialog for dialog in operator.window.findChildren(QDialog) if dialog.isVisible())
    return question


def _held(stage: Stage) -> tuple[Operator, HeldClock]:
    """Export at People HR's pace, and hold the program in its first wait."""
    site, clock = stage.stack.enter_context(paced(stage.site))
    operator = stage.operator(stage.session(site, pace=PACE))
    stage.stack.callback(clock.go_on)
    clock.hold()
    operator.button("Export").click()
    stage.until(clock.waiting.is_set)
    stage.until(lambda: "People HR takes" in operator.window.strip._running._doing.text())
    return operator, clock


def _refused_key(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    stage.site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=30))
    operator.press("Export")
    return operator.window


def _running_elsewhere(stage: Stage) -> QWidget:
    app = stage.stack.enter_context(stage.site.app())
    now = stage.site.clock.now()
    app.exporting.leases.take(Holder("PC-12", "jane", now - timedelta(minutes=46)), now, others_are_gone=False)
    return stage.export_window()


def _conflict(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    changed = operator.plan.rows[0].line
    stage.site.people_hr.people_hr.edit_timesheet(changed.employee_id, changed.day, [("09:00", "17:00")])
    operator.press("Export")
    (row,) = (row for row in operator.window.days.shown() if row.line.state is DayState.CONFLICT)
    dialog = stage.show(ConflictDialog(operator.session, row))
    operator.wait()
    return dialog


def _run(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.press("Export")
    dialog = stage.show(RunDialog(operator.session, operator.session.app.history.runs()[0]))
    operator.wait()
    return dialog


def _people(stage: Stage) -> QWidget:
    return stage.show(PeopleDialog(stage.session().app.employees.roll().employees, frozenset({"PW1", "PW4"})))


def _practising_export(stage: Stage) -> ExportWindow:
    main = stage.practising()
    main.open_export()
    (window,) = main.findChildren(ExportWindow)
    stage.settle(window._session)
    return window


def _typed_key(text: str, stage: Stage) -> QWidget:
    """Practise, unlock, and type: nobody is asked for rights then."""
    window = _practising_export(stage)
    window.key_row._panel.unlock.click()
    stage.settle(window._session)
    field = window.key_row.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, text)
    if len(text) < len(stage.site.key):
        window.close()
    return window


SCENES: Final[Mapping[str, Scene]] = {
    "main-events": partial(_page, EVENTS),
    "main-days": partial(_page, DAYS),
    "main-users": partial(_page, USERS),
    "main-employees": partial(_page, EMPLOYEES),
    "main-exports": _exports_page,
    "main-events-empty": partial(_empty_page, EVENTS),
    "main-days-empty": partial(_empty_page, DAYS),
    "main-users-empty": partial(_empty_page, USERS),
    "main-employees-empty": partial(_empty_page, EMPLOYEES),
    "main-exports-empty": partial(_empty_page, EXPORTS),
    "main-practice": _practising,
    "about": _about,
    "crash": _crash,
    "import-done": _imported,
    "import-trouble": _import_with_trouble,
    "link": _link,
    "taps": _taps,
    "key-window": _key_window,
    "export-plan": _plan,
    "export-no-key": _no_key,
    "export-no-events": _bare_export,
    "export-waiting": _waiting,
    "export-stopped": _stopped,
    "export-closing": _asked_to_close,
    "export-done": _done,
    "export-unlinked": partial(_export_tab, UNLINKED_TAB),
    "export-history": partial(_export_tab, HISTORY_TAB),
    "export-nothing-left": _nothing_left,
    "export-key-refused": _refused_key,
    "export-elsewhere": _running_elsewhere,
    "export-conflict": _conflict,
    "export-run": _run,
    "export-people": _people,
    "export-practice": _practising_export,
    "export-key-typed": partial(_typed_key, "c0ffee00-dead-4bee-8fad-0123456789ab"),
    "export-key-implausible": partial(_typed_key, "hello"),
}
"""By the names of their pictures."""
