"""API keys and what they may do (reference: People HR API, statuses 1, 2 and 5, and the key).

Owns the check of a key. The keys themselves stay inside `Secret`, and nothing here repeats one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clockreports.base.secret import Secret
from clockreports.practice.answers import (
    KEY_MALFORMED,
    KEY_MISSING,
    KEY_UNKNOWN,
    NO_EMPLOYEE_RIGHT,
    NO_TIMESHEET_RIGHT,
    RefusedError,
    refused,
)


class Area(StrEnum):
    """The two parts of the API, each with an address and rights of its own."""

    EMPLOYEE = "Employee"
    TIMESHEET = "Timesheet"


COMPANY_INFORMATION: Final = "GetCompanyInformation"
"""The one action that every known key may do."""

ACTIONS: Final = {
    COMPANY_INFORMATION: Area.EMPLOYEE,
    "GetAllEmployeeDetail": Area.EMPLOYEE,
    "CreateNewTimesheet": Area.TIMESHEET,
    "UpdateTimesheet": Area.TIMESHEET,
    "GetTimesheetDetail": Area.TIMESHEET,
    "DeleteTimesheet": Area.TIMESHEET,
}
RIGHTS: Final = (*Area, *ACTIONS)
"""What a key can be given: a whole area, or single actions."""

_NO_RIGHT: Final = {Area.EMPLOYEE: NO_EMPLOYEE_RIGHT, Area.TIMESHEET: NO_TIMESHEET_RIGHT}
_WELL_FORMED: Final = re.compile(r"[0-9A-Za-z-]{1,50}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PracticeKey:
    """A key and its rights, each one of `RIGHTS`."""

    key: Secret
    rights: frozenset[str]


def is_well_formed(key: str) -> bool:
    """Whether it could be a key: letters, digits and dashes, 50 at most, no blanks round it."""
    return _WELL_FORMED.fullmatch(key) is not None


def check_form(sent: object) -> Secret:
    """Return the key of a call; raises `RefusedError` when it is missing or malformed."""
    if sent is None or sent == "":
        raise RefusedError(KEY_MISSING)
    if not isinstance(sent, str) or not is_well_formed(sent):
        raise RefusedError(KEY_MALFORMED)
    return Secret(sent)


class KeyRing:
    """The keys People HR knows."""

    def __init__(self, keys: Iterable[PracticeKey]) -> None:
        self._rights = {key.key: key.rights for key in keys}

    def check_right(self, key: Secret, action: str) -> None:
        """Raise `RefusedError` when the key is unknown, or may not do one of the `ACTIONS`."""
        rights = self._rights.get(key)
        if rights is None:
            raise refused(KEY_UNKNOWN)
        area = ACTIONS[action]
        if action != COMPANY_INFORMATION and area not in rights and action not in rights:
            raise refused(_NO_RIGHT[area])
