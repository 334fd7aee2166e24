"""The last resort of a program that met a bug: the trace goes into the profile's log, and into a report to read."""

import logging
import platform
import traceback
from pathlib import Path
from typing import Final

from clockreports.base.logs import Redactor, writing_log
from clockreports.bootstrap.app import PEOPLE_HR, profile_of
from clockreports.bootstrap.doctor import versions
from clockreports.services.ports import Environment
from clockreports.vault.environment import EnvironmentVault

_log: Final = logging.getLogger("clockreports.bug")


def record_bug(bug: Exception, profile_option: Path | None, environment: Environment) -> Path:
    """Write the trace of a bug to the log and return the log's path; raises `UnusableError` when that cannot be."""
    with writing_log(profile_of(profile_option, environment).logs, _redactor(environment)) as path:
        _log.critical("A bug ended the program.", exc_info=bug)
    return path


def bug_report(bug: Exception, environment: Environment) -> str:
    """Return what a person may pass on: versions, this system, and the trace, without keys and the home's name."""
    lines = [
        *(f"{name} {number}" for name, number in versions().items()),
        platform.platform(),
        "",
        *traceback.format_exception(bug),
    ]
    text = "\n".join(line.rstrip("\n") for line in lines) + "\n"
    return _redactor(environment).clean(text).replace(str(Path.home()), "~")


def _redactor(environment: Environment) -> Redactor:
    """Hide a stored key by its shape, since no other is ever stored, and one from the environment whatever it is."""
    redactor = Redactor()
    credentials = EnvironmentVault(environment, PEOPLE_HR).read()
    if credentials is not None:
        redactor.hide(credentials.key)
    return redactor
