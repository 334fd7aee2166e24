"""Timers of macOS: a job of the person's own launchd. Tested with a stand-in, never tried on a Mac.

The text is a pure function. Source: launchd.plist(5), launchctl(1).
"""

import plistlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.desktop.timer_commands import RunCommand
from clockreports.desktop.timer_wall_time import wall_alarm
from clockreports.services.ports_schedule import Alarm


class LaunchdJob:
    """Fulfils `services.ports_schedule.SystemTimer` by a property list in `folder`, the place of the person's jobs.

    `command` is what the job starts; it must start nothing when nothing is due, since launchd also starts it at
    every sign-in, where a missed run is made up for. `user` is the person's number.
    """

    name = "launchd"
    to_run_signed_out = "On a Mac, it only runs while you are signed in."

    def __init__(self, run: RunCommand, *, command: Sequence[str], suffix: str, folder: Path, user: int) -> None:
        self._run = run
        self._command = tuple(command)
        self._label = f"clockreports.export{suffix}"
        self._path = folder / f"{self._label}.plist"
        self._domain = f"gui/{user}"

    def can_run_signed_out(self) -> bool:
        """Whether jobs run while nobody is signed in: they do not."""
        return False

    def set(self, alarm: Alarm) -> None:
        """Set the alarm in place of an earlier one; raises `UnusableError`, with that one untouched, when it fails."""
        before = self._text()
        try:
            self._load(job_plist(alarm, self._label, self._command))
        except UnusableError:
            with suppress(UnusableError):  # the failure to tell is the first one
                if before is None:
                    self._unlink()
                else:
                    self._load(before)
            raise

    def is_set(self) -> bool:
        """Whether launchd knows the job."""
        return self._run(["launchctl", "print", f"{self._domain}/{self._label}"]).code == 0

    def remove(self) -> None:
        """Remove the job; nothing happens when there is none."""
        if self.is_set():
            self._launchctl("bootout", f"{self._domain}/{self._label}")
        self._unlink()

    def _load(self, text: bytes) -> None:
        if self.is_set():
            self._launchctl("bootout", f"{self._domain}/{self._label}")
        make_folder(self._path.parent)
        try:
            self._path.write_bytes(text)
        except OSError as error:
            raise _not_written(self._path, error) from error
        self._launchctl("bootstrap", self._domain, str(self._path))

    def _launchctl(self, *arguments: str) -> None:
        answer = self._run(["launchctl", *arguments])
        if answer.code:
            raise UnusableError(f"launchd refused ({answer.reason}).", "Sign out of this Mac and in, then try again.")

    def _text(self) -> bytes | None:
        with suppress(OSError):
            return self._path.read_bytes()
        return None

    def _unlink(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _not_written(self._path, error) from error


def job_plist(alarm: Alarm, label: str, command: Sequence[str], here: tzinfo | None = None) -> bytes:
    """Return the job as a property list; times are of this computer's zone, or of `here`."""
    local = wall_alarm(alarm, here)
    moments = [
        {"Weekday": (weekday + 1) % 7, "Hour": local.first.hour, "Minute": local.first.minute}
        for weekday in local.weekdays
    ]
    return plistlib.dumps(
        {
            "Label": label,
            "ProgramArguments": list(command),
            "StartCalendarInterval": moments,
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
    )


def _not_written(path: Path, error: OSError) -> UnusableError:
    return UnusableError(
        f"The file {path} cannot be changed ({error.strerror}).", "Ask whoever looks after this computer."
    )
