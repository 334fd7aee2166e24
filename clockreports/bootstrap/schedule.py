"""Unattended exports, put together: the stored schedule, this system's timer, and the run that it starts."""

from typing import Final

from clockreports.base.paths import PROFILE_VARIABLE, Profile
from clockreports.desktop.elevation import system_elevation
from clockreports.desktop.folder_files import folder_files
from clockreports.desktop.folders import default_profile_folder
from clockreports.desktop.owner_lock import FileOwnerLock
from clockreports.desktop.schedule_files import ScheduleFiles
from clockreports.desktop.system_timer import NoTimer, system_timer
from clockreports.services.employees import Employees
from clockreports.services.exporting import Exporting
from clockreports.services.importing import Importing
from clockreports.services.ports import Environment
from clockreports.services.ports_schedule import SystemTimer
from clockreports.services.scheduled_run import ScheduledRun
from clockreports.services.scheduling import Scheduling

_OUR_VARIABLES: Final = "CLOCKREPORTS_"
_LOCK: Final = "schedule.lock"
"""The file that a scheduled run keeps locked while it is at work."""


def scheduling_of(profile: Profile, environment: Environment, exporting: Exporting, *, practising: bool) -> Scheduling:
    """Return what sets and shows the schedule of a profile's exports; nothing is asked of the system yet."""
    return Scheduling(
        ScheduleFiles(profile.folder),
        _no_timer_in_practice() if practising else _timer(profile),
        lambda: FileOwnerLock(profile.folder / _LOCK),
        exporting.key,
        exporting.clock,
        exporting.settings.zone,
        strangers(environment),
    )


def scheduled_run_of(
    scheduling: Scheduling, importing: Importing, employees: Employees, exporting: Exporting
) -> ScheduledRun:
    """Return what runs that schedule once."""
    return ScheduledRun(
        scheduling.store,
        scheduling.lock,
        folder_files,
        importing,
        employees,
        exporting,
        scheduling.clock,
        scheduling.zone,
    )


def strangers(environment: Environment) -> tuple[str, ...]:
    """Return the names of our variables that are set here, and that a program the system starts may not have.

    The profile is handed over by its folder, so its variable is none of them.
    """
    ours = (name for name, value in environment.items() if name.startswith(_OUR_VARIABLES) and value.strip())
    return tuple(sorted(name for name in ours if name != PROFILE_VARIABLE))


def _timer(profile: Profile) -> SystemTimer:
    is_default = profile.folder == default_profile_folder().absolute()
    elevation = system_elevation()
    return system_timer(profile.folder, is_default=is_default, is_administrator=lambda: elevation.is_administrator)


def _no_timer_in_practice() -> SystemTimer:
    return NoTimer(
        "While practising, nothing is scheduled.", "Set the schedule in ClockReports itself, not in its practice."
    )
