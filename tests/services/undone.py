"""What the tests of undoing begin with: a firm that has sent a day, and how an undoing is told."""

from clockreports.domain.timesheets import from_text
from clockreports.domain.undo_plan import (
    UndoState,
)
from clockreports.services.undoing import UndoReport
from tests.services.desk import MONDAY, TUESDAY
from tests.services.firm import Firm

BO = "PW2", MONDAY
BO_TUESDAY = "PW2", TUESDAY
FIRST = from_text("07:00-15:00")
SECOND = from_text("07:00-15:00 16:00-17:00")
THEIRS = from_text("08:00-16:00")

PUT_BACK, DELETED, TO_BE_DELETED = UndoState.PUT_BACK, UndoState.DELETED, UndoState.TO_DELETE
LEFT, NOT_DONE, UNKNOWN = UndoState.LEFT, UndoState.NOT_DONE, UndoState.UNKNOWN
AS_BEFORE = UndoState.AS_BEFORE


def sent() -> Firm:
    """Return a firm whose Bo has one day: run 1 made it."""
    firm = Firm()
    firm.sync()
    firm.tap("2", "2026-03-09 07:00 15:00")
    assert firm.export().run == 1
    firm.people_hr.asked.clear()
    return firm


def corrected(firm: Firm) -> Firm:
    """Let a late tap change Bo's day: run 2 updates it."""
    firm.tap("2", "2026-03-09 16:00 17:00")
    assert firm.export().run == 2
    assert firm.people_hr.days[BO] == SECOND
    firm.people_hr.asked.clear()
    return firm


def ended(report: UndoReport) -> list[tuple[UndoState, str]]:
    return [(day.state, day.line.reason) for day in report.days]
