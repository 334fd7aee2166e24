"""The operator's week: preview, export, stop, come back another day, go on, mend what failed, retry.

Everything is real: the window, the database, and a practice People HR that takes 30 calls a minute and not one more.
Only the clock is the test's own, on both sides, so that a minute passes at once.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clockreports.gui.link_dialog import LinkDialog
from tests.helpers.qt_export import PACE, HeldClock, Operator, paced, session_at
from tests.helpers.qt_looking import choose
from tests.helpers.qt_site import PracticeSite

STRANGER: Final = "977"
"""A number on the clock that somebody once linked to an id nobody in People HR has any more."""

NOBODYS_ID: Final = "PW99"
EMPLOYEE_WITHOUT_A_NUMBER: Final = "PW25"

TURNED_AWAY: Final = 5
"""What People HR answers about an id that it does not know, and to whoever asks too often."""


def made(site: PracticeSite) -> int:
    """Count the timesheets that were made in People HR."""
    return sum(entry.action == "CreateNewTimesheet" and entry.changed for entry in site.people_hr.log)


def test_the_operators_export(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with paced(practice_site) as (site, clock):
        with site.app() as beside:
            beside.employees.link(STRANGER, NOBODYS_ID)

        with session_at(qtbot, site, PACE) as session:
            operator = Operator(qtbot, session)
            days = look_at_the_preview(operator)
            stop_in_the_middle(operator, clock, days)
            close(operator)
        assert made(site) == PACE - 1, "the call that met the wait was not made"

        with session_at(qtbot, site, PACE) as session:
            operator = Operator(qtbot, session)
            operator.open()
            go_on(operator, days)
            refused = operator.window.days.counts["Refused"]
            mend_the_link(operator)
            assert operator.button("Retry failed").text() == "Retry &failed (1)"
            operator.press("Retry failed")
            assert operator.window.days.counts["Refused"] == refused - 1 == 1, "who has left stays refused"
            assert {employee for employee, _day in site.people_hr.timesheets} >= {EMPLOYEE_WITHOUT_A_NUMBER}
            operator.press("Plan again")
            assert not operator.button("Nothing to export").isEnabled()

        assert made(site) == days
        turned_away = {entry.employee_id for entry in site.people_hr.log if entry.status == TURNED_AWAY}
        assert turned_away == {NOBODYS_ID}, "People HR was never asked too often"


def look_at_the_preview(operator: Operator) -> int:
    """Open the window, and return how many days it would send; nothing was asked of People HR for it."""
    window = operator.open()
    days = operator.plan.report.to_send
    assert operator.button("Export").text() == f"E&xport {days} days"
    assert days > 2 * PACE
    assert window.days.counts["New"] == days
    return days


def stop_in_the_middle(operator: Operator, clock: HeldClock, days: int) -> None:
    """Export until People HR's pace makes it wait, and stop it there."""
    window = operator.window
    clock.hold()
    operator.button("Export").click()
    operator.until(clock.waiting.is_set)
    doing, left = window.strip._running._doing, window.strip._running._left
    operator.until(lambda: "People HR takes 28 calls a minute" in doing.text())
    assert doing.text().startswith("Waiting ")
    assert left.text().startswith(f"{PACE - 1} of {days} · about ")
    operator.button("Stop").click()
    clock.go_on()
    operator.until(lambda: not window.desk.running)
    operator.wait()
    assert window.days.counts["Sent"] == PACE - 1
    assert window.days.counts["Not sent"] == days - (PACE - 1)
    assert window.banner.text.startswith("Stopped. What is sent stays sent")


def close(operator: Operator) -> None:
    """Close the window, which has nothing to ask."""
    operator.button("Close").click()
    operator.until(lambda: not operator.is_open)


def go_on(operator: Operator, days: int) -> None:
    """Resume what the window says was left."""
    banner = operator.window.banner
    stopped = f"The export of 09/03/2026 – 15/03/2026 was stopped at {PACE - 1} of {days}. Resume?"
    assert banner.text == stopped
    operator.press("Resume", banner)
    assert banner.text == ""
    assert operator.window.days.counts["Not sent"] == 0


def mend_the_link(operator: Operator) -> None:
    """Link the number to whom it belongs, on the tab beside the days."""
    window = operator.window
    window.tabs.setCurrentWidget(window.unlinked)
    choose(window.unlinked.employees, "Id", EMPLOYEE_WITHOUT_A_NUMBER)
    operator.press("Link", window.unlinked)
    dialog = operator.dialog(LinkDialog)
    QTest.keyClicks(dialog.focusWidget(), STRANGER)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    operator.press("Link", dialog)
