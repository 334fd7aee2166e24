"""A database file damaged anywhere: a sentence that names the restore, or the right days in People HR; never a trace.

Blocks are what disks and careless programs damage. A single byte can become another valid value, which nothing in the
file tells from the true one: there only the trace is ruled out. docs/backups.md says so.
"""

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.cli.main import run
from clockreports.practice.server import PracticeServer
from clockreports.store import open_database
from tests.end2end.site import FIRST, FIRST_LOG, NOW, PERIOD, SECOND, SECOND_LOG, Site, Standing, company
from tests.helpers.clock import FakeClock

SAYS_SO = pytest.mark.expects_warnings("is damaged|cannot be read")
SECTOR: Final = 512
EXPORT: Final = ("export", "--from", f"{PERIOD.first}", "--to", f"{PERIOD.last}")
BUG: Final = 70

Damage = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an export: its exit code, what it said, and what stands in People HR."""

    code: int
    said: str
    standing: Standing


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile to copy: everything is imported, nothing is sent, and today's backup is made."""
    with firm(tmp_path_factory.mktemp("template")) as site:
        site.bring_in(FIRST_LOG)
        with site.program() as app:
            app.backing_up.once_a_day()
    return site.profile


@contextmanager
def firm(folder: Path) -> Iterator[Site]:
    """Give a firm of its own to one example of many."""
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=0, clock=clock) as people_hr:
        yield Site(folder, people_hr, clock)


@contextmanager
def copy_of(profile: Path, damage: Damage, file: str = "clockreports.db") -> Iterator[Site]:
    """Give a firm whose profile is a copy, with one of its files damaged."""
    with TemporaryDirectory() as folder, firm(Path(folder)) as site:
        shutil.copytree(profile, site.profile)
        path = site.profile / file
        path.write_bytes(damage(path.read_bytes()))
        yield site


def typed(site: Site, *command: str) -> Outcome:
    """Type a command, and take down all that it prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(command, site.environment, site.clock)
    return Outcome(code, said.getvalue(), site.standing)


# How files are damaged -----------------------------------------------------------------------------------------------


def overwritten(place: int, content: bytes) -> Damage:
    """Return what overwrites a stretch; a place behind the end counts on from the beginning."""

    def damage(whole: bytes) -> bytes:
        start = place % len(whole)
        return (whole[:start] + content + whole[start + len(content) :])[: len(whole)]

    return damage


def cut_off(share: float) -> Damage:
    """Return what leaves only the first part of a file."""
    return lambda whole: whole[: int(len(whole) * share)]


PLACES: Final = st.integers(0, 2**20)
SECTORS: Final = PLACES.map(lambda number: number * SECTOR)
CONTENTS: Final = st.sampled_from([SECTOR, 8 * SECTOR]).flatmap(
    lambda size: st.sampled_from([bytes(size), b"\xff" * size]) | st.binary(min_size=size, max_size=size)
)
BLOCKS: Final[st.SearchStrategy[Damage]] = st.builds(overwritten, SECTORS, CONTENTS)
CUTS: Final[st.SearchStrategy[Damage]] = st.builds(cut_off, st.floats(0, 1, exclude_max=True))
BYTES: Final[st.SearchStrategy[Damage]] = st.builds(overwritten, PLACES, st.binary(min_size=1, max_size=1))


# What becomes of it --------------------------------------------------------------------------------------------------


@SAYS_SO
@given(damage=BLOCKS | CUTS)
def test_what_is_torn_overwritten_or_cut_off_is_found_or_does_no_harm(profile: Path, damage: Damage) -> None:
    with copy_of(profile, damage) as site:
        outcome = typed(site, *EXPORT)
        if outcome.code == 0:
            assert outcome.standing == FIRST
            return
        assert outcome.code == 2
        assert outcome.standing == {}
        assert "`clockreports restore clockreports-" in outcome.said
        (backup,) = (site.profile / "backups").iterdir()
        assert typed(site, "restore", backup.name).code == 0
        assert (typed(site, *EXPORT).code, site.standing) == (0, FIRST)


@SAYS_SO
@given(damage=BYTES)
def test_a_single_byte_is_never_a_trace(profile: Path, damage: Damage) -> None:
    with copy_of(profile, damage) as site:
        for command in (EXPORT, ("days", *EXPORT[1:]), ("employees", "list"), ("runs",)):
            assert typed(site, *command).code != BUG


@SAYS_SO
@given(damage=BLOCKS | CUTS | BYTES)
def test_a_damaged_backup_is_never_put_in_place(profile: Path, damage: Damage) -> None:
    with copy_of(profile, lambda _whole: b"gone bad") as site:
        assert typed(site, "runs").code == 2
        (backup,) = (site.profile / "backups").iterdir()
        whole = backup.read_bytes()
        backup.write_bytes(damage(whole))
        outcome = typed(site, "restore", backup.name)
        assert outcome.code in {0, 2}
        if outcome.code == 0:
            assert typed(site, "days", *EXPORT[1:]).code != BUG
        else:
            assert (site.profile / "clockreports.db").read_bytes() == b"gone bad"


@given(damage=BLOCKS | CUTS | BYTES)
def test_a_damaged_log_of_writes_loses_the_last_of_them_at_most(logged: Path, damage: Damage) -> None:
    with copy_of(logged, damage, "clockreports.db-wal") as site:
        outcome = typed(site, *EXPORT)
        assert outcome.code == 0
        assert all(outcome.standing[day] in {FIRST[day], SECOND[day]} for day in FIRST)
        site.bring_in(SECOND_LOG)
        assert site.export_until_done().problem is None
        assert site.standing == SECOND


@pytest.fixture(scope="module")
def logged(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the profile of a program that was killed: its last writes are in the log beside the database only."""
    with firm(tmp_path_factory.mktemp("killed")) as site, TemporaryDirectory() as folder:
        shutil.copytree(profile, site.profile)
        with closing(open_database(site.profile / "clockreports.db", FakeClock(NOW))):
            site.bring_in(SECOND_LOG)
            copy = Path(shutil.copytree(site.profile, Path(folder) / "profile"))
        shutil.rmtree(site.profile)
        shutil.copytree(copy, site.profile)
    assert (site.profile / "clockreports.db-wal").stat().st_size
    (site.profile / "clockreports.db-shm").unlink()
    return site.profile
