"""Sorts what People HR answers into the failures of `services`, and puts them into sentences.

Status 5 alone says nothing, so messages are told apart by case-folded parts of them (source: reference, People HR
API, calling it). A message that no rule knows is a lasting refusal of that one item, handed on as it came.
"""

import re
from http import HTTPStatus
from typing import Final

from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    MissingRightError,
    NotThereError,
    NotUnderstoodError,
    OverloadedError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnknownEmployeeError,
    UnreachableError,
)

_KEY_MISSING: Final = 1
_KEY_INVALID: Final = 2
_SERVER_FAULT: Final = 6
NO_RECORD: Final = 10

_KEY_WORDS: Final = ("api key does not exist", "api key is missing", "invalid api key")
_NO_RECORD_WORDS: Final = ("no record found", "no records found")
_SLOW_DOWN_WORDS: Final = ("try after", "try again", "already in progress", "throttl")
_PERHAPS_SLOW_DOWN_WORDS: Final = ("limit", "exceed", "too many")
"""The reference takes them for the pace; but what is written has limits, too, and no rest helps against those."""
_CALLS: Final = re.compile(r"\b(?:api|calls?|requests?|rate|quota|(?:per|a|every) minute)\b")
_WHAT_IS_WRITTEN: Final = re.compile(
    r"\b(?:intervals?|breaks?|overtime|total|duration|comments?|characters?|length|balance)\b"
)
_MOST_SHOWN: Final = 40


class AskedToWaitError(SlowDownError):
    """People HR asks to slow down; `retry_after` is the header of that name, "" without one.

    `may_be_done` says that whoever asks may not be People HR itself, and that a change may have been made by then.
    """

    def __init__(self, retry_after: str, *, may_be_done: bool = False) -> None:
        super().__init__(
            "People HR keeps asking to slow down.",
            "Another program may be using up its calls. Wait a few minutes, then run again to go on.",
        )
        self.retry_after = retry_after
        self.may_be_done = may_be_done


def refusal(status: int | None, message: str, area: str, retry_after: str = "") -> Exception:
    """Return the error that a refusing answer stands for; `area` is the one asked, "Employee" or "Timesheet"."""
    words = message.casefold()
    if status in {_KEY_MISSING, _KEY_INVALID} or _holds(words, _KEY_WORDS):
        return _key_refused()
    if "no access on" in words:
        return _missing_right(words, area)
    if status == _SERVER_FAULT:
        return unanswered("People HR reports a fault of its own.")
    kind = _item_failure(status, words)
    if kind is RefusedError and _is_about_the_pace(words):
        return AskedToWaitError(retry_after)
    return kind(message or f"People HR refused this without saying why (Status {status}).")


def http_failure(http_status: int, retry_after: str) -> Exception:
    """Return the error for any HTTP status but 200: a redirect or a server's fault may come after the deed."""
    if http_status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return _turned_away(http_status)
    if http_status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return AskedToWaitError(retry_after, may_be_done=http_status == HTTPStatus.SERVICE_UNAVAILABLE)
    return unanswered(f"People HR answered with HTTP {http_status} instead of an answer of its own.")


def unanswered(title: str) -> UnansweredError:
    """Return the error for a call whose fate is not known; `title` says in a sentence what happened."""
    return UnansweredError(title, "Run again in a few minutes: what may have been done is looked at first.")


def overloaded() -> OverloadedError:
    """Return the error for a change that was answered by a request to slow down, perhaps after it was made."""
    return OverloadedError(
        "People HR was too busy to say whether a change was made.",
        "Wait a few minutes, then run again: what may have been done is looked at first.",
    )


def not_understood(what: str, advice: str = "") -> NotUnderstoodError:
    """Return the error for a whole answer of which nothing can be decided; `what` says why, without a full stop."""
    return NotUnderstoodError(f"People HR's answer cannot be understood: {what}. {advice}".strip())


def shown(text: str) -> str:
    """Return what stands in an answer as a sentence can hold it."""
    return f"“{text}”" if len(text) <= _MOST_SHOWN else f"“{text[:_MOST_SHOWN]}…”"


def says_no_record(text: str) -> bool:
    """Whether a text says what Status 10 says."""
    return _holds(text.casefold(), _NO_RECORD_WORDS)


def unreachable(advice: str) -> UnreachableError:
    """Return the error for a call that never left; `advice` says in a sentence what to look at."""
    return UnreachableError("People HR cannot be reached.", f"{advice} Then run again: nothing was sent.")


def _holds(words: str, parts: tuple[str, ...]) -> bool:
    return any(part in words for part in parts)


def _is_about_the_pace(words: str) -> bool:
    about_the_day = _WHAT_IS_WRITTEN.search(words) is not None and _CALLS.search(words) is None
    return _holds(words, _SLOW_DOWN_WORDS) or (_holds(words, _PERHAPS_SLOW_DOWN_WORDS) and not about_the_day)


def _item_failure(status: int | None, words: str) -> type[RefusedError]:
    if status == NO_RECORD or says_no_record(words):
        return NotThereError
    if "already exist" in words:
        return AlreadyExistsError
    return UnknownEmployeeError if "employeeid does not exist" in words else RefusedError


def _key_refused() -> KeyRefusedError:
    return KeyRefusedError(
        "People HR refused the API key.",
        "Check in the Settings of People HR, under API, that the key is still there and may be used from this network; "
        "then copy it and paste it again in the People HR Export window.",
    )


def _turned_away(http_status: int) -> KeyRefusedError:
    return KeyRefusedError(
        f"People HR turned the call away (HTTP {http_status}).",
        "Either the API key may not be used from here (it was deleted, or is tied to other IP addresses), or a gateway "
        "or firewall on the way stops this program. Check the key in the Settings of People HR, under API; then ask "
        "whoever looks after your network.",
    )


def _missing_right(words: str, area: str) -> MissingRightError:
    named = words.partition("no access on")[2]
    area = next((known for known in ("Employee", "Timesheet") if known.casefold() in named), area)
    return MissingRightError(
        f"The API key may not use the {area} part of People HR.",
        f"Open the Settings of People HR, API, this key; choose {area}, select all and save. Then run again.",
        area,
    )
