"""What the asking program and the elevated helper say to one another: one line of JSON each way, and nothing else.

The helper says `ready` once. A request is {"do": "keep"} with what `services.key_text` makes of a key, or
{"do": "forget"}; the answer is {"done": true}, or {"title": …, "advice": …}. The key goes one way only: no answer and
no error repeats it.
"""

import json
from typing import Final

from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.services.key_text import from_text, to_text
from clockreports.services.ports import Credentials

READY: Final = b"ready\n"
MOST_BYTES: Final = 4096
"""The longest line, its end included. A key has 36 characters, an address and a name have some dozens."""


def request_line(credentials: Credentials | None) -> bytes:
    """Return the request to keep these, or, for None, to forget what is kept."""
    if credentials is None:
        return _line({"do": "forget"})
    return _line({"do": "keep"} | json.loads(to_text(credentials)))


def read_request(line: bytes) -> Credentials | None:
    """Return what is to be kept, None when it is to be forgotten; raises `UnusableError` for anything else.

    A line that was cut short is no request.
    """
    match _parsed(line):
        case {"do": "forget"}:
            return None
        case {"do": "keep"} if (credentials := from_text(line)) is not None:
            return credentials
        case _:
            raise UnusableError(
                "What the administrator’s side was asked to do is not understood.",
                "Close every window of ClockReports, start it again, then try again.",
            )


def answer_line(refusal: ClockReportsError | None) -> bytes:
    """Return the answer that it is done, or why it is not."""
    return _line({"done": True} if refusal is None else {"title": refusal.title, "advice": refusal.advice})


def check_answer(line: bytes) -> None:
    """Do nothing when it is done; else raise the `UnusableError` that says why not."""
    match _parsed(line):
        case {"done": True}:
            return
        case {"title": str(title), "advice": str(advice)}:
            raise UnusableError(title, advice)
        case _:
            raise UnusableError(
                "The administrator’s side gave no answer that can be understood.",
                "Look which key is stored now; if it is not the new one, try again.",
            )


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"


def _parsed(line: bytes) -> object:
    """Return what a whole line holds, None when it is not whole or holds no JSON: an error would quote the line."""
    if len(line) > MOST_BYTES or not line.endswith(b"\n"):
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
