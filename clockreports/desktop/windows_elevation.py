"""Administrator rights on Windows: an elevated token, or User Account Control.

Windows starts no elevated program with pipes of ours. So it is this program's small key window that is elevated: there
the key is typed, and stored. Nothing is handed over to it, and nothing comes back but its exit code.
"""

import subprocess
from collections.abc import Iterable
from typing import Final, Protocol

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.desktop.elevation_agreed import Agreed
from clockreports.services.ports import Elevated

DISMISSED: Final = 1223
"""Source: Windows, ERROR_CANCELLED: the user said no to the prompt."""

ONLY_AGREE: Final = "agree"
"""What follows the key window's command when an administrator only has to agree: no window opens."""

_SLICE_SECONDS: Final = 0.2


class NotElevatedError(Exception):
    """Windows did not start it: its error's number, and what Windows says about it. Never seen by a person as it is."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class StartedProgram(Protocol):
    """An elevated program that was started."""

    def wait(self, seconds: float) -> int | None:
        """Wait for its end no longer than this; return its exit code, None when it still runs."""
        ...

    def close(self) -> None:
        """Look after it no longer; it runs on."""
        ...


class Shell(Protocol):
    """The little that is asked of Windows itself."""

    def is_administrator(self) -> bool:
        """Whether this process has an administrator's token, in force."""
        ...

    def run_as_administrator(self, program: str, arguments: str) -> StartedProgram:
        """Start a program elevated, after its prompt; raises `NotElevatedError`."""
        ...


class UacElevation:
    """Fulfils `services.ports.Elevation` by User Account Control; `key_window` is the command that is elevated."""

    def __init__(self, shell: Shell, key_window: Iterable[str]) -> None:
        self._shell = shell
        self._key_window = tuple(key_window)

    @property
    def is_administrator(self) -> bool:
        """Whether this process has an administrator's token, in force: "Run as administrator"."""
        return self._shell.is_administrator()

    def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
        """Elevate the key window and block until it is closed, which leaves nothing to do here; see the port.

        Raises `CancelledError` when that was asked for; a key window that is open then stays open.
        """
        program, *arguments = self._key_window if machine_wide else (*self._key_window, ONLY_AGREE)
        try:
            started = self._shell.run_as_administrator(program, subprocess.list2cmdline(arguments))
        except NotElevatedError as error:
            if error.code == DISMISSED:
                return None
            raise UnusableError(
                f"Windows did not give ClockReports an administrator’s rights ({error.reason}).",
                "Right-click ClockReports, choose “Run as administrator”, and set the key there; "
                "or ask whoever looks after this computer.",
            ) from error
        code = _wait(started, cancel)
        if code != 0:
            raise UnusableError(
                f"The key window ended by a mistake of its own (code {code}).",
                "Right-click ClockReports, choose “Run as administrator”, and set the key there.",
            )
        return None if machine_wide else Agreed()


def _wait(started: StartedProgram, cancel: CancelToken) -> int:
    try:
        while (code := started.wait(_SLICE_SECONDS)) is None:
            cancel.check()
    finally:
        started.close()
    return code
