"""The elevated side, put together: the helper that stores the key as root, and what the small key window works with.

Everything is fixed here. Nobody who asks for elevation can name another place or another service.
"""

import os
import sys
from collections.abc import Sequence

from clockreports.base.clock import SystemClock
from clockreports.base.errors import ExitCode
from clockreports.bootstrap.app import PEOPLE_HR
from clockreports.desktop.elevation import system_elevation
from clockreports.desktop.identity import whoami
from clockreports.desktop.key_helper import impatient, serve
from clockreports.peoplehr.address import read_address
from clockreports.services.key import plausible
from clockreports.services.ports import Credentials, Saved
from clockreports.vault.machine_store import machine_vault

__all__ = ["machine_vault", "run_key_helper", "typed_key"]


def run_key_helper(arguments: Sequence[str]) -> int:
    """Serve whoever started this program with a pipe at each end, and return the exit code.

    Takes no arguments, and does nothing for anybody but an administrator.
    """
    if arguments or not system_elevation().is_administrator:
        if sys.stderr is not None:
            sys.stderr.write("ClockReports starts this by itself, as an administrator, when the API key is unlocked.\n")
        return ExitCode.UNUSABLE
    os.umask(0o022)  # whoever asked may have another one
    with open(0, "rb", closefd=False) as requests, open(1, "wb", buffering=0, closefd=False) as answers:
        serve(machine_vault(), read_address, impatient(requests), answers)
    return ExitCode.DONE


def typed_key(typed: str) -> Credentials:
    """Return what the key window stores for a key as typed or pasted; raises `UnusableError` when it cannot be one."""
    return Credentials(plausible(typed), PEOPLE_HR, Saved(SystemClock().now(), whoami().user, tested=False))
