"""The schedule and how its last run went, kept in files: whole or not at all, and the same as in memory."""

import json
import os
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.schedule_files import FILES_READ_NAME, LAST_RUN_NAME, SCHEDULE_NAME, ScheduleFiles
from clockreports.domain.schedules import LastRun, RunState, Schedule
from clockreports.services.ports_schedule import ScheduleStore
from tests.helpers.schedule import MemoryScheduleStore

NOW: Final = datetime(2026, 3, 16, 8, 0, 1, 250, tzinfo=timezone(timedelta(hours=1)))
EVERY_MORNING: Final = Schedule(time(6, 30), (0, 1, 2), 7, NOW, sync_employees=False, import_folder="D:\\Zeit & Löhne")
BEGAN: Final = LastRun(NOW, RunState.RUNNING)
ENDED: Final = LastRun(NOW, RunState.FAILED, ("It’s “over”.", ""), NOW.astimezone(UTC), 12, date(2026, 3, 15))


class ScheduleStoreContract:
    """One promise per method; `store` is the fixture of whoever makes a test class of it."""

    def test_it_holds_nothing_at_first(self, store: ScheduleStore) -> None:
        assert (store.schedule(), store.last_run(), dict(store.files_read())) == (None, None, {})
        store.keep(None)

    def test_a_schedule_comes_back_as_it_was_until_another_or_none_is_kept(self, store: ScheduleStore) -> None:
        store.keep(EVERY_MORNING)
        assert store.schedule() == EVERY_MORNING
        other = Schedule(time(0, 0), (6,), 92, NOW, with_timer=False)
        store.keep(other)
        assert store.schedule() == other
        store.keep(None)
        assert store.schedule() is None

    @pytest.mark.parametrize("run", [BEGAN, ENDED])
    def test_how_a_run_went_comes_back_as_it_was(self, store: ScheduleStore, run: LastRun) -> None:
        store.note(LastRun(NOW, RunState.DONE))
        store.note(run)
        assert store.last_run() == run
        store.keep(None)
        assert store.last_run() == run
        store.note(None)
        assert store.last_run() is None
        store.note(None)

    def test_the_files_that_were_read_come_back(self, store: ScheduleStore) -> None:
        store.note_files({"a": "1"})
        store.note_files({"D:\\ü": "2 3"})
        assert dict(store.files_read()) == {"D:\\ü": "2 3"}


class TestMemoryScheduleStore(ScheduleStoreContract):
    @pytest.fixture
    def store(self) -> ScheduleStore:
        return MemoryScheduleStore()


class TestScheduleFiles(ScheduleStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> ScheduleStore:
        return ScheduleFiles(tmp_path / "not there yet")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"at": "06:30"}', "\x00", "[" * 100_000])
def test_what_cannot_be_read_is_told_and_can_be_replaced(tmp_path: Path, text: str) -> None:
    files = ScheduleFiles(tmp_path)
    for name in (SCHEDULE_NAME, LAST_RUN_NAME):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / FILES_READ_NAME).write_text("[]", encoding="utf-8")
    for read in (files.schedule, files.last_run):
        with pytest.raises(UnusableError, match="cannot be read"):
            read()
    assert dict(files.files_read()) == {}
    files.keep(EVERY_MORNING)
    files.note(ENDED)
    assert (files.schedule(), files.last_run()) == (EVERY_MORNING, ENDED)


def test_a_schedule_from_before_that_was_kept_is_one_with_a_timer(tmp_path: Path) -> None:
    files, path = ScheduleFiles(tmp_path), tmp_path / SCHEDULE_NAME
    files.keep(EVERY_MORNING)
    kept = json.loads(path.read_text(encoding="utf-8"))
    del kept["timer"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert files.schedule() == EVERY_MORNING


def test_a_note_that_cannot_be_read_can_be_taken_away(tmp_path: Path) -> None:
    files = ScheduleFiles(tmp_path)
    (tmp_path / LAST_RUN_NAME).write_text('{"state": "of a later version"}', encoding="utf-8")
    files.note(None)
    assert files.last_run() is None


@pytest.mark.parametrize(
    "change", [{"last": 0}, {"days": ["monday"]}, {"at": "25:00"}, {"since": "2026-03-16T08:00:00"}]
)
def test_a_value_that_somebody_wrote_wrongly_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    files, path = ScheduleFiles(tmp_path), tmp_path / SCHEDULE_NAME
    files.keep(EVERY_MORNING)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(UnusableError, match="cannot be read"):
        files.schedule()


def test_what_cannot_be_written_leaves_the_old_and_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ScheduleFiles(tmp_path)
    files.keep(EVERY_MORNING)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnusableError, match="No space left"):
        files.keep(Schedule(time(7, 0), (0,), 1, NOW))
    assert files.schedule() == EVERY_MORNING
    assert [path.name for path in tmp_path.iterdir()] == [SCHEDULE_NAME]


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere, an open file can be replaced")
def test_a_file_that_is_being_read_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = ScheduleFiles(tmp_path)
    files.keep(EVERY_MORNING)
    reader = (tmp_path / SCHEDULE_NAME).open(encoding="utf-8")
    monkeypatch.setattr("time.sleep", lambda _seconds: reader.close())
    files.keep(Schedule(time(7, 0), (0,), 1, NOW))
    assert files.schedule() != EVERY_MORNING
