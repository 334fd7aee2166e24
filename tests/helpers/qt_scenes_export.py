"""The scenes of the People HR Export window, in every state worth looking at, and of the dialogs over it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.domain.ledger import DayState
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunDay
from clockreports.domain.timesheets import from_text
from clockreports.gui.day_taps import show_taps
from clockreports.gui.export_window import ExportWindow
from clockreports.gui.export_window.conflict_dialog import ConflictDialog
from clockreports.gui.export_window.people_dialog import PeopleDialog
from clockreports.gui.export_window.rows import DayRow, rows_of
from clockreports.gui.export_window.run_dialog import RunDialog
from clockreports.practice.faults import Fault
from clockreports.services.ports import Holder
from tests.helpers.qt_export import PACE, HeldClock, Operator, paced
from tests.helpers.qt_scenes_key import KEY_SCENES, question_over
from tests.helpers.qt_site import LAST_WEEK
from tests.helpers.qt_stage import Stage

UNLINKED_TAB, HISTORY_TAB = 1, 2


# What will happen --------------------------------------------------------------------------------------------------


def _plan(stage: Stage) -> QWidget:
    """Show the plan with the time that it takes at People HR's pace."""
    return stage.operator(stage.session(pace=PACE)).window


def _of_some(which: Callable[[DayRow], bool], stage: Stage) -> QWidget:
    """Show the days of those who have such a day."""
    operator = stage.operator(stage.session())
    operator.open(*{row.line.employee_id for row in operator.plan.rows if which(row)})
    return operator.window


def _at_night(row: DayRow) -> bool:
    return bool(row.night)


def _in_trouble(row: DayRow) -> bool:
    return row.line.state is DayState.NEEDS_ATTENTION


def _has_left(row: DayRow) -> bool:
    return row.line.state is DayState.REFUSED


def _no_events(stage: Stage) -> QWidget:
    return stage.operator(stage.session(stage.bare, with_key=False)).window


def _searched(stage: Stage) -> QWidget:
    window = stage.export_window()
    window.days.search.setText("nobody of that name")
    return window


def _custom(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.window.which.picker.pick(Period(LAST_WEEK.first, stage.site.clock.now().date()))
    operator.until(lambda: operator.plan.report.order.period.days > LAST_WEEK.days)
    operator.wait()
    return operator.window


def _all_sent(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.open("PW1", "PW2")
    operator.press("Export")
    operator.press("Plan again")
    return operator.window


def _large(stage: Stage) -> QWidget:
    """Show a thousand people and a month, most of it sent before."""
    operator = stage.operator(stage.session())
    window, plan = operator.window, operator.plan
    people = tuple(Employee(f"PW{number}", number=number, last_name=f"Lee {number}") for number in range(1000))
    month = Period(LAST_WEEK.first - timedelta(days=30), LAST_WEEK.first)
    pairs = from_text("08:58-12:03 12:41-17:12")
    states = [DayState.UNCHANGED] * 30 + [DayState.SENT]
    lines = tuple(
        RunDay(person.number, person.employee_id, day, state, "", pairs)
        for person in people
        for day, state in zip(month, states, strict=True)
    )
    order = replace(plan.report.order, period=month)
    report = replace(plan.report, order=order, days=lines, to_send=len(people), expected=2100.0, unlinked=())
    names = {person.number: person.name for person in people}
    roll = replace(plan.roll, employees=people)
    window.which.pick(month, frozenset())
    window.desk.planned.emit(replace(plan, report=report, rows=rows_of(lines, names), roll=roll, unlinked=()))
    operator.wait()
    return window


# While it runs -----------------------------------------------------------------------------------------------------


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


def _running(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    stage.site.people_hr.order(Fault("slow_before", "CreateNewTimesheet", skip=40, seconds=1))
    operator.button("Export").click()
    stage.until(lambda: operator.window.days.counts["Sent"] == 40)
    return operator.window


def _waiting(stage: Stage) -> QWidget:
    return _held(stage)[0].window


def _asked_to_close(stage: Stage) -> QWidget:
    operator, _clock = _held(stage)
    operator.window.close()
    return question_over(operator.window)


# What came of it ---------------------------------------------------------------------------------------------------


def mixed_export(stage: Stage) -> ExportWindow:
    """Export a week in which somebody changed a day in People HR, one answer was lost, and some days were refused."""
    operator = stage.operator(stage.session())
    people_hr = stage.site.people_hr
    changed = operator.plan.rows[3].line
    people_hr.people_hr.edit_timesheet(changed.employee_id, changed.day, [("09:00", "17:00")])
    people_hr.order(Fault("lost_after", "CreateNewTimesheet", skip=20))
    people_hr.order(Fault("lost_before", "GetTimesheetDetail", skip=1, times=9))
    operator.press("Export")
    return operator.window


def _tab(tab: int, stage: Stage) -> QWidget:
    window = mixed_export(stage)
    stage.turn_to(window, tab)
    return window


def _unknown(stage: Stage) -> QWidget:
    window = mixed_export(stage)
    window.days.show_only("Not known yet")
    return window


def _stopped(stage: Stage) -> QWidget:
    operator, clock = _held(stage)
    operator.button("Stop").click()
    clock.go_on()
    stage.until(lambda: not operator.window.desk.running)
    operator.wait()
    return operator.window


def _refused_key(stage: Stage) -> QWidget:
    return _export_refused(stage).window


def _to_resume(stage: Stage) -> QWidget:
    operator = _export_refused(stage)
    operator.press("Plan again")
    return operator.window


def _export_refused(stage: Stage) -> Operator:
    operator = stage.operator(stage.session())
    stage.site.people_hr.order(Fault("http_401", "CreateNewTimesheet", skip=30))
    operator.press("Export")
    return operator


def _no_network(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    stage.site.people_hr.order(Fault("lost_before", skip=30, times=1000))
    operator.press("Export")
    return operator.window


def _nothing_left(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.press("Export")
    operator.press("Plan again")
    return operator.window


def _elsewhere(stage: Stage) -> QWidget:
    app = stage.stack.enter_context(stage.site.app())
    now = stage.site.clock.now()
    app.exporting.leases.take(Holder("PC-12", "jane", now - timedelta(minutes=46)), now, others_are_gone=False)
    return stage.export_window()


# Looking closer ----------------------------------------------------------------------------------------------------


def _long_question(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.window.which.picker.pick(Period(LAST_WEEK.first - timedelta(days=100), LAST_WEEK.last))
    operator.until(lambda: operator.plan.report.order.period.days > LAST_WEEK.days)
    operator.wait()
    operator.button("Export").click()
    return question_over(operator.window)


def _conflict(stage: Stage) -> QWidget:
    operator, row = _in_conflict(stage)
    dialog = stage.show(ConflictDialog(operator.session, row))
    operator.wait()
    return dialog


def _conflict_again(stage: Stage) -> QWidget:
    """Decide to send ours, and be told that it changed there once more."""
    operator, row = _in_conflict(stage)
    dialog = stage.show(ConflictDialog(operator.session, row))
    operator.wait()
    stage.site.people_hr.people_hr.edit_timesheet(row.line.employee_id, row.line.day, [("10:00", "11:00")])
    operator.press("Send ours", dialog)
    return dialog


def _in_conflict(stage: Stage) -> tuple[Operator, DayRow]:
    """Export a week in which somebody has put a day into People HR already, with other times."""
    operator = stage.operator(stage.session())
    changed = operator.plan.rows[0].line
    stage.site.people_hr.people_hr.edit_timesheet(changed.employee_id, changed.day, [("09:00", "17:00")])
    operator.press("Export")
    (row,) = (row for row in operator.window.days.shown() if row.line.state is DayState.CONFLICT)
    return operator, row


def _run(stage: Stage) -> QWidget:
    operator = stage.operator(stage.session())
    operator.press("Export")
    dialog = stage.show(RunDialog(operator.session, operator.session.app.history.runs()[0]))
    operator.wait()
    return dialog


def _people(stage: Stage) -> QWidget:
    return stage.show(PeopleDialog(stage.session().app.employees.roll().employees, frozenset({"PW1", "PW4"})))


def _taps(which: Callable[[DayRow], bool], stage: Stage) -> QWidget:
    """Show the taps behind the first such day."""
    operator = stage.operator(stage.session())
    row = next(row for row in operator.plan.rows if which(row))
    dialog = stage.show(show_taps(operator.session, operator.window, *row.key))
    operator.wait()
    return dialog


Scene = Callable[[Stage], QWidget]

EXPORT_SCENES: Final[Mapping[str, Scene]] = {
    "export-plan": _plan,
    "export-nights": partial(_of_some, _at_night),
    "export-only-problems": partial(_of_some, _has_left),
    "export-no-events": _no_events,
    "export-no-match": _searched,
    "export-custom": _custom,
    "export-all-sent": _all_sent,
    "export-nothing-left": _nothing_left,
    "export-large": _large,
    "export-running": _running,
    "export-waiting": _waiting,
    "export-closing": _asked_to_close,
    "export-done": mixed_export,
    "export-unknown": _unknown,
    "export-unlinked": partial(_tab, UNLINKED_TAB),
    "export-history": partial(_tab, HISTORY_TAB),
    "export-stopped": _stopped,
    "export-resume": _to_resume,
    "export-key-refused": _refused_key,
    "export-no-network": _no_network,
    "export-elsewhere": _elsewhere,
    **KEY_SCENES,
    "export-long": _long_question,
    "export-conflict": _conflict,
    "export-conflict-again": _conflict_again,
    "export-run": _run,
    "export-people": _people,
    "taps": partial(_taps, _at_night),
    "taps-missing": partial(_taps, _in_trouble),
}
"""By the names of their pictures."""
