"""A program killed at any step of a run, followed by another run, leaves People HR exactly as wanted."""

import subprocess
import sys
from pathlib import Path

import pytest

from clockreports.domain.ledger import DayState
from tests.end2end.dying import DEATH, STEPS, TRUSTING
from tests.end2end.site import FIRST, FIRST_LOG, PERIOD, SECOND, SECOND_LOG, Site, Standing

ROOT = Path(__file__).parents[2]
KILLED = [step for step in STEPS if step != "never"]


def export(site: Site, *fate: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with a fate."""
    period = ["--from", f"{PERIOD.first}", "--to", f"{PERIOD.last}"]
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.end2end.dying", *fate, "--", "export", "--json", *period],
        env=site.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def kill_then_go_on(site: Site, step: str, nth: int, *mutant: str) -> None:
    """Kill an export at a step, then let another one, perhaps a mutant, go to its end."""
    killed = export(site, step, str(nth))
    assert killed.returncode == DEATH, "it was to die: " + killed.stderr
    assert not killed.stdout, "it was to die before it could report"
    finished = export(site, "never", "1", *mutant)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.parametrize("nth", [1, 3, 6])
@pytest.mark.parametrize("step", KILLED)
def test_killed_while_days_are_made(site: Site, step: str, nth: int) -> None:
    site.bring_in(FIRST_LOG)
    kill_then_go_on(site, step, nth)
    assert_as_wanted(site, FIRST)


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("step", KILLED)
def test_killed_while_days_are_changed(site: Site, step: str, nth: int) -> None:
    site.bring_in(FIRST_LOG)
    site.export_until_done()
    site.bring_in(SECOND_LOG)
    kill_then_go_on(site, step, nth)
    assert_as_wanted(site, SECOND)


def test_a_program_that_does_not_look_loses_a_day(site: Site) -> None:
    """The check above can fail: killed between intent and call, a mutant without the read-back leaves a hole."""
    site.bring_in(FIRST_LOG)
    kill_then_go_on(site, "after intent", 3, TRUSTING)
    assert len(site.standing) == len(FIRST) - 1
    with pytest.raises(AssertionError):
        assert_as_wanted(site, FIRST)


def assert_as_wanted(site: Site, wanted: Standing) -> None:
    """Check what stands in People HR, that each day was made once, and that nothing is left to do."""
    assert site.standing == wanted
    made = [entry for entry in site.people_hr.log if entry.action == "CreateNewTimesheet" and entry.changed]
    assert len(made) == len(wanted)
    before = site.timesheet_calls
    assert site.export().counts == {DayState.UNCHANGED: len(wanted)}
    assert site.timesheet_calls == before
