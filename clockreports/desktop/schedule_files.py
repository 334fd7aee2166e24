"""The schedule, its last run, and the files it need not read again: three small JSON files in the profile's folder.

Each is written beside itself and put in its place, so that it is never found half-written. None holds a key.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.domain.schedules import WEEKDAYS, LastRun, RunState, Schedule, parse_time

SCHEDULE_NAME: Final = "schedule.json"
LAST_RUN_NAME: Final = "schedule-last-run.json"
FILES_READ_NAME: Final = "schedule-files-read.json"

_REPLACE_TRIES: Final = 20
_REPLACE_PAUSE: Final = 0.05  # seconds

Value = TypeVar("Value")


class ScheduleFiles:
    """Fulfils `services.ports_schedule.ScheduleStore` by files in a profile's folder."""

    def __init__(self, folder: Path) -> None:
        self._schedule = folder / SCHEDULE_NAME
        self._last_run = folder / LAST_RUN_NAME
        self._files_read = folder / FILES_READ_NAME

    def schedule(self) -> Schedule | None:
        """Return the schedule, None when there is none; raises `UnusableError` when it cannot be read."""
        return _read(self._schedule, _schedule_from)

    def keep(self, schedule: Schedule | None) -> None:
        """Keep a schedule, or none any more; raises `UnusableError`, with the earlier one untouched."""
        _keep(self._schedule, None if schedule is None else _schedule_object(schedule))

    def last_run(self) -> LastRun | None:
        """Return how the last run went; raises `UnusableError` when that cannot be read."""
        return _read(self._last_run, _run_from)

    def note(self, run: LastRun | None) -> None:
        """Note how a run goes, or nothing any more; raises `UnusableError` when that cannot be kept."""
        _keep(self._last_run, None if run is None else _run_object(run))

    def files_read(self) -> Mapping[str, str]:
        """Return the marks by path; what cannot be read is nothing, since reading a file again changes nothing."""
        with suppress(UnusableError):
            return _read(self._files_read, lambda marks: {str(path): str(mark) for path, mark in marks.items()}) or {}
        return {}

    def note_files(self, marks: Mapping[str, str]) -> None:
        """Note the marks; raises `UnusableError` when they cannot be kept."""
        _write(self._files_read, marks)


# The values as JSON --------------------------------------------------------------------------------------------------


def _schedule_object(schedule: Schedule) -> dict[str, object]:
    return {
        "at": f"{schedule.at:%H:%M}",
        "days": [WEEKDAYS[weekday] for weekday in schedule.weekdays],
        "last": schedule.days_back,
        "sync_employees": schedule.sync_employees,
        "import_folder": schedule.import_folder,
        "since": schedule.since.isoformat(),
        "timer": schedule.with_timer,
    }


def _schedule_from(kept: Mapping[str, Any]) -> Schedule:
    return Schedule(
        parse_time(kept["at"]),
        tuple(sorted(WEEKDAYS.index(word) for word in kept["days"])),
        int(kept["last"]),
        _moment(kept["since"]),
        bool(kept["sync_employees"]),
        str(kept["import_folder"]),
        bool(kept.get("timer", True)),  # it was not always written
    )


def _run_object(run: LastRun) -> dict[str, object]:
    return {
        "started": run.started.isoformat(),
        "state": run.state.value,
        "sentences": list(run.sentences),
        "finished": None if run.finished is None else run.finished.isoformat(),
        "run": run.run,
        "covered": None if run.covered is None else run.covered.isoformat(),
    }


def _run_from(kept: Mapping[str, Any]) -> LastRun:
    return LastRun(
        _moment(kept["started"]),
        RunState(kept["state"]),
        tuple(str(sentence) for sentence in kept["sentences"]),
        None if kept["finished"] is None else _moment(kept["finished"]),
        None if kept["run"] is None else int(kept["run"]),
        None if kept["covered"] is None else date.fromisoformat(kept["covered"]),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A moment without its offset.")
    return moment


# The files -----------------------------------------------------------------------------------------------------------


def _read(path: Path, value_from: Callable[[Mapping[str, Any]], Value]) -> Value | None:
    try:
        return value_from(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, UnusableError) as error:
        raise UnusableError(
            f"The file {path} cannot be read.", "Set the schedule again: the file is written anew then."
        ) from error


def _keep(path: Path, value: Mapping[str, object] | None) -> None:
    """Write a file anew, or take it away when there is nothing to keep."""
    if value is not None:
        _write(path, value)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error


def _write(path: Path, value: Mapping[str, object]) -> None:
    make_folder(path.parent)
    new = path.with_suffix(".new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        _replace(new, path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise _not_written(path, error) from error


def _replace(new: Path, path: Path) -> None:
    """Put a file in its place; on Windows that has to wait while another program looks at the one that is there."""
    if sys.platform == "win32":
        for _try in range(_REPLACE_TRIES):
            with suppress(PermissionError):
                new.replace(path)
                return
            time.sleep(_REPLACE_PAUSE)
    new.replace(path)


def _not_written(path: Path, error: OSError) -> UnusableError:
    return UnusableError(
        f"The file {path} cannot be written ({error.strerror}).",
        "Make room on the disk, or ask whoever looks after this computer; then try again.",
    )
