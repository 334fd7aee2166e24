"""Timers of Windows: a task of the Task Scheduler, written as XML and handed to schtasks.

The text is a pure function, so that it can be tested anywhere. Source: Microsoft, Task Scheduler Schema.
"""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.desktop.timer_commands import RunCommand
from clockreports.desktop.timer_wall_time import wall_alarm
from clockreports.services.ports_schedule import Alarm

NAMESPACE: Final = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DESCRIPTION: Final = (
    "Sends work days to People HR. Set in ClockReports under Data Manager, Schedule; change and remove it there."
)
_NO_SUCH_TASK: Final = 0x80070002
"""Source: Windows SDK, winerror.h, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)."""

_LONGEST_RUN: Final = "PT12H"
_SETTINGS: Final = (
    ("MultipleInstancesPolicy", "IgnoreNew"),
    ("DisallowStartIfOnBatteries", "false"),
    ("StopIfGoingOnBatteries", "false"),
    ("AllowHardTerminate", "true"),
    ("StartWhenAvailable", "true"),
    ("RunOnlyIfNetworkAvailable", "true"),
    ("AllowStartOnDemand", "true"),
    ("Enabled", "true"),
    ("Hidden", "false"),
    ("RunOnlyIfIdle", "false"),
    ("WakeToRun", "false"),
    ("ExecutionTimeLimit", _LONGEST_RUN),
    ("Priority", "7"),
)
_NO_FOLDER: Final = str.maketrans("\\", "-")
_REPLACED: Final = ("%", "$(")
"""What the Task Scheduler takes for variables in a command, and lets nobody write otherwise."""


class WindowsTasks:
    r"""Fulfils `services.ports_schedule.SystemTimer` by the Task Scheduler.

    `account` tells who the task runs as ("PC-12\jane"), `command` is what it starts, and `folder` where the XML lies
    for the moment in which schtasks reads it.
    """

    name = "the Windows Task Scheduler"
    to_run_signed_out = (
        "To let it run while nobody is signed in, start ClockReports as administrator, and save the schedule there."
    )

    def __init__(  # noqa: PLR0913 - each is another part of the world
        self,
        schtasks: Path,
        run: RunCommand,
        *,
        account: Callable[[], str],
        command: Sequence[str],
        suffix: str,
        folder: Path,
        is_administrator: Callable[[], bool],
    ) -> None:
        self._schtasks = str(schtasks)
        self._run = run
        self._account = account
        self._command = tuple(command)
        self._suffix = suffix
        self._xml = folder / "scheduled-task.xml"
        self._is_administrator = is_administrator

    @property
    def _task(self) -> str:
        """Its name: all people's tasks stand in one folder."""
        return f"ClockReports export {self._account().translate(_NO_FOLDER)}{self._suffix}"

    def can_run_signed_out(self) -> bool:
        """Whether this is an administrator: only one may read the computer's key while nobody is signed in."""
        return self._is_administrator()

    def set(self, alarm: Alarm) -> None:
        """Set the alarm in place of an earlier one; raises `UnusableError`, with that one untouched, when it fails."""
        text = task_xml(alarm, self._account(), self._command)
        make_folder(self._xml.parent)
        try:
            self._xml.write_text(text, encoding="utf-16")
            answer = self._run([self._schtasks, "/Create", "/TN", self._task, "/XML", str(self._xml), "/F"])
        except OSError as error:
            raise UnusableError(
                f"The file {self._xml} cannot be written ({error.strerror}).", "Mend that, then try again."
            ) from error
        finally:
            with suppress(OSError):
                self._xml.unlink(missing_ok=True)
        if answer.code:
            raise UnusableError(
                f"The Windows Task Scheduler refused ({answer.reason}).",
                "If the task was set by an administrator, start ClockReports as administrator to change it. Otherwise "
                "ask whoever looks after this computer whether you may schedule tasks.",
            )

    def is_set(self) -> bool:
        """Whether the task is there; raises `UnusableError` when the Task Scheduler does not tell.

        By itself, schtasks ends every failure with 1 and tells them apart only in Windows' own language.
        """
        answer = self._run([self._schtasks, "/Query", "/TN", self._task, "/HRESULT"])
        if answer.code not in {0, _NO_SUCH_TASK}:
            raise UnusableError(
                f"The Windows Task Scheduler does not tell whether the task is there ({answer.reason}).",
                "Try again in a moment, or start ClockReports as administrator.",
            )
        return answer.code == 0

    def remove(self) -> None:
        """Remove the task; nothing happens when there is none."""
        if not self.is_set():
            return
        answer = self._run([self._schtasks, "/Delete", "/TN", self._task, "/F"])
        if answer.code:
            raise UnusableError(
                f"The Windows Task Scheduler did not remove the task ({answer.reason}).",
                "If the task was set by an administrator, start ClockReports as administrator to remove it.",
            )


def task_xml(alarm: Alarm, account: str, command: Sequence[str], here: tzinfo | None = None) -> str:
    """Return the task as XML, to be written as UTF-16; times are of this computer's zone, or of `here`.

    While nobody is signed in it runs without a password (S4U) and with all rights of the account: with less it could
    not read the computer's key. Raises `UnusableError` for a command that the Task Scheduler would not leave as it is.
    """
    arguments = subprocess.list2cmdline(command[1:])
    if any(mark in f"{command[0]} {arguments}" for mark in _REPLACED):
        raise UnusableError(
            "The Windows Task Scheduler cannot start ClockReports from here, or on this profile.",
            "Move them to folders without a per cent sign or $( in their names.",
        )
    local = wall_alarm(alarm, here)
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    _add(_add(task, "RegistrationInfo"), "Description", _DESCRIPTION)
    trigger = _add(_add(task, "Triggers"), "CalendarTrigger")
    _add(trigger, "StartBoundary", local.first.isoformat(timespec="seconds"))
    week = _add(trigger, "ScheduleByWeek")
    _add(week, "WeeksInterval", "1")
    days = _add(week, "DaysOfWeek")
    for weekday in local.weekdays:
        _add(days, _DAYS[weekday])
    principal = ET.SubElement(_add(task, "Principals"), "Principal", {"id": "Author"})
    _add(principal, "UserId", account)
    _add(principal, "LogonType", "S4U" if alarm.signed_out else "InteractiveToken")
    _add(principal, "RunLevel", "HighestAvailable" if alarm.signed_out else "LeastPrivilege")
    settings = _add(task, "Settings")
    for name, value in _SETTINGS:
        _add(settings, name, value)
    start = _add(ET.SubElement(task, "Actions", {"Context": "Author"}), "Exec")
    _add(start, "Command", command[0])
    _add(start, "Arguments", arguments)
    ET.indent(task)
    return f'<?xml version="1.0" encoding="UTF-16"?>\n{ET.tostring(task, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text
    return child
