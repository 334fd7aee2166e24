"""The window and the command line at once, on one database: one exports, the other says who, and since when."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from pytestqt.qtbot import QtBot

from clockreports.base.clock import SystemClock
from clockreports.base.errors import ExitCode
from clockreports.services.ports import Holder
from tests.helpers.qt_export import Operator, session_at
from tests.helpers.qt_site import LAST_WEEK, PracticeSite

ONE_CALL_A_MINUTE: Final = 1
"""After its first call a program waits for so long that the other one can be watched, and can be stopped at once."""

WHOM: Final = "PW1"


@contextmanager
def operator_at(qtbot: QtBot, site: PracticeSite) -> Iterator[Operator]:
    """Seat an operator at the window, on a clock that both programs share: the real one."""
    with session_at(qtbot, site, ONE_CALL_A_MINUTE, clock=SystemClock()) as session:
        yield Operator(qtbot, session)


def command_line(site: PracticeSite) -> "subprocess.Popen[str]":
    """Begin an export on the command line, in a process of its own."""
    period = ("--from", f"{LAST_WEEK.first}", "--to", f"{LAST_WEEK.last}", "--employee", WHOM)
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "clockreports", "--profile", str(site.profile), "export", *period],
        env={**os.environ, **site.environment, "CLOCKREPORTS_CALLS_PER_MINUTE": str(ONE_CALL_A_MINUTE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def holder_of(operator: Operator) -> Holder | None:
    return operator.session.app.exporting.under_way()


def about_now(since: datetime) -> bool:
    return abs((SystemClock().now() - since).total_seconds()) < 60


def test_the_command_line_says_that_the_window_exports(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with operator_at(qtbot, practice_site) as operator:
        window = operator.open(WHOM)
        operator.button("Export").click()
        operator.until(lambda: "People HR takes" in window.strip._running._doing.text())
        holder = holder_of(operator)
        assert holder is not None
        assert about_now(holder.since)
        with command_line(practice_site) as other:
            told, _nothing = other.communicate(timeout=60)
        since = f"{holder.since.astimezone():%d/%m/%Y %H:%M}"
        assert f"{holder.user} on {holder.host} has been exporting since {since}." in " ".join(told.split())
        assert other.returncode == ExitCode.RUN_AGAIN
        operator.press("Stop")
        assert window.days.counts["Sent"] == 1
        assert len(practice_site.people_hr.timesheets) == 1


def test_the_window_says_that_the_command_line_exports(qtbot: QtBot, practice_site: PracticeSite) -> None:
    with operator_at(qtbot, practice_site) as operator, command_line(practice_site) as other:
        try:
            operator.until(lambda: len(practice_site.people_hr.timesheets) == 1)
            window = operator.open(WHOM)
            holder = holder_of(operator)
            assert holder is not None
            since = f"{holder.since.astimezone():%H:%M}"
            running = f"Running on {holder.host} by {holder.user} since {since}. One export goes at a time."
            assert window.banner.text == running
            operator.press("Export")
            assert window.banner.text == running
            assert len(practice_site.people_hr.timesheets) == 1
        finally:
            other.kill()
            other.wait()
        operator.press("Look again")
        assert window.banner.text.endswith(" was interrupted at 1 of 4. Resume?"), "and nobody is in the way any more"
