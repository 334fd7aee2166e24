"""Administrator rights on macOS: root, or the prompt of `osascript`. Tested with a stand-in, never tried on a Mac.

What runs "with administrator privileges" has no standard input of ours. So the helper's input and output are two named
pipes, in a folder that only this person and root can open: the key goes through the first, and touches no disk.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.desktop.elevation_agreed import Agreed
from clockreports.desktop.elevation_process import HelperProcess, is_root
from clockreports.services.ports import Elevated

_SCRIPT: Final = (
    "on run given\n"
    "do shell script (item 1 of given) with prompt (item 2 of given) with administrator privileges\n"
    "end run"
)
_PROMPT: Final = "ClockReports asks for an administrator: the People HR API key is about to be changed."
_DISMISSED: Final = b"(-128)"
"""Source: AppleScript Language Guide, error numbers: the user cancelled."""


class OsascriptElevation:
    """Fulfils `services.ports.Elevation` by osascript; `helper` is the command that becomes root.

    Where an administrator only has to agree, none of our code becomes root.
    """

    def __init__(self, helper: Iterable[str]) -> None:
        self._helper = tuple(helper)

    @property
    def is_administrator(self) -> bool:
        """Whether this process is root."""
        return is_root()

    def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
        """Ask through osascript, and block while its prompt is open; see the port."""
        with TemporaryFile() as complaints:
            process = _start(self._helper if machine_wide else ("true",), complaints)
            if process.wait_until_ready(cancel):
                return process
            complaints.seek(0)
            dismissed = _DISMISSED in complaints.read()
        if process.exit_code == 0 and not machine_wide:
            return Agreed()
        if dismissed:
            return None
        raise UnusableError(
            "This computer did not give ClockReports an administrator’s rights.",
            "Try again with the name and password of an administrator, or let one start ClockReports.",
        )


def _start(command: tuple[str, ...], complaints: IO[bytes]) -> HelperProcess:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="clockreports-")))
        requests, answers = folder / "requests", folder / "answers"
        ends = _make_pipe(requests, stack), _make_pipe(answers, stack)
        shell = f"{shlex.join(command)} < {shlex.quote(str(requests))} > {shlex.quote(str(answers))}"
        process = subprocess.Popen(  # noqa: S603 - the system's own program and this very one
            [shutil.which("osascript") or "/usr/bin/osascript", "-e", _SCRIPT, shell, _PROMPT],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        return HelperProcess(process, *ends, stack.pop_all())


def _make_pipe(path: Path, stack: ExitStack) -> int:
    """Make a named pipe and open it; open for both ways, it lets the other side open it at once."""
    if sys.platform != "win32":
        os.mkfifo(path, 0o600)
    end = os.open(path, os.O_RDWR)
    stack.callback(os.close, end)
    return end
