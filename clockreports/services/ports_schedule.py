"""What unattended exports need from the world: the system's timer, the stored schedule, a folder's files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from clockreports.domain.schedules import LastRun, Schedule


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a system's timer is asked for: start this program's scheduled run, each week on these days (Monday 0).

    `first` is the first moment, aware, in the `zone` in which its time of day is meant. `signed_out`: also while nobody
    is signed in, with whatever rights that takes.
    """

    first: datetime
    zone: ZoneInfo
    weekdays: tuple[int, ...]
    signed_out: bool


class SystemTimer(Protocol):
    """The part of the operating system that starts programs by the clock; it holds one alarm for each profile.

    Every one starts a run that was missed as soon as it can, once, and no second run beside one that is going on.
    """

    @property
    def name(self) -> str:
        """What it is called, in words: "the Windows Task Scheduler"."""
        ...

    @property
    def to_run_signed_out(self) -> str:
        """What a person does so that alarms go off while nobody is signed in: a whole sentence."""
        ...

    def can_run_signed_out(self) -> bool:
        """Whether an alarm that is set now can go off while nobody is signed in."""
        ...

    def set(self, alarm: Alarm) -> None:
        """Set the alarm in place of an earlier one; raises `UnusableError`, with that one untouched, when it fails."""
        ...

    def is_set(self) -> bool:
        """Whether an alarm is set; raises `UnusableError` when the system does not tell."""
        ...

    def remove(self) -> None:
        """Take the alarm away; nothing happens when there is none. Raises `UnusableError` when that fails."""
        ...


class ScheduleStore(Protocol):
    """Keeps the schedule of a profile, and how its last run went; each change is whole or not made at all.

    Raises `UnusableError` when what is kept cannot be read, or a change cannot be kept.
    """

    def schedule(self) -> Schedule | None:
        """Return the schedule, None when there is none."""
        ...

    def keep(self, schedule: Schedule | None) -> None:
        """Keep a schedule in place of the earlier one, or none any more."""
        ...

    def last_run(self) -> LastRun | None:
        """Return how the last run went, or goes; None when there never was one."""
        ...

    def note(self, run: LastRun | None) -> None:
        """Note how a run goes, in place of what was noted before; with None, nothing is noted any more."""
        ...

    def files_read(self) -> Mapping[str, str]:
        """Return the marks of the files of the import folder that need not be read again, by path."""
        ...

    def note_files(self, marks: Mapping[str, str]) -> None:
        """Note the marks of the files that need not be read again, in place of the earlier ones."""
        ...


class FolderFiles(Protocol):
    """Looks into a folder."""

    def __call__(self, folder: str) -> Mapping[Path, str]:
        """Return the files in a folder, by name, each with a mark that changes when the file does.

        Folders in it and hidden files are left out. Raises `UnusableError` when it cannot be looked into.
        """
        ...
