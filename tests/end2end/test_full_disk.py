"""No room on the disk, or no right to write: a sentence and exit code 2, nothing half done, and all goes on later."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from clockreports.domain.ledger import DayState
from tests.end2end.site import FIRST, FIRST_LOG, PERIOD, Site
from tests.helpers.tree import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of files")

ROOM: Final = 60_000
"""Bytes: enough to open the firm's database, and neither for a copy of it nor for a log of many writes."""

PERIOD_TYPED: Final = ("--from", f"{PERIOD.first}", "--to", f"{PERIOD.last}")


def cramped(site: Site, most: int, *command: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Type a command on a computer where no file may grow beyond so many bytes; another may come before it."""
    return subprocess.run(  # noqa: S603 - our own program
        [*before, sys.executable, "-m", "tests.end2end.cramped", str(most), "--", *command],
        env=site.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def database(site: Site) -> Path:
    return site.profile / "clockreports.db"


def test_an_import_without_room_leaves_nothing_behind_and_can_be_repeated(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    log = site.folder / "many.dat"
    users, minutes = range(100, 150), range(60)
    log.write_text(
        "".join(f"{user}\t2026-03-10 09:{minute:02}:00\t1\t0\t1\t0\n" for user in users for minute in minutes),
        encoding="utf-8",
    )
    full = cramped(site, ROOM, "import", str(log))
    assert full.returncode == 2, full.stdout + full.stderr
    assert str(database(site)) in full.stdout.replace("\n", "")
    with site.program() as app:
        assert sum(user.events for user in app.events.users()) == 10
        (again,) = app.importing.import_files([log])
    assert again.counts.added == again.counts.rows == 3000


@pytest.mark.parametrize("most", [1000, 40_000, ROOM])
def test_an_export_without_room_stops_and_goes_on_later(site: Site, most: int) -> None:
    site.bring_in(FIRST_LOG)
    full = cramped(site, most, "export", *PERIOD_TYPED)
    assert full.returncode in {0, 2}, full.stdout + full.stderr
    assert most > 1000 or "disk" in full.stderr or "read or written" in full.stderr
    site.export_until_done()
    assert site.standing == FIRST
    made = [entry for entry in site.people_hr.log if entry.action == "CreateNewTimesheet" and entry.changed]
    assert len(made) == len(FIRST)
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}


def test_a_backup_without_room_leaves_nothing_behind(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    full = cramped(site, ROOM, "backup", str(site.folder / "mine.db"))
    assert full.returncode == 2, full.stdout + full.stderr
    assert "could not be made" in full.stderr
    assert not list(site.folder.glob("*mine.db*"))


def test_a_day_without_room_for_its_backup_is_worked_on_all_the_same(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    listed = cramped(site, ROOM, "employees", "list")
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert not list((site.profile / "backups").iterdir())


def test_a_restore_without_room_changes_nothing(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    backup = site.folder / "mine.db"
    with site.program() as app:
        app.backing_up.back_up(backup)
    before = database(site).read_bytes()
    full = cramped(site, ROOM, "restore", str(backup))
    assert full.returncode == 2, full.stdout + full.stderr
    assert database(site).read_bytes() == before
    assert not list(site.profile.glob("*.part"))


@pytest.fixture
def read_only(site: Site) -> Iterator[Site]:
    """Return a firm whose profile may be read and not written."""
    site.bring_in(FIRST_LOG)
    for path in (*site.profile.rglob("*"), site.profile):
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield site
    for path in (site.profile, *site.profile.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _as_anybody(site: Site) -> tuple[str, ...]:
    """Return what takes root's right to write everywhere from a command; nobody else has it."""
    if not os.access(site.profile, os.W_OK):
        return ()
    found = shutil.which("setpriv")
    if found is None:
        pytest.skip("root may write everywhere here, and util-linux is not there to take that away")
    return found, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"


@pytest.mark.parametrize(
    "command", [("import", "attlog.dat"), ("export", *PERIOD_TYPED), ("backup", "mine.db"), ("runs",)]
)
def test_a_profile_that_cannot_be_written_is_a_sentence(read_only: Site, command: tuple[str, ...]) -> None:
    refused = cramped(read_only, 10**9, *command, before=_as_anybody(read_only))
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert "clockreports" in refused.stderr
    assert "made a mistake" not in refused.stderr
    assert read_only.standing == {}
