"""Undoing and `kill -9`: an undoing that was killed is ended by another, and an export that was killed can be undone.

No program sends by itself again what was undone, or was being undone.
"""

import json
import subprocess
import sys

import pytest

from clockreports.domain.ledger import DayState
from tests.end2end.dying import DEATH
from tests.end2end.site import FIRST, FIRST_LOG, PERIOD, SECOND, SECOND_LOG, Site
from tests.end2end.test_kill import KILLED, ROOT

GIVEN = ("--from", f"{PERIOD.first}", "--to", f"{PERIOD.last}")


def type_in(site: Site, *typed: str) -> subprocess.CompletedProcess[str]:
    """Type a command, with a fate, into a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.end2end.dying", *typed, "--json"],
        env=site.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def undo(site: Site, run: int, *more: str, fate: tuple[str, str] = ("never", "1")) -> subprocess.CompletedProcess[str]:
    """Undo a run."""
    return type_in(site, *fate, "--", "undo", str(run), *more)


def export_and_look(site: Site) -> None:
    """Export, and check that nothing was sent."""
    before = site.standing
    exported = type_in(site, "never", "1", "--", "export", *GIVEN)
    told = json.loads(exported.stdout)
    assert told["unknown"] == told["not_sent"] == told["conflicts"] == 0
    assert site.standing == before


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("step", KILLED)
def test_killed_while_days_are_put_back(site: Site, step: str, nth: int) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    site.export_until_done()
    assert site.standing == SECOND
    assert undo(site, 2, fate=(step, str(nth))).returncode == DEATH
    export_and_look(site)
    finished = undo(site, 2)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert site.standing == FIRST
    assert site.export().counts == {DayState.UNCHANGED: 4, DayState.UNDONE: 2}
    assert site.export(retry=True).counts == {DayState.UNCHANGED: 4, DayState.UPDATED: 2}
    assert site.standing == SECOND


@pytest.mark.parametrize("nth", [1, 6])
@pytest.mark.parametrize("step", KILLED)
def test_killed_while_days_are_deleted(site: Site, step: str, nth: int) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    assert undo(site, 1, "--delete", "6", fate=(step, str(nth))).returncode == DEATH
    export_and_look(site)
    left = json.loads(undo(site, 1, "--dry-run").stdout)["to_delete"]
    finished = undo(site, 1, "--delete", str(left))
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert site.standing == {}
    assert site.export().counts == {DayState.UNDONE: 6}
    assert site.export(retry=True).counts == {DayState.SENT: 6}
    assert site.standing == FIRST


@pytest.mark.parametrize("step", KILLED)
def test_an_export_killed_while_days_are_changed_is_undone(site: Site, step: str) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    assert type_in(site, step, "2", "--", "export", *GIVEN).returncode == DEATH
    finished = undo(site, 2)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert site.standing == FIRST
    site.export_until_done()
    site.export(retry=True)
    assert site.standing == SECOND


@pytest.mark.parametrize("step", KILLED)
def test_an_export_killed_while_days_are_made_is_undone(site: Site, step: str) -> None:
    site.bring_in(FIRST_LOG)
    assert type_in(site, step, "3", "--", "export", *GIVEN).returncode == DEATH
    finished = undo(site, 1, "--delete", f"{len(site.standing)}")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert site.standing == {}
    site.export_until_done()
    site.export(retry=True)
    assert site.standing == FIRST


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("step", KILLED)
def test_a_killed_export_and_the_one_that_went_on_are_undone_one_after_the_other(
    site: Site, step: str, nth: int
) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    assert type_in(site, step, str(nth), "--", "export", *GIVEN).returncode == DEATH
    site.export_until_done()
    assert site.standing == SECOND
    last = json.loads(undo(site, 3).stdout)
    assert {day["reason"] for day in last["days"] if day["state"] == "left"} <= {"Run 2 sent this day: undo that run."}
    finished = undo(site, 2)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert site.standing == FIRST
    site.export(retry=True)
    assert site.standing == SECOND
