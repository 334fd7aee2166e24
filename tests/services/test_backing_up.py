"""When a backup is made by itself, which file is meant, and what keeps a restore from beginning."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.domain.settings import Settings
from clockreports.services.backing_up import BackingUp
from clockreports.services.backing_up_words import after_restoring, holding, made, size
from clockreports.services.failures import BusyError
from clockreports.services.ports_backups import Backup, BackupKind, Contents, DamagedError, Restored
from tests.helpers.clock import FakeClock
from tests.helpers.owner_lock import MemoryOwnerLock

CONTENTS: Final = Contents("0002", "1.0.0", 24_162, 1, 12, None)
FULL: Final = UnusableError("There is no room left on the disk.", "Make room.")
DATABASE: Final = Path("profile") / "clockreports.db"
DAMAGED: Final = DamagedError("It is damaged.", "Restore a backup.", DATABASE, None)
BEFORE_MIDNIGHT: Final = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
"""Half past eleven in London."""


@dataclass
class FakeStore:
    """Fulfils `BackupStore`: keeps what it is told to keep, and puts back what it is told to put back."""

    file: Path | None = DATABASE
    folder: Path | None = None
    backups: list[Backup] = field(default_factory=list)
    problem: ClockReportsError | None = None
    put: list[tuple[Path, str]] = field(default_factory=list)
    looks: int = 0

    def kept(self) -> tuple[Backup, ...]:
        """Return what is kept, the newest first."""
        self.looks += 1
        return tuple(reversed(self.backups))

    def keep(self, kind: BackupKind, now: datetime) -> Backup | None:
        """Keep one more."""
        if self.problem is not None:
            raise self.problem
        self.backups.append(Backup(Path(f"{kind}-{len(self.backups)}.db"), now, kind, 1))
        return self.backups[-1]

    def copy_to(self, target: Path) -> Contents:
        """Say what a copy would hold."""
        assert target.is_absolute()
        return CONTENTS

    def contents(self, path: Path) -> Contents:
        """Say what every copy but the first holds."""
        if path == self.backups[0].path:
            raise FULL
        return CONTENTS

    def check(self) -> Contents | None:
        """Say what the database holds."""
        return CONTENTS

    def put_back(self, source: Path, now: datetime, host: str) -> Restored:
        """Note what is put back, and by whom."""
        if self.problem is not None:
            raise self.problem
        assert now == BEFORE_MIDNIGHT
        self.put.append((source, host))
        return Restored(CONTENTS, Path("aside.db"), was_damaged=False)

    def save_damaged(self, target: Path) -> None:
        """Note where to."""
        self.put.append((target, ""))


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def lock() -> MemoryOwnerLock:
    return MemoryOwnerLock()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(BEFORE_MIDNIGHT)


@pytest.fixture
def backing_up(store: FakeStore, lock: MemoryOwnerLock, clock: FakeClock) -> BackingUp:
    return BackingUp(store, lambda: lock, clock, Settings(), "PC1")


# One a day ----------------------------------------------------------------------------------------------------------


def test_one_a_day_is_made_and_costs_one_look_afterwards(
    backing_up: BackingUp, store: FakeStore, clock: FakeClock
) -> None:
    assert backing_up.once_a_day() is None
    looks = store.looks
    clock.advance(60)
    assert backing_up.once_a_day() is None
    assert (len(store.backups), store.looks) == (1, looks + 1)


def test_the_day_is_the_one_on_the_sites_wall(backing_up: BackingUp, store: FakeStore, clock: FakeClock) -> None:
    backing_up.once_a_day()
    clock.advance(timedelta(hours=1).total_seconds())  # past midnight in London, and not yet in UTC
    backing_up.once_a_day()
    assert len(store.backups) == 2


def test_another_kind_of_backup_does_not_count(backing_up: BackingUp, store: FakeStore) -> None:
    store.keep(BackupKind.BEFORE_RESTORE, BEFORE_MIDNIGHT)
    backing_up.once_a_day()
    assert [backup.kind for backup in store.backups] == [BackupKind.BEFORE_RESTORE, BackupKind.DAILY]


@pytest.mark.expects_warnings("Today's backup could not be made. There is no room left on the disk")
def test_one_that_fails_is_told_and_stops_nothing(backing_up: BackingUp, store: FakeStore) -> None:
    store.problem = FULL
    assert backing_up.once_a_day() is FULL
    store.problem = None
    assert backing_up.once_a_day() is None


def test_a_damaged_database_does_stop_the_work(backing_up: BackingUp, store: FakeStore) -> None:
    store.problem = DAMAGED
    with pytest.raises(DamagedError):
        backing_up.once_a_day()


# Which file ---------------------------------------------------------------------------------------------------------


def test_each_backup_is_offered_with_what_it_holds_or_why_that_is_not_known(
    backing_up: BackingUp, store: FakeStore
) -> None:
    for _ in range(2):
        store.keep(BackupKind.DAILY, BEFORE_MIDNIGHT)
    newer, older = backing_up.offered()
    assert (newer.contents, newer.problem) == (CONTENTS, None)
    assert (older.contents, older.problem) == (None, FULL)


def test_a_file_is_meant_by_its_path_or_by_the_name_of_a_backup(
    backing_up: BackingUp, store: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Backup(tmp_path / "backups" / "kept.db", BEFORE_MIDNIGHT, BackupKind.DAILY, 1)
    store.backups.append(kept)
    assert backing_up.find("kept.db") == kept.path
    assert backing_up.find("other.db") == Path("other.db")
    (tmp_path / "kept.db").touch()
    assert backing_up.find("kept.db") == Path("kept.db")


# Restoring ----------------------------------------------------------------------------------------------------------


def test_a_restore_says_on_which_computer_it_is_done(backing_up: BackingUp, store: FakeStore) -> None:
    assert backing_up.restore(Path("mine.db")).contents == CONTENTS
    assert store.put == [(Path("mine.db").absolute(), "PC1")]


def test_it_waits_for_an_export_on_this_computer(
    backing_up: BackingUp, store: FakeStore, lock: MemoryOwnerLock
) -> None:
    exporting = MemoryOwnerLock(lock)
    assert exporting.try_take()
    with pytest.raises(BusyError, match="An export is under way"):
        backing_up.restore(Path("mine.db"))
    exporting.release()
    backing_up.restore(Path("mine.db"))
    assert len(store.put) == 1
    assert exporting.try_take(), "the lock is given back"


def test_the_lock_is_given_back_when_it_fails(backing_up: BackingUp, store: FakeStore, lock: MemoryOwnerLock) -> None:
    store.problem = FULL
    with pytest.raises(UnusableError):
        backing_up.restore(Path("mine.db"))
    assert MemoryOwnerLock(lock).try_take()


def test_the_database_is_no_backup_of_itself(backing_up: BackingUp, store: FakeStore, tmp_path: Path) -> None:
    store.file = tmp_path / "clockreports.db"
    store.file.touch()
    with pytest.raises(UnusableError, match="is the database itself"):
        backing_up.restore(tmp_path / "." / "clockreports.db")
    assert store.put == []


def test_a_database_on_a_server_needs_no_lock_to_be_refused(
    backing_up: BackingUp, store: FakeStore, lock: MemoryOwnerLock
) -> None:
    store.file, store.problem = None, FULL
    MemoryOwnerLock(lock).try_take()
    with pytest.raises(UnusableError, match="no room"):
        backing_up.restore(Path("mine.dump"))


# In words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 KB"), (86_400, "86 KB"), (1_700_000, "1.7 MB"), (1_234_500_000, "1,234.5 MB")]
)
def test_a_size_is_rounded(number: int, words: str) -> None:
    assert size(number) == words


def test_a_moment_is_by_the_sites_wall() -> None:
    assert made(BEFORE_MIDNIGHT, Settings().zone) == "01/07/2026 23:30"
    assert holding(CONTENTS) == "24,162 clock events, 1 employee, 12 exports"


@pytest.mark.parametrize(
    ("aside", "was_damaged", "words"),
    [
        (Path("aside.db"), False, "What was there before is kept as aside.db."),
        (Path("aside.db"), True, "The damaged file is kept as aside.db."),
        (None, False, None),
    ],
)
def test_what_was_there_before_is_told(aside: Path | None, was_damaged: bool, words: str | None) -> None:  # noqa: FBT001 - a table
    sentences = after_restoring(Restored(CONTENTS, aside, was_damaged))
    assert sentences[0].startswith("The backup is restored.")
    assert sentences[1:-1] == (() if words is None else (words,))
    assert "not sent twice" in sentences[-1]
    assert "sent since, and then undone or deleted in People HR, are sent again" in sentences[-1]
