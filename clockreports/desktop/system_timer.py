"""Chooses this system's timer, set up for one profile; and what stands in where nothing may be scheduled."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from clockreports.base.errors import UnusableError
from clockreports.desktop.timer_commands import run_command
from clockreports.desktop.timer_program import timer_command, timer_suffix
from clockreports.services.ports_schedule import Alarm, SystemTimer

if sys.platform == "win32":
    from clockreports.desktop.windows_account import own_account, system_program
    from clockreports.desktop.windows_tasks import WindowsTasks
elif sys.platform == "darwin":
    from clockreports.desktop.launchd_job import LaunchdJob
else:
    from clockreports.desktop.identity import whoami
    from clockreports.desktop.systemd_timer import SystemdTimer


def system_timer(profile: Path, *, is_default: bool, is_administrator: Callable[[], bool]) -> SystemTimer:
    """Return the timer of this system for a profile; nothing is asked of the system yet."""
    suffix = timer_suffix(profile, is_default=is_default)
    if sys.platform == "win32":
        return WindowsTasks(
            system_program("schtasks.exe"),
            run_command,
            account=own_account,
            command=timer_command(profile, if_due=False),
            suffix=suffix,
            folder=profile,
            is_administrator=is_administrator,
        )
    elif sys.platform == "darwin":  # noqa: RET505 - the type checker leaves out the other systems' branches
        return LaunchdJob(
            run_command,
            command=timer_command(profile, if_due=True),
            suffix=suffix,
            folder=Path.home() / "Library" / "LaunchAgents",
            user=os.getuid(),
        )
    else:
        return SystemdTimer(
            run_command,
            command=timer_command(profile, if_due=True),
            suffix=suffix,
            folder=_config_folder() / "systemd" / "user",
            user=whoami().user,
        )


class NoTimer:
    """Stands in where nothing may be scheduled, and says why: `title` and `advice`, in whole sentences."""

    name = "no timer"
    to_run_signed_out = ""

    def __init__(self, title: str, advice: str) -> None:
        self._title = title
        self._advice = advice

    def can_run_signed_out(self) -> bool:
        """Say no."""
        return False

    def set(self, alarm: Alarm) -> None:  # noqa: ARG002 - the port's parameter
        """Raise `UnusableError` with the reason."""
        raise UnusableError(self._title, self._advice)

    def is_set(self) -> bool:
        """Say no."""
        return False

    def remove(self) -> None:
        """Do nothing: nothing was set."""


def _config_folder() -> Path:
    """Return where systemd looks for the person's own units (source: systemd.unit(5))."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return folder if folder.is_absolute() else Path.home() / ".config"
