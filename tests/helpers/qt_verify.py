"""The scenes of verifying with People HR: while it reads, and what it finds."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.gui.export_window.verify_dialog import VerifyDialog
from clockreports.practice.faults import Fault
from clockreports.services.verifying import VerifyOrder
from tests.helpers.qt_export import Operator, paced
from tests.helpers.qt_site import LAST_WEEK, PracticeSite
from tests.helpers.qt_stage import Stage

_SLOWLY: Final = 10
"""Calls a minute: fewer than a week of everybody takes to read."""


def meddle(site: PracticeSite) -> None:
    """Edit a day of last week, delete one and add one, as a person does in People HR."""
    monday = LAST_WEEK.first
    person = site.people_hr.people_hr
    person.edit_timesheet("PW1", monday, [("09:00", "12:00"), ("13:00", "17:00")])
    person.delete_timesheet("PW2", monday + timedelta(days=1))
    person.edit_timesheet("PW9", monday + timedelta(days=5), [("10:00", "14:00")])


def exported(stage: Stage, site: PracticeSite | None = None, *, pace: int = 10_000) -> Operator:
    """Export last week, and stay at the window."""
    operator = stage.operator(stage.session(site, pace=pace))
    operator.press("Export")
    return operator


def open_verify(stage: Stage, operator: Operator) -> VerifyDialog:
    """Open the dialog over the window's days."""
    order = operator.window.which.order()
    return stage.show(VerifyDialog(operator.session, VerifyOrder(order.period, order.employee_ids), operator.window))


def _verified(stage: Stage, *, well: bool) -> QWidget:
    operator = exported(stage)
    if not well:
        meddle(stage.site)
    dialog = open_verify(stage, operator)
    operator.wait()
    return dialog


def _key_refused(stage: Stage) -> QWidget:
    operator = exported(stage)
    meddle(stage.site)
    stage.site.people_hr.order(Fault("http_401", "GetTimesheetDetail", skip=12))
    dialog = open_verify(stage, operator)
    operator.wait()
    return dialog


def _waiting(stage: Stage) -> QWidget:
    site, clock = stage.stack.enter_context(paced(stage.site))
    operator = exported(stage, site, pace=_SLOWLY)
    stage.stack.callback(clock.go_on)
    clock.hold()
    dialog = open_verify(stage, operator)
    stage.until(clock.waiting.is_set)
    stage.until(lambda: "Waiting" in dialog._running._doing.text())
    return dialog


VERIFY_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "verify-differs": partial(_verified, well=False),
    "verify-well": partial(_verified, well=True),
    "verify-waiting": _waiting,
    "verify-key-refused": _key_refused,
}
"""By the names of their pictures."""
