"""What goes over the wire: the body of a call in, a reply out. Owns JSON and HTML, decides nothing."""

import json
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Final

from clockreports.practice.answers import BAD_BODY, EMPTY_BODY, NO_BODY, Answer, JsonValue, RefusedError
from clockreports.practice.fields import Fields

JSON: Final = "application/json; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"


class Cut(Enum):
    """How much of a reply is lost on its way."""

    NOTHING = auto()
    HALF = auto()
    """The headers and half the body arrive, then the connection ends."""
    ALL = auto()
    """The connection ends without a word."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it is to go out; `status` is the one in its envelope, None when it has no envelope."""

    body: bytes = b""
    code: HTTPStatus = HTTPStatus.OK
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    status: int | None = None
    cut: Cut = Cut.NOTHING


def read_fields(body: bytes) -> Fields:
    """Return the fields of a call; raises `RefusedError` when there are none or the body is not a JSON object."""
    if not body:
        raise RefusedError(NO_BODY)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(BAD_BODY) from None
    if not value:
        raise RefusedError(EMPTY_BODY)
    if not isinstance(value, dict):
        raise RefusedError(BAD_BODY)
    return value


def as_json(value: JsonValue, code: HTTPStatus = HTTPStatus.OK) -> Reply:
    """Return a reply with a value as JSON."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), code)


def as_envelope(answer: Answer) -> Reply:
    """Return the reply that carries an answer of the API; application errors too come with HTTP 200."""
    body = json.dumps(answer.envelope, ensure_ascii=False).encode()
    return Reply(body, status=answer.status)


def as_page(code: HTTPStatus, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """Return a plain HTML page, as a gateway makes them."""
    title = f"{code.value} {code.phrase}"
    body = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return Reply(body.encode(), code, HTML, headers)
