"""The task of the Windows Task Scheduler: its XML as the schema has it, and how schtasks is spoken to."""

import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.windows_tasks import NAMESPACE, task_xml
from tests.desktop.played_timers import COMMAND, LONDON, SATURDAYS, UNATTENDED, WORKING_DAYS, PlayedWindows

IN: Final = {"": NAMESPACE}

SCHEMA_ORDER: Final = {
    "Task": ("RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"),
    "CalendarTrigger": ("StartBoundary", "ScheduleByWeek"),
    "ScheduleByWeek": ("WeeksInterval", "DaysOfWeek"),
    "Principal": ("UserId", "LogonType", "RunLevel"),
    "Settings": (
        *("MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "AllowHardTerminate"),
        *("StartWhenAvailable", "RunOnlyIfNetworkAvailable", "AllowStartOnDemand", "Enabled", "Hidden"),
        *("RunOnlyIfIdle", "WakeToRun", "ExecutionTimeLimit", "Priority"),
    ),
    "Exec": ("Command", "Arguments"),
}
"""Source: Microsoft, Task Scheduler Schema; where it leaves the order open, as Windows itself writes tasks."""


def read(text: str) -> ET.Element:
    """Return the task as Windows reads it: UTF-16 with a byte order mark."""
    return ET.fromstring(text.encode("utf-16"))  # noqa: S314 - our own text


def value(task: ET.Element, name: str) -> str:
    """Return the text of the only element of that name."""
    (found,) = task.iter(f"{{{NAMESPACE}}}{name}")
    return found.text or ""


def test_the_elements_stand_in_the_order_of_the_schema() -> None:
    task = read(task_xml(WORKING_DAYS, r"PC-12\jane", COMMAND, LONDON))
    assert task.tag == f"{{{NAMESPACE}}}Task"
    assert task.attrib == {"version": "1.2"}
    for parent, children in SCHEMA_ORDER.items():
        (element,) = task.iter(f"{{{NAMESPACE}}}{parent}")
        assert tuple(child.tag.partition("}")[2] for child in element) == children


def test_it_starts_on_its_days_and_makes_up_for_what_was_missed() -> None:
    task = read(task_xml(WORKING_DAYS, r"PC-12\jane", COMMAND, LONDON))
    days = task.find(".//DaysOfWeek", IN)
    assert days is not None
    assert [day.tag.partition("}")[2] for day in days] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert value(task, "StartBoundary") == "2026-03-17T06:30:00"
    assert value(task, "StartWhenAvailable") == "true"
    assert value(task, "RunOnlyIfNetworkAvailable") == "true"
    assert value(task, "DisallowStartIfOnBatteries") == "false"
    assert value(task, "MultipleInstancesPolicy") == "IgnoreNew"


@pytest.mark.parametrize(
    ("zone", "start", "day"),
    [("Europe/London", "2026-03-21T18:05:00", "Saturday"), ("Asia/Tokyo", "2026-03-22T03:05:00", "Sunday")],
)
def test_on_a_computer_with_another_clock_it_starts_at_the_same_moment(zone: str, start: str, day: str) -> None:
    task = read(task_xml(SATURDAYS, r"PC-12\jane", COMMAND, ZoneInfo(zone)))
    assert value(task, "StartBoundary") == start
    assert task.find(f".//DaysOfWeek/{day}", IN) is not None


def test_the_command_comes_back_as_it_was_whatever_its_folders_are_called() -> None:
    task = read(task_xml(WORKING_DAYS, r"PC-12\jörg", COMMAND, LONDON))
    assert value(task, "UserId") == r"PC-12\jörg"
    assert value(task, "Command") == COMMAND[0]
    assert value(task, "Arguments") == r'schedule run --profile "D:\Zeit & Lohn <ü>"'
    ends_with_a_slash = (*COMMAND[:-1], "D:\\a b\\")
    assert value(read(task_xml(WORKING_DAYS, "x", ends_with_a_slash, LONDON)), "Arguments").endswith(r'"D:\a b\\"')


@pytest.mark.parametrize("folder", [r"D:\100%\x", r"D:\$(Arg0)"])
def test_what_the_scheduler_would_change_is_refused(folder: str) -> None:
    with pytest.raises(UnusableError, match="cannot start ClockReports from here"):
        task_xml(WORKING_DAYS, "x", (*COMMAND[:-1], folder), LONDON)


def test_only_unattended_it_takes_all_rights_and_no_password() -> None:
    usual = read(task_xml(WORKING_DAYS, "x", COMMAND, LONDON))
    assert (value(usual, "LogonType"), value(usual, "RunLevel")) == ("InteractiveToken", "LeastPrivilege")
    unattended = read(task_xml(UNATTENDED, "x", COMMAND, LONDON))
    assert (value(unattended, "LogonType"), value(unattended, "RunLevel")) == ("S4U", "HighestAvailable")


def test_schtasks_gets_a_list_of_arguments_and_the_file_is_gone_afterwards(tmp_path: Path) -> None:
    windows = PlayedWindows(tmp_path)
    windows.timer().set(WORKING_DAYS)
    xml = str(tmp_path / "with blanks" / "scheduled-task.xml")
    name = "ClockReports export PC-12-jörg"
    assert windows.ran == [("schtasks.exe", "/Create", "/TN", name, "/XML", xml, "/F")]
    assert not Path(xml).exists()
    assert read(windows.tasks[name]).tag.endswith("Task")


def test_windows_own_reason_is_told_in_one_line(tmp_path: Path) -> None:
    windows = PlayedWindows(tmp_path)
    windows.refuses = True
    with pytest.raises(UnusableError, match=r"ERROR: Access is denied\.\)"):
        windows.timer().set(WORKING_DAYS)
    windows.refuses = False
    windows.timer().set(WORKING_DAYS)
    windows.refuses = True
    with pytest.raises(UnusableError, match="did not remove"):
        windows.timer().remove()


def test_a_task_that_windows_does_not_show_is_not_said_to_be_gone(tmp_path: Path) -> None:
    windows = PlayedWindows(tmp_path)
    windows.timer().set(WORKING_DAYS)
    windows.tells = False
    for ask in (windows.timer().is_set, windows.timer().remove):
        with pytest.raises(UnusableError, match=r"does not tell .*Access is denied\.\)"):
            ask()
    assert windows.tasks


def test_only_an_administrator_can_have_it_run_while_nobody_is_signed_in(tmp_path: Path) -> None:
    windows = PlayedWindows(tmp_path)
    assert not windows.timer().can_run_signed_out()
    windows.administrator = True
    assert windows.timer().can_run_signed_out()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    windows = PlayedWindows(tmp_path)
    (tmp_path / "with blanks" / "scheduled-task.xml").mkdir(parents=True)
    with pytest.raises(UnusableError, match="cannot be written"):
        windows.timer().set(WORKING_DAYS)


if sys.platform == "win32":
    from clockreports.desktop.windows_account import own_account, system_program

    def test_windows_tells_who_this_is_and_where_its_programs_are() -> None:
        assert "\\" in own_account()
        done = subprocess.run(  # noqa: S603 - Windows' own program
            [system_program("schtasks.exe"), "/?"], check=False, capture_output=True
        )
        assert done.returncode == 0
