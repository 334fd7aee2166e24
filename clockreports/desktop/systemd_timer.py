"""Timers of Linux: a service and a timer of the person's own systemd, in two small files.

The texts are pure functions. Source: systemd.service(5), systemd.timer(5), systemd.time(7), systemd.syntax(7).
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.paths import make_folder
from clockreports.desktop.timer_commands import RunCommand
from clockreports.services.ports_schedule import Alarm

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DESCRIPTION: Final = "ClockReports sends work days to People HR"


class SystemdTimer:
    """Fulfils `services.ports_schedule.SystemTimer` by units in `folder`, the place of the person's own.

    `command` is what the timer starts, `user` whose timers these are.
    """

    name = "systemd"
    to_run_signed_out = (
        "To let it run while you are signed out, type `loginctl enable-linger`, then save the schedule again."
    )

    def __init__(self, run: RunCommand, *, command: Sequence[str], suffix: str, folder: Path, user: str) -> None:
        self._run = run
        self._command = tuple(command)
        self._user = user
        self._unit = f"clockreports-export{suffix}"
        self._service = folder / f"{self._unit}.service"
        self._timer = folder / f"{self._unit}.timer"

    def can_run_signed_out(self) -> bool:
        """Whether the person's services go on while they are signed out."""
        with suppress(UnusableError):
            answer = self._run(["loginctl", "show-user", self._user, "--property=Linger"])
            return answer.code == 0 and "Linger=yes" in answer.said
        return False

    def set(self, alarm: Alarm) -> None:
        """Set the alarm in place of an earlier one; raises `UnusableError`, with that one untouched, when it fails."""
        self._reach()
        before = {path: _text_of(path) for path in (self._service, self._timer)}
        try:
            _write(self._service, service_unit(self._command))
            _write(self._timer, timer_unit(alarm))
            self._systemctl("daemon-reload")
            self._systemctl("enable", self._timer.name)
            self._systemctl("restart", self._timer.name)
        except UnusableError:
            self._put_back(before)
            raise

    def is_set(self) -> bool:
        """Whether the timer is there and enabled; raises `UnusableError` where systemd cannot be asked."""
        if not self._timer.exists():
            return False
        if self._run(_systemctl("is-enabled", self._timer.name)).code:
            self._reach()
            return False
        return True

    def remove(self) -> None:
        """Remove both units; nothing happens when there are none."""
        if not self._timer.exists() and not self._service.exists():
            return
        self._systemctl("disable", "--now", self._timer.name)
        _remove(self._timer)
        _remove(self._service)
        self._systemctl("daemon-reload")

    def _reach(self) -> None:
        """Raise `UnusableError` where the person has no systemd of their own."""
        answer = self._run(_systemctl("show-environment"))
        if answer.code:
            raise UnusableError(
                f"Your own systemd cannot be reached here ({answer.reason}).",
                "Sign in to a desktop. Or type `clockreports schedule set --no-timer`, and let something else, such as "
                "cron, start `clockreports schedule run`.",
            )

    def _systemctl(self, *arguments: str) -> None:
        answer = self._run(_systemctl(*arguments))
        if answer.code:
            raise UnusableError(f"systemd refused ({answer.reason}).", "Ask whoever looks after this computer.")

    def _put_back(self, before: dict[Path, str | None]) -> None:
        """Restore what was there; the failure to tell is the first one."""
        with suppress(UnusableError):
            for path, text in before.items():
                if text is None:
                    _remove(path)
                else:
                    _write(path, text)
            self._systemctl("daemon-reload")


def service_unit(command: Sequence[str]) -> str:
    """Return the service that runs the export once; done with something left for a person (exit code 1) is done."""
    return (
        f"[Unit]\nDescription={_DESCRIPTION}\n\n"
        "[Service]\nType=oneshot\n"
        f"ExecStart={' '.join(map(_quoted, command))}\n"
        "SuccessExitStatus=1\nTimeoutStartSec=12h\n"
    )


def timer_unit(alarm: Alarm) -> str:
    """Return the timer: in the alarm's own zone, and once, as soon as possible, for all that was missed."""
    days = ",".join(_DAYS[weekday] for weekday in alarm.weekdays)
    return (
        f"[Unit]\nDescription={_DESCRIPTION}, by the clock\n\n"
        f"[Timer]\nOnCalendar={days} *-*-* {alarm.first:%H:%M}:00 {alarm.zone.key}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _quoted(word: str) -> str:
    """Return a word of a command as systemd reads it back: quoted, and without its variables and specifiers."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped.replace("$", "$$").replace("%", "%%")}"'


def _systemctl(*arguments: str) -> list[str]:
    return ["systemctl", "--user", *arguments]


def _text_of(path: Path) -> str | None:
    with suppress(OSError):
        return path.read_text(encoding="utf-8")
    return None


def _write(path: Path, text: str) -> None:
    make_folder(path.parent)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _not_written(path, error) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> UnusableError:
    return UnusableError(
        f"The file {path} cannot be changed ({error.strerror}).", "Ask whoever looks after this computer."
    )
