"""Administrator rights on Linux: root, or polkit's `pkexec`, which shows the desktop's own prompt."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.desktop.elevation_agreed import Agreed
from clockreports.desktop.elevation_process import HelperProcess, is_root
from clockreports.desktop.elevation_program import changeable
from clockreports.services.ports import Elevated

DISMISSED: Final = 126
"""Source: pkexec(1), return value: the prompt was dismissed."""

NOT_ALLOWED: Final = 127
"""Source: pkexec(1), return value: not authorised, or nobody could be asked."""

_PASSED_ON: Final = ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "PATH")


class PkexecElevation:
    """Fulfils `services.ports.Elevation` by pkexec.

    `helper` is the command that becomes root, and `files` are those that decide what it does: if anybody else could
    change one, the helper is not started. Where an administrator only has to agree, none of our code becomes root.
    """

    def __init__(self, helper: Iterable[str], files: Iterable[Path]) -> None:
        self._helper = tuple(helper)
        self._files = tuple(files)

    @property
    def is_administrator(self) -> bool:
        """Whether this process is root."""
        return is_root()

    def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
        """Ask through pkexec, and block while its prompt is open; see the port."""
        if machine_wide:
            self._check_files()
        process = _start(self._helper if machine_wide else ("/bin/true",))
        if process.wait_until_ready(cancel):
            return process
        if process.exit_code == 0 and not machine_wide:
            return Agreed()
        if process.exit_code == DISMISSED:
            return None
        raise _refused(process.exit_code)

    def _check_files(self) -> None:
        place = changeable(self._files)
        if place is not None:
            raise UnusableError(
                f"ClockReports is given no administrator’s rights here: {place} can be changed without them.",
                "Ask an administrator to install ClockReports for everybody who uses this computer.",
            )


def _start(command: tuple[str, ...]) -> HelperProcess:
    pkexec = shutil.which("pkexec")
    if pkexec is None:
        raise UnusableError(
            "This computer has no pkexec, with which ClockReports asks for an administrator.",
            "Install the package pkexec (on some systems: polkit), or let an administrator start ClockReports by sudo.",
        )
    # Without the desktop's prompt, pkexec would ask on a terminal that nobody may be looking at.
    arguments = [pkexec, "--disable-internal-agent", *command]
    environment = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    process = subprocess.Popen(  # noqa: S603 - the system's own program and this very one
        arguments, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    if process.stdin is None or process.stdout is None:
        raise AssertionError("Both are pipes, as asked for.")
    belongings = ExitStack()
    belongings.enter_context(process.stdout)
    belongings.enter_context(process.stdin)
    return HelperProcess(process, process.stdin.fileno(), process.stdout.fileno(), belongings)


def _refused(code: int | None) -> UnusableError:
    if code == NOT_ALLOWED:
        return UnusableError(
            "This computer did not give ClockReports an administrator’s rights.",
            "The password was not accepted, this account may not ask, or no prompt can be shown on this desktop. "
            "Try again, or let an administrator start ClockReports.",
        )
    return UnusableError(
        f"The administrator’s side of ClockReports ended before it was ready (code {code}).",
        "Try again; if it happens again, let an administrator start ClockReports and set the key there.",
    )
