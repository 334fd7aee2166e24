"""The last resort of a program that met a bug: the whole trace goes into the profile's log, and nowhere else."""

import logging
from pathlib import Path
from typing import Final

from clockreports.base.logs import Redactor, writing_log
from clockreports.bootstrap.app import PEOPLE_HR, profile_of
from clockreports.services.ports import Environment
from clockreports.vault.environment import EnvironmentVault

_log: Final = logging.getLogger("clockreports.bug")


def record_bug(bug: Exception, profile_option: Path | None, environment: Environment) -> Path:
    """Write the trace of a bug to the log and return the log's path; raises `UnusableError` when that cannot be.

    A stored key is hidden by its shape, since no other is ever stored; one from the environment may have any.
    """
    redactor = Redactor()
    credentials = EnvironmentVault(environment, PEOPLE_HR).read()
    if credentials is not None:
        redactor.hide(credentials.key)
    with writing_log(profile_of(profile_option, environment).logs, redactor) as path:
        _log.critical("A bug ended the program.", exc_info=bug)
    return path
