"""The wire format: requests become JSON, JSON becomes an `Answer`. The only module that looks at the key.

An answer counts as success only when it says so in an envelope that is whole; everything else is `UnansweredError`.
Nothing here keeps a body, or an error that holds one.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from clockreports.base.secret import HIDDEN, Secret
from clockreports.peoplehr.exchange import Body, Patience
from clockreports.peoplehr.failures import NO_RECORD, unanswered
from clockreports.peoplehr.values import read_row, read_text

_DONE: Final = 0
_UNREADABLE: Final = -1
# Source: reference, pace. The call log counts on no call taking longer than the slowest of these.
_USUAL: Final = Patience(read=30, whole=60)
_WHOLE_COMPANY: Final = Patience(read=100, whole=100)


@dataclass(frozen=True, slots=True)
class Action:
    """Something People HR can be asked for, or told to do (`changes`), and how long that may take.

    Its `area` is its path, too.
    """

    area: str
    name: str
    patience: Patience = _USUAL
    changes: bool = False


COMPANY: Final = Action("Employee", "GetCompanyInformation")
EMPLOYEES: Final = Action("Employee", "GetAllEmployeeDetail", _WHOLE_COMPANY)
READ: Final = Action("Timesheet", "GetTimesheetDetail")
CREATE: Final = Action("Timesheet", "CreateNewTimesheet", changes=True)
UPDATE: Final = Action("Timesheet", "UpdateTimesheet", changes=True)
DELETE: Final = Action("Timesheet", "DeleteTimesheet", changes=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """An envelope that was whole: `refused` as it said, and `status`, None when it gave none."""

    refused: bool
    status: int | None
    message: str
    result: object


def encode(key: Secret, action: Action, fields: Mapping[str, object]) -> Body:
    """Return the body of a request; the key goes inside it."""
    request = {"APIKey": key.reveal().strip(), "Action": action.name, **fields}
    return Body(json.dumps(request).encode("ascii"))


def decode(body: bytes, key: Secret) -> Answer:
    """Read an envelope; should its message repeat the key, that is hidden.

    Raises `UnansweredError` when it is not a whole envelope, or one that contradicts itself.
    """
    envelope = read_row(_parse(body))
    refused = _flag(envelope.get("iserror"))
    status = _number(envelope.get("status"))
    if refused is None or (not refused and status not in {None, _DONE, NO_RECORD}):
        raise unanswered("People HR's answer cannot be understood.")
    message = _without(key, read_text(envelope.get("message")))
    return Answer(refused or status == NO_RECORD, status, message, envelope.get("result"))


def _parse(body: bytes) -> object:
    # Not raised from here: the parser's errors hold the text, which may be the whole company's data.
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _flag(value: object) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(read_text(value).casefold())


def _number(value: object) -> int | None:
    text = read_text(value)
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?", text, re.ASCII)
    return int(found[1]) if found else _UNREADABLE


def _without(key: Secret, message: str) -> str:
    text = key.reveal().strip()
    return re.sub(re.escape(text), HIDDEN, message, flags=re.IGNORECASE) if text else message
