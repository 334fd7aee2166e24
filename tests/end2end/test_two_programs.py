"""One export at a time: the second program, or the second window of one program, says who exports and since when."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import SystemClock
from clockreports.base.errors import ExitCode
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError
from clockreports.services.progress import Progress
from tests.end2end.site import FIRST, FIRST_LOG, PERIOD, Site
from tests.helpers.clock import FakeClock

ORDER = ExportOrder(PERIOD)
EXPORT = (sys.executable, "-m", "clockreports", "export", "--from", f"{PERIOD.first}", "--to", f"{PERIOD.last}")


@pytest.mark.parametrize("programs", [1, 2])
def test_a_second_export_is_told_who_is_exporting(site: Site, programs: int) -> None:
    site.bring_in(FIRST_LOG)
    refused: list[str] = []
    with site.program() as one, site.program() as other:

        def try_another(_told: Progress) -> None:
            with pytest.raises(BusyError) as busy:
                (one if programs == 1 else other).exporting.run(ORDER, CancelToken())
            refused.append(f"{busy.value.title} {busy.value.advice}")

        report = one.exporting.run(ORDER, CancelToken(), try_another)
        assert report.problem is None
        assert refused
        assert all(one.exporting.host in sentence and one.exporting.user in sentence for sentence in refused)
        assert site.standing == FIRST
        assert other.exporting.run(ORDER, CancelToken()).calls == 0


@contextmanager
def exporting_process(site: Site) -> Iterator["subprocess.Popen[bytes]"]:
    """Begin an export in a process of its own, which waits for a minute after its first call."""
    waiting = replace(site, calls_per_minute=1)
    with subprocess.Popen(  # noqa: S603 - our own program
        EXPORT, env=waiting.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            end = time.monotonic() + 60
            while not site.standing:
                assert process.poll() is None, "it was to wait"
                assert time.monotonic() < end
                time.sleep(0.02)
            yield process
        finally:
            process.kill()


def export(site: Site) -> "subprocess.CompletedProcess[str]":
    """Export in a process of its own, to its end; what it said on both ways is in `stdout`."""
    return subprocess.run(  # noqa: S603 - our own program
        EXPORT,
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,  # in the encoding of this system, as the program writes it
        timeout=60,
        check=False,
    )


def leave_lease(profile: Path, heartbeat: float) -> None:
    """Leave behind what a program on another computer, which lost its power, leaves in a shared database."""
    with closing(sqlite3.connect(profile / "clockreports.db")) as connection, connection:
        connection.execute(
            "INSERT INTO lease VALUES (1, 'theirs', 'OFFICE-PC', 'ada', ?, ?)", (heartbeat - 600, heartbeat)
        )


def test_of_two_processes_one_exports_and_the_other_says_since_when_until_the_first_is_killed(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    with exporting_process(site) as first:
        with replace(site, clock=SystemClock()).program() as app:
            holder = app.exporting.under_way()
        assert holder is not None
        refused = export(site)
        whom = f"{holder.user} on {holder.host} has been exporting since {holder.since.astimezone():%d/%m/%Y %H:%M}."
        assert whom in " ".join(refused.stdout.split())
        assert refused.returncode == ExitCode.RUN_AGAIN
        assert len(site.standing) == 1
        first.kill()
        first.wait()
        assert export(site).returncode == ExitCode.DONE, "nobody waits for a program that is gone"
    assert site.standing == FIRST


def test_a_lease_left_on_another_computer_is_taken_over_once_its_heartbeat_has_stopped(site: Site) -> None:
    assert isinstance(site.clock, FakeClock)
    site.bring_in(FIRST_LOG)
    leave_lease(site.profile, site.clock.now().timestamp())
    with pytest.raises(BusyError, match="ada on OFFICE-PC"):
        site.export()
    site.clock.advance(100)
    with pytest.raises(BusyError, match="ada on OFFICE-PC"):
        site.export()
    site.clock.advance(21)
    assert site.export().problem is None
    assert site.standing == FIRST
