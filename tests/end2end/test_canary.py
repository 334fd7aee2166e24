"""The key is nowhere but in requests: not in the profile, not in what is printed, whatever went wrong."""

import subprocess
import sys

from clockreports.practice.faults import KINDS, Fault
from tests.end2end.site import FIRST_LOG, KEY, PERIOD, Site

SPELLINGS = tuple(
    text.encode(coding) for text in (KEY, KEY.replace("-", ""), KEY.upper()) for coding in ("utf-8", "utf-16-le")
)


def test_the_key_is_found_nowhere(site: Site) -> None:
    site.bring_in(FIRST_LOG)
    said = ""
    for kind in KINDS:
        site.people_hr.order(Fault(kind, "CreateNewTimesheet", seconds=0.0))
        said += typed(site, "export", "--from", str(PERIOD.first), "--to", str(PERIOD.last), "--retry-failed")
    for command in (
        "key status",
        "key test",
        "verify --from 2026-03-09 --to 2026-03-11",
        "doctor",
        "runs",
        "runs 1",
        "employees list",
        "employees sync",
        "restore",
        "nonsense",
    ):
        said += typed(site, *command.split()) + typed(site, *command.split(), "--json")
    said += typed(site, "backup", str(site.profile / "mine.db")) + typed(site, "restore", str(site.profile / "mine.db"))
    assert {path.name.rpartition("-")[2] for path in site.profile.glob("backups/*")} == {"daily.db", "replaced.db"}
    files = [path for path in site.profile.rglob("*") if path.is_file()]
    assert files, "there is a profile to look through"
    assert [path.name for path in files if any(spelling in path.read_bytes() for spelling in SPELLINGS)] == []
    assert not any(spelling in said.encode() for spelling in SPELLINGS)


def typed(site: Site, *arguments: str) -> str:
    """Return all that a command prints."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "clockreports", *arguments],
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr
