"""A system's timer, a store of schedules and a folder of files, in memory."""

from collections.abc import Mapping
from pathlib import Path

from clockreports.base.errors import UnusableError
from clockreports.domain.schedules import LastRun, Schedule
from clockreports.services.ports_schedule import Alarm


class FakeTimer:
    """Fulfils `services.ports_schedule.SystemTimer`; what is set can be looked at as `alarm`.

    `refusal`, while it is not "", is why the system refuses every change, and `silence` why it does not tell whether it
    is set; `asked` counts how often it was to tell that.
    """

    name = "a timer of a test"
    to_run_signed_out = "To let it run while nobody is signed in, ask the test."

    def __init__(self, alarm: Alarm | None = None, *, signed_out: bool = False) -> None:
        self.alarm = alarm
        self.refusal = ""
        self.silence = ""
        self.asked = 0
        self._signed_out = signed_out

    def can_run_signed_out(self) -> bool:
        """Say what the test says."""
        return self._signed_out

    def set(self, alarm: Alarm) -> None:
        """Keep the alarm."""
        self._check()
        self.alarm = alarm

    def is_set(self) -> bool:
        """Whether there is one."""
        self.asked += 1
        if self.silence:
            raise UnusableError(self.silence, "Ask the test.")
        return self.alarm is not None

    def remove(self) -> None:
        """Forget it."""
        if self.alarm is not None:
            self._check()
        self.alarm = None

    def _check(self) -> None:
        if self.refusal:
            raise UnusableError(self.refusal, "Ask the test.")


class MemoryScheduleStore:
    """Fulfils `services.ports_schedule.ScheduleStore`; `noted` lists every note of a run, in their order."""

    def __init__(self, schedule: Schedule | None = None) -> None:
        self.noted: list[LastRun] = []
        self.marks: Mapping[str, str] = {}
        self._schedule = schedule

    def schedule(self) -> Schedule | None:
        """Return what is kept."""
        return self._schedule

    def keep(self, schedule: Schedule | None) -> None:
        """Keep it."""
        self._schedule = schedule

    def last_run(self) -> LastRun | None:
        """Return the last note."""
        return self.noted[-1] if self.noted else None

    def note(self, run: LastRun | None) -> None:
        """Add a note, or forget them all."""
        if run is None:
            self.noted.clear()
        else:
            self.noted.append(run)

    def files_read(self) -> Mapping[str, str]:
        """Return what was noted last."""
        return self.marks

    def note_files(self, marks: Mapping[str, str]) -> None:
        """Note it."""
        self.marks = dict(marks)


class FakeFolder:
    """Fulfils `services.ports_schedule.FolderFiles` by `files`; None is a folder that cannot be looked into."""

    def __init__(self, files: Mapping[Path, str] | None = None) -> None:
        self.files = files

    def __call__(self, folder: str) -> Mapping[Path, str]:
        """Return the files."""
        if self.files is None:
            raise UnusableError(f"The folder {folder} cannot be looked into.", "Check that it is there.")
        return self.files
